import type { ServiceState } from '../port.ts';

/** `key = value` lines of `launchctl print`, as far as they are not nested deeper. */
function readPrinted(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/^\t([a-z][a-z ]*) = (.+)$/gim)].map(
    (found) => [(found[1] ?? '').toLowerCase(), (found[2] ?? '').trim()] as const,
  );
  // The job's own lines come before those of its parts.
  return Object.fromEntries(pairs.toReversed());
}

/** The state of a job whose process was told to end and has not yet, e.g. `SIGTERMed`. */
const LEAVING = /^SIG[A-Z]+ed$/;

/** The same in what `launchctl print` says. */
export const PRINTED_LEAVING = /^\tstate = SIG[A-Z]+ed$/m;

/** What `launchctl print gui/<uid>/<label>` says; `undefined` text: it knows no such label. */
export function stateOfLaunchd(printed: string | undefined, enabled: boolean): ServiceState {
  if (printed === undefined) return { loaded: false, enabled, running: 'stopped' };
  const shown = readPrinted(printed);
  const pid = Number(shown['pid'] ?? 0);
  const exit = shown['last exit code'] ?? shown['last exit status'];
  const state = shown['state'] ?? '';
  const leaving = LEAVING.test(state);
  const running = !leaving && (state === 'running' || pid > 0);
  const ended = exit === undefined || exit === '(never exited)' ? undefined : `exit code ${exit}`;
  const runs = Number(shown['runs'] ?? 1);
  return {
    loaded: true,
    enabled,
    running: leaving
      ? 'stopping'
      : running
        ? 'running'
        : state === 'spawn scheduled'
          ? 'restarting'
          : 'stopped',
    ...(pid > 0 ? { pid } : {}),
    ...(runs > 1 ? { restarts: runs - 1 } : {}),
    ...(running || leaving || ended === undefined ? {} : { lastEnd: ended }),
  };
}
