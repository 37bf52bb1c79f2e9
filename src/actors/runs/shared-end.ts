import type { RunOutcome } from '../../api/ports.ts';
import type { Verdict } from '../../machines/agent-run.ts';
import type { AnsweredWith } from '../../store/runs.ts';
import type { LiveRun } from './live-run.ts';

const SHARED = 'answered together with ';

/** Summary of a chat's run that was aborted from another chat or by the operator. */
export const STOPPED_ELSEWHERE = 'stopped from elsewhere before it was answered';

/** What the requester of an absorbed message reads. Without a verdict: while the run that answers it is at work. */
export const sharedSummary = ({ runId }: LiveRun, verdict?: Verdict): string =>
  verdict === undefined || verdict.status === 'ok'
    ? `${SHARED}${runId}`
    : `${SHARED}${runId}: ${verdict.summary}`;

/** What a run takes along when it begins or ends; `undefined` when it answers its own message only. */
export const absorbedBy = (run: LiveRun, verdict?: Verdict): AnsweredWith | undefined =>
  run.absorbed.length === 0 ? undefined : { runIds: run.absorbed, summary: sharedSummary(run, verdict) };

/** Another run's answer, or its notice, covers this message: nothing of its own is to be said. */
export const isAnsweredElsewhere = ({ summary }: Pick<RunOutcome, 'summary'>): boolean =>
  summary.startsWith(SHARED);
