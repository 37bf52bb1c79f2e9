/** Runs inside `systemd-user.sh`: the life of a service that is one executable. Argument: the executable. Prints one JSON. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readUnit } from '../../src/service/systemd/read-unit.ts';
import { freePort } from './free-port.ts';

export interface ExecutableFindings {
  /** What each command ended with, and wrote to stderr. */
  readonly ran: Readonly<Record<string, { readonly code: number | null; readonly err: string }>>;
  readonly command: readonly string[];
  readonly type: string | undefined;
  readonly statusText: string;
  readonly stopped: string;
}

const [executable = ''] = process.argv.slice(2);
const home = process.env['HOME'] ?? '';
const UNIT = 'moltbot-gateway.service';
const ran: Record<string, { code: number | null; err: string }> = {};
const run = (...words: readonly string[]): void => {
  const { status, stderr } = spawnSync(executable, words, {
    encoding: 'utf8',
    // Commands of the system, and no Node that is of any use.
    env: { ...process.env, PATH: '/usr/bin:/bin' },
  });
  ran[words.join(' ')] = { code: status, err: stderr };
};
const show = (key: string): string =>
  execFileSync('systemctl', ['--user', 'show', UNIT, '--value', `--property=${key}`], {
    encoding: 'utf8',
  }).trim();

run('onboard', '--non-interactive', '--accept-risk');
run('gateway', 'install', '--port', String(await freePort()));
const text = readFileSync(path.join(home, '.config/systemd/user', UNIT), 'utf8');
const { command, last } = readUnit(text);
const statusText = show('StatusText');
run('doctor');
run('agent', '--message', 'hello');
run('gateway', 'restart');
run('gateway', 'stop');
const stopped = `${show('ActiveState')} ${show('Result')} ${show('ExecMainStatus')}`;
run('gateway', 'uninstall');
const findings: ExecutableFindings = { ran, command, type: last('Service', 'Type'), statusText, stopped };
console.log(JSON.stringify(findings));
