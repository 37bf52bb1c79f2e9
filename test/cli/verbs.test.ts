import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { notLinked } from '../../src/protocol/failure.ts';
import { withGateway } from '../support/cli-gateway.ts';
import { createBench } from '../support/cli-run.ts';

test('gateway call prints the payload, in JSON nothing else', async (context) => {
  const { bench, gateway } = await withGateway(context, {
    gateway: { answer: (method, params) => ({ method, params }) },
  });
  const echo = { method: 'sessions.list', params: { limit: 5 } };
  const argv = ['gateway', 'call', 'sessions.list', '--params', '{"limit": 5}'];
  const people = await bench.run(...argv);
  assert.equal(people.code, 0);
  assert.equal(people.stdout, `Gateway call: sessions.list\n${JSON.stringify(echo, null, 2)}\n`);
  assert.deepEqual(JSON.parse((await bench.run(...argv, '--json')).stdout), echo);
  assert.deepEqual(gateway.requests[0], ['sessions.list', { limit: 5 }]);
});

test('gateway call of a method that fails exits 1 with code and message of the gateway', async (context) => {
  const { bench } = await withGateway(context);
  const { code, stdout, stderr } = await bench.run('gateway', 'call', 'connect', '--json');
  assert.equal(code, 1);
  assert.equal(stderr, 'INVALID_REQUEST: connect is only valid as the first request\n');
  assert.deepEqual(JSON.parse(stdout), {
    ok: false,
    error: {
      kind: 'rpc',
      message: 'connect is only valid as the first request',
      code: 'INVALID_REQUEST',
      where: [],
    },
  });
});

test('gateway call --expect-final waits for the second answer', async (context) => {
  const { bench } = await withGateway(context);
  const params = JSON.stringify({ message: 'hi', idempotencyKey: 'k1' });
  const first = await bench.run('gateway', 'call', 'agent', '--params', params, '--json');
  assert.equal((JSON.parse(first.stdout) as { status: string }).status, 'accepted');
  const final = await bench.run('gateway', 'call', 'agent', '--params', params, '--json', '--expect-final');
  assert.equal((JSON.parse(final.stdout) as { status: string }).status, 'ok');
});

test('a gateway that dies while an answer is due is a closed connection, exit 69', async (context) => {
  const { bench, gateway } = await withGateway(context, {
    gateway: {
      answer: () => {
        gateway.cut();
        return undefined;
      },
    },
  });
  const { code, stderr } = await bench.run('gateway', 'call', 'health');
  assert.equal(code, 69);
  assert.match(
    stderr,
    /gateway closed \(1006 abnormal closure \(no close frame\)\): no close reason\n +Gateway target: unix:/,
  );
});

test('message send to WhatsApp that is not linked is NOT_LINKED and exits 1', async (context) => {
  const { bench } = await withGateway(context, {
    gateway: {
      answer: (method) => {
        if (method === 'send') throw notLinked('WhatsApp is not linked: run moltbot channels login');
        return { channelOrder: [] };
      },
    },
  });
  const { code, stdout, stderr } = await bench.run('message', 'send', '--target', '+1555', '--message', 'hi');
  assert.equal(code, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /^NOT_LINKED: WhatsApp is not linked/);
});

test('message send hands over text and media and prints the message id', async (context) => {
  const { bench, gateway } = await withGateway(context, {
    gateway: {
      answer: (method) =>
        method === 'send'
          ? { runId: 'r', messageId: 'm1', channel: 'telegram' }
          : { channelOrder: ['telegram'] },
    },
  });
  const photo = join(bench.dir, 'photo.jpg');
  writeFileSync(photo, 'x');
  const argv = [
    'message',
    'send',
    '-t',
    '@x',
    '-m',
    'hi',
    '--media',
    photo,
    '--media',
    'https://x.example/a.png',
    '--account',
    'biz',
  ];
  const people = await bench.run(...argv);
  assert.equal(people.code, 0, people.stderr);
  assert.equal(people.stdout, 'Sent via gateway (telegram). Message ID: m1\n');
  const [method, params] = gateway.requests.at(-1) ?? [];
  assert.equal(method, 'send');
  const { idempotencyKey, timeoutMs: _timeoutMs, ...rest } = params as Record<string, unknown>;
  assert.match(String(idempotencyKey), /^[0-9a-f-]{36}$/);
  assert.deepEqual(rest, {
    to: '@x',
    message: 'hi',
    channel: 'telegram',
    accountId: 'biz',
    mediaUrl: photo,
    mediaUrls: [photo, 'https://x.example/a.png'],
  });
  assert.deepEqual(JSON.parse((await bench.run(...argv, '--json')).stdout), {
    action: 'send',
    channel: 'telegram',
    dryRun: false,
    handledBy: 'core',
    payload: { runId: 'r', messageId: 'm1', channel: 'telegram' },
  });
});

test('message send asks which channel is meant when several are configured', async (context) => {
  const { bench } = await withGateway(context, {
    gateway: { answer: () => ({ channelOrder: ['telegram', 'whatsapp'] }) },
  });
  const { code, stderr } = await bench.run('message', 'send', '-t', 'x', '-m', 'hi');
  assert.equal(code, 64);
  assert.match(stderr, /several channels are configured \(telegram, whatsapp\): name one with --channel/);
  const number = await bench.run('message', 'send', '-t', '+15550001111', '-m', 'hi', '--dry-run', '--json');
  assert.equal((JSON.parse(number.stdout) as { channel: string }).channel, 'whatsapp');
});

test('message send refuses a missing file and an empty message before it connects', async (context) => {
  const bench = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: '1' } });
  const missing = await bench.run('message', 'send', '-t', 'x', '--media', join(bench.dir, 'none.jpg'));
  assert.equal(missing.code, 64);
  assert.match(missing.stderr, /--media: .*none\.jpg does not exist/);
  assert.equal((await bench.run('message', 'send', '-t', 'x')).code, 64);
});

test('sessions lists rows and passes its filters on', async (context) => {
  const rows = [
    { key: 'agent:main:main', kind: 'direct', updatedAt: 40_000, totalTokens: 12, model: 'offline' },
    { key: 'agent:main:long-name', kind: 'group', updatedAt: null, totalTokens: 0 },
  ];
  const result = { ts: 100_000, path: '/state/gateway.db', count: 2, defaults: {}, sessions: rows };
  const { bench, gateway } = await withGateway(context, { gateway: { answer: () => result } });
  const { stdout } = await bench.run(
    'sessions',
    '--active',
    '5',
    '--limit',
    '2',
    '--agent',
    'main',
    '--search',
    'ma',
  );
  assert.deepEqual(gateway.requests, [
    ['sessions.list', { activeMinutes: 5, limit: 2, agentId: 'main', search: 'ma' }],
  ]);
  assert.equal(
    stdout,
    'Session store: /state/gateway.db (2 sessions)\n' +
      'agent:main:main       direct  1m ago  offline  12 tokens\n' +
      'agent:main:long-name  group   never\n',
  );
  assert.deepEqual(JSON.parse((await bench.run('sessions', '--json')).stdout), {
    ...result,
    activeMinutes: null,
  });
});

test('sessions --find shows who said what where, and says so when nobody did', async (context) => {
  const hits = [
    { key: 'agent:main:main', sessionId: 's', role: 'user', text: 'the elephant 象', timestamp: 40_000 },
    { key: 'agent:main:x', sessionId: 't', role: 'assistant', text: 'An elephant', timestamp: 10_000 },
  ];
  let result = { ts: 100_000, hits };
  const { bench, gateway } = await withGateway(context, { gateway: { answer: () => result } });
  const { stdout } = await bench.run('sessions', '--find', 'elephant', '--limit', '5');
  assert.deepEqual(gateway.requests, [['sessions.search', { query: 'elephant', limit: 5 }]]);
  assert.equal(
    stdout,
    'agent:main:main  user       1m ago  the elephant 象\nagent:main:x     assistant  1m ago  An elephant\n',
  );
  assert.deepEqual(JSON.parse((await bench.run('sessions', '--find', 'x', '--json')).stdout), result);
  result = { ts: 100_000, hits: [] };
  assert.equal(
    (await bench.run('sessions', '--find', 'x')).stdout,
    'No message contains all of these words.\n',
  );
  assert.equal((await bench.run('sessions', '--find', ' ')).code, 64);
});

test('devices list, approve, reject, rotate and revoke call their methods', async (context) => {
  const { bench, gateway } = await withGateway(context, {
    gateway: {
      answer: (method) => {
        if (method === 'device.token.rotate') return { token: 'new-token', scopes: ['operator.read'] };
        if (method !== 'device.pair.list') return { ok: true };
        return {
          pending: [
            {
              requestId: 'r1',
              deviceId: 'd'.repeat(64),
              displayName: 'Phone',
              role: 'operator',
              remoteIp: '10.0.0.2',
              ts: Date.now(),
            },
          ],
          paired: [
            {
              deviceId: 'e'.repeat(64),
              displayName: 'Desk',
              roles: ['operator'],
              scopes: ['operator.read'],
              tokens: [],
            },
          ],
        };
      },
    },
  });
  const list = await bench.run('devices', 'list');
  assert.match(
    list.stdout,
    /^Pending \(1\)\nr1 +d{16}… +Phone +operator +10\.0\.0\.2 +\d+ ms ago\nPaired \(1\)\ne{16}… +Desk +operator +operator\.read\n$/,
  );
  assert.equal((await bench.run('devices', 'approve', 'r1')).stdout, 'Approved r1\n');
  assert.equal((await bench.run('devices', 'reject', 'r1')).stdout, 'Rejected r1\n');
  const who = ['--device', 'd1', '--role', 'operator'];
  assert.match(
    (await bench.run('devices', 'rotate', ...who, '--scope', 'operator.read')).stdout,
    /^New operator token: new-token \(scopes operator\.read\)\n$/,
  );
  assert.equal((await bench.run('devices', 'revoke', ...who)).stdout, 'Revoked the operator token of d1\n');
  assert.deepEqual(gateway.requests, [
    ['device.pair.list', {}],
    ['device.pair.approve', { requestId: 'r1' }],
    ['device.pair.reject', { requestId: 'r1' }],
    ['device.token.rotate', { deviceId: 'd1', role: 'operator', scopes: ['operator.read'] }],
    ['device.token.revoke', { deviceId: 'd1', role: 'operator' }],
  ]);
});
