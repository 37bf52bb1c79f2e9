import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChannelsStatusResult } from '../../src/protocol/generated/types.ts';
import { TOKEN, withGateway } from '../support/cli-gateway.ts';
import { createBench } from '../support/cli-run.ts';
import { assertShape } from '../support/wire-shape.ts';

const NOW = 1_700_000_000_000;
const STATUS: ChannelsStatusResult = {
  ts: NOW,
  channelOrder: ['telegram', 'whatsapp'],
  channelLabels: { telegram: 'Telegram', whatsapp: 'WhatsApp' },
  channels: {},
  channelDefaultAccountId: { telegram: 'default', whatsapp: 'default' },
  channelAccounts: {
    telegram: [
      {
        accountId: 'default',
        name: 'Molty',
        enabled: true,
        configured: true,
        running: true,
        connected: true,
        evidence: { lastPollAt: NOW - 3_000, lastUpdateAt: null },
        state: 'online',
        verdict: { ok: true },
        lastInboundAt: NOW - 65_000,
        lastOutboundAt: NOW - 5_000,
        mode: 'polling',
        dmPolicy: 'pairing',
        allowFrom: ['1', '2', '3'],
        tokenSource: 'config',
        probe: { ok: true },
        lastError: null,
      },
      {
        accountId: 'biz',
        enabled: true,
        configured: true,
        running: true,
        connected: false,
        state: 'conflict',
        verdict: { ok: false, code: 'conflict', reason: 'another poller' },
        lastDisconnect: { at: NOW, kind: 'conflict', message: 'HTTP 409', hint: 'stop the other poller' },
        probe: { ok: false, error: 'HTTP 409' },
        lastError: 'HTTP 409',
      },
    ],
    whatsapp: [
      {
        accountId: 'default',
        enabled: true,
        configured: true,
        linked: false,
        running: false,
        connected: false,
        state: 'unconfigured',
        verdict: { ok: false, code: 'unconfigured', reason: 'WhatsApp is not linked' },
      },
      {
        accountId: 'old',
        enabled: false,
        linked: true,
        running: true,
        connected: false,
        state: 'backingOff',
        reconnectAttempts: 3,
        nextAttemptAt: NOW + 12_000,
      },
    ],
  },
};

test('channels status says of every account what it is, what is wrong and what to do', async (context) => {
  assertShape('ChannelsStatusResult', STATUS);
  const { bench, gateway } = await withGateway(context, { gateway: { answer: () => STATUS } });
  const { code, stdout } = await bench.run('channels', 'status', '--probe');
  assert.equal(code, 0);
  assert.deepEqual(stdout.trimEnd().split('\n'), [
    'Gateway reachable.',
    '- Telegram default (Molty): enabled, configured, running, connected, in:1m ago, out:5s ago, poll:3s ago, mode:polling, dm:pairing, allow:1,2, token:config, works',
    '- Telegram biz: enabled, configured, running, disconnected, state:conflict, probe failed, error:HTTP 409',
    '- WhatsApp default: enabled, configured, not linked, stopped, disconnected',
    '- WhatsApp old: disabled, linked, running, disconnected, state:backingOff, attempts:3, next try in 12s',
    '',
    'Warnings:',
    '- Telegram biz: conflict: another poller; stop the other poller',
    '- Telegram biz: probe failed: HTTP 409',
    '- WhatsApp default: not linked; run: moltbot channels login',
  ]);
  const [method, params] = gateway.requests[0] ?? [];
  assert.equal(method, 'channels.status');
  const { probe, timeoutMs } = params as { probe: boolean; timeoutMs: number };
  assert.equal(probe, true);
  assert.ok(timeoutMs > 5000 && timeoutMs < 10_000);
  assert.deepEqual(JSON.parse((await bench.run('channels', 'status', '--json')).stdout), STATUS);
});

test('channels status does not send to a login where no link was started', async (context) => {
  const reason = 'CLAWDBOT_SKIP_CHANNELS is set: no channel was started';
  const idle = { accountId: 'default', enabled: true, configured: true, linked: false, connected: false };
  const verdict = { ok: false, code: 'stopped', reason };
  const account = { ...idle, running: false, state: 'stopped', verdict };
  const answers = [
    { ...STATUS, channelAccounts: { whatsapp: [account] } },
    { ...STATUS, channelAccounts: { whatsapp: [{ ...account, configured: false }] } },
  ];
  const { bench } = await withGateway(context, { gateway: { answer: () => answers.shift() } });
  const skipped = await bench.run('channels', 'status', '--probe');
  assert.match(
    skipped.stdout,
    /Warnings:\n- WhatsApp default: stopped: CLAWDBOT_SKIP_CHANNELS is set: .*\n$/,
  );
  const loggedOut = await bench.run('channels', 'status', '--probe');
  assert.match(loggedOut.stdout, /Warnings:\n- WhatsApp default: not linked; run: moltbot channels login\n$/);
});

test('channels status of a gateway without channels tells how to add one', async (context) => {
  const { bench } = await withGateway(context);
  const { stdout } = await bench.run('channels', 'status');
  assert.match(stdout, /No channels are configured\.\nAdd one with: moltbot channels add/);
});

test('channels status without a gateway shows the configuration and fails; with --json as JSON', async (context) => {
  const bench = createBench(context, {
    env: { CLAWDBOT_GATEWAY_PORT: '1' },
    config: {
      gateway: { mode: 'local' },
      channels: { telegram: { name: 'Molty' }, whatsapp: { enabled: false } },
    },
  });
  const people = await bench.run('channels', 'status');
  assert.equal(people.code, 69);
  assert.match(people.stderr, /^ECONNREFUSED: gateway not reachable|^gateway not reachable/);
  assert.deepEqual(people.stdout.trimEnd().split('\n'), [
    'Gateway not reachable; showing config-only status.',
    `Config: ${bench.io.paths.configPath}`,
    'Mode: local',
    '- Telegram default (Molty): enabled, token:none',
    '- WhatsApp default: disabled',
  ]);
  const data = await bench.run('channels', 'status', '--json');
  assert.equal(data.code, 69);
  const { ok, error } = JSON.parse(data.stdout) as {
    ok: boolean;
    error: { kind: string; payload: { accounts: { channel: string; enabled: boolean }[] } };
  };
  assert.equal(ok, false);
  assert.equal(error.kind, 'unreachable');
  assert.deepEqual(
    error.payload.accounts.map(({ channel, enabled }) => [channel, enabled]),
    [
      ['telegram', true],
      ['whatsapp', false],
    ],
  );
});

test('a login shows each QR code once, the fresh ones by event, and ends with the link', async (context) => {
  const linked = Promise.withResolvers<unknown>();
  const { bench, gateway } = await withGateway(context, {
    gateway: {
      answer: (method) => {
        if (method === 'channels.status') return STATUS;
        if (method === 'web.login.start')
          return { message: 'Scan this', qr: 'first', expiresAt: Date.now() + 20_500 };
        return linked.promise;
      },
    },
  });
  const running = bench.run('channels', 'login');
  await bench.shows('a fresh one follows');
  const first = bench.stdout();
  assert.match(first, /^█{25}\n██ ▄▄▄▄▄ /);
  assert.match(first, /Linked devices/);
  const event = { channel: 'whatsapp', accountId: 'default', step: 'qr' };
  gateway.broadcast('channel.login', { ...event, qr: 'first' });
  gateway.broadcast('channel.login', { ...event, accountId: 'old', qr: 'of another account' });
  gateway.broadcast('channel.login', { ...event, qr: 'second' });
  gateway.broadcast('channel.login', {
    channel: 'whatsapp',
    accountId: 'default',
    step: 'code',
    code: 'LAST1234',
  });
  await bench.shows('L A S T');
  linked.resolve({ connected: true, message: 'Linked as +15550001' });
  const { code, stdout } = await running;
  assert.equal(code, 0);
  assert.match(stdout, /Linked as \+15550001\n$/);
  assert.equal(stdout.match(/then scan this/g)?.length, 2);
  const [, params] = gateway.requests.find(([method]) => method === 'web.login.start') ?? [];
  assert.deepEqual(params, { accountId: 'default', timeoutMs: 30_000 });
});

test('a login by code shows the code large and passes the number on', async (context) => {
  const { bench, gateway } = await withGateway(context, {
    gateway: {
      answer: (method) =>
        method === 'web.login.start'
          ? { message: 'Type this', code: 'ABCD1234' }
          : { connected: false, message: 'the code was not used in time' },
    },
  });
  const argv = ['channels', 'login', '--account', 'work', '--code', '--phone', '+43 660 1', '--force'];
  const { code, stdout, stderr } = await bench.run(...argv);
  assert.equal(code, 1);
  assert.match(stdout, /\n│ {3}A B C D {2}- {2}1 2 3 4 {3}│\n/);
  assert.equal(stderr, 'Channel login failed: the code was not used in time\n');
  assert.deepEqual(gateway.requests[0], [
    'web.login.start',
    { accountId: 'work', timeoutMs: 30_000, force: true, method: 'code', phone: '+43 660 1' },
  ]);
  const data = await bench.run(...argv, '--json');
  assert.deepEqual(
    data.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
    [
      { step: 'code', code: 'ABCD1234' },
      { step: 'ended', connected: false, message: 'the code was not used in time' },
    ],
  );
});

test('a login of a linked account says so and waits for nothing', async (context) => {
  const { bench, gateway } = await withGateway(context, {
    gateway: { answer: () => ({ message: 'WhatsApp is linked already' }) },
  });
  const { code, stdout } = await bench.run('channels', 'login', '--account', 'work');
  assert.deepEqual([code, stdout], [0, 'WhatsApp is linked already\n']);
  assert.deepEqual(
    gateway.requests.map(([method]) => method),
    ['web.login.start'],
  );
});

test('a login that cannot be is refused before anything is asked', async (context) => {
  const bench = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: '1' } });
  const login = async (...more: string[]): Promise<string> => {
    const { code, stderr } = await bench.run('channels', 'login', ...more);
    assert.equal(code, 64);
    return stderr;
  };
  assert.match(await login('--channel', 'telegram'), /telegram has no login; give its token with/);
  assert.match(await login('--code'), /--code needs --phone/);
  assert.match(await login('--phone', '1'), /--phone goes with --code/);
});

test('logout, start and stop name the account and print what became of it', async (context) => {
  const { bench, gateway } = await withGateway(context);
  const out = async (...argv: string[]) => (await bench.run('channels', ...argv)).stdout;
  assert.equal(await out('logout'), 'whatsapp default: logged out\n');
  assert.equal(await out('start', '--channel', 'tg', '--account', 'biz'), 'telegram biz: connecting\n');
  const stopped = await bench.run('channels', 'stop', '--channel', 'telegram');
  assert.equal(stopped.stdout, 'telegram default: stopped\n');
  assert.equal(
    stopped.stderr,
    'It comes back when the gateway starts again; to keep it away: moltbot channels remove\n',
  );
  assert.deepEqual(gateway.requests, [
    ['channels.logout', { channel: 'whatsapp' }],
    ['channels.start', { channel: 'tg', accountId: 'biz' }],
    ['channels.stop', { channel: 'telegram' }],
  ]);
  const refused = await bench.run('channels', 'stop', '--channel', 'pigeon');
  assert.equal(refused.code, 1);
  assert.equal(refused.stderr, 'INVALID_REQUEST: invalid channels.stop channel\n');
});

test('start ends with 1 when the link rests until somebody acts, and says where to look', async (context) => {
  const states = ['loggedOut', 'backingOff'];
  const { bench } = await withGateway(context, {
    gateway: { answer: () => ({ channel: 'telegram', accountId: 'default', state: states.shift() }) },
  });
  const loggedOut = await bench.run('channels', 'start', '--channel', 'telegram');
  assert.deepEqual([loggedOut.code, loggedOut.stdout], [1, 'telegram default: loggedOut\n']);
  assert.match(loggedOut.stderr, /see why with: moltbot channels status/);
  const trying = await bench.run('channels', 'start', '--channel', 'telegram');
  assert.deepEqual([trying.code, trying.stdout, trying.stderr], [0, 'telegram default: backingOff\n', '']);
});

test('logout tells what the gateway could not do', async (context) => {
  const answers = [
    { cleared: false, loggedOut: false, envToken: true },
    { cleared: true, loggedOut: false },
    { cleared: false },
  ];
  const { bench } = await withGateway(context, {
    gateway: { answer: () => ({ channel: 'telegram', accountId: 'default', ...answers.shift() }) },
  });
  const logout = async () => (await bench.run('channels', 'logout', '--channel', 'telegram')).stdout;
  assert.match(await logout(), /its token comes from the environment or a file; remove it there/);
  assert.match(await logout(), /credentials cleared; the network was not told/);
  assert.match(await logout(), /there was nothing to clear/);
});

test('every command that needs the gateway fails fast without one', async (context) => {
  const bench = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: '1' } });
  const commands = [
    'channels login',
    'channels logout',
    'channels start --channel telegram',
    'channels stop --channel telegram',
    'pairing list',
    'pairing approve telegram ABCDEFGH',
    'pairing reject ABCDEFGH',
    'outbox list',
    'outbox retry 1',
    'outbox drop 1',
    'message send -t 1 -m hi',
    'message poll -t 1 --poll-question q --poll-option a --poll-option b',
    'message react -t 1 --message-id m --emoji x',
  ];
  for (const command of commands) {
    const { code, stderr } = await bench.run(...command.split(' '), '--token', TOKEN);
    assert.equal(code, 69, command);
    assert.match(stderr, /gateway not reachable/, command);
  }
});
