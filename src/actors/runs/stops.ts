import type { RunsPort } from '../../api/ports.ts';
import type { AgentRunEvent, StopReason } from '../../machines/agent-run.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import { RUN_BOUNDS } from './bounds.ts';
import type { LiveRun } from './live-run.ts';
import type { RunsOptions } from './needs.ts';
import type { RunRegistry } from './registry.ts';
import { STOPPED_ELSEWHERE } from './shared-end.ts';

/** Everything that ends runs from outside. */
export interface Stops {
  readonly abort: RunsPort['abort'];
  readonly clearSession: RunsPort['clearSession'];
  /** Every run of the session, whoever started it; `by` is the run that asks. Returns their ids. */
  abortSession(by: LiveRun, stopReason: StopReason): readonly string[];
  drain(budgetMs: number): Promise<{ readonly finished: number; readonly interrupted: number }>;
}

export function createStops(parts: {
  readonly options: RunsOptions;
  readonly registry: RunRegistry;
  readonly tell: (runId: string, event: AgentRunEvent) => void;
}): Stops {
  const { options, registry, tell } = parts;

  /** A chat that did not ask for the stop itself is owed a word about its question. */
  const wasElsewhere = (run: LiveRun, by: LiveRun | undefined): boolean =>
    run.source === 'channel' && (by === undefined || by.routeKey !== run.routeKey);

  const abortRuns = (runs: readonly LiveRun[], stopReason: StopReason, by?: LiveRun): string[] => {
    for (const run of runs) {
      const summary = wasElsewhere(run, by) ? { summary: STOPPED_ELSEWHERE } : {};
      tell(run.runId, { type: 'abort', stopReason, ...summary });
    }
    return runs.map((run) => run.runId);
  };

  const inSession = (canonicalKey: string): readonly LiveRun[] => registry.inSession(canonicalKey);

  /** A run that was begun without a session key has none that could be repeated. */
  const isMeant = ({ namedKey, canonicalKey }: LiveRun, sessionKey: string): boolean =>
    namedKey === undefined ||
    namedKey === sessionKey ||
    options.sessions.canonicalKey(sessionKey) === canonicalKey;

  return {
    abort({ sessionKey, runId, reason }) {
      if (runId !== undefined) {
        const run = registry.get(runId);
        if (run === undefined) return { aborted: false, runIds: [] };
        if (!isMeant(run, sessionKey)) throw invalidRequest('runId does not match sessionKey');
        return { aborted: true, runIds: abortRuns([run], reason) };
      }
      const runs =
        reason === 'stop'
          ? inSession(options.sessions.canonicalKey(sessionKey))
          : registry.all().filter((run) => run.source === 'chat' && run.sessionKey === sessionKey);
      return { aborted: runs.length > 0, runIds: abortRuns(runs, reason) };
    },
    abortSession: (by, stopReason) => abortRuns(inSession(by.canonicalKey), stopReason, by),
    clearSession(canonicalKey, timeoutMs) {
      abortRuns(inSession(canonicalKey), 'stop');
      return registry.allEnded(inSession(canonicalKey), timeoutMs);
    },
    async drain(budgetMs) {
      const runs = registry.all();
      const inTime = await registry.allEnded(runs, budgetMs);
      const rest = registry.all();
      if (inTime && rest.length === 0) return { finished: runs.length, interrupted: 0 };
      options.log.warn('runs are interrupted to stop in time', { runs: rest.length });
      // Whose message another run answers, ends with it.
      const absorbed = new Set(rest.flatMap((run) => run.absorbed));
      for (const { runId } of rest) if (!absorbed.has(runId)) tell(runId, { type: 'interrupt' });
      await registry.allEnded(rest, RUN_BOUNDS.abortGraceMs + RUN_BOUNDS.settleMs);
      return { finished: Math.max(0, runs.length - rest.length), interrupted: rest.length };
    },
  };
}
