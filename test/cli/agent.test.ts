import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunOutcome } from '../../src/api/ports.ts';
import { agent } from '../../src/cli/verbs/agent.ts';
import { withGateway } from '../support/cli-gateway.ts';
import { createBench } from '../support/cli-run.ts';
import { outcome } from '../support/fake-ports.ts';

test('agent prints the answer and nothing else', async (context) => {
  const { bench } = await withGateway(context);
  assert.deepEqual(await bench.run('agent', '--message', 'hi'), { code: 0, stdout: 'Hello\n', stderr: '' });
});

test('agent passes its flags on under a fresh key', async (context) => {
  const { bench, gateway } = await withGateway(context);
  const argv = [
    'agent',
    '-m',
    'hi',
    '--to',
    '+1555',
    '--session-id',
    's',
    '--session-key',
    'k',
    '--agent',
    'main',
  ];
  await bench.run(...argv, '--thinking', 'low', '--timeout', '5');
  await bench.run('agent', '-m', 'hi');
  const [first, second] = gateway.requests.map(([, params]) => params as Record<string, unknown>);
  assert.notEqual(first?.idempotencyKey, second?.idempotencyKey);
  assert.deepEqual(
    { ...first, idempotencyKey: '' },
    {
      message: 'hi',
      idempotencyKey: '',
      to: '+1555',
      sessionId: 's',
      sessionKey: 'k',
      agentId: 'main',
      thinking: 'low',
      timeout: 5,
    },
  );
});

test('agent --json prints the final answer whole', async (context) => {
  const { bench } = await withGateway(context);
  const { stdout } = await bench.run('agent', '-m', 'hi', '--json');
  const answer = JSON.parse(stdout) as { status: string; result: unknown };
  assert.equal(answer.status, 'ok');
  assert.deepEqual(answer.result, { payloads: [{ text: 'Hello' }], meta: { durationMs: 1 } });
});

test('agent prints media as lines of their own, and says when there is no answer', async (context) => {
  const answers = [
    outcome({
      result: {
        payloads: [{ text: 'a', mediaUrls: ['https://x.example/1.png'] }, { mediaUrl: '/f.ogg' }],
        meta: {},
      },
    }),
    outcome({ result: { payloads: [], meta: {} } }),
  ];
  const { bench } = await withGateway(context, {
    ports: {
      ticket: ({ runId }) => ({
        runId,
        status: 'accepted',
        acceptedAt: 1,
        outcome: Promise.resolve(answers.shift() ?? outcome()),
      }),
    },
  });
  assert.equal(
    (await bench.run('agent', '-m', 'hi')).stdout,
    'a\nMEDIA:https://x.example/1.png\nMEDIA:/f.ogg\n',
  );
  assert.equal((await bench.run('agent', '-m', 'hi')).stdout, 'No reply from agent.\n');
});

test('a run past its deadline exits 1 with AGENT_TIMEOUT', async (context) => {
  const ended = outcome({ status: 'timeout', summary: 'agent run timed out after 1 s' });
  const { bench } = await withGateway(context, {
    ports: {
      ticket: ({ runId }) => ({ runId, status: 'accepted', acceptedAt: 1, outcome: Promise.resolve(ended) }),
    },
  });
  const { code, stderr } = await bench.run('agent', '-m', 'hi');
  assert.equal(code, 1);
  assert.equal(stderr, 'AGENT_TIMEOUT: agent run timed out after 1 s\n');
});

test('agent waits as long as the configuration gives a run, and a little longer', async (context) => {
  const config = { agents: { defaults: { timeoutSeconds: 7_200 } } };
  const { bench } = await withGateway(context, { bench: { config } });
  const waits: number[] = [];
  const clock = {
    ...bench.io.clock,
    setTimeout(callback: () => void, delayMs: number): unknown {
      waits.push(delayMs);
      return bench.io.clock.setTimeout(callback, delayMs);
    },
  };
  await agent({ ...bench.io, clock }, { message: 'hi' });
  assert.equal(Math.max(...waits), 7_230_000);
  waits.length = 0;
  await agent({ ...bench.io, clock }, { message: 'hi', timeout: 60 });
  assert.equal(Math.max(...waits), 90_000);
});

test('agent without a gateway fails at once and runs nothing itself', async (context) => {
  const bench = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: '1' } });
  const { code, stdout, stderr } = await bench.run('agent', '-m', 'hi');
  assert.equal(code, 69);
  assert.equal(stdout, '');
  assert.match(stderr, /Fix: start the gateway with: moltbot gateway/);
});

/** A run that this test drives. */
function createRun(): {
  ended: Promise<RunOutcome>;
  end(result: RunOutcome): void;
  started: Promise<string>;
  start(runId: string): void;
} {
  const ended = Promise.withResolvers<RunOutcome>();
  const started = Promise.withResolvers<string>();
  return { ended: ended.promise, end: ended.resolve, started: started.promise, start: started.resolve };
}

const drivenBy = (run: ReturnType<typeof createRun>) => ({
  ticket: ({ runId }: { runId: string }) => {
    run.start(runId);
    return { runId, status: 'accepted' as const, acceptedAt: 1, outcome: run.ended };
  },
});

const said = (runId: string, seq: number, text: string, delta: string): unknown => ({
  runId,
  seq,
  stream: 'assistant',
  ts: seq,
  data: { text, delta },
  sessionKey: 'agent:main:main',
});

test('agent --stream prints the text as it comes, once, control characters made visible', async (context) => {
  const run = createRun();
  const { bench, gateway } = await withGateway(context, { ports: drivenBy(run) });
  const running = bench.run('agent', '-m', 'hi', '--stream');
  const runId = await run.started;
  gateway.broadcast('agent', said('another', 1, 'not mine', 'not mine'));
  gateway.broadcast('agent', said(runId, 1, 'Hel', 'Hel'));
  await bench.shows('Hel');
  gateway.broadcast('agent', {
    ...(said(runId, 2, '', '') as object),
    stream: 'tool',
    data: { phase: 'start', name: 'gateway_status', toolCallId: 't' },
  });
  // The third event is the second text: what a skipped delta said is in it.
  gateway.broadcast('agent', said(runId, 4, 'Hello \u001b[31mthere', 'there'));
  await bench.shows('there');
  run.end(outcome({ runId, result: { payloads: [{ text: 'Hello \u001b[31mthere.' }], meta: {} } }));
  const { code, stdout, stderr } = await running;
  assert.equal(code, 0);
  assert.equal(stdout, 'Hello \\u001b[31mthere.\n');
  assert.equal(stderr, '[gateway_status]\n');
});

test('agent --stream --json prints one event per line and the final answer last', async (context) => {
  const run = createRun();
  const { bench, gateway } = await withGateway(context, { ports: drivenBy(run) });
  const running = bench.run('agent', '-m', 'hi', '--stream', '--json');
  const runId = await run.started;
  gateway.broadcast('agent', said(runId, 1, 'Hello', 'Hello'));
  await bench.shows('"event"');
  run.end(outcome({ runId }));
  const lines = (await running).stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string });
  assert.deepEqual(
    lines.map((line) => line.type),
    ['event', 'final'],
  );
});

test('Ctrl-C aborts the run on the gateway and exits 130', async (context) => {
  const run = createRun();
  const { bench, gateway, asked } = await withGateway(context, { ports: drivenBy(run) });
  const running = bench.run('agent', '-m', 'hi', '--stream');
  const runId = await run.started;
  gateway.broadcast('agent', said(runId, 1, 'Hel', 'Hel'));
  await bench.shows('Hel');
  bench.interrupt();
  run.end(
    outcome({
      runId,
      status: 'aborted',
      summary: 'aborted',
      result: { payloads: [{ text: 'Hel' }], meta: { aborted: true } },
    }),
  );
  assert.equal((await running).code, 130);
  assert.deepEqual(asked.find(([name]) => name === 'abort')?.[1], {
    sessionKey: 'main',
    runId,
    reason: 'rpc',
  });
});

test('Ctrl-C names the run and nothing else, even when it is gone: others may share its session', async (context) => {
  const run = createRun();
  const { bench, gateway } = await withGateway(context, {
    ports: drivenBy(run),
    gateway: {
      answer: (method, params) => {
        if (method === 'agent') {
          const { idempotencyKey } = params as { idempotencyKey: string };
          run.start(idempotencyKey);
          return { runId: idempotencyKey, status: 'accepted', acceptedAt: 1 };
        }
        run.end(outcome());
        return { ok: true, aborted: false, runIds: [] };
      },
    },
  });
  const running = bench.run('agent', '-m', 'hi', '--to', '+1555');
  const runId = await run.started;
  bench.interrupt();
  await run.ended;
  bench.interrupt();
  assert.equal((await running).code, 130);
  assert.deepEqual(
    gateway.requests.map(([method]) => method),
    ['agent', 'chat.abort'],
  );
  assert.deepEqual(gateway.requests[1]?.[1], { sessionKey: 'main', runId });
});

test('a second Ctrl-C leaves a run that does not end', async (context) => {
  const run = createRun();
  const { bench } = await withGateway(context, { ports: drivenBy(run) });
  const running = bench.run('agent', '-m', 'hi');
  await run.started;
  bench.interrupt();
  bench.interrupt();
  assert.equal((await running).code, 130);
  run.end(outcome());
});

test('--message - reads what to say from standard input', async (context) => {
  const { bench, asked } = await withGateway(context, {
    bench: { input: 'a long question\nof two lines\n' },
  });
  const { code } = await bench.run('agent', '--message', '-');
  assert.equal(code, 0);
  const [, request] = asked.find(([name]) => name === 'submit') ?? [];
  assert.equal((request as { message: string }).message.trim(), 'a long question\nof two lines');
});

test('standard input with nothing in it, or with too much, is a usage error', async (context) => {
  const empty = await createBench(context).run('agent', '--message', '-');
  assert.equal(empty.code, 64);
  assert.match(empty.stderr, /--message must not be empty/);
  const bench = createBench(context);
  const { run } = await import('../../src/cli/program.ts');
  const readInput = () => Promise.reject(new Error('standard input is longer than 9 bytes'));
  assert.equal(await run(['agent', '--message', '-'], { ...bench.io, readInput }), 64);
  assert.match(bench.stderr(), /--message -: standard input is longer than 9 bytes/);
});
