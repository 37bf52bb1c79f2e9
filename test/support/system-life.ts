/**
 * Runs inside `system-boot.sh` as root, once per boot (the argument): what operators do on a machine with a gateway of the system, one of a
 * user who is hardly ever logged in, and one of root. The second boot finds them as they were left. Writes one JSON.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { GatewayStatusReport } from '../../src/protocol/generated/types.ts';
import { SECRET, type Ran } from './service-findings.ts';
import { OPERATOR, PROFILE, USER, type Person, type SystemFindings } from './system-findings.ts';

const PROGRAM = '/opt/moltbot/bin/moltbot.cjs';
const HALFWAY = '/var/lib/moltbot-test.json';
const WAIT_MS = 45_000;
const ONBOARD = ['onboard', '--non-interactive', '--accept-risk', '--install-daemon'];
const PEOPLE: readonly Person[] = [OPERATOR, USER, 'root'];
const PORTS: Readonly<Record<Person, number>> = { [OPERATOR]: 18_801, [USER]: 18_802, root: 18_803 };
const UNITS: Readonly<Record<Person, string>> = {
  [OPERATOR]: `moltbot-gateway-${PROFILE}.service`,
  [USER]: 'moltbot-gateway.service',
  root: 'moltbot-gateway.service',
};
const SYSTEM_UNIT = join('/etc/systemd/system', UNITS[OPERATOR]);

const homeOf = (person: Person): string => (person === 'root' ? '/root' : `/home/${person}`);
const stateOf = (person: Person): string =>
  join(homeOf(person), `.clawdbot${person === OPERATOR ? `-${PROFILE}` : ''}`);
const unitDirOf = (person: Person): string => join(homeOf(person), '.config/systemd');
const uids = new Map<Person, number>();
function uidOf(person: Person): number {
  const uid = uids.get(person) ?? Number(execFileSync('id', ['-u', person], { encoding: 'utf8' }));
  uids.set(person, uid);
  return uid;
}

type Command = readonly [string, ...string[]];
/** Output of a command that has to work. */
const told = ([command, ...args]: Command): string => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: WAIT_MS });
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')}: ${status} ${stdout}${stderr}`);
  return stdout.trim();
};
/** Output of a command, however it ends. */
const asked = ([command, ...args]: Command): string =>
  spawnSync(command, args, { encoding: 'utf8', timeout: WAIT_MS }).stdout.trim();
const lines = (command: Command): string[] =>
  asked(command)
    .split('\n')
    .filter((line) => line !== '');
async function until(what: string, condition: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + WAIT_MS;
  while (!condition()) {
    if (performance.now() > giveUpAt)
      throw new Error(
        `not within ${WAIT_MS} ms: ${what}\n${asked(['journalctl', '-b', '-n', '60', '--no-pager'])}`,
      );
    await pause(50);
  }
}

/** As this person without a login, and with nothing of one. */
const as = (person: Person, ...command: readonly string[]): Command => [
  'runuser',
  '--user',
  person,
  '--',
  'env',
  '-i',
  `HOME=${homeOf(person)}`,
  `USER=${person}`,
  'PATH=/usr/bin:/bin',
  ...command,
];
const systemctl = (person: Person, ...words: readonly string[]): Command =>
  person === OPERATOR
    ? ['systemctl', ...words]
    : as(person, 'env', `XDG_RUNTIME_DIR=/run/user/${uidOf(person)}`, 'systemctl', '--user', ...words);
const show = (person: Person, key: string): string =>
  asked(systemctl(person, 'show', UNITS[person], '--value', `--property=${key}`));
const isUp = (person: Person): boolean =>
  show(person, 'ActiveState') === 'active' && show(person, 'SubState') === 'running';

const ran: Record<string, Ran> = {};
const kept = (name: string, [command, ...args]: Command, vars: Record<string, string> = {}): Ran => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: 60_000,
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', USER: 'root', ...vars },
  });
  return (ran[name] = { code: status, out: stdout, err: stderr });
};
const profileOf = (person: Person): readonly string[] => (person === OPERATOR ? ['--profile', PROFILE] : []);
const moltbot = (person: Person, words: readonly string[]): Command => [
  process.execPath,
  PROGRAM,
  ...profileOf(person),
  ...words,
];
/** A command of ours as the person whose gateway it is. */
const run = (name: string, person: Person, ...words: readonly string[]): Ran =>
  kept(name, as(person, ...moltbot(person, words)));
/** As root for the operator, the way of `sudo HOME=~olga`: only root may touch units of the system. */
const sudo = (name: string, ...words: readonly string[]): Ran =>
  kept(name, moltbot(OPERATOR, words), { HOME: homeOf(OPERATOR), CLAWDBOT_GATEWAY_TOKEN: SECRET });

/** Commands of the user within one login, which ends with them. */
function login(commands: Readonly<Record<string, readonly string[]>>): void {
  const dir = join(homeOf(USER), 'said');
  const script = Object.entries(commands).flatMap(([name, words]) => [
    `${moltbot(USER, words).join(' ')} >'said/${name}.out' 2>'said/${name}.err'`,
    `echo $? >'said/${name}.code'`,
  ]);
  const { status, stderr } = spawnSync('su', ['--login', USER], {
    input: ['mkdir said', ...script, ''].join('\n'),
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (status !== 0) throw new Error(`su ended with ${status}: ${stderr}`);
  for (const name of Object.keys(commands)) {
    const part = (suffix: string): string => readFileSync(join(dir, `${name}.${suffix}`), 'utf8');
    ran[name] = { code: Number(part('code')), out: part('out'), err: part('err') };
  }
  rmSync(dir, { recursive: true });
}

/** Among all files there were ever written, on the disk and in memory. */
const secretFiles = (): string[] =>
  lines(['find', '/written', '/run', '/tmp', '-type', 'f'])
    .filter((path) => readFileSync(path).includes(SECRET))
    .map(
      (path) =>
        `${path.replace(/^\/written/, '')} ${(statSync(path).mode & 0o777).toString(8)} ${statSync(path).uid}`,
    )
    .toSorted();

function leaks(): string[] {
  const commandLines = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(SECRET);
      } catch {
        // It has ended meanwhile.
        return false;
      }
    });
  const shown = PEOPLE.filter((person) => told(systemctl(person, 'show', UNITS[person])).includes(SECRET));
  return [
    ...commandLines.map((pid) => `command line of ${pid}`),
    ...shown.map((who) => `systemctl show of ${who}`),
  ];
}

/** A configuration that cannot be started on, with no copy of one that worked, and back. */
function damaged(person: Person, look: () => void): void {
  const path = join(stateOf(person), 'moltbot.json');
  const good = readFileSync(path);
  rmSync(join(stateOf(person), 'config-last-good.json'), { force: true });
  writeFileSync(path, '{ gateway: ');
  look();
  writeFileSync(path, good);
}

async function firstBoot(): Promise<void> {
  // Without polkit nobody but root may turn lingering on, as on a small server.
  told(['systemctl', 'mask', '--now', 'polkit.service']);
  for (const person of PEOPLE) {
    if (person !== 'root') told(['useradd', '--create-home', '--shell', '/bin/bash', person]);
    mkdirSync(stateOf(person), { mode: 0o700 });
    const config = { gateway: { mode: 'local', port: PORTS[person] } };
    writeFileSync(join(stateOf(person), 'moltbot.json'), JSON.stringify(config), { mode: 0o600 });
    told(['chown', '--recursive', `${person}:`, stateOf(person)]);
  }

  // The gateway of the system.
  run('system without root', OPERATOR, 'gateway', 'install', '--system', '--user', OPERATOR);
  sudo('system for nobody', 'gateway', 'install', '--system', '--user', 'nobody-of-this-name');
  sudo('system install', 'gateway', 'install', '--system', '--user', OPERATOR, '--json');
  const verify = spawnSync('systemd-analyze', ['verify', '--man=no', SYSTEM_UNIT], {
    encoding: 'utf8',
  }).stderr;
  run('system status', OPERATOR, 'gateway', 'status', '--json');
  const before = Number(show(OPERATOR, 'MainPID'));
  // Zero would be this whole group.
  if (before === 0) throw new Error(`no gateway of the system runs: ${JSON.stringify(ran)}`);
  process.kill(before, 'SIGKILL');

  // While that one is started again: the user's, without a login and in one that ends.
  run('user without login', USER, 'gateway', 'install');
  login({
    'user dry run': ['gateway', 'install', '--dry-run'],
    'user onboard': [...ONBOARD, '--json'],
    'user install': ['gateway', 'install'],
    'user status': ['gateway', 'status'],
    'user status in json': ['gateway', 'status', '--json'],
    'user doctor': ['doctor', '--json'],
    'user doctor fix': ['doctor', '--fix'],
  });
  const manager = `user@${uidOf(USER)}.service`;
  const managed = (): string => asked(['systemctl', 'is-active', manager]);
  await until('the logout ends what the user has running', () => managed() === 'inactive');
  const off = `${managed()}, ${asked(['pgrep', '--euid', USER, '--count'])} processes`;

  told(['systemctl', 'unmask', 'polkit.service']);
  const polkit =
    asked(['systemctl', 'show', 'polkit.service', '--value', '--property=LoadState']) === 'loaded';
  if (!polkit) told(['loginctl', 'enable-linger', USER]);
  login({ 'user install again': ['gateway', 'install', '--force', '--json'] });
  await until('the login has ended', () => asked(['loginctl', 'list-sessions', '--no-legend']) === '');
  const on = `${managed()}, ${show(USER, 'ActiveState')}`;
  run('user status after logout', USER, 'gateway', 'status', '--json');

  await until(
    'the gateway of the system is started again',
    () => isUp(OPERATOR) && Number(show(OPERATOR, 'MainPID')) !== before,
  );
  const killed = { before, after: Number(show(OPERATOR, 'MainPID')), restarts: show(OPERATOR, 'NRestarts') };
  run('system stop without root', OPERATOR, 'gateway', 'stop');
  for (const verb of ['stop', 'restart', 'uninstall --system'])
    kept(`${verb} from another home`, moltbot(OPERATOR, ['gateway', ...verb.split(' ')]), { HOME: '/root' });
  sudo('system stop', 'gateway', 'stop', '--json');
  run('system status after stop', OPERATOR, 'gateway', 'status', '--json');
  sudo('system start', 'gateway', 'start', '--json');
  sudo('system restart', 'gateway', 'restart', '--json');
  run('system change', OPERATOR, 'config', 'set', 'messages.queue.cap', '7');
  damaged(OPERATOR, () => {
    sudo('system restart broken', 'gateway', 'restart');
    run('system status broken', OPERATOR, 'gateway', 'status', '--json');
  });
  sudo('system start mended', 'gateway', 'start', '--json');

  // Root's own, of the user kind.
  run('root onboard', 'root', ...ONBOARD);
  damaged('root', () => {
    run('root restart broken', 'root', 'gateway', 'restart');
    run('root status broken', 'root', 'gateway', 'status', '--json');
  });
  run('root start mended', 'root', 'gateway', 'start', '--json');
  process.kill(Number(show('root', 'MainPID')) || Number.NaN, 'SIGKILL');
  run('root status killed', 'root', 'gateway', 'status', '--json');

  const foreign = lines(['find', homeOf(OPERATOR), '!', '-user', OPERATOR]);
  const journal = {
    root: told(['journalctl', '-u', UNITS[OPERATOR], '-o', 'cat', '--no-pager']),
    [OPERATOR]: asked(as(OPERATOR, 'journalctl', '-u', UNITS[OPERATOR], '-o', 'cat', '--no-pager')),
    [USER]: asked(as(USER, 'journalctl', '--user-unit', UNITS[USER], '-o', 'cat', '--no-pager')),
  };
  const findings: Omit<SystemFindings, 'second'> = {
    uids: { [OPERATOR]: uidOf(OPERATOR), [USER]: uidOf(USER), root: 0 },
    ports: PORTS,
    polkit,
    ran,
    verify,
    secretFiles: secretFiles(),
    leaks: leaks(),
    killed,
    foreign,
    journal,
    afterLogout: { off, on },
  };
  await until('the gateway of root is started again', () => isUp('root'));
  // From the next boot on the journal is one in memory, which is not for ordinary users.
  mkdirSync('/etc/systemd/journald.conf.d');
  writeFileSync('/etc/systemd/journald.conf.d/moltbot-test.conf', '[Journal]\nStorage=volatile\n');
  writeFileSync(HALFWAY, JSON.stringify(findings), { mode: 0o600 });
}

async function secondBoot(): Promise<void> {
  const first = JSON.parse(readFileSync(HALFWAY, 'utf8')) as Omit<SystemFindings, 'second'>;
  for (const person of PEOPLE) await until(`the gateway of ${person} comes up by itself`, () => isUp(person));
  const sessions = asked(['loginctl', 'list-sessions', '--no-legend']);
  const statusOf = (person: Person): GatewayStatusReport =>
    JSON.parse(
      run(`second status of ${person}`, person, 'gateway', 'status', '--json').out,
    ) as GatewayStatusReport;
  const status = { [OPERATOR]: statusOf(OPERATOR), [USER]: statusOf(USER), root: statusOf('root') };
  const journal = told(['journalctl', '-b', '-u', UNITS[OPERATOR], '-o', 'cat', '--no-pager']);

  const readable = asked(as(USER, 'journalctl', '-b', '--quiet', '--user-unit', UNITS[USER], '-o', 'cat'));
  damaged(USER, () => {
    run('user restart broken', USER, 'gateway', 'restart');
    run('user status broken', USER, 'gateway', 'status', '--json');
  });

  run('uninstall without root', OPERATOR, 'gateway', 'uninstall', '--system');
  sudo('uninstall system', 'gateway', 'uninstall', '--system', '--json');
  sudo('uninstall system again', 'gateway', 'uninstall', '--system', '--json');
  run('uninstall user', USER, 'gateway', 'uninstall', '--json');
  run('uninstall root', 'root', 'gateway', 'uninstall', '--json');
  const places = ['/etc/systemd', ...PEOPLE.flatMap((person) => [unitDirOf(person), stateOf(person)])];
  const left = [
    // Links too: by them a unit is enabled.
    ...lines(['find', ...places, '-name', 'moltbot-gateway*', '-o', '-name', 'service.env']),
    ...PEOPLE.map((person) => show(person, 'LoadState')).filter((state) => state !== 'not-found'),
    ...lines(['pgrep', '--full', '--list-full', PROGRAM]),
  ];
  const findings: SystemFindings = {
    ...first,
    ran: { ...first.ran, ...ran },
    second: { sessions, status, journal, readable, left },
  };
  writeFileSync('/exchange/findings', JSON.stringify(findings));
}

await (process.argv[2] === '1' ? firstBoot() : secondBoot());
