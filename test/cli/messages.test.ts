import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unavailable } from '../../src/protocol/failure.ts';
import { withGateway } from '../support/cli-gateway.ts';
import { createBench } from '../support/cli-run.ts';

const SEND = ['message', 'send', '-t', '42', '-m', 'hi', '--channel', 'telegram'];

test('message send passes on everything the channel can do', async (context) => {
  const { bench, gateway } = await withGateway(context);
  const more = ['--reply-to', '9', '--thread-id', '7', '--silent', '--as-voice', '--gif-playback'];
  const buttons = [[{ text: 'Yes', data: 'y' }]];
  const { code, stdout, stderr } = await bench.run(
    ...SEND,
    ...more,
    '--buttons',
    JSON.stringify(buttons),
    '--wait',
    'accepted',
    '--idempotency-key',
    'k7',
  );
  assert.equal(code, 0, stderr);
  assert.equal(stdout, 'Sent via gateway (telegram). Message ID: m1\n');
  assert.deepEqual(gateway.requests, [
    [
      'send',
      {
        to: '42',
        idempotencyKey: 'k7',
        channel: 'telegram',
        message: 'hi',
        wait: 'accepted',
        gifPlayback: true,
        replyToId: '9',
        threadId: '7',
        silent: true,
        asVoice: true,
        buttons,
      },
    ],
  ]);
});

test('message send ends with what became of the message', async (context) => {
  const answer = { runId: 'k', messageId: 'pending:3', channel: 'telegram', outboxId: 3 };
  const states = ['accepted', 'sending', 'unknown', 'dead', 'accepted'];
  const { bench } = await withGateway(context, {
    gateway: { answer: () => ({ ...answer, state: states.shift() }) },
  });
  const send = async (...more: string[]) => bench.run(...SEND, ...more);
  const accepted = await send('--wait', 'accepted');
  assert.deepEqual(
    [accepted.code, accepted.stdout],
    [0, 'Accepted by the gateway (telegram). Message ID: pending:3. Outbox: 3\n'],
  );
  const late = await send();
  assert.equal(late.code, 69);
  assert.match(
    late.stderr,
    /^Not delivered via telegram yet; the gateway goes on trying: moltbot outbox list\. Outbox: 3/,
  );
  const unknown = await send();
  assert.equal(unknown.code, 1);
  assert.match(unknown.stderr, /^It may or may not have gone out via telegram/);
  const dead = await send();
  assert.equal(dead.code, 1);
  assert.match(dead.stderr, /^Not sent via telegram; see why with: moltbot outbox list --state dead/);
  const data = await send('--json');
  assert.equal(data.code, 69);
  assert.equal((JSON.parse(data.stdout) as { payload: { state: string } }).payload.state, 'accepted');
});

test('message send tells a message that is not to be asked for again from one that may be', async (context) => {
  const failure = (details?: object) =>
    unavailable('the message was not delivered', details === undefined ? {} : { details });
  const failures = [
    failure({ outboxId: 3, state: 'dead' }),
    failure({ outboxId: 3, state: 'unknown' }),
    failure({ channel: 'telegram', state: 'backingOff' }),
    failure(),
  ];
  const { bench } = await withGateway(context, {
    gateway: {
      answer: () => {
        throw failures.shift();
      },
    },
  });
  const codes: unknown[] = [];
  for (let left = failures.length; left > 0; left -= 1) codes.push((await bench.run(...SEND)).code);
  assert.deepEqual(codes, [1, 1, 69, 69]);
});

test('message send waits less long than the command, so that its answer still arrives', async (context) => {
  const { bench, gateway } = await withGateway(context);
  await bench.run(...SEND, '--timeout', '30000');
  const [, params] = gateway.requests[0] ?? [];
  const { timeoutMs, wait } = params as { timeoutMs: number; wait?: string };
  assert.ok(timeoutMs > 1000 && timeoutMs <= 29_500, String(timeoutMs));
  assert.equal(wait, undefined);
});

test('a dry run connects to nothing when the channel is named, and sends nothing', async (context) => {
  const bench = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: '1' } });
  const people = await bench.run(...SEND, '--dry-run');
  assert.deepEqual([people.code, people.stdout], [0, '[dry-run] would run send via telegram\n']);
  const data = JSON.parse(
    (await bench.run(...SEND, '--dry-run', '--json', '--idempotency-key', 'k')).stdout,
  ) as {
    payload: { timeoutMs: number };
  };
  const { timeoutMs: _timeoutMs, ...payload } = data.payload;
  assert.deepEqual(
    { ...data, payload },
    {
      action: 'send',
      channel: 'telegram',
      dryRun: true,
      handledBy: 'dry-run',
      payload: { to: '42', idempotencyKey: 'k', channel: 'telegram', message: 'hi' },
    },
  );
});

test('buttons that are no rows of buttons are refused', async (context) => {
  const bench = createBench(context);
  for (const buttons of ['nope', '{}', '["x"]', '[["x"]]', '[[null]]']) {
    const { code, stderr } = await bench.run(...SEND, '--buttons', buttons);
    assert.equal(code, 64, buttons);
    assert.match(stderr, /not JSON|expected rows of buttons/);
  }
});

test('message poll asks a question with its options, one or several to choose', async (context) => {
  const { bench, gateway } = await withGateway(context);
  const argv = ['message', 'poll', '-t', '42', '--channel', 'telegram', '--poll-question', 'When?'];
  const options = ['--poll-option', 'now', '--poll-option', 'later', '--poll-option', 'never'];
  const { code, stdout } = await bench.run(...argv, ...options, '--idempotency-key', 'k');
  assert.deepEqual([code, stdout], [0, 'Poll sent via gateway (telegram). Message ID: m1\n']);
  await bench.run(
    ...argv,
    ...options,
    '--poll-multi',
    '--poll-duration-hours',
    '2',
    '--idempotency-key',
    'k',
  );
  const poll = {
    to: '42',
    idempotencyKey: 'k',
    channel: 'telegram',
    question: 'When?',
    options: ['now', 'later', 'never'],
  };
  assert.deepEqual(gateway.requests, [
    ['poll', { ...poll, maxSelections: 1 }],
    ['poll', { ...poll, maxSelections: 3, durationHours: 2 }],
  ]);
  const one = await bench.run(...argv, '--poll-option', 'now');
  assert.equal(one.code, 64);
  assert.match(one.stderr, /pass --poll-option 2 to 12 times/);
});

test('message react puts a reaction on a message and takes it away', async (context) => {
  const { bench, gateway } = await withGateway(context);
  const argv = ['message', 'react', '-t', '1@g.us', '--channel', 'whatsapp', '--message-id', 'm7'];
  const on = await bench.run(...argv, '--emoji', '👍', '--participant', '+1', '--idempotency-key', 'k');
  assert.deepEqual([on.code, on.stdout], [0, 'Reacted via gateway (whatsapp). Message ID: m7\n']);
  const off = await bench.run(...argv, '--remove', '--from-me', '--idempotency-key', 'l');
  assert.equal(off.stdout, 'Reaction removed via gateway (whatsapp). Message ID: m7\n');
  const react = { to: '1@g.us', channel: 'whatsapp', messageId: 'm7' };
  assert.deepEqual(gateway.requests, [
    ['react', { ...react, idempotencyKey: 'k', emoji: '👍', participant: '+1' }],
    ['react', { ...react, idempotencyKey: 'l', emoji: '', remove: true, fromMe: true }],
  ]);
  assert.equal((await bench.run(...argv)).code, 64);
});
