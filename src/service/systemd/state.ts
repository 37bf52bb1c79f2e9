import type { ServiceState } from '../port.ts';

/** What `systemctl show` is asked for. */
export const SHOWN = [
  'LoadState',
  'UnitFileState',
  'ActiveState',
  'SubState',
  'MainPID',
  'NRestarts',
  'Result',
  'ExecMainCode',
  'ExecMainStatus',
  'StatusText',
  'NeedDaemonReload',
] as const;

/** `KEY=value` lines. */
export function readShown(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).trim()]),
  );
}

const RUNNING: Readonly<Record<string, ServiceState['running']>> = {
  active: 'running',
  reloading: 'running',
  activating: 'starting',
  deactivating: 'stopping',
  inactive: 'stopped',
  failed: 'failed',
};

const RESULTS: Readonly<Record<string, string>> = {
  'exit-code': 'it exited with a failure',
  signal: 'it was killed by a signal',
  'core-dump': 'it crashed and dumped core',
  timeout: 'it did not start or stop in time',
  watchdog: 'it hung: the watchdog heard nothing of it',
  'start-limit-hit': 'it was started too often',
  resources: 'systemd could not start it',
  protocol: 'it did not say that it is ready',
  'oom-kill': 'the kernel killed it for its memory',
};

/** waitid(2) of the main process: 1 exited, 2 killed, 3 dumped. */
function lastEnd(shown: Readonly<Record<string, string>>): string | undefined {
  const { Result: result = '', ExecMainCode: code = '0', ExecMainStatus: status = '0' } = shown;
  const how =
    code === '1' ? `exit code ${status}` : code === '2' || code === '3' ? `signal ${status}` : undefined;
  const why = result === '' || result === 'success' ? undefined : (RESULTS[result] ?? result);
  if (why === undefined) return how;
  return how === undefined ? why : `${why} (${how})`;
}

/** A unit that does not exist is shown too, as `not-found`, with exit code 0. */
export function stateOf(text: string): ServiceState {
  const shown = readShown(text);
  const { ActiveState: active = '', SubState: sub = '', LoadState: load = '' } = shown;
  const pid = Number(shown['MainPID'] ?? 0);
  const restarts = Number(shown['NRestarts'] ?? 0);
  const ended = active === 'active' ? undefined : lastEnd(shown);
  return {
    loaded: load === 'loaded',
    enabled: (shown['UnitFileState'] ?? '').startsWith('enabled'),
    running: sub === 'auto-restart' ? 'restarting' : (RUNNING[active] ?? 'unknown'),
    ...(pid > 0 ? { pid } : {}),
    ...(restarts > 0 ? { restarts } : {}),
    ...(ended === undefined ? {} : { lastEnd: ended }),
    ...(shown['StatusText'] ? { statusText: shown['StatusText'] } : {}),
    ...(shown['NeedDaemonReload'] === 'yes' ? { stale: true } : {}),
  };
}
