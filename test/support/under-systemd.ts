/**
 * Runs inside `systemd-user.sh`: a gateway as a unit of its own, and what systemd says of it. Prints one JSON.
 * Argument: how often the event loop is made to spin.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createHome } from './gateway-process.ts';

export interface SystemdFindings {
  /** From the moment the event loop spins until systemd sees the next process ready, milliseconds. */
  readonly recoveredMs: readonly number[];
  readonly statusText: string;
  readonly sameProcessAfterRestart: boolean;
  /** ActiveState while an in-process restart was under way and after it, without repeats. */
  readonly restartStates: readonly string[];
  readonly stopped: { readonly result: string; readonly code: string; readonly ms: number };
  readonly log: string;
}

const UNIT = 'moltbot-gateway-test.service';
const rounds = Number(process.argv[2] ?? '1');
const home = createHome({ commands: { restart: true } });
const spin = new URL('spin.mjs', import.meta.url).pathname;
const program = path.resolve('bin/moltbot.cjs');

const systemctl = (...args: string[]): string =>
  execFileSync('systemctl', ['--user', ...args], { encoding: 'utf8' });
const show = (key: string): string => systemctl('show', UNIT, '--value', `--property=${key}`).trim();
async function until(condition: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + 30_000;
  while (!condition()) {
    if (performance.now() > giveUpAt) throw new Error(`${systemctl('status', UNIT)}\n${home.log()}`);
    await pause(20);
  }
}
const ready = (): boolean => show('ActiveState') === 'active' && show('SubState') === 'running';

const unit = [
  '[Service]',
  'Type=notify',
  'NotifyAccess=main',
  `ExecStart=${process.execPath} --import=${spin} ${program} gateway --port 0`,
  `WorkingDirectory=${process.cwd()}`,
  `Environment=CLAWDBOT_STATE_DIR=${home.dir} CLAWDBOT_CONFIG_PATH=${home.configPath}`,
  'WatchdogSec=2',
  'TimeoutStopSec=20',
  'LimitCORE=0',
  'KillMode=mixed',
  'Restart=always',
  'RestartSec=100ms',
  'RestartPreventExitStatus=78',
  '[Unit]',
  'StartLimitIntervalSec=0',
];
const directory = path.join(process.env['HOME'] ?? '', '.config/systemd/user');
mkdirSync(directory, { recursive: true });
writeFileSync(path.join(directory, UNIT), `${unit.join('\n')}\n`);
systemctl('daemon-reload');
// Type=notify: returns once READY=1 is in.
systemctl('start', UNIT);
const statusText = show('StatusText');
await until(() => home.log().includes('time to stop'));

const recoveredMs: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  const before = Number(show('MainPID'));
  const at = performance.now();
  process.kill(before, 'SIGURG');
  await until(() => Number(show('MainPID')) !== before && ready());
  recoveredMs.push(Math.round(performance.now() - at));
}

const pid = show('MainPID');
const boots = (): number => home.log().split('listening on unix:').length;
const bootsBefore = boots();
const states: string[] = [];
process.kill(Number(pid), 'SIGUSR1');
await until(() => {
  const state = show('ActiveState');
  if (states.at(-1) !== state) states.push(state);
  return boots() > bootsBefore && ready();
});
const sameProcessAfterRestart = show('MainPID') === pid;

const stopAt = performance.now();
systemctl('stop', UNIT);
const stopped = {
  result: show('Result'),
  code: show('ExecMainStatus'),
  ms: Math.round(performance.now() - stopAt),
};
const findings: SystemdFindings = {
  recoveredMs,
  statusText,
  sameProcessAfterRestart,
  restartStates: states,
  stopped,
  log: home.log(),
};
console.log(JSON.stringify(findings));
home.remove();
