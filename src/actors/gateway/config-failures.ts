import type { ConfigIssueAt } from '../../config/issue.ts';
import { sentence } from '../../config/issue.ts';
import { ConfigWriteRefused } from '../../config/write-refused.ts';
import { invalidRequest, unavailable } from '../../protocol/failure.ts';
import type { Failure } from '../../protocol/failure.ts';
import type { ConfigIssue } from '../../protocol/generated/types.ts';

const AGAIN = 're-run config.get and retry';

export const baseHashRequired = (): Failure => invalidRequest(`config base hash required; ${AGAIN}`);
export const baseHashUnavailable = (): Failure => invalidRequest(`config base hash unavailable; ${AGAIN}`);
const changedSince = (): Failure =>
  invalidRequest(`config changed since last load; ${AGAIN}`, { reason: 'changed' });

/** Another change now would take the file away under the one that may have to be put back. */
export const unconfirmed = (until: number): Failure =>
  invalidRequest(
    `a change of the configuration waits for its confirmation until ${new Date(until).toISOString()}; keep it with config.confirm, or wait until it is taken back`,
    { reason: 'unconfirmed' },
  );

/** The change is still on its way into the gateway. */
export const notInForce = (): Failure =>
  unavailable('the change is still being taken over; confirm it once it is in force', {
    details: { reason: 'notInForce' },
  });

/** What is written while another change, a start or a stop is under way is taken over by whatever comes after it. */
export const notSettled = (): Failure =>
  unavailable('a change with a time limit has to wait until the gateway is settled; try again in a moment', {
    retryAfterMs: 1_000,
    details: { reason: 'notSettled' },
  });

export const noWayBack = (): Failure =>
  invalidRequest(
    'a change with a time limit needs a file to go back to, and there is none that can be used; mend it first, or leave the limit out',
    { reason: 'noWayBack' },
  );

/** An issue as clients read it: the place stands in front of the message. */
export const wireIssue = (issue: ConfigIssueAt): ConfigIssue => ({
  path: issue.path,
  message:
    issue.line === undefined
      ? sentence(issue)
      : `${issue.file}:${issue.line}:${issue.column ?? 1}: ${sentence(issue)}`,
});

const issuesOf = ({ issues }: ConfigWriteRefused) => ({ issues: issues.map(wireIssue) });

/** A refusal in the words that clients in the field know. */
export function failureOf(error: unknown): unknown {
  if (!(error instanceof ConfigWriteRefused)) return error;
  const said = `${error.message}; ${error.fix}`;
  switch (error.fault) {
    case 'changed':
      return changedSince();
    case 'invalid':
      return invalidRequest('invalid config; fix before patching', issuesOf(error));
    case 'result':
      return error.issues.length > 0
        ? invalidRequest('invalid config', issuesOf(error))
        : invalidRequest(said, { reason: error.fault });
    case 'damaged':
    case 'included':
    case 'placeholder':
      return invalidRequest(said, { reason: error.fault });
    case 'busy':
    case 'unwritable':
      return unavailable(said, { details: { reason: error.fault }, cause: error });
    default:
      return error;
  }
}
