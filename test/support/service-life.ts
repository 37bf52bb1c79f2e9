/** Runs inside `systemd-user.sh`: what an operator does with the service, for three profiles at once. Prints one JSON. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readUnit } from '../../src/service/systemd/read-unit.ts';
import { freePort } from './free-port.ts';
import { PROFILES, SECRET, type Profile, type Ran, type ServiceFindings } from './service-findings.ts';

const home = process.env['HOME'] ?? '';
const unitDir = path.join(home, '.config/systemd/user');
const program = path.resolve('bin/moltbot.cjs');
const unitOf = (profile: Profile): string =>
  `moltbot-gateway${profile === 'default' ? '' : `-${profile}`}.service`;
const stateOf = (profile: Profile): string =>
  path.join(home, `.clawdbot${profile === 'default' ? '' : `-${profile}`}`);
const show = (profile: Profile, key: string): string =>
  execFileSync('systemctl', ['--user', 'show', unitOf(profile), '--value', `--property=${key}`], {
    encoding: 'utf8',
  }).trim();

const ran: Record<string, Ran> = {};
const hostileDir = path.join(home, 'hostile');
/** A shell inside the gateway of somebody else: every variable means another instance than the one that is named. */
const HOSTILE = {
  CLAWDBOT_PROFILE: 'hostile',
  CLAWDBOT_STATE_DIR: hostileDir,
  CLAWDBOT_CONFIG_PATH: path.join(hostileDir, 'moltbot.json'),
  CLAWDBOT_OAUTH_DIR: path.join(hostileDir, 'credentials'),
  CLAWDBOT_GATEWAY_PORT: '1',
  CLAWDBOT_GATEWAY_TOKEN: 'a-token-of-somebody-else',
  CLAWDBOT_SYSTEMD_UNIT: 'hostile.service',
  CLAWDBOT_LAUNCHD_LABEL: 'hostile',
  CLAWDBOT_SERVICE_MARKER: 'moltbot',
  CLAWDBOT_SERVICE_KIND: 'gateway',
};

/** A command of ours for a profile, in an environment that belongs to another one. */
function run(name: string, profile: Profile, ...words: readonly string[]): Ran {
  const flag = profile === 'default' ? [] : ['--profile', profile];
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...flag, ...words], {
    encoding: 'utf8',
    env: { ...process.env, ...(profile === 'default' ? { CLAWDBOT_GATEWAY_TOKEN: SECRET } : HOSTILE) },
  });
  return (ran[name] = { code: status, out: stdout, err: stderr });
}

const filesBelow = (dir: string): string[] =>
  existsSync(dir)
    ? readdirSync(dir, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
    : [];

function leaksOf(): string[] {
  const pid = show('default', 'MainPID');
  const readable = filesBelow(home)
    .filter((file) => (statSync(file).mode & 0o077) !== 0)
    .filter((file) => readFileSync(file).includes(SECRET));
  const shown = execFileSync('systemctl', ['--user', 'show', unitOf('default')], { encoding: 'utf8' });
  return [
    ...readable,
    ...(shown.includes(SECRET) ? ['systemctl show'] : []),
    ...(readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(SECRET) ? ['the command line'] : []),
  ];
}

/** Nothing of this shell: only what a login has. */
async function startBare(): Promise<string> {
  const { command } = readUnit(readFileSync(path.join(unitDir, unitOf('work')), 'utf8'));
  const [word = '', ...words] = command;
  const child = spawn(word, words, {
    env: { HOME: home, PATH: '/usr/bin:/bin', CLAWDBOT_PROFILE: 'work' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const listening = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += String(chunk);
      if (said.includes('listening on')) resolve('up');
    });
    child.once('exit', (code) => resolve(`ended with ${code}: ${said}`));
  });
  const what = await listening;
  child.kill('SIGTERM');
  if (what === 'up') await once(child, 'exit');
  return what;
}

const ports: Record<string, number> = {};
for (const profile of PROFILES) {
  ports[profile] = await freePort();
  mkdirSync(stateOf(profile), { recursive: true, mode: 0o700 });
  const config = { gateway: { mode: 'local', port: ports[profile] } };
  writeFileSync(path.join(stateOf(profile), 'moltbot.json'), JSON.stringify(config), { mode: 0o600 });
}

run('start before install', 'default', 'gateway', 'start');
for (const profile of PROFILES) run(`install ${profile}`, profile, 'gateway', 'install', '--json');
const units = PROFILES.map((profile) => path.join(unitDir, unitOf(profile)));
const verify = spawnSync('systemd-analyze', ['--user', 'verify', '--man=no', ...units], {
  encoding: 'utf8',
}).stderr;
const leaks = leaksOf();
for (const profile of PROFILES) run(`status ${profile}`, profile, 'gateway', 'status', '--json');
run('install again', 'default', 'gateway', 'install');
run('change', 'rescue', 'config', 'set', 'messages.queue.cap', '7');

const before = Number(show('rescue', 'MainPID'));
const begun = performance.now();
process.kill(before, 'SIGKILL');
const killed = await (async () => {
  for (;;) {
    const pid = Number(show('rescue', 'MainPID'));
    if (pid > 0 && pid !== before && show('rescue', 'ActiveState') === 'active')
      return { before, after: pid, ms: Math.round(performance.now() - begun) };
    await pause(50);
  }
})();
run('status after kill', 'rescue', 'gateway', 'status');

// A hand that edits: in a file of its own, as `systemctl edit` does.
run('doctor before edit', 'rescue', 'doctor', '--json');
const dropIn = path.join(unitDir, `${unitOf('rescue')}.d`, 'override.conf');
mkdirSync(path.dirname(dropIn), { recursive: true });
writeFileSync(dropIn, '[Service]\nRestart=no\n');
execFileSync('systemctl', ['--user', 'daemon-reload']);
execFileSync('systemctl', ['--user', 'disable', unitOf('rescue')], { stdio: 'ignore' });
run('doctor after edit', 'rescue', 'doctor', '--json');
execFileSync('rm', ['-r', path.dirname(dropIn)]);
execFileSync('systemctl', ['--user', 'daemon-reload']);

run('restart', 'default', 'gateway', 'restart', '--json');
run('stop', 'work', 'gateway', 'stop', '--json');
run('status after stop', 'work', 'gateway', 'status', '--json');
const bare = await startBare();
run('start', 'work', 'gateway', 'start', '--json');
run('start again', 'work', 'gateway', 'start');

// A configuration it cannot start on, and no copy of one that worked.
writeFileSync(path.join(stateOf('work'), 'moltbot.json'), '{ gateway: ');
execFileSync('rm', ['-f', path.join(stateOf('work'), 'config-last-good.json')]);
run('restart broken', 'work', 'gateway', 'restart');
run('status broken', 'work', 'gateway', 'status', '--json');
const journal = spawnSync('journalctl', ['-n', '1', '-o', 'cat'], { encoding: 'utf8' }).stdout !== '';

for (const profile of PROFILES) run(`uninstall ${profile}`, profile, 'gateway', 'uninstall', '--json');
run('uninstall again', 'default', 'gateway', 'uninstall');
const hostile = existsSync(hostileDir) || existsSync(path.join(unitDir, 'hostile.service'));
const left = [
  ...filesBelow(unitDir),
  ...PROFILES.map((profile) => path.join(stateOf(profile), 'service.env')).filter((file) => existsSync(file)),
];

console.log(
  JSON.stringify({
    home,
    ports,
    ran,
    verify,
    leaks,
    killed,
    bare,
    left,
    hostile,
    journal,
  } satisfies ServiceFindings),
);
