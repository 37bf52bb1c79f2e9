import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { isRunning } from '../../src/platform/process-group.ts';
import { createBareMachine } from '../support/bare-root.ts';
import { modelConfig, startDripModel } from '../support/drip-model.ts';
import type { ExecutableFindings } from '../support/executable-life.ts';
import { createHome, NO_SAFE_MODE, runCli, startGateway } from '../support/gateway-process.ts';
import { noNotifyPeer, openNotifyPeer } from '../support/notify-peer.ts';
import { noSystemd, underSystemd } from '../support/systemd-user.ts';
import { startWhatsAppServer } from '../support/whatsapp/server.ts';
import { openOperator } from './channels/operator.ts';
import { linkByQr, whatsappEnv } from './channels/whatsapp-scene.ts';

const MAX_BYTES = 160e6;
const BUILD_MS = 120_000;
const ANN = '+15552223333';

const skip =
  process.platform === 'linux' ? false : 'its libraries and process table are looked at as on Linux';

describe('the single-file executable', { timeout: 240_000, skip }, () => {
  const work = realpathSync(mkdtempSync(path.join(tmpdir(), 'moltbot-sea-test-')));
  const made = path.join(work, 'made');
  const executable = path.join(made, 'moltbot');
  let said = '';

  before(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['scripts/sea.ts', '--out', made], {
      timeout: BUILD_MS,
    });
    said = stdout.trim();
  });
  after(() => rmSync(work, { recursive: true, force: true }));

  /** The same executable in a directory of its own. */
  const placed = (name: string): string => {
    const file = path.join(work, name, 'moltbot');
    mkdirSync(path.dirname(file));
    linkSync(executable, file);
    return file;
  };

  it('is one file; beside it stand the licences of what is in it, none of which is the GPL', (context) => {
    context.diagnostic(said);
    assert.deepEqual(readdirSync(made).toSorted(), ['LICENSES.txt', 'NOTICE', 'moltbot']);
    const { size, mode } = statSync(executable);
    assert.ok(size < MAX_BYTES, `${size} bytes`);
    assert.equal(mode & 0o777, 0o755);
    const titles = readFileSync(path.join(made, 'LICENSES.txt'), 'utf8').match(/(?<=^-+\n).+(?=\n-+$)/gm);
    for (const name of ['moltbot', 'Node.js', 'xstate', 'grammy', 'ai ', 'ffi-rs', '@yuuang/ffi-rs-linux'])
      assert.ok(
        titles?.some((title) => title.startsWith(name)),
        name,
      );
    assert.deepEqual(
      titles?.filter((title) => /GPL|libsignal|baileys/i.test(title)),
      [],
    );
  });

  it('does the main job where no Node is: onboard, gateway, a question, status, a stop', async (context) => {
    const { program, env, what } = createBareMachine(executable, path.join(work, 'bare'));
    context.diagnostic(`in ${what}`);
    const [first, ...before_] = program;
    const run = (...words: readonly string[]) =>
      spawnSync(first, [...before_, ...words], { encoding: 'utf8', env, timeout: 60_000 });
    const begun = performance.now();
    assert.match(run('--version').stdout, /^\d+\.\d+\.\d+\n$/);
    context.diagnostic(`--version in ${Math.round(performance.now() - begun)} ms`);
    const onboard = run('onboard', '--non-interactive', '--accept-risk');
    assert.equal(onboard.status, 0, onboard.stderr);

    const started = performance.now();
    const gateway = spawn(first, [...before_, 'gateway', '--port', '0'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    try {
      let text = '';
      gateway.stderr.on('data', (chunk: Buffer) => (text += String(chunk)));
      await new Promise<void>((resolve, reject) => {
        gateway.stdout.on('data', (chunk: Buffer) => {
          text += String(chunk);
          if (text.includes('listening on')) resolve();
        });
        gateway.once('exit', (code) => reject(new Error(`${code}: ${text}`)));
      });
      context.diagnostic(`listening after ${Math.round(performance.now() - started)} ms`);
      const answer = run('agent', '--message', 'hello');
      assert.equal(answer.status, 0, answer.stderr);
      assert.match(answer.stdout, /This is the gateway itself speaking/);
      const status = run('status');
      assert.equal(status.status, 0, status.stderr);
      assert.match(status.stdout, new RegExp(`pid ${gateway.pid}\\b`), 'no process stands in between');
      const doctor = run('doctor');
      assert.equal(doctor.status, 0, doctor.stdout);
      const ended = once(gateway, 'exit');
      assert.equal(run('gateway', 'stop').status, 0);
      assert.deepEqual(await ended, [0, null]);
      assert.doesNotMatch(text, /warning/i);
    } finally {
      gateway.kill('SIGKILL');
    }
  });

  it('is a good child of an application: SIGTERM ends it with 0, after the run that is under way', async () => {
    const model = await startDripModel({ kind: 'drip', words: 20, everyMs: 50 });
    const home = createHome(modelConfig(model.baseUrl));
    const gateway = await startGateway(home, [], { executable });
    try {
      const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(gateway.pid)], { encoding: 'utf8' });
      assert.equal(stdout, '', 'it is the gateway, and starts no other');
      const agent = spawn(executable, ['agent', '--message', 'long', '--stream'], {
        env: home.env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let words = '';
      let stopped: Promise<number | string> | undefined;
      for await (const chunk of agent.stdout) {
        stopped ??= gateway.stop('SIGTERM');
        words += String(chunk);
      }
      assert.match(words, /word1 .*word20/s);
      assert.equal(await stopped, 0);
      assert.match(home.log(), /gateway stopped/);
    } finally {
      gateway.child.kill('SIGKILL');
      await model.close();
      home.remove();
    }
  });

  it('goes on when the application dies, though nobody reads what it prints any more', async () => {
    const home = createHome();
    const application = `
      const { spawn } = require('node:child_process');
      const gateway = spawn(process.argv[1], ['gateway', '--port', '0', '--verbose']);
      let shown = '';
      gateway.stdout.on('data', (chunk) => {
        shown += chunk;
        if (!shown.includes('talk to it')) return;
        require('node:fs').writeSync(1, String(gateway.pid));
        process.kill(process.pid, 'SIGKILL');
      });`;
    const { signal, stdout } = spawnSync(process.execPath, ['-e', application, executable], {
      encoding: 'utf8',
      env: home.env,
      timeout: 60_000,
    });
    assert.equal(signal, 'SIGKILL');
    const pid = Number(stdout);
    assert.ok(pid > 1, stdout);
    try {
      for (const message of ['one', 'two']) {
        const { code, stderr } = await runCli(home, ['agent', '--message', message], { executable });
        assert.equal(code, 0, stderr);
      }
      const stopped = await runCli(home, ['gateway', 'stop'], { executable });
      assert.equal(stopped.code, 0, stopped.stderr);
      assert.match(stopped.stdout, new RegExp(`pid ${pid}\\b`));
    } finally {
      if (isRunning(pid)) process.kill(pid, 'SIGKILL');
      home.remove();
    }
  });

  it('takes SIGUSR1 for a restart in place, and opens no inspector', async () => {
    const home = createHome({ commands: { restart: true } });
    const gateway = await startGateway(home, [], { executable });
    const boots = (): number => gateway.output().split('listening on unix:').length - 1;
    try {
      while (boots() < 1) await gateway.printed();
      gateway.child.kill('SIGUSR1');
      while (boots() < 2) await gateway.printed();
      assert.doesNotMatch(gateway.output(), /debugger/i);
      assert.equal(await gateway.stop(), 0);
    } finally {
      gateway.child.kill('SIGKILL');
      home.remove();
    }
  });

  it('reads the file of variables its definition names, without changing what is set', async () => {
    // Whether somebody listens on the default port of this machine is not asked.
    const home = createHome({}, { CLAWDBOT_GATEWAY_PORT: undefined });
    const file = path.join(work, 'service.env');
    writeFileSync(file, 'CLAWDBOT_GATEWAY_PORT=45678\n');
    const target = async (flag: string, env: NodeJS.ProcessEnv = {}): Promise<string | undefined> => {
      const { stderr } = await runCli(home, [flag, 'health'], { executable, env });
      return /Gateway target: (\S+)/.exec(stderr)?.[1];
    };
    assert.equal(await target(`--env-file-if-exists=${file}`), 'ws://127.0.0.1:45678');
    assert.equal(
      await target(`--env-file-if-exists=${file}`, { CLAWDBOT_GATEWAY_PORT: '45679' }),
      'ws://127.0.0.1:45679',
    );
    assert.equal(await target(`--env-file-if-exists=${file}.none`), 'ws://127.0.0.1:18789');
    home.remove();
  });

  it('calls itself by the link it was called by', async () => {
    const home = createHome();
    const bin = path.join(work, 'bin');
    mkdirSync(bin);
    symlinkSync(executable, path.join(bin, 'moltbot'));
    const ask = (program: string) =>
      runCli(home, ['health'], { executable: program, env: { PATH: `/nowhere:${bin}` } });
    assert.match((await ask('moltbot')).stderr, /start the gateway with: moltbot gateway/);
    const { stderr } = await ask(executable);
    assert.ok(stderr.includes(`start the gateway with: ${executable} gateway`), stderr);
    home.remove();
  });

  it('is a service of systemd that says when it is ready, and whose definition names no Node', async (context) => {
    const missing = noSystemd();
    if (missing !== undefined) return context.skip(missing);
    const found = await underSystemd<ExecutableFindings>('test/support/executable-life.ts', [executable]);
    for (const [words, { code, err }] of Object.entries(found.ran)) assert.equal(code, 0, `${words}: ${err}`);
    assert.deepEqual(found.command.slice(0, 2), [executable, 'gateway']);
    assert.equal(found.type, 'notify');
    assert.equal(found.statusText, 'running, no links');
    assert.equal(found.stopped, 'inactive success 0');
  });

  it('says that it is ready where no code is loaded from the directory for temporary files', async (context) => {
    const missing = noNotifyPeer();
    if (missing !== undefined) return context.skip(missing);
    const peer = await openNotifyPeer(path.join(work, 'notify'));
    const TMPDIR = path.join(work, 'nowhere');
    const home = createHome({}, { NOTIFY_SOCKET: peer.address, TMPDIR });
    const before_ = readdirSync(made).toSorted();
    const gateway = await startGateway(home, [], { executable, onSpawn: ({ pid }) => peer.watch(pid ?? 0) });
    try {
      await peer.until(() => peer.heard.some(({ told }) => told.includes('READY=1')));
      assert.deepEqual(readdirSync(made).toSorted(), before_, 'and nothing is left beside the executable');
      assert.equal(await gateway.stop(), 0);
    } finally {
      gateway.child.kill('SIGKILL');
      await peer.close();
      home.remove();
    }
  });

  it('serves without readiness where no directory will do, and says what to do', async (context) => {
    const alone = placed('closed');
    // In a name space of its own, where the directory of the executable cannot be written to.
    const under = [
      'unshare',
      '--mount',
      'sh',
      '-c',
      'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"',
      path.dirname(alone),
    ];
    const [program = '', ...words] = under;
    const tried = spawnSync(program, [...words, 'true'], { encoding: 'utf8' });
    if (tried.status !== 0) return context.skip(`no mounts of one's own here: ${tried.stderr}`);
    const home = createHome(
      {},
      { NOTIFY_SOCKET: path.join(work, 'nobody'), TMPDIR: path.join(work, 'nowhere') },
    );
    const gateway = await startGateway(home, [], { executable: alone, under });
    try {
      const { code, stderr } = await runCli(home, ['health'], { executable });
      assert.equal(code, 0, stderr);
      assert.equal(await gateway.stop(), 0);
      assert.match(
        home.log(),
        /put it into a directory you may write to, or set TMPDIR.*the supervisor cannot be told/,
      );
    } finally {
      gateway.child.kill('SIGKILL');
      home.remove();
    }
  });

  it('links WhatsApp when the library lies beside it, and otherwise says where to put it', async () => {
    const alone = placed('whatsapp');
    const server = await startWhatsAppServer();
    const me = server.person('15550001111', 'Me');
    const ann = server.person(ANN.slice(1), 'Ann');
    const home = createHome({ channels: { whatsapp: { allowFrom: [ANN] } } }, whatsappEnv(server));
    let gateway = await startGateway(home, NO_SAFE_MODE, { executable: alone });
    try {
      const { code, stderr } = await runCli(home, ['channels', 'login'], {
        executable: alone,
        env: { NODE_OPTIONS: '' },
      });
      assert.equal(code, 69);
      assert.ok(
        stderr.includes(
          `the WhatsApp library is not installed; npm install --prefix "${path.dirname(alone)}" @whiskeysockets/baileys@`,
        ),
        stderr,
      );
      assert.equal(await gateway.stop(), 0);

      const beside = path.join(path.dirname(alone), 'node_modules/@whiskeysockets');
      mkdirSync(beside, { recursive: true });
      symlinkSync(path.resolve('node_modules/@whiskeysockets/baileys'), path.join(beside, 'baileys'));
      gateway = await startGateway(home, NO_SAFE_MODE, { executable: alone });
      const operator = await openOperator(gateway);
      await linkByQr({ operator }, me);
      await operator.call('send', { to: ANN, message: 'hello', idempotencyKey: 'hello' });
      assert.equal(ann.inbox.at(-1)?.message.extendedTextMessage?.text, 'hello');
      assert.equal(await gateway.stop(), 0);
    } finally {
      gateway.child.kill('SIGKILL');
      await server.close();
      home.remove();
    }
  });
});
