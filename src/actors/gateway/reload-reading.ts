import { lostTarget } from '../../config/file-state.ts';
import { formatIssue } from '../../config/issue.ts';
import { loadConfig, type LoadedConfig } from '../../config/load.ts';
import { planReload, type ReloadPlan } from '../../config/reload-plan.ts';
import type { Env } from '../../platform/env.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Paths } from '../../platform/paths.ts';
import { hashOfMain, type ReloadFacts } from './reload-facts.ts';

/** A configuration that could be used, and what differs from the one that runs. */
export interface Candidate {
  readonly loaded: LoadedConfig;
  readonly plan: ReloadPlan;
}

/** What a look at the file found. */
export type ConfigReading =
  | { readonly kind: 'same' }
  | { readonly kind: 'invalid'; readonly summary: string; readonly hash: string }
  | { readonly kind: 'valid'; readonly candidate: Candidate };

/** A configuration that was tried and did not work. */
export interface Rejected {
  readonly fingerprint: string;
  readonly reason: string;
}

/** Reads the file anew and says what it is to the gateway that runs. What is wrong with it is told at once. */
export function createReloadReading(options: {
  readonly paths: Paths;
  readonly env: Env;
  readonly log: Logger;
  readonly facts: ReloadFacts;
  readonly running: () => LoadedConfig;
  /** What this process would make of it. @throws BootRefused */
  readonly replan: (loaded: LoadedConfig) => unknown;
  readonly rejected: () => Rejected | undefined;
  /** The files a look was for, whatever it found. */
  readonly looked: (files: readonly string[]) => void;
}): (input: { readonly asked: boolean }) => Promise<ConfigReading> {
  const { paths, env, log, facts, running } = options;
  /** The file that was judged last, when it was not the one that runs. */
  let judged: string | undefined;

  const invalid = (loaded: LoadedConfig, summary: string): ConfigReading => {
    // What runs instead of the file is the greater news.
    facts.stands(facts.config().state === 'lastGood' ? 'lastGood' : 'invalid', summary);
    log.warn(`the configuration file cannot be used; running on with what was read before: ${summary}`);
    return { kind: 'invalid', summary, hash: hashOfMain(loaded) };
  };

  return async ({ asked }) => {
    const loaded = await loadConfig({ paths, env });
    options.looked(loaded.files);
    const { fingerprint } = loaded;
    // What cannot be read has no bytes to tell it from another: its problem does.
    const seen = [fingerprint, ...loaded.issues.map(formatIssue)].join('\n');
    if (seen === judged && !asked) return { kind: 'same' };
    judged = fingerprint === running().fingerprint ? undefined : seen;
    const rejected = options.rejected();
    if (fingerprint === rejected?.fingerprint) {
      facts.stands('restored', rejected.reason);
      const summary = `it was tried and put back: ${rejected.reason}`;
      return { kind: 'invalid', summary, hash: hashOfMain(loaded) };
    }
    if (!loaded.exists && running().exists) {
      const lost = lostTarget(paths.configPath);
      const gone = lost === undefined ? 'is gone' : `is a link to ${lost}, which does not exist`;
      return invalid(loaded, `${paths.configPath} ${gone}`);
    }
    const [issue] = loaded.issues;
    if (issue !== undefined) return invalid(loaded, formatIssue(issue));
    const refusal = refusalOf(() => options.replan(loaded));
    if (refusal !== undefined) return invalid(loaded, `${paths.configPath}: ${refusal}`);
    const known = new Set(running().warnings.map(formatIssue));
    for (const warning of loaded.warnings.map(formatIssue)) if (!known.has(warning)) log.warn(warning);
    return { kind: 'valid', candidate: { loaded, plan: planReload(running().config, loaded.config) } };
  };
}

function refusalOf(plan: () => unknown): string | undefined {
  try {
    plan();
    return undefined;
  } catch (error) {
    return (error as Error).message.replaceAll(/\s*\n\s*/g, ' ');
  }
}
