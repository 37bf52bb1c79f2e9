import type { AuditIssue } from '../audit-issue.ts';
import { readPlist } from './plist.ts';

/** What launchd takes when the property list does not say (launchd.plist(5)), seconds. */
const DEFAULT_EXIT_SECONDS = 20;
const LONGEST_THROTTLE_SECONDS = 10;

/** What is wrong with how launchd looks after the gateway. */
export function auditAgent(text: string, path: string, stopSeconds: number): readonly AuditIssue[] {
  const plist = readPlist(text);
  const { exitTimeOut = DEFAULT_EXIT_SECONDS, throttleInterval = 0 } = plist ?? {};
  return [
    ...(plist?.runAtLoad === true
      ? []
      : [{ code: 'launchd-run-at-load', message: 'it is not started at login (RunAtLoad)', detail: path }]),
    ...(plist?.keepAlive === true
      ? []
      : [
          {
            code: 'launchd-keep-alive',
            message: 'it is not started again whenever it ends (KeepAlive)',
            detail: path,
          },
        ]),
    ...(throttleInterval <= LONGEST_THROTTLE_SECONDS
      ? []
      : [
          {
            code: 'launchd-throttle-interval',
            message: `it is started again late (ThrottleInterval is above ${LONGEST_THROTTLE_SECONDS})`,
            detail: `${path}: ThrottleInterval ${throttleInterval}`,
          },
        ]),
    // Zero is without an end.
    ...(exitTimeOut === 0 || exitTimeOut >= stopSeconds
      ? []
      : [
          {
            code: 'launchd-exit-time-out',
            message: `it is killed before the ${stopSeconds} s are over that the gateway may take to stop (ExitTimeOut)`,
            detail: `${path}: ExitTimeOut ${exitTimeOut}`,
          },
        ]),
    ...(plist?.abandonsProcessGroup === true
      ? [
          {
            code: 'launchd-abandon-process-group',
            message: 'what the gateway has started outlives it (AbandonProcessGroup)',
            detail: path,
          },
        ]
      : []),
  ];
}
