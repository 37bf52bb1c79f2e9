import { formatIssue } from '../../config/issue.ts';
import { loadConfig, type LoadedConfig } from '../../config/load.ts';
import { planReload, type ReloadPlan } from '../../config/reload-plan.ts';
import type { Env } from '../../platform/env.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Paths } from '../../platform/paths.ts';
import type { LiveConfig } from './live-config.ts';
import type { ReloadAnswers } from './reload-answers.ts';
import { hashOfMain, type ReloadFacts } from './reload-facts.ts';

/** What the watcher found in the file. */
export type ConfigReading =
  | { readonly kind: 'same' }
  | { readonly kind: 'invalid'; readonly summary: string; readonly hash: string }
  | { readonly kind: 'valid'; readonly candidate: Candidate };

/** A valid configuration that is not the one that runs. */
export interface Candidate {
  readonly loaded: LoadedConfig;
  readonly plan: ReloadPlan;
}

/** A configuration that was tried and did not work. */
export interface Rejected {
  readonly fingerprint: string;
  readonly reason: string;
}

/** The last file somebody was told about, so that each is complained of once. */
export interface Complaints {
  last: string | undefined;
}

/** Reads the file anew and says what it is to the gateway that runs. What is wrong with it is told at once. */
export function createReloadReading(options: {
  readonly paths: Paths;
  readonly env: Env;
  readonly log: Logger;
  readonly facts: ReloadFacts;
  readonly answers: ReloadAnswers;
  readonly complaints: Complaints;
  readonly live: () => LiveConfig;
  /** What this process would make of it. @throws BootRefused */
  readonly replan: (loaded: LoadedConfig) => unknown;
  readonly rejected: () => Rejected | undefined;
  /** A change that runs already still waits for its confirmation. */
  readonly unconfirmed: () => boolean;
  /** The values are those that run; only bytes are new. */
  readonly adopted: () => void;
}): () => Promise<ConfigReading> {
  const { paths, env, log, facts, answers, complaints, live } = options;

  const invalid = (loaded: LoadedConfig, summary: string): ConfigReading => {
    // What runs instead of the file is the greater news.
    facts.stands(facts.config().state === 'lastGood' ? 'lastGood' : 'invalid', summary);
    if (complaints.last !== loaded.fingerprint) {
      log.warn(`the configuration file cannot be used; running on with what was read before: ${summary}`);
    }
    complaints.last = loaded.fingerprint;
    const hash = hashOfMain(loaded);
    answers.give({ result: 'invalid', reason: summary, changes: [], hash });
    return { kind: 'invalid', summary, hash };
  };

  const same = (loaded: LoadedConfig): ConfigReading => {
    complaints.last = undefined;
    if (!options.unconfirmed()) facts.stands('current', null);
    const reason = 'the gateway runs on it already';
    answers.give({ result: 'nothing', reason, changes: [], hash: hashOfMain(loaded) });
    return { kind: 'same' };
  };

  return async () => {
    const loaded = await loadConfig({ paths, env });
    const running = live().loaded();
    const rejected = options.rejected();
    if (loaded.fingerprint === running.fingerprint) return same(loaded);
    if (loaded.fingerprint === rejected?.fingerprint) {
      facts.stands('restored', rejected.reason);
      const report = { reason: rejected.reason, changes: [], hash: hashOfMain(loaded) };
      answers.give({ result: 'restored', ...report });
      return { kind: 'same' };
    }
    if (!loaded.exists) return invalid(loaded, `${paths.configPath} is gone`);
    const [issue] = loaded.issues;
    if (issue !== undefined) return invalid(loaded, formatIssue(issue));
    const refusal = refusalOf(() => options.replan(loaded));
    if (refusal !== undefined) return invalid(loaded, refusal);
    const plan = planReload(running.config, loaded.config);
    if (plan.changes.length > 0) return { kind: 'valid', candidate: { loaded, plan } };
    live().swap(loaded);
    facts.runs(loaded, options.unconfirmed() ? 'pending' : 'current', facts.config().reason);
    options.adopted();
    return same(loaded);
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
