import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandContext } from '../../src/agent/commands/outcome.ts';
import type { RunChat, RunRequest } from '../../src/api/ports.ts';
import { Failure } from '../../src/protocol/failure.ts';
import { createHarness, gated, request } from './harness.ts';
import type { Harness } from './harness.ts';

const CHAT: RunChat = {
  channel: 'telegram',
  accountId: 'work',
  kind: 'group',
  senderId: '1001',
  owner: true,
  authorized: true,
};

const refusal =
  (pattern: RegExp, reason?: string) =>
  (error: unknown): boolean => {
    assert.ok(error instanceof Failure);
    assert.equal(error.code, 'INVALID_REQUEST');
    assert.match(error.message, pattern);
    if (reason !== undefined) assert.deepEqual(error.options.details, { reason });
    return true;
  };

async function contextOf(over: Partial<RunRequest>): Promise<CommandContext> {
  let seen: CommandContext | undefined;
  const h = createHarness({
    commands: {
      handle: (_text, context) => {
        seen = context;
        return Promise.resolve({ kind: 'none' });
      },
    },
  });
  await h.part.port.submit(request('a', over));
  assert.ok(seen);
  return seen;
}

const waitFor = async (h: Harness, ids: readonly string[], over: (id: string) => Partial<RunRequest>) => {
  for (const id of ids) {
    await h.part.port.submit(request(id, over(id)));
    await h.settle();
  }
};

test('commands learn who wrote them and where', async () => {
  const { channel, accountId, senderId, owner, authorized, chatKind, surface } = await contextOf({
    chat: { ...CHAT, owner: false },
  });
  assert.deepEqual(
    { channel, accountId, senderId, owner, authorized, chatKind, surface },
    {
      channel: 'telegram',
      accountId: 'work',
      senderId: '1001',
      owner: false,
      authorized: true,
      chatKind: 'group',
      surface: 'telegram',
    },
  );
});

test('the web chat and the command line belong to owners', async () => {
  for (const [source, surface] of [
    ['chat', 'webchat'],
    ['agent', 'cli'],
  ] as const) {
    const context = await contextOf({ source });
    assert.deepEqual(
      [context.owner, context.authorized, context.chatKind, context.surface],
      [true, true, 'none', surface],
    );
  }
});

test('a command of somebody who may give none leaves no trace', async () => {
  const h = createHarness();
  const chat = { ...CHAT, owner: false, authorized: false };
  for (const message of ['/status', '/think high', '/new hello']) {
    await assert.rejects(
      h.part.port.submit(request('a', { message, chat })),
      refusal(/may not give commands/, 'command_not_authorized'),
    );
  }
  assert.deepEqual([h.store.calls, h.entries.size], [[], 0]);
});

test('within a text it is text, and so it is when text commands are off', async () => {
  const h = createHarness();
  const chat = { ...CHAT, authorized: false };
  await h.part.port.submit(request('a', { message: 'what does /status say?', chat }));
  h.config = { commands: { text: false } };
  await h.part.port.submit(request('b', { message: '/status', chat }));
  assert.deepEqual([...h.store.records.keys()], ['a', 'b']);
});

test('a denied session hears /send from everywhere, and other commands from chats only', async () => {
  const h = createHarness();
  h.entries.set('agent:main:main', { sessionId: 's', updatedAt: 0, sendPolicy: 'deny' });
  h.command = (text) =>
    text.startsWith('/new') ? { kind: 'rewrite', message: 'hi' } : { kind: 'reply', text: 'ok' };
  const submit = (runId: string, message: string, over: Partial<RunRequest> = {}) =>
    h.part.port.submit(request(runId, { message, ...over }));
  const blocked = refusal(/^send blocked by session policy$/);
  assert.equal((await submit('a', '/send on')).status, 'accepted');
  assert.equal((await submit('b', '/status', { chat: CHAT })).status, 'accepted');
  await assert.rejects(submit('c', '/status'), blocked);
  await assert.rejects(submit('d', 'hello', { chat: CHAT }), blocked);
  await assert.rejects(submit('e', '/new', { chat: CHAT }), blocked);
  h.config = { commands: { text: false } };
  await assert.rejects(submit('f', '/send on', { chat: CHAT }), blocked);
});

test('collect never puts messages of two chats into one answer', async () => {
  const h = createHarness();
  const gate = gated();
  h.script = gate.script;
  h.entries.set('agent:main:main', {
    sessionId: 's',
    updatedAt: 0,
    queueMode: 'collect',
    queueDebounceMs: 0,
  });
  const routes: Readonly<Record<string, string>> = { a: 'x', b: 'x', c: 'x', d: 'y', e: 'y', f: 'x' };
  await waitFor(h, Object.keys(routes), (id) => ({ chat: CHAT, routeKey: routes[id] ?? '' }));
  gate.open('a');
  await h.settle();
  assert.deepEqual(gate.started, ['a', 'c']);
  assert.match(h.inputs[1]?.message ?? '', /message b[^]*message c/);
  assert.doesNotMatch(h.inputs[1]?.message ?? '', /message d/);
  gate.open('c');
  await h.settle();
  gate.open('e');
  await h.settle();
  assert.deepEqual(gate.started, ['a', 'c', 'e', 'f']);
});

test('what was dropped is told to the chat it came from', async () => {
  const h = createHarness();
  const gate = gated();
  h.script = gate.script;
  h.entries.set('agent:main:main', {
    sessionId: 's',
    updatedAt: 0,
    queueMode: 'followup',
    queueCap: 2,
    queueDrop: 'summarize',
  });
  const routes: Readonly<Record<string, string>> = { a: 'x', b: 'x', c: 'y', d: 'x' };
  await waitFor(h, Object.keys(routes), (id) => ({ chat: CHAT, routeKey: routes[id] ?? '' }));
  gate.open('a');
  await h.settle();
  gate.open('c');
  await h.settle();
  assert.deepEqual(gate.started, ['a', 'c', 'd']);
  assert.equal(h.inputs[1]?.message, 'message c');
  assert.match(h.inputs[2]?.message ?? '', /Dropped because too many were waiting \(1\):\n- message b/);
});

test('the queue mode of a chat is that of its channel', async () => {
  const h = createHarness();
  const gate = gated();
  h.script = gate.script;
  h.config = { messages: { queue: { mode: 'collect', byChannel: { telegram: 'followup' } } } };
  await waitFor(h, ['a', 'b', 'c'], () => ({ chat: CHAT }));
  for (const id of ['a', 'b', 'c']) {
    gate.open(id);
    await h.settle();
  }
  assert.deepEqual(gate.started, ['a', 'b', 'c']);
});

test('the quiet moment before collected messages is that of the channel', async () => {
  const h = createHarness();
  const gate = gated();
  h.script = gate.script;
  h.config = { messages: { queue: { debounceMs: 60_000, debounceMsByChannel: { telegram: 50 } } } };
  await waitFor(h, ['a', 'b'], () => ({ chat: CHAT }));
  gate.open('a');
  await h.settle();
  await h.clock.advance(50);
  await h.settle();
  assert.deepEqual(gate.started, ['a', 'b']);
});

test('the session is told where the message came from, before and after a reset', async () => {
  const origin = {
    channel: 'telegram',
    accountId: 'work',
    to: '-5',
    chatType: 'group',
    from: '1001',
  } as const;
  const seen: unknown[] = [];
  const h = createHarness({
    sessions: {
      canonicalKey: (key) => key,
      async openForRun(open) {
        await Promise.resolve();
        seen.push(open.origin);
        const entry = { sessionId: 's', updatedAt: 0 };
        return { canonicalKey: 'k', echoKey: 'k', agentId: 'main', sessionId: 's', entry, isNew: false };
      },
      historyFor: () => [],
      find: (key) => ({ key, entry: { sessionId: 's', updatedAt: 0 } }),
      inject: () => Promise.resolve(undefined),
    },
  });
  h.command = () => ({ kind: 'rewrite', message: 'hi', sessionReset: true });
  await h.part.port.submit(request('a', { message: '/new', origin }));
  assert.deepEqual(seen, [origin, origin]);
});
