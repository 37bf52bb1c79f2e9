import type { AuditIssue } from '../audit-issue.ts';

/** What `schtasks /Query /XML` says of the task, which may have been changed in the scheduler's window. */
export function auditTask(xml: string): readonly AuditIssue[] {
  const valueOf = (text: string, tag: string): string | undefined =>
    new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(text)?.[1]?.trim();
  const restarts = /<RestartOnFailure>(.*?)<\/RestartOnFailure>/s.exec(xml)?.[1];
  const limit = valueOf(xml, 'ExecutionTimeLimit');
  const often = restarts === undefined ? undefined : valueOf(restarts, 'Interval');
  return [
    ...(often === 'PT1M'
      ? []
      : [
          {
            code: 'task-restart-on-failure',
            message: 'it is not started again a minute after a failure (RestartOnFailure)',
            detail: often === undefined ? 'no RestartOnFailure' : `Interval ${often}`,
          },
        ]),
    // Without the line Windows ends a task after three days.
    ...(limit === 'PT0S'
      ? []
      : [
          {
            code: 'task-execution-time-limit',
            message: 'it is ended when it has run for a while (ExecutionTimeLimit is not PT0S)',
            detail:
              limit === undefined
                ? 'no ExecutionTimeLimit, which means PT72H'
                : `ExecutionTimeLimit ${limit}`,
          },
        ]),
  ];
}
