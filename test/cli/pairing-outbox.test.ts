import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withGateway } from '../support/cli-gateway.ts';
import { OUTBOX_ENTRY, PAIRING_REQUEST } from '../support/fake-channels.ts';

test('pairing list shows codes, people and how long they are good', async (context) => {
  const now = Date.now();
  const request = { ...PAIRING_REQUEST, createdAt: now - 60_500, expiresAt: now + 3_540_500 };
  const { bench, gateway } = await withGateway(context, {
    gateway: { answer: () => ({ requests: [request] }) },
  });
  const { code, stdout } = await bench.run('pairing', 'list', 'telegram');
  assert.equal(code, 0);
  assert.match(
    stdout,
    /^Code +Channel +Who +Meta +Requested\nABCDEFGH +telegram default +777 +username=ada +1m ago +5[89]m left\n$/,
  );
  assert.deepEqual(gateway.requests, [['pairing.list', { channel: 'telegram' }]]);
  const data = JSON.parse(
    (await bench.run('pairing', 'list', '--channel', 'telegram', '--json')).stdout,
  ) as unknown;
  assert.deepEqual(data, { channel: 'telegram', requests: [request] });
});

test('pairing list keeps a stranger on one line, whatever they call themselves', async (context) => {
  const forged = 'x\nABCDEFGH  telegram default  42  name=Mum\u202e\u001b[2J';
  const names = [forged, `Eve${' '.repeat(500)}name=Mum`, 'y'.repeat(5_000)];
  const requests = names.map((name) => ({ ...PAIRING_REQUEST, meta: { name } }));
  const { bench } = await withGateway(context, { gateway: { answer: () => ({ requests }) } });
  const { stdout } = await bench.run('pairing', 'list');
  const lines = stdout.trimEnd().split('\n');
  assert.equal(lines.length, 1 + names.length);
  assert.ok(
    lines.every((line) => line.length < 200 && !/[\u001b\u202e]/.test(line)),
    stdout,
  );
});

test('pairing list of nobody says so', async (context) => {
  const { bench } = await withGateway(context, { gateway: { answer: () => ({ requests: [] }) } });
  assert.equal((await bench.run('pairing', 'list')).stdout, 'No pending pairing requests.\n');
  assert.equal(
    (await bench.run('pairing', 'list', 'telegram')).stdout,
    'No pending telegram pairing requests.\n',
  );
});

test('pairing approve takes channel and code in either form, or the code alone', async (context) => {
  const { bench, gateway } = await withGateway(context);
  const approve = (...words: string[]) => bench.run('pairing', 'approve', ...words);
  const first = await approve('telegram', 'abcdefgh', '--notify');
  assert.deepEqual(
    [first.code, first.stdout],
    [0, 'Approved telegram sender 777.\nThey could not be told; write to them yourself.\n'],
  );
  await approve('--channel', 'telegram', 'ABCDEFGH', '--account', 'default');
  await approve('abcdefgh');
  assert.deepEqual(gateway.requests, [
    ['pairing.approve', { channel: 'telegram', code: 'abcdefgh', notify: true }],
    ['pairing.approve', { channel: 'telegram', code: 'ABCDEFGH', accountId: 'default' }],
    ['pairing.list', {}],
    ['pairing.approve', { channel: 'telegram', code: 'abcdefgh' }],
  ]);
  assert.equal((await approve('--channel', 'telegram', 'telegram', 'ABCDEFGH')).code, 64);
  const nobody = await approve('ZZZZZZZZ');
  assert.equal(nobody.code, 64);
  assert.match(nobody.stderr, /nobody waits with the code ZZZZZZZZ; see: moltbot pairing list/);
  const unknown = await approve('telegram', 'ZZZZZZZZ');
  assert.equal(unknown.code, 1);
  assert.match(unknown.stderr, /^INVALID_REQUEST: No pending telegram pairing request has the code ZZZZZZZZ/);
});

test('pairing reject forgets a request', async (context) => {
  const { bench } = await withGateway(context);
  const { code, stdout } = await bench.run('pairing', 'reject', 'telegram', 'ABCDEFGH');
  assert.deepEqual([code, stdout], [0, 'Rejected telegram sender 777.\n']);
});

test('outbox list counts, shows one line per entry and says why one is dead', async (context) => {
  const { bench, gateway } = await withGateway(context);
  const { code, stdout } = await bench.run(
    'outbox',
    'list',
    '--state',
    'dead',
    '--channel',
    'tg',
    '--limit',
    '5',
  );
  assert.equal(code, 0);
  const lines = stdout.trimEnd().split('\n');
  assert.equal(lines[0], 'accepted 0  sending 1  sent 9  unknown 0  dead 1');
  assert.match(lines[1] ?? '', /^3 {2}dead {2}telegram default {2}42 {2}1\/2 {2}.* ago +Good morning$/);
  assert.equal(lines[2], '    chat not found');
  assert.match(lines[3] ?? '', /^Send one again with: moltbot outbox retry <id>/);
  assert.deepEqual(gateway.requests, [['outbox.list', { state: 'dead', channel: 'tg', limit: 5 }]]);
  assert.equal((await bench.run('outbox', 'list', '--state', 'lost')).code, 64);
});

test('a message of several lines is one line of the list, and nothing in it steers the terminal', async (context) => {
  const entry = { ...OUTBOX_ENTRY, preview: 'a\nb\u001B[2J', nextAttemptAt: Date.now() + 5500 };
  const { bench } = await withGateway(context, {
    gateway: { answer: () => ({ counts: { dead: 1 }, entries: [entry] }) },
  });
  const { stdout } = await bench.run('outbox', 'list');
  assert.match(stdout, /next in 5s {2}a b\S+\[2J\n/);
  assert.equal(stdout.includes('\u001B'), false);
});

test('outbox retry and drop name the entry', async (context) => {
  const { bench } = await withGateway(context);
  assert.equal((await bench.run('outbox', 'retry', '3')).stdout, 'Trying 3 again: telegram to 42 (dead)\n');
  assert.equal((await bench.run('outbox', 'drop', '3')).stdout, 'Dropped 3: telegram to 42 (dead)\n');
  const { code, stderr } = await bench.run('outbox', 'retry', '4');
  assert.equal(code, 1);
  assert.match(stderr, /no outbox entry 4; "outbox list" shows/);
  assert.equal((await bench.run('outbox', 'drop', 'x')).code, 64);
});
