import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ReloadReport } from '../../protocol/generated/types.ts';
import type { OfferReload, ReloadRequest } from '../../protocol/reload-request.ts';
import type { ReloadFacts } from './reload-facts.ts';

/** Somebody wrote the file through the gateway and waits for what becomes of it. The watcher carries it along. */
export interface Asked {
  readonly request: ReloadRequest;
  answer(report: ReloadReport): void;
}

export interface ReloadAnswers {
  readonly offer: OfferReload;
  /** Remembers it as the last report, and answers those who have no answer yet. */
  give(asked: readonly Asked[], report: Omit<ReloadReport, 'at'>): void;
}

/** The answer of a method says what becomes of the file; what takes longer is seen in `config.get`. */
const ANSWER_WITHIN_MS = 8_000;

export function createReloadAnswers(options: {
  readonly facts: ReloadFacts;
  readonly clock: Clock;
  readonly log: Logger;
  /** Lets the watcher look at once. False when it cannot. */
  readonly look: (asked: Asked) => boolean;
  /** A restart for an earlier change waits for its moment; the file is read after it. */
  readonly restartAhead: () => boolean;
  /** The chat that asked is told after the restart, or at once. Resolves with the report, completed. */
  readonly tellRequester: (request: ReloadRequest, report: ReloadReport) => Promise<ReloadReport>;
}): ReloadAnswers {
  const { facts, clock, log, look, restartAhead, tellRequester } = options;
  const open = new Set<Asked>();

  return {
    offer(request) {
      const { promise, resolve } = Promise.withResolvers<ReloadReport>();
      const asked: Asked = {
        request,
        answer: resolve,
      };
      open.add(asked);
      const leave = (reason: string): void => {
        if (!open.delete(asked)) return;
        resolve(facts.report({ result: 'deferred', reason, changes: [], hash: request.hash }));
      };
      if (restartAhead()) {
        leave('an earlier change waits for its restart, which takes this one along');
        return promise;
      }
      const timer = clock.setTimeout(
        () => leave('the file is written; what becomes of it takes longer: see config get'),
        ANSWER_WITHIN_MS,
      );
      if (!look(asked)) leave('the file is written, but nothing watches it now: see gateway status --deep');
      return promise.finally(() => clock.clearTimeout(timer));
    },
    give(asked, report) {
      // Who asked knows more by now than that it takes longer.
      if (report.result === 'deferred' && asked.length > 0 && !asked.some((one) => open.has(one))) return;
      const said = facts.report(report);
      for (const one of asked) {
        if (!open.delete(one)) continue;
        tellRequester(one.request, said).then(one.answer, (error: unknown) => {
          log.error('the chat that asked for the change could not be told', { error });
          one.answer(said);
        });
      }
    },
  };
}

const DEFAULT_RESTART_DELAY_MS = 2_000;

/** Who asked through a method gets the answer before the restart; who edited the file has nothing to wait for. */
export const delayOf = (asked: readonly Asked[]): number => {
  const request = asked.at(-1)?.request;
  return request === undefined ? 0 : (request.restartDelayMs ?? DEFAULT_RESTART_DELAY_MS);
};
