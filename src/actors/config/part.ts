import { fromCallback, fromPromise } from 'xstate';
import type { ReloadPlan } from '../../config/reload-plan.ts';
import type {
  ConfigRead,
  ConfigWatcherEvent,
  ConfigWatcherInput,
  ReloadOutcome,
} from '../../machines/config-watcher-setup.ts';
import { configWatcherMachine, type ConfigWatcherLogic } from '../../machines/config-watcher.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { watchFiles, type FileWatch } from './watch-files.ts';

/** `C` is a configuration that could be taken over, `R` who asked for a look. */
export interface ConfigWatcherDeps<C, R> {
  /** The configuration file and what it includes, also what was looked for in vain. Asked at the start and after each read. */
  readonly files: () => readonly string[];
  /** Tells the log what is wrong with the file. A rejection counts as a file that cannot be used. */
  readonly read: (options: { readonly asked: boolean }) => Promise<Read<C>>;
  /** What differs, by value, from what runs. A throw counts as a file that cannot be used. */
  readonly plan: (candidate: C) => ReloadPlan | Promise<ReloadPlan>;
  /** To the root, which answers with the event `reload.settled {outcome}` unless it stops this part first. */
  readonly offer: (offer: {
    readonly candidate: C;
    readonly plan: ReloadPlan;
    readonly requests: readonly R[];
  }) => void;
  /** Other bytes with the same values: the running configuration has a newer file. */
  readonly adopt: (candidate: C) => void;
  /** Every look that ended, for the report and for those who asked; `requests` is empty when nobody did. */
  readonly concluded: (conclusion: Conclusion<C, R>) => void;
  readonly debounceMs: () => number;
  readonly clock: Clock;
  readonly log: Logger;
}

export type Read<C> =
  | Exclude<ConfigRead, { readonly kind: 'valid' }>
  | { readonly kind: 'valid'; readonly candidate: C };

export interface Conclusion<C, R> {
  readonly outcome: ReloadOutcome;
  readonly requests: readonly R[];
  /** Absent when the file could not be used. */
  readonly candidate?: C;
  /** Absent when nothing was offered. */
  readonly plan?: ReloadPlan;
}

export interface ConfigWatcherPart {
  /** For the supervised child `configWatcher`. */
  readonly logic: ConfigWatcherLogic;
  readonly input: ConfigWatcherInput;
}

/** Gives the watcher's machine its bodies. The running actor takes `look.now {request?}` and `reload.settled {outcome}`. */
export function createConfigWatcherPart<C, R = never>(deps: ConfigWatcherDeps<C, R>): ConfigWatcherPart {
  const { files, clock, log } = deps;
  let watch: FileWatch | undefined;
  /** A look that breaks is told here, as nobody else knows of it; what a look finds is told by whoever judges it. */
  const orTell = async <T>(what: string, run: () => T | Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      log.warn(`the configuration file cannot be ${what}; running on with what was read before`, { error });
      throw error;
    }
  };

  const logic = configWatcherMachine.provide({
    actors: {
      watchFiles: fromCallback<ConfigWatcherEvent>(({ sendBack }) => {
        const mine = watchFiles({
          files,
          clock,
          log,
          changed: () => sendBack({ type: 'file.changed' }),
          failed: (error) => sendBack({ type: 'watch.failed', error }),
        });
        watch = mine;
        return () => {
          if (watch === mine) watch = undefined;
          // Logs its own failures; the descriptors are closed before it returns.
          void mine.close();
        };
      }),
      read: fromPromise<ConfigRead, { readonly asked: boolean }>(async ({ input }) => {
        watch?.mark();
        try {
          return await orTell('read', () => deps.read(input));
        } finally {
          watch?.aim();
        }
      }),
      plan: fromPromise<ReloadPlan, { readonly candidate: unknown }>(({ input }) =>
        orTell('compared with what runs', () => deps.plan(input.candidate as C)),
      ),
    },
    actions: {
      offer: (_, { candidate, plan, requests }) => {
        deps.offer({ candidate: candidate as C, plan, requests: requests as readonly R[] });
      },
      adopt: (_, candidate) => deps.adopt(candidate as C),
      conclude: (_, conclusion) => {
        if (conclusion.outcome.result === 'nothing') log.debug(`configuration: ${conclusion.outcome.reason}`);
        // The end of the watcher concerns only those who wait for its answer.
        if (conclusion.outcome.result === 'deferred' && conclusion.requests.length === 0) return;
        deps.concluded(conclusion as Conclusion<C, R>);
      },
    },
  });
  return { logic, input: { debounceMs: deps.debounceMs } };
}
