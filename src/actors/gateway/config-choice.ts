import { lostTarget } from '../../config/file-state.ts';
import { formatIssue, sentence } from '../../config/issue.ts';
import { readLastGood, type LastGood } from '../../config/last-good.ts';
import { loadConfig, type LoadedConfig } from '../../config/load.ts';
import { planGateway, type GatewayFlags, type GatewayPlan, type PlanOutcome } from '../../config/plan.ts';
import {
  readCertificate,
  type CertificateFiles,
  type CertificateProblem,
} from '../../platform/certificate.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Env } from '../../platform/env.ts';
import { EXIT, type ExitCode } from '../../platform/exit.ts';
import { localAddresses } from '../../platform/host.ts';
import type { Paths } from '../../platform/paths.ts';
import { ensureSecretFile } from '../../platform/secret-file.ts';
import { BootRefused } from './boot-refused.ts';

export interface ConfigChoiceOptions {
  readonly paths: Paths;
  readonly env: Env;
  readonly flags: GatewayFlags;
  readonly terminal: boolean;
  /** This process has run before this boot, so it must come up again if anything can be found that works. */
  readonly again: boolean;
  /** A configuration that was tried and did not work. */
  readonly rejected?: { readonly fingerprint: string; readonly reason: string } | undefined;
}

/** The configuration a boot runs on, and how it came to be that one. */
export interface ConfigChoice {
  readonly loaded: LoadedConfig;
  readonly plan: GatewayPlan;
  /** `file`: as on disk. `lastGood`: the file cannot be used. `restored`: the file was tried and did not work. */
  readonly source: 'file' | 'lastGood' | 'restored';
  /** Why it is not the file. */
  readonly reason: string;
  /** It has not been seen to work yet, and there is one that has. */
  readonly trial: boolean;
  readonly warnings: readonly string[];
  /** What this process would make of another configuration. @throws BootRefused */
  readonly replan: (loaded: LoadedConfig) => GatewayPlan;
}

interface Refusal {
  readonly exitCode: ExitCode;
  readonly message: string;
  /** In one line. */
  readonly reason: string;
}

/**
 * The file, when it can be used. Otherwise the copy of the last configuration that worked, so that a bad edit never
 * keeps a gateway from coming up; the file is left as it is.
 * @throws BootRefused when neither can be used
 */
export async function chooseConfig(options: ConfigChoiceOptions): Promise<ConfigChoice> {
  const { paths, env, rejected } = options;
  const planOf = (loaded: LoadedConfig): PlanOutcome => planFor(loaded, options);
  const replan = (loaded: LoadedConfig): GatewayPlan => {
    const outcome = planOf(loaded);
    if (outcome.ok) return outcome.plan;
    const refusal = refusedPlan(outcome, paths.configPath);
    throw new BootRefused(refusal.exitCode, refusal.message);
  };
  const last = readLastGood(paths.lastGoodPath);
  const file = await loadConfig({ paths, env });
  const putBack = rejected?.fingerprint === file.fingerprint ? rejected.reason : undefined;
  const outcome = file.valid ? planOf(file) : undefined;
  if (putBack === undefined && outcome?.ok === true) {
    const trial = last !== undefined && last.fingerprint !== file.fingerprint;
    const { plan, warnings } = outcome;
    return { loaded: file, plan, source: 'file', reason: '', trial, warnings, replan };
  }
  const lost = file.exists ? undefined : lostTarget(paths.configPath);
  const refusal: Refusal =
    lost !== undefined
      ? deadLink(paths.configPath, lost)
      : outcome?.ok === false
        ? refusedPlan(outcome, paths.configPath)
        : invalidFile(file);
  // A file that is not there was taken away by somebody, who may mean it; only a gateway that runs must go on. A link whose
  // target is gone is no such deed: a disk may not be there yet.
  const wanted = file.exists || lost !== undefined || options.again;
  const second = last !== undefined && wanted ? await reload(last, options) : undefined;
  const fallback = second === undefined ? undefined : planOf(second);
  if (second === undefined || fallback?.ok !== true) {
    if (putBack === undefined || outcome?.ok !== true)
      throw new BootRefused(refusal.exitCode, refusal.message);
    // What did not work as a change is better than no gateway; it is on trial no more, so this cannot come again and again.
    const { plan, warnings } = outcome;
    const words = `the new configuration did not work: ${putBack}; there is no copy of another one to go back to, so it is run on all the same`;
    return {
      loaded: file,
      plan,
      source: 'file',
      reason: '',
      trial: false,
      warnings: [words, ...warnings],
      replan,
    };
  }
  const reason = putBack ?? refusal.reason;
  const words =
    putBack === undefined
      ? `the configuration file cannot be used: ${reason}`
      : `the new configuration did not work: ${reason}`;
  const since = new Date(last?.savedAt ?? 0).toISOString();
  return {
    loaded: second,
    plan: fallback.plan,
    source: putBack === undefined ? 'lastGood' : 'restored',
    reason,
    trial: false,
    warnings: [
      `${words}; running on the copy of the last one that worked (kept ${since}); ${paths.configPath} was left as it is`,
      ...fallback.warnings,
    ],
    replan,
  };
}

function planFor(loaded: LoadedConfig, { flags, paths, terminal }: ConfigChoiceOptions): PlanOutcome {
  return planGateway({
    config: loaded.config,
    configExists: loaded.exists,
    env: loaded.env,
    flags,
    paths,
    secretFiles: loaded.secretFiles,
    addresses: localAddresses(),
    terminal,
    generatedToken: () => ensureSecretFile(paths.gatewayTokenPath),
    checkCertificate,
  });
}

/** By the clock of the machine, which is the one its clients go by. */
function checkCertificate(files: CertificateFiles): CertificateProblem | undefined {
  const reading = readCertificate(files, systemClock.now());
  return reading.ok ? undefined : reading.problem;
}

function refusedPlan(outcome: Extract<PlanOutcome, { ok: false }>, path: string): Refusal {
  const [first] = outcome.refusals;
  const message = outcome.refusals.map(sentence).join('\n');
  const where = first.exitCode === EXIT.config && !message.includes(path) ? `\n  Config: ${path}` : '';
  return {
    exitCode: first.exitCode,
    message: message + where,
    reason: sentence(first),
  };
}

function deadLink(path: string, target: string): Refusal {
  const reason = `${path} is a link to ${target}, which does not exist; bring that file back, or replace the link by a file`;
  return { exitCode: EXIT.config, message: reason, reason };
}

function invalidFile({ path, issues }: LoadedConfig): Refusal {
  const lines = issues.map(formatIssue);
  return {
    exitCode: EXIT.config,
    message: [`Invalid config at ${path}.`, ...lines.map((line) => `  ${line}`)].join('\n'),
    reason: lines[0] ?? `${path} is not valid`,
  };
}

/** The copy, checked anew: a variable or a secret file it needs may be gone. */
async function reload(
  last: LastGood,
  { paths, env }: ConfigChoiceOptions,
): Promise<LoadedConfig | undefined> {
  const loaded = await loadConfig({ paths, env, from: last.files });
  return loaded.valid ? loaded : undefined;
}
