/** Runs inside `systemd-user.sh` with a network of its own: types every line of the runbook as an operator would. Prints one JSON. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandLines } from '../docs/runbook-reader.ts';
import { ABSENT, LINES, TOKEN, type Stage, type Typed } from '../docs/runbook-lines.ts';

export interface Outcome {
  readonly line: string;
  readonly typed: string;
  /** What was to be so before, and was not. */
  readonly stage?: string;
  readonly code: number | null;
  readonly text: string;
  /** What the proof said, when it failed. */
  readonly proof?: string;
}

const [page = ''] = process.argv.slice(2);
const root = process.cwd();
const home = process.env['HOME'] ?? '';
const bin = path.join(home, 'bin');
const checkout = path.join(home, 'checkout');
/** The longest any line may take. */
const LIMIT_MS = 60_000;
/** How long what a line left behind may go on speaking. */
const LAST_WORDS_MS = 5_000;

const put = (file: string, text: string, mode = 0o600): void => {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, text, { mode });
};
const program = (name: string, text: string): void => {
  put(path.join(bin, name), text);
  chmodSync(path.join(bin, name), 0o755);
};
const config = (dir: string, name: string, port?: number): void =>
  put(
    path.join(home, dir, name),
    JSON.stringify({
      gateway: { mode: 'local', auth: { token: TOKEN }, ...(port === undefined ? {} : { port }) },
    }),
  );

/** The unit of the page, for a profile, a port and a person that exist here. */
const UNIT = /```ini\n([^]*?)```/.exec(readFileSync(page, 'utf8'))?.[1] ?? '';

function furnish(): void {
  mkdirSync(bin);
  symlinkSync(path.join(root, 'bin/moltbot.cjs'), path.join(bin, 'moltbot'));
  symlinkSync(process.execPath, path.join(bin, 'node'));
  program('pnpm', `#!/bin/sh\ncd ${checkout} && exec npm run "$@"\n`);
  program('sudo', '#!/bin/sh\nexec "$@"\n');
  program(
    'await-port',
    '#!/bin/bash\nfor _ in $(seq 400); do (exec 3<>/dev/tcp/127.0.0.1/$1) 2>/dev/null && exit 0; sleep 0.05; done\necho "nobody listens on $1" >&2; exit 1\n',
  );
  put(path.join(home, 'unit.ini'), UNIT);
  // `unit <profile> <port> <directory> [system]`: what a person does with an editor.
  program(
    'unit',
    `#!/bin/bash
set -e
suffix=-$1 profile="Environment=CLAWDBOT_PROFILE=$1"
[ "$1" != default ] || suffix= profile=
wanted=default.target user=
[ "$4" != system ] || wanted=multi-user.target user=User=root
mkdir -p "$3"
sed -e "s|<profile>|$1|; s|<version>|0|; s|/usr/local/bin/moltbot|${bin}/moltbot|; s|--port 18789|--port $2|" \\
  -e "s|/home/youruser|$HOME|; s|^WantedBy=.*|WantedBy=$wanted|; s|^\\[Service\\]|&\\n$profile\\n$user|" \\
  "$HOME/unit.ini" > "$3/moltbot-gateway$suffix.service"
`,
  );
  // There is no systemd of the machine here: what it would refuse is refused.
  program(
    'systemctl',
    `#!/bin/bash
for word; do [ "$word" != --user ] || exec /usr/bin/systemctl "$@"; done
case "$*" in
  daemon-reload) exit 0 ;;
  'enable --now moltbot-gateway'*.service)
    file=/etc/systemd/system/$3
    [ -f "$file" ] || { echo "Failed to enable unit: Unit file $3 does not exist." >&2; exit 1; }
    grep -q '^User=.' "$file" && grep -q '^WantedBy=multi-user.target' "$file" || { echo "$3 is no unit of the system" >&2; exit 1; }
    said=$(systemd-analyze verify --man=no "$file" 2>&1 | grep "$3")
    [ -z "$said" ] || { echo "$said" >&2; exit 1; }
    echo "Created symlink /etc/systemd/system/multi-user.target.wants/$3" ;;
  *) exec /usr/bin/systemctl "$@" ;;
esac
`,
  );
  program(
    'loginctl',
    `#!/bin/bash
mkdir -p "$HOME/linger"
[ "$1" != --no-ask-password ] || shift
case "$1" in
  enable-linger) id "$2" >/dev/null 2>&1 || { echo "Failed to look up user $2: No such process" >&2; exit 1; }; [ $# = 2 ] || exit 1; touch "$HOME/linger/$2" ;;
  show-user) [ "$3 $4" = '--property=Linger --value' ] || exit 1; if [ -e "$HOME/linger/$2" ]; then echo yes; else echo no; fi ;;
  *) echo "Unknown command verb $1." >&2; exit 1 ;;
esac
`,
  );
  furnishLaptop();
  config('.clawdbot', 'moltbot.json');
  config('.clawdbot', 'a.json');
  config('.clawdbot', 'b.json');
  config('.clawdbot-main', 'moltbot.json', 19_789);
  config('.clawdbot-rescue', 'moltbot.json', 20_789);
  config('.clawdbot-night', 'moltbot.json', 19_555);
  mkdirSync(checkout);
  for (const name of ['bin', 'src', 'scripts', 'docs', 'package.json', 'tsconfig.json'])
    cpSync(path.join(root, name), path.join(checkout, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(checkout, 'node_modules'));
}

/** Another machine: a home and a network of its own, and an ssh that leads here. */
function furnishLaptop(): void {
  const away = path.join(home, 'laptop');
  const key = path.join(away, 'key');
  mkdirSync(away);
  for (const name of ['host', 'key'])
    spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path.join(away, name)]);
  cpSync(`${key}.pub`, path.join(away, 'authorized'));
  mkdirSync('/run/sshd', { recursive: true });
  const rules = ['UsePAM no', 'StrictModes no', 'PermitRootLogin prohibit-password', 'PidFile none'];
  put(
    path.join(away, 'sshd.conf'),
    [`HostKey ${away}/host`, `AuthorizedKeysFile ${away}/authorized`, ...rules, ''].join('\n'),
  );
  put(
    path.join(away, 'ssh.conf'),
    `Host host\n  ProxyCommand nsenter --net=/proc/${process.pid}/ns/net /usr/sbin/sshd -i -f ${away}/sshd.conf\n  IdentityFile ${key}\n  UserKnownHostsFile ${away}/known\n  StrictHostKeyChecking accept-new\n  LogLevel ERROR\n`,
  );
  put(path.join(away, 'bin/ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F ${away}/ssh.conf "$@"\n`);
  chmodSync(path.join(away, 'bin/ssh'), 0o755);
  program(
    'laptop',
    `#!/bin/bash\nexport HOME=${away} PATH=${away}/bin:$PATH\nexec unshare --net bash -c 'ip link set lo up && exec bash -c "$1"' - "$1"\n`,
  );
}

const env = {
  ...process.env,
  PATH: `${bin}:${process.env['PATH']}`,
  REPOSITORY: root,
  NODE_COMPILE_CACHE: path.join(home, 'cache'),
};

interface Ran {
  readonly code: number | null;
  readonly text: string;
}

/** Types a line into a shell of its own. */
async function type(line: string, stays?: Typed['stays'], meanwhile?: () => Promise<void>): Promise<Ran> {
  const cwd = line.startsWith('npm ') ? checkout : home;
  const shell = spawn('bash', ['-c', line], { env, cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const ended = once(shell, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const said = once(shell, 'close');
  const tell = (signal: NodeJS.Signals): void => {
    if (shell.pid !== undefined && shell.exitCode === null) process.kill(-shell.pid, signal);
  };
  const limit = setTimeout(() => tell('SIGKILL'), LIMIT_MS);
  let text = '';
  let done: Promise<void> | undefined;
  const look = (chunk: Buffer): void => {
    text += String(chunk);
    if (stays === undefined || done !== undefined || !stays.until.test(text)) return;
    done = (meanwhile?.() ?? Promise.resolve()).then(() => tell(stays.signal));
  };
  shell.stdout.on('data', look);
  shell.stderr.on('data', look);
  const [status, killed] = await ended;
  // As a shell counts.
  const code = killed === null ? status : 128 + constants.signals[killed];
  clearTimeout(limit);
  await done;
  // A package manager may be gone before the gateway it started has said its last word.
  if (stays !== undefined) await Promise.race([said, pause(LAST_WORDS_MS)]);
  shell.stdout.destroy();
  shell.stderr.destroy();
  return { code, text };
}

let dev: (() => Promise<void>) | undefined;

async function startDev(): Promise<void> {
  if (dev !== undefined) return;
  const started = Promise.withResolvers<void>();
  const stop = Promise.withResolvers<void>();
  const run = type(
    'moltbot --dev gateway --allow-unconfigured',
    { until: /talk to it: /, signal: 'SIGTERM' },
    async () => {
      started.resolve();
      await stop.promise;
    },
  );
  await Promise.race([started.promise, run]);
  dev = async () => {
    stop.resolve();
    await run;
    dev = undefined;
  };
}

const STAGES: Readonly<Record<Stage, () => Promise<Ran>>> = {
  stopped: async () => {
    await dev?.();
    return type('moltbot gateway uninstall && moltbot gateway stop');
  },
  serving: async () => {
    await dev?.();
    return type('moltbot gateway install && moltbot gateway start');
  },
  dev: async () => {
    const service = await type('moltbot gateway install && moltbot gateway start');
    await startDev();
    return service;
  },
};

async function play(line: string, one: Typed): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const typed of one.typed ?? [line]) {
    const stage = await STAGES[one.stage]();
    const before = one.before === undefined ? undefined : await type(one.before);
    const proofLine = typeof one.proof === 'function' ? one.proof(typed) : one.proof;
    let proven: Ran | undefined;
    const prove = async (): Promise<void> => {
      if (proofLine !== undefined) proven = await type(proofLine);
    };
    const ran = await type(one.within?.(typed) ?? typed, one.stays, prove);
    if (one.stays === undefined) await prove();
    if (one.cleanup !== undefined) await type(one.cleanup);
    const unset = [stage, before].find((set) => set !== undefined && set.code !== 0);
    outcomes.push({
      line,
      typed,
      ...ran,
      ...(unset === undefined ? {} : { stage: unset.text }),
      ...(proven === undefined || proven.code === 0 ? {} : { proof: `${proofLine}\n${proven.text}` }),
    });
  }
  return outcomes;
}

spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', '/etc/systemd/system']);
furnish();
const outcomes: Outcome[] = [];
for (const line of [...commandLines(readFileSync(page, 'utf8')), ...Object.keys(ABSENT)]) {
  const one = LINES[line] ?? ABSENT[line];
  if (one === undefined || 'reason' in one) continue;
  outcomes.push(...(await play(line, one)));
}
await STAGES.stopped();
process.stdout.write(JSON.stringify(outcomes));
