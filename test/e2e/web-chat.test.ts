import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { modelConfig, startDripModel, type DripModel } from '../support/drip-model.ts';
import { createHome, startGateway, strayFailures, TOKEN } from '../support/gateway-process.ts';
import type { GatewayProcess, Home } from '../support/gateway-process.ts';
import { connectPeer, type Frame, type WsPeer } from '../support/ws-peer.ts';

interface Chat {
  readonly runId: string;
  readonly sessionKey: string;
  readonly seq: number;
  readonly state: string;
  readonly message?: { readonly content: readonly { readonly text: string }[] };
  readonly stopReason?: string;
}

const payload = (frame: Frame): Record<string, unknown> => frame['payload'] as Record<string, unknown>;
const errorOf = (frame: Frame): { code: string; details?: { reason?: string } } => frame['error'] as never;
const chats = (peer: WsPeer, runId: string): Chat[] =>
  peer.received
    .filter(({ event }) => event === 'chat')
    .map((frame) => payload(frame) as unknown as Chat)
    .filter((chat) => chat.runId === runId);
const textOf = (chat: Chat | undefined): string =>
  chat?.message?.content.map(({ text }) => text).join('') ?? '';

describe('the flows of the web chat, over restarts', () => {
  let model: DripModel;
  let home: Home;
  let gateway: GatewayProcess;

  before(async () => {
    model = await startDripModel({ kind: 'drip', words: 12, everyMs: 20 });
    home = createHome(modelConfig(model.baseUrl));
    gateway = await startGateway(home);
  });

  after(async () => {
    await gateway.stop();
    await model.close();
    assert.deepEqual(strayFailures(home), []);
    home.remove();
  });

  const open = (): Promise<WsPeer> => connectPeer(gateway.url, { token: TOKEN });
  const close = async (peer: WsPeer): Promise<void> => {
    peer.ws.close();
    await peer.closed;
  };
  const chat = (peer: WsPeer, runId: string, state: string): Promise<Frame> =>
    peer.frame(
      (frame) =>
        frame['event'] === 'chat' && payload(frame)['runId'] === runId && payload(frame)['state'] === state,
    );

  it('sends, hears cumulative deltas and one final, and finds both messages in the history', async () => {
    const peer = await open();
    const sent = await peer.call('chat.send', {
      sessionKey: 'Web:Mixed',
      message: 'count for me',
      deliver: false,
      idempotencyKey: 'web-1',
    });
    assert.deepEqual(payload(sent), { runId: 'web-1', status: 'started' });
    await chat(peer, 'web-1', 'final');
    const heard = chats(peer, 'web-1');
    assert.equal(heard.filter(({ state }) => state === 'final').length, 1);
    assert.equal(heard.at(-1)?.state, 'final');
    assert.ok(
      heard.every(({ sessionKey }) => sessionKey === 'Web:Mixed'),
      'the key comes back as it was sent',
    );
    const texts = heard.map(textOf);
    for (const [index, text] of texts.slice(1).entries())
      assert.ok(text.startsWith((texts[index] ?? '').trimEnd()), `${text} goes on from ${texts[index]}`);
    assert.match(texts.at(-1) ?? '', /^word1 .*word12$/);
    const { messages } = payload(await peer.call('chat.history', { sessionKey: 'web:mixed', limit: 50 })) as {
      messages: { role: string; content: unknown }[];
    };
    assert.deepEqual(
      messages.map(({ role }) => role),
      ['user', 'assistant'],
    );
    const again = await peer.call('chat.send', {
      sessionKey: 'Web:Mixed',
      message: 'count for me',
      deliver: false,
      idempotencyKey: 'web-1',
    });
    assert.deepEqual(payload(again), { runId: 'web-1', status: 'ok' });
    assert.equal(chats(peer, 'web-1').length, heard.length, 'a repeated key says nothing new');
    await close(peer);
  });

  it('aborts a run: one aborted event, nothing after it, the words so far kept', async () => {
    model.behave({ kind: 'drip', words: 10_000, everyMs: 5 });
    const peer = await open();
    await peer.call('chat.send', { sessionKey: 'stop-me', message: 'never end', idempotencyKey: 'web-2' });
    // The first delta may hold the first word alone; what is kept is worth checking from the second on.
    await peer.frame(
      (frame) => frame['event'] === 'chat' && /word2/.test(textOf(payload(frame) as unknown as Chat)),
    );
    const inFlight = await peer.call('chat.send', {
      sessionKey: 'stop-me',
      message: 'never end',
      idempotencyKey: 'web-2',
    });
    assert.deepEqual(payload(inFlight), { runId: 'web-2', status: 'in_flight' });
    const aborted = payload(await peer.call('chat.abort', { sessionKey: 'stop-me', runId: 'web-2' }));
    assert.deepEqual(aborted, { ok: true, aborted: true, runIds: ['web-2'] });
    await chat(peer, 'web-2', 'aborted');
    const waited = payload(await peer.call('agent.wait', { runId: 'web-2', timeoutMs: 10_000 }));
    assert.notEqual(waited['status'], 'timeout');
    const heard = chats(peer, 'web-2');
    assert.equal(heard.at(-1)?.state, 'aborted');
    assert.equal(heard.at(-1)?.stopReason, 'rpc');
    assert.equal(heard.filter(({ state }) => state !== 'delta').length, 1);
    const { messages } = payload(await peer.call('chat.history', { sessionKey: 'stop-me' })) as {
      messages: { role: string; content: unknown }[];
    };
    assert.match(JSON.stringify(messages), /word1 word2/);
    assert.deepEqual(payload(await peer.call('chat.abort', { sessionKey: 'stop-me' })), {
      ok: true,
      aborted: false,
      runIds: [],
    });
    model.behave({ kind: 'drip', words: 12, everyMs: 20 });
    await close(peer);
  });

  it('stops a run by the word alone', async () => {
    model.behave({ kind: 'drip', words: 10_000, everyMs: 5 });
    const peer = await open();
    await peer.call('chat.send', { sessionKey: 'word', message: 'never end', idempotencyKey: 'web-3' });
    await chat(peer, 'web-3', 'delta');
    const stopped = payload(
      await peer.call('chat.send', { sessionKey: 'word', message: ' Stop ', idempotencyKey: 'web-4' }),
    );
    assert.deepEqual(stopped, { ok: true, aborted: true, runIds: ['web-3'] });
    assert.equal((await chat(peer, 'web-3', 'aborted'))['event'], 'chat');
    model.behave({ kind: 'drip', words: 12, everyMs: 20 });
    await close(peer);
  });

  it('answers agent twice on one id, to the asker alone', async () => {
    const [peer, other] = await Promise.all([open(), open()]);
    peer.send({
      type: 'req',
      id: 'two',
      method: 'agent',
      params: { message: 'twice', idempotencyKey: 'agent-1', sessionKey: 'two' },
    });
    await peer.frame((frame) => frame['id'] === 'two' && payload(frame)['status'] === 'ok');
    const answers = peer.received.filter(({ id }) => id === 'two').map((frame) => payload(frame)['status']);
    assert.deepEqual(answers, ['accepted', 'ok']);
    await chat(other, 'agent-1', 'final');
    assert.deepEqual(
      other.received.filter(({ id }) => id === 'two'),
      [],
    );
    await Promise.all([close(peer), close(other)]);
  });

  it('remembers over a restart what a key has answered and never asks the model twice', async () => {
    const asked = model.asked.length;
    const request = { message: 'only once', idempotencyKey: 'once-1', sessionKey: 'once' };
    const ask = async (): Promise<Record<string, unknown>> => {
      const peer = await open();
      peer.send({ type: 'req', id: 'q', method: 'agent', params: request });
      const final = await peer.frame(
        (frame) => frame['id'] === 'q' && payload(frame)?.['status'] !== 'accepted',
      );
      await close(peer);
      return payload(final);
    };
    const first = await ask();
    assert.equal(first['status'], 'ok');
    assert.equal(await gateway.stop(), 0);
    gateway = await startGateway(home);
    assert.deepEqual(await ask(), first);
    assert.equal(model.asked.length, asked + 1);
    const peer = await open();
    const other = await peer.call('agent', { ...request, message: 'something else' });
    assert.equal(errorOf(other).code, 'INVALID_REQUEST');
    assert.equal(errorOf(other).details?.reason, 'idempotency_conflict');
    const { messages } = payload(await peer.call('chat.history', { sessionKey: 'once' })) as {
      messages: unknown[];
    };
    assert.equal(messages.length, 2);
    await close(peer);
  });

  it('records a run that a kill cut off as interrupted, and its key stays used', async () => {
    model.behave({ kind: 'drip', words: 10_000, everyMs: 5 });
    const asked = model.asked.length;
    const request = { message: 'cut me off', idempotencyKey: 'cut-1', sessionKey: 'cut' };
    const peer = await open();
    peer.send({ type: 'req', id: 'q', method: 'agent', params: request });
    await chat(peer, 'cut-1', 'delta');
    await gateway.stop('SIGKILL');
    model.behave({ kind: 'drip', words: 12, everyMs: 20 });
    gateway = await startGateway(home);
    const back = await open();
    const waited = payload(await back.call('agent.wait', { runId: 'cut-1', timeoutMs: 0 }));
    assert.equal(waited['status'], 'error');
    assert.match(JSON.stringify(waited), /interrupted/);
    const again = await back.call('agent', request);
    assert.equal(again['ok'], false);
    assert.equal(model.asked.length, asked + 1);
    const { messages } = payload(await back.call('chat.history', { sessionKey: 'cut' })) as {
      messages: { role: string }[];
    };
    assert.equal(messages[0]?.role, 'user');
    const next = payload(
      await back.call('chat.send', { sessionKey: 'cut', message: 'and now?', idempotencyKey: 'cut-2' }),
    );
    assert.equal(next['status'], 'started');
    assert.match(textOf(payload(await chat(back, 'cut-2', 'final')) as unknown as Chat), /word12$/);
    await close(back);
  });
});
