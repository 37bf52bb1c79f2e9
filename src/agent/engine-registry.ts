import type { Config } from '../config/generated/types.ts';
import type { Clock } from '../platform/clock.ts';
import type { EnvVars } from '../platform/env.ts';
import type { RunProcess } from '../platform/exec.ts';
import type { Logger } from '../platform/logger.ts';
import type { Random } from '../platform/random.ts';
import { nextTurn } from '../platform/schedule.ts';
import type { Candidate, EngineSelection, EngineSwitch, RunInput } from './candidate.ts';
import type { EngineEvent } from './engine.ts';
import { createCooldowns } from './cooldowns.ts';
import { runWithFallback } from './fallback.ts';
import { createModelTroubles, type ModelTrouble } from './model-trouble.ts';
import { createResolver } from './resolve.ts';
import { createCliEngine } from './engines/cli.ts';
import { createModelEngine } from './engines/model.ts';
import { createOfflineEngine } from './engines/offline.ts';
import { createOllama } from './engines/ollama.ts';

export interface EnginesOptions {
  readonly config: () => Config;
  readonly env: EnvVars;
  /** What agent CLIs are started with. Default: the same. */
  readonly programEnv?: EnvVars;
  readonly exec: RunProcess;
  readonly clock: Clock;
  readonly log: Logger;
  readonly random: Random;
  /** Where the configuration is, for answers that tell how to change it. */
  readonly configPath: string;
  /** Absolute directory for short-lived files of CLI runs (images). */
  readonly tempDir: string;
  /** Longest silence from a model's connection before the run moves on, in milliseconds. Default 120,000. */
  readonly modelIdleMs?: number;
  /** Between SIGTERM and SIGKILL of an agent CLI's process group, in milliseconds. Default 2,000. */
  readonly cliGraceMs?: number;
  /** Where a local Ollama is looked for; `false` turns the search off. Default `http://127.0.0.1:11434`. */
  readonly ollamaUrl?: string | false;
  /** What `troubles` says has changed. */
  readonly onTroubles?: () => void;
}

export interface Engines {
  /** Candidates in the order they are tried; never empty: without a model it is `offline/offline`. */
  resolve(entry: EngineSelection | undefined, agentId: string): Promise<readonly Candidate[]>;
  /**
   * Runs the first candidate that answers. A later one takes over only before anything was yielded; `onSwitch` says so,
   * until then `candidates[0]` is in use.
   * @throws EngineError when every candidate failed (each attempt is named) or the signal aborted (`aborted`)
   */
  run(
    candidates: readonly Candidate[],
    input: RunInput,
    signal: AbortSignal,
    onSwitch?: (change: EngineSwitch) => void,
  ): AsyncIterable<EngineEvent>;
  /** A run that was given up because not a word of this model had come until its deadline. */
  overdue(candidate: Candidate, reason: string): void;
  /** Models a loopback Ollama offers now; empty when none answers. */
  ollamaModels(): Promise<readonly string[]>;
  /** Models whose last run failed on their side. */
  troubles(): readonly ModelTrouble[];
}

export function createEngines(options: EnginesOptions): Engines {
  const { config, env, clock, log } = options;
  const ollama = createOllama({ baseUrl: options.ollamaUrl ?? 'http://127.0.0.1:11434', clock });
  const resolver = createResolver({ config, env, ollama });
  const cooldowns = createCooldowns(clock, (provider) => {
    const { models, agents } = config();
    return [models?.providers?.[provider], agents?.defaults?.cliBackends?.[provider]];
  });
  const troubles = createModelTroubles({ clock, config, changed: options.onTroubles ?? (() => {}) });
  const engines = {
    offline: createOfflineEngine({ pause: nextTurn, configPath: options.configPath }),
    model: createModelEngine({ config, env, clock, log, idleMs: options.modelIdleMs ?? 120_000, ollama }),
    cli: createCliEngine({
      config,
      env: options.programEnv ?? env,
      exec: options.exec,
      random: options.random,
      tempDir: options.tempDir,
      graceMs: options.cliGraceMs ?? 2000,
      log,
    }),
  };
  return {
    resolve: resolver,
    run: (candidates, input, signal, onSwitch) =>
      runWithFallback({ candidates, input, signal, onSwitch, engines, cooldowns, troubles, clock, log }),
    overdue: (candidate, message) => troubles.ended(candidate, { kind: 'timeout', message }),
    ollamaModels: () => ollama.models(),
    troubles: () => troubles.list(),
  };
}
