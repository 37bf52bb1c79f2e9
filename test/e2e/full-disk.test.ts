import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { HealthSummary, HealthWarning } from '../../src/protocol/generated/types.ts';
import {
  createHome,
  runCli,
  startGateway,
  strayFailures,
  TOKEN,
  type GatewayProcess,
  type Home,
} from '../support/gateway-process.ts';
import { modelConfig, startDripModel } from '../support/drip-model.ts';
import { mountSmallDisk, noSmallDisk, type SmallDisk } from '../support/small-disk.ts';
import { startTelegramServer } from '../support/telegram/server.ts';
import { connectPeer, type WsPeer } from '../support/ws-peer.ts';
import { linkByQr, openWhatsAppScene } from './channels/whatsapp-scene.ts';

/** Where a small disk is mounted: over the state directory, where the log is, or one in each place. */
type Place = 'state' | 'log' | 'both';

interface Stage {
  readonly home: Home;
  readonly disk: SmallDisk;
  readonly logPath: string;
  readonly gateway: GatewayProcess;
  readonly peer: WsPeer;
  /** The warnings of the next health event that fits. */
  health(fits: (codes: readonly string[]) => boolean): Promise<readonly HealthWarning[]>;
  cli(...argv: string[]): Promise<string>;
  log(): string;
}

interface Refusal {
  readonly ok: boolean;
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly retryable?: boolean;
    readonly details?: { readonly reason?: string };
  };
  readonly payload?: Readonly<Record<string, unknown>>;
}

async function openStage(
  context: TestContext,
  place: Place,
  config: Record<string, unknown> = {},
): Promise<Stage> {
  const home = createHome();
  const other = mkdtempSync(path.join(tmpdir(), 'other-disk-'));
  let gateway: GatewayProcess | undefined;
  const dirs = { state: [home.dir], log: [other], both: [home.dir, other] }[place];
  const disk = mountTogether(dirs);
  // Hooks run in the order they were given in, and nothing may be removed under a gateway that still writes.
  context.after(async () => {
    await gateway?.stop();
    disk.unmount();
    home.remove();
    rmSync(other, { recursive: true, force: true });
  });
  const logPath = path.join(other, 'gateway.log');
  home.write({ ...config, logging: { file: logPath } });
  gateway = await startGateway(home, ['--verbose']);
  const peer = await connectPeer(gateway.url, { token: TOKEN, role: 'operator', scopes: ['operator.admin'] });
  return {
    home,
    disk,
    logPath,
    gateway,
    peer,
    async health(fits) {
      const before = peer.received.length;
      const { payload } = await peer.frame(
        (frame) =>
          peer.received.indexOf(frame) >= before &&
          frame['event'] === 'health' &&
          fits(codesOf(frame['payload'] as HealthSummary)),
      );
      return (payload as HealthSummary).warnings ?? [];
    },
    async cli(...argv) {
      const { stdout, stderr } = await runCli(home, argv);
      return stdout + stderr;
    },
    log: () => readFileSync(logPath, 'utf8'),
  };
}

/** Disks that are filled and emptied as one. */
function mountTogether(dirs: readonly string[]): SmallDisk {
  const disks = dirs.map((dir) => mountSmallDisk(dir));
  const each = (act: (disk: SmallDisk) => void) => () => disks.forEach(act);
  return {
    dir: dirs.join(),
    fill: each((disk) => disk.fill()),
    empty: each((disk) => disk.empty()),
    unmount: each((disk) => disk.unmount()),
  };
}

const codesOf = ({ warnings = [] }: HealthSummary): readonly string[] => warnings.map(({ code }) => code);

const ask = async ({ peer }: Stage, method: string, params: object): Promise<Refusal> =>
  (await peer.call(method, params)) as unknown as Refusal;

/** One message to the agent, and how it ended. */
async function turn(stage: Stage, key: string, message = 'hello'): Promise<Refusal> {
  const accepted = await ask(stage, 'agent', { message, sessionKey: 'main', idempotencyKey: key });
  if (!accepted.ok) return accepted;
  return ask(stage, 'agent.wait', { runId: key, timeoutMs: 10_000 });
}

/** By the last word on it. It may have been said before anybody waits for it, so no place in the output tells. */
const logIsLost = (output: string): boolean =>
  output.match(/log file (?:cannot be written|is written again|was closed before)/g)?.at(-1) ===
  'log file cannot be written';

/** The last block of the file has room for some lines. With --verbose every request is one. */
async function sayUntilLost(stage: Stage): Promise<void> {
  while (!logIsLost(stage.gateway.output())) assert.equal((await ask(stage, 'health', {})).ok, true);
}

/** Everything a person looks at, as one text. */
const looks = async ({ cli }: Stage): Promise<{ readonly [command: string]: string }> => ({
  health: await cli('health'),
  status: await cli('status'),
  doctor: await cli('doctor'),
});

describe('a disk that is full to the last byte', { skip: noSmallDisk() }, () => {
  it(
    'under the log alone: the gateway works on, says so everywhere, and counts what the log has lost',
    { timeout: 180_000 },
    async (context) => {
      const stage = await openStage(context, 'log');
      const { disk, gateway, logPath } = stage;
      assert.equal((await turn(stage, 'before')).payload?.['status'], 'ok');
      disk.fill();
      const red = stage.health((codes) => codes.includes('log_trouble'));
      await sayUntilLost(stage);
      const [warning] = await red;
      assert.match(
        warning?.message ?? '',
        /gateway\.log cannot be written \(ENOSPC: the disk is full: free some space\)/,
      );
      assert.equal((await turn(stage, 'during')).payload?.['status'], 'ok');
      const tail = await ask(stage, 'logs.tail', {});
      assert.equal(tail.ok, true);
      for (const [command, text] of Object.entries(await looks(stage))) {
        assert.ok(text.includes(logPath), `${command} names the file:\n${text}`);
        assert.match(text, /log.trouble/, command);
        assert.match(text, /make room/, command);
      }
      const doctor = await stage.cli('doctor');
      assert.ok(doctor.includes(`free at ${disk.dir}`), doctor);

      const green = stage.health((codes) => !codes.includes('log_trouble'));
      disk.empty();
      await green;
      assert.equal((await turn(stage, 'after')).payload?.['status'], 'ok');
      assert.equal(await gateway.stop(), 0);
      // The last line, on both sides.
      while (!gateway.output().includes('gateway stopped')) await gateway.printed();
      const [, dropped] =
        /log file is written again file=\S+ code=ENOSPC dropped=(\d+)/.exec(gateway.output()) ?? [];
      const lines = stage.log().trimEnd().split('\n');
      const said = gateway.output().split('\n').filter(isLogLine).length;
      assert.equal(lines.length + Number(dropped), said, 'kept and lost are what was said');
      const parsed = lines.map((line) => JSON.parse(line) as { msg: string; dropped?: number });
      const told = parsed.find(({ msg }) => msg === 'log file is written again');
      assert.equal(told?.dropped, Number(dropped));
    },
  );

  it(
    'under the store alone: nothing is accepted that is not kept, and nobody has to do anything once there is room',
    { timeout: 180_000 },
    async (context) => {
      const stage = await openStage(context, 'state');
      const { disk, gateway, home, peer } = stage;
      assert.equal((await turn(stage, 'before')).payload?.['status'], 'ok');
      disk.fill();
      const red = stage.health((codes) => codes.includes('store_trouble'));
      for (const [method, params] of [
        ['agent', { message: 'lost?', sessionKey: 'main', idempotencyKey: 'refused' }],
        ['chat.send', { message: 'lost?', sessionKey: 'main', idempotencyKey: 'refused-too' }],
        ['sessions.reset', { key: 'main' }],
      ] as const) {
        const { ok, error } = await ask(stage, method, params);
        assert.equal(ok, false, method);
        assert.equal(error?.code, 'UNAVAILABLE', method);
        assert.equal(error.details?.reason, 'disk_full', method);
        assert.equal(error.retryable, true, method);
        assert.match(error.message, /The disk that holds \S+gateway\.db is full.*Free some space/, method);
      }
      assert.ok((await red).some(({ message }) => message.includes(home.dir)));
      const newcomer = await connectPeer(gateway.url, { token: TOKEN, role: 'operator' });
      assert.equal((newcomer.hello as unknown as Refusal).ok, true);
      newcomer.ws.close();
      for (const method of ['health', 'status', 'sessions.list', 'chat.history', 'config.get']) {
        const { ok, error } = await ask(
          stage,
          method,
          method === 'chat.history' ? { sessionKey: 'main' } : {},
        );
        assert.equal(ok, true, `${method}: ${error?.message}`);
      }
      for (const [command, text] of Object.entries(await looks(stage))) {
        assert.ok(text.includes(path.join(home.dir, 'gateway.db')), `${command} names the store:\n${text}`);
        assert.match(text, /store.trouble/, command);
        assert.match(text, /Free some space/, command);
      }
      const spoken = await runCli(home, ['agent', '--message', 'hello']);
      assert.notEqual(spoken.code, 0);
      assert.match(spoken.stderr, /is full.*Free some space/s);

      const green = stage.health((codes) => !codes.includes('store_trouble'));
      disk.empty();
      await green;
      // The same key: what was refused never ran.
      assert.equal((await turn(stage, 'refused', 'kept now')).payload?.['status'], 'ok');
      const history = await ask(stage, 'chat.history', { sessionKey: 'main' });
      const texts = JSON.stringify(history.payload);
      assert.match(texts, /kept now/);
      assert.doesNotMatch(texts, /lost\?/);
      assert.equal(gateway.child.exitCode, null);
      assert.deepEqual(strayFailures({ ...home, log: stage.log }), []);
      peer.ws.close();
    },
  );

  it(
    'in the middle of an answer: the run ends, and does not say it was kept',
    { timeout: 180_000 },
    async (context) => {
      const model = await startDripModel({ kind: 'drip', words: 40, everyMs: 20 });
      context.after(() => model.close());
      const stage = await openStage(context, 'state', modelConfig(model.baseUrl));
      const accepted = await ask(stage, 'agent', {
        message: 'long',
        sessionKey: 'main',
        idempotencyKey: 'midway',
      });
      assert.equal(accepted.ok, true);
      await stage.peer.frame(
        (frame) => frame['event'] === 'agent' && JSON.stringify(frame).includes('word1 '),
      );
      stage.disk.fill();
      const ended = await ask(stage, 'agent.wait', { runId: 'midway', timeoutMs: 20_000 });
      assert.notEqual(ended.payload?.['status'], 'ok', JSON.stringify(ended));
      assert.match(JSON.stringify(ended), /is full/);
      stage.disk.empty();
      assert.equal((await turn(stage, 'next')).payload?.['status'], 'ok');
    },
  );

  it(
    'takes no message from a network that it cannot keep, and answers each once there is room',
    { timeout: 180_000 },
    async (context) => {
      const telegram = await startTelegramServer();
      context.after(() => telegram.close());
      const bot = telegram.addBot();
      const stage = await openStage(context, 'state', {
        channels: {
          telegram: { apiRoot: telegram.url, botToken: bot.token, dmPolicy: 'open', allowFrom: ['*'] },
        },
      });
      await bot.polling();
      bot.say('one', { from: 42 });
      await telegram.atLeast(1);
      await bot.drained();
      stage.disk.fill();
      const red = stage.health((codes) => codes.includes('store_trouble'));
      bot.say('two', { from: 42 });
      await red;
      assert.equal(bot.pending, 1, 'still with the network');
      assert.equal(bot.sent.length, 1);
      stage.disk.empty();
      await telegram.atLeast(2);
      await bot.drained();
      assert.equal(bot.sent.length, 2, 'answered once');
    },
  );

  it(
    'takes no message from WhatsApp that it cannot keep, stays linked, and answers it once there is room',
    { timeout: 180_000 },
    async (context) => {
      const config = { channels: { whatsapp: { dmPolicy: 'open', allowFrom: ['*'] } } };
      let disk: SmallDisk | undefined;
      let stage: Awaited<ReturnType<typeof openWhatsAppScene>> | undefined;
      // The disk is there before the stage is, which may fail to open.
      context.after(async () => {
        await stage?.scene.gateway.stop();
        disk?.unmount();
        await stage?.close();
      });
      stage = await openWhatsAppScene(config, {}, (home) => {
        disk = mountSmallDisk(home.dir, '32m');
        home.write(config);
      });
      const { scene, server, me } = stage;
      const { operator } = scene;
      await linkByQr(scene, me);
      const stranger = server.person('15559998888', 'Stranger');
      const answered = server.next('sent');
      await stranger.say(me, 'one');
      await answered;
      const [device = 0] = me.devices();
      disk?.fill();
      const id = await stranger.say(me, 'two');
      const refused = await operator.until('whatsapp', ({ lastError }) => /is full/.test(lastError ?? ''));
      assert.match(refused.lastError ?? '', /The disk that holds \S+session\.db is full.*Free some space/);
      assert.deepEqual(me.pendingFor(device), [id], 'still with the network');
      const late = server.next('sent');
      disk?.empty();
      await late;
      await operator.until('whatsapp', ({ connected }) => connected === true);
      assert.deepEqual(me.pendingFor(device), []);
      assert.ok(me.deliveries(id, device) >= 2);
      assert.equal(stranger.inbox.length, 2, 'each was answered once');
      assert.deepEqual(stage.faults, []);
    },
  );

  it(
    'under everything: a restart within the process goes through, and lines and messages come back',
    { timeout: 180_000 },
    async (context) => {
      const stage = await openStage(context, 'both', { commands: { restart: true } });
      const { disk, gateway, home } = stage;
      assert.equal((await turn(stage, 'before')).payload?.['status'], 'ok');
      disk.fill();
      assert.equal((await turn(stage, 'refused')).error?.details?.reason, 'disk_full');
      await sayUntilLost(stage);
      const { length } = gateway.output();
      gateway.child.kill('SIGUSR1');
      // Bounded by the time the test may take, as all waiting here.
      while (!gateway.output().slice(length).includes('listening on ws://')) await gateway.printed();
      assert.match(await stage.cli('health'), /Gateway Health/);
      // What the store gave back when it was closed. That of the log had nothing to give back, and is full still.
      disk.fill();
      const peer = await connectPeer(gateway.url, {
        token: TOKEN,
        role: 'operator',
        scopes: ['operator.admin'],
      });
      const again = { ...stage, peer };
      await sayUntilLost(again);
      disk.empty();
      assert.equal((await turn(again, 'after')).payload?.['status'], 'ok');
      while (!gateway.output().includes('log file is written again')) await gateway.printed();
      // Those of the log before the restart have nowhere else to be told.
      assert.match(gateway.output(), /log file was closed before it could be written again.* dropped=\d+/);
      assert.equal(await gateway.stop(), 0);
      assert.deepEqual(strayFailures({ ...home, log: gateway.output }), []);
    },
  );

  it(
    'is no reason to stay down: the start that meets it may be tried again, and says what to do',
    { timeout: 180_000 },
    async (context) => {
      const home = createHome();
      const disk = mountSmallDisk(home.dir);
      context.after(() => {
        disk.unmount();
        home.remove();
      });
      home.write({});
      disk.fill();
      const { code, stderr } = await runCli(home, ['gateway', '--port', '0']);
      assert.equal(code, 75, stderr);
      assert.match(stderr, /gateway\.lock\.json: the disk is full: free some space/);
      disk.empty();
      const gateway = await startGateway(home);
      assert.equal(await gateway.stop(), 0);
      assert.ok(statSync(path.join(home.dir, 'gateway.db')).size > 0);
    },
  );
});

/** The console says each line of the log, and two that are not of it. */
const isLogLine = (line: string): boolean => /^\d{4}-\d\d-\d\dT/.test(line);
