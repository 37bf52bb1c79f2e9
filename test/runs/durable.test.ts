import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TranscriptMessage } from '../../src/agent/messages.ts';
import { textOf } from '../../src/agent/messages.ts';
import type { RunRequest } from '../../src/api/ports.ts';
import { Failure } from '../../src/protocol/failure.ts';
import { tool } from '../support/agent-fixtures.ts';
import { openRealParts } from './real-parts.ts';

const STUB = fileURLToPath(new URL('../support/stub-agent-cli.mjs', import.meta.url));

async function tempDir(t: TestContext): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'moltbot-runs-'));
  t.after(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

const question = (runId: string, more: Partial<RunRequest> = {}): RunRequest => ({
  runId,
  source: 'chat',
  sessionKey: 'main',
  message: 'hello',
  requester: 'test',
  ...more,
});

const roles = (messages: readonly unknown[]): string[] =>
  (messages as TranscriptMessage[]).map(({ role, content }) => `${role}: ${textOf(content)}`);

test('the offline engine answers over the real store, and the outcome survives a reopening', async (t) => {
  const dir = await tempDir(t);
  const first = openRealParts({ dir });
  const ticket = await first.part.port.submit(question('r1'));
  const outcome = await ticket.outcome;
  assert.equal(outcome.status, 'ok');
  const answer = outcome.result?.payloads[0]?.text ?? '';
  assert.notEqual(answer, '');
  assert.deepEqual(roles(first.sessions.history('main', 10, 100_000).messages), [
    'user: hello',
    `assistant: ${answer}`,
  ]);
  assert.equal(first.sessions.find('agent:main:main')?.entry.modelProvider, 'offline');
  await first.close();

  const second = openRealParts({ dir });
  assert.equal(await second.part.recover(), 0);
  const again = await second.part.port.submit(question('r1'));
  assert.equal(again.status, 'settled');
  assert.deepEqual(await again.outcome, outcome);
  assert.deepEqual(await second.part.port.wait('r1', 0), outcome);
  await assert.rejects(second.part.port.submit(question('r1', { message: 'else' })), (error: unknown) => {
    assert.ok(error instanceof Failure);
    assert.deepEqual(
      [error.code, error.options.details],
      ['INVALID_REQUEST', { reason: 'idempotency_conflict' }],
    );
    return true;
  });
  await second.close();
});

test('a tool call of the offline engine is in the transcript with its result', async (t) => {
  const dir = await tempDir(t);
  const parts = openRealParts({
    dir,
    config: { agents: { defaults: { verboseDefault: 'full' } } },
    tools: [tool('gateway_status', () => ({ running: true }))],
  });
  const outcome = await (
    await parts.part.port.submit(question('r1', { message: 'gateway status?' }))
  ).outcome;
  assert.equal(outcome.status, 'ok');
  const history = parts.sessions.history('main', 10, 100_000).messages as TranscriptMessage[];
  assert.deepEqual(
    history.map(({ role }) => role),
    ['user', 'assistant', 'toolResult', 'assistant'],
  );
  assert.ok(parts.heard.some(({ payload }) => payload.stream === 'tool'));
  await parts.close();
});

test('two runs of one session see each other in order, and a command starts a fresh conversation', async (t) => {
  const dir = await tempDir(t);
  const seen: string[][] = [];
  const parts = openRealParts({
    dir,
    engines: {
      resolve: () => Promise.resolve([{ provider: 'stub', model: 'stub', engine: 'offline' }]),
      async *run(_candidates, input) {
        seen.push(roles(input.history));
        yield { type: 'text', delta: `answer to ${input.message}` };
        yield { type: 'usage', usage: { input: 3, output: 2, cacheRead: 0, cacheWrite: 0, total: 5 } };
        yield { type: 'end', stopReason: 'stop' };
      },
      overdue: () => {},
    },
  });
  await parts.sessions.patchEntry('agent:main:main', { queueMode: 'followup' });
  const tickets = [];
  for (const id of ['one', 'two']) tickets.push(await parts.part.port.submit(question(id, { message: id })));
  await Promise.all(tickets.map((ticket) => ticket.outcome));
  assert.deepEqual(seen, [[], ['user: one', 'assistant: answer to one']]);
  const { inputTokens, outputTokens, totalTokens } = parts.sessions.find('agent:main:main')?.entry ?? {};
  assert.deepEqual(
    { inputTokens, outputTokens, totalTokens },
    { inputTokens: 6, outputTokens: 4, totalTokens: 5 },
    'the counts add up, the context is as full as the last turn left it',
  );

  const status = await (await parts.part.port.submit(question('s', { message: '/whoami' }))).outcome;
  assert.match(status.result?.payloads[0]?.text ?? '', /test/);
  const before = parts.sessions.find('agent:main:main')?.entry.sessionId;
  const fresh = await (await parts.part.port.submit(question('n', { message: '/new start over' }))).outcome;
  assert.notEqual(fresh.sessionId, before);
  assert.deepEqual(seen.at(-1), []);
  assert.match(fresh.result?.payloads[0]?.text ?? '', /answer to start over/);
  await parts.close();
});

test('an agent CLI that ignores SIGTERM and forked a grandchild is gone when its run ends', async (t) => {
  const dir = await tempDir(t);
  const pids = join(dir, 'pids.json');
  const speaking = Promise.withResolvers<void>();
  const parts = openRealParts({
    dir,
    config: {
      agents: {
        defaults: {
          model: { primary: 'stub/small' },
          cliBackends: {
            stub: { command: process.execPath, args: [STUB, 'hang', '--pids', pids], output: 'jsonl' },
          },
        },
      },
    },
    onChat: ({ state }) => {
      if (state === 'delta') speaking.resolve();
    },
  });
  const ticket = await parts.part.port.submit(question('r1'));
  await Promise.race([speaking.promise, ticket.outcome]);
  assert.deepEqual(parts.part.port.abort({ sessionKey: 'main', reason: 'rpc' }).runIds, ['r1']);
  const outcome = await ticket.outcome;
  assert.deepEqual([outcome.status, outcome.result?.payloads], ['aborted', [{ text: 'working' }]]);
  const started = JSON.parse(await readFile(pids, 'utf8')) as number[];
  assert.deepEqual(await Promise.all(started.map(isAlive)), [false, false]);
  await parts.close();
});

/** A process that is gone but not yet reaped counts as gone. */
async function isAlive(pid: number): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=', '-p', `${pid}`]).catch(() => ({
    stdout: '',
  }));
  return stdout.trim() !== '' && !/^[ZX]/u.test(stdout.trim());
}

async function killedAt(dir: string, runId: string, stage: string): Promise<void> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('kill-child.ts', import.meta.url)), dir, runId],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const gone = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === stage) break;
  }
  child.kill('SIGKILL');
  assert.deepEqual((await gone)[1], 'SIGKILL');
}

for (const stage of ['accepted', 'delta']) {
  test(`a process killed when the run was ${stage} leaves it interrupted, its transcript whole, and never repeats it`, async (t) => {
    const dir = await tempDir(t);
    await killedAt(dir, 'r1', stage);
    let asked = 0;
    const parts = openRealParts({
      dir,
      engines: {
        resolve: () => Promise.resolve([{ provider: 'stub', model: 'stub', engine: 'offline' }]),
        async *run() {
          asked += 1;
          yield { type: 'end', stopReason: 'stop' };
        },
        overdue: () => {},
      },
    });
    assert.equal(await parts.part.recover(), 1);
    const outcome = await parts.part.port.wait('r1', 0);
    assert.equal(outcome?.status, 'interrupted');
    const again = await parts.part.port.submit(
      question('r1', { message: 'what colour is the sky?', timeoutMs: 60_000 }),
    );
    assert.deepEqual([again.status, (await again.outcome).status, asked], ['settled', 'interrupted', 0]);
    const history = roles(parts.sessions.history('main', 10, 100_000).messages);
    assert.equal(history[0], 'user: what colour is the sky?');
    assert.match(history.at(-1) ?? '', /^assistant: \[This answer was interrupted/);
    const calls = history.filter((line) => line.startsWith('toolResult')).length;
    assert.equal(history.length, 2 + 2 * calls, 'a call is stored with its result or not at all');
    assert.equal((await (await parts.part.port.submit(question('r2'))).outcome).status, 'ok');
    assert.equal(await parts.part.recover(), 0);
    await parts.close();
  });
}

test('a message that the send policy refuses does not count as an interaction', async (t) => {
  const parts = openRealParts({ dir: await tempDir(t) });
  await parts.sessions.patchEntry('main', { sendPolicy: 'deny', lastInteractionAt: 1000 });
  const before = parts.sessions.find('agent:main:main')?.entry;
  await assert.rejects(parts.part.port.submit(question('r1')), /send blocked by session policy/);
  assert.deepEqual(parts.sessions.find('agent:main:main')?.entry, before);
  await parts.close();
});
