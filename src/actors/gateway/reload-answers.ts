import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ReloadReport } from '../../protocol/generated/types.ts';
import type { OfferReload, ReloadRequest } from '../../protocol/reload-request.ts';
import type { ReloadFacts } from './reload-facts.ts';

/** Those who wrote the file through the gateway and want to know what becomes of it. */
export interface ReloadAnswers {
  readonly offer: OfferReload;
  /** The latest request that waits. */
  asked(): ReloadRequest | undefined;
  /** Answers everybody who waits, and remembers it as the last report. */
  give(report: Omit<ReloadReport, 'at'>): void;
}

/** The answer of a method says what becomes of the file; what takes longer is seen in `config.get`. */
const ANSWER_WITHIN_MS = 20_000;

interface Waiting {
  readonly request: ReloadRequest;
  readonly resolve: (report: ReloadReport) => void;
}

export function createReloadAnswers(options: {
  readonly facts: ReloadFacts;
  readonly clock: Clock;
  readonly log: Logger;
  /** Tells the watcher to look at once. False when it cannot. */
  readonly look: () => boolean;
  /** The chat that asked is told after the restart, or at once. Resolves with the report, completed. */
  readonly tellRequester: (request: ReloadRequest, report: ReloadReport) => Promise<ReloadReport>;
}): ReloadAnswers {
  const { facts, clock, log, look, tellRequester } = options;
  let waiting: readonly Waiting[] = [];

  return {
    asked: () => waiting.at(-1)?.request,
    give(report) {
      const said = facts.report(report);
      const asked = waiting;
      waiting = [];
      for (const { request, resolve } of asked) {
        tellRequester(request, said).then(resolve, (error: unknown) => {
          log.error('the chat that asked for the change could not be told', { error });
          resolve(said);
        });
      }
    },
    offer(request) {
      const { promise, resolve } = Promise.withResolvers<ReloadReport>();
      const entry: Waiting = { request, resolve };
      waiting = [...waiting, entry];
      const leave = (reason: string): void => {
        if (!waiting.includes(entry)) return;
        waiting = waiting.filter((other) => other !== entry);
        resolve(facts.report({ result: 'refused', reason, changes: [], hash: request.hash }));
      };
      const timer = clock.setTimeout(
        () => leave('the file is written; what becomes of it takes longer: see config get'),
        ANSWER_WITHIN_MS,
      );
      if (!look()) leave('the file is written, but nothing watches it now: see gateway status --deep');
      return promise.finally(() => clock.clearTimeout(timer));
    },
  };
}
