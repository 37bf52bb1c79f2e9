import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Failure } from '../../src/protocol/failure.ts';
import type { SendParams } from '../../src/protocol/generated/types.ts';
import { createFakeAccount, failing, held } from '../support/fake-account.ts';
import { openRig } from './rig.ts';
import type { Rig } from './rig.ts';
import { calm, until } from './world.ts';

const online = async (t: Parameters<typeof openRig>[0], options: Parameters<typeof openRig>[1] = {}) => {
  const rig = await openRig(t, options);
  await rig.online();
  return rig;
};

const send = (rig: Rig, more: Partial<SendParams> = {}) =>
  rig.part.port.send({ channel: 'telegram', to: '42', message: 'hello', idempotencyKey: 'k1', ...more });

const refused = async (
  work: Promise<unknown>,
  code: string,
  message: RegExp,
  check: (failure: Failure) => void = () => {},
): Promise<void> => {
  await assert.rejects(work, (error: Failure) => {
    assert.equal(error.code, code, error.message);
    assert.match(error.message, message);
    check(error);
    return true;
  });
};

describe('sending', () => {
  it('answers with what the network said', async (t) => {
    const account = createFakeAccount({ chunk: 3 });
    const rig = await online(t, { accounts: [account] });
    const result = await send(rig);
    assert.deepEqual(result, {
      runId: 'k1',
      messageId: 'sent-1',
      messageIds: ['sent-1', 'sent-2'],
      channel: 'telegram',
      chatId: '42',
      state: 'sent',
      outboxId: 1,
    });
  });

  it('the same again gives the same answer and sends nothing', async (t) => {
    const rig = await online(t);
    const first = await send(rig);
    const again = await send(rig);
    assert.deepEqual(again, { ...first, cached: true });
    assert.equal(rig.account.deliveries.length, 1);
  });

  it('gives the same answer after a restart, also while nothing is online', async (t) => {
    const rig = await online(t);
    const first = await send(rig);
    rig.kill();
    const account = createFakeAccount();
    account.opens = 'byHand';
    const again = await openRig(t, { dir: rig.world.dir, clock: rig.world.clock, accounts: [account] });
    assert.deepEqual(await send(again), { ...first, cached: true });
  });

  it('something else under a used key is refused', async (t) => {
    const rig = await online(t);
    await send(rig);
    for (const more of [{ message: 'other' }, { to: '43' }, { silent: true }, { threadId: '1' }]) {
      await refused(send(rig, more), 'INVALID_REQUEST', /k1 was used for another message/, ({ options }) =>
        assert.deepEqual(options.details, { reason: 'idempotency_conflict' }),
      );
    }
    assert.equal(rig.account.deliveries.length, 1);
  });

  it('joins a request with the same key that is under way, and refuses another one', async (t) => {
    const gate = held();
    const account = createFakeAccount();
    account.deliver = gate.deliver;
    const rig = await online(t, { accounts: [account] });
    const first = send(rig);
    const second = send(rig);
    await refused(send(rig, { message: 'other' }), 'INVALID_REQUEST', /k1/);
    await until('on its way', () => gate.waiting.length === 1);
    gate.release();
    assert.equal((await first).state, 'sent');
    assert.deepEqual(await second, { ...(await first), cached: true });
    assert.equal(account.deliveries.length, 1);
  });

  it('fails at once when the link is down, and says why, unless the caller takes the outbox for an answer', async (t) => {
    const account = createFakeAccount();
    const rig = await online(t, { accounts: [account] });
    account.opens = 'byHand';
    account.link.closed({ kind: 'conflict', message: 'somebody else polls', hint: 'stop the other gateway' });
    await calm();
    await refused(
      send(rig),
      'UNAVAILABLE',
      /not online \(backingOff\): somebody else polls; stop the other gateway; .*wait: "accepted"/,
      ({ options }) => assert.equal(options.retryable, true),
    );
    assert.deepEqual(rig.world.outbox.list({ limit: 10 }), []);
    const waiting = await send(rig, { wait: 'accepted' });
    assert.equal(waiting.state, 'accepted');
    assert.equal(waiting.messageId, 'pending:1');
    account.opens = 'auto';
    await rig.world.pass(5_000);
    assert.deepEqual(account.texts, ['hello']);
  });

  it('answers with the state when delivery takes longer than the caller waits', async (t) => {
    const account = createFakeAccount();
    account.deliver = held().deliver;
    const rig = await online(t, { accounts: [account] });
    const result = send(rig, { timeoutMs: 2_000 });
    await rig.world.pass(2_000);
    assert.equal((await result).state, 'sending');
  });

  it('fails when the network refuses the message, and again for the same key', async (t) => {
    const account = createFakeAccount();
    account.deliver = failing('refused', { message: 'chat not found' });
    const rig = await online(t, { accounts: [account] });
    for (let round = 0; round < 2; round += 1) {
      await refused(send(rig), 'UNAVAILABLE', /not delivered: chat not found/, ({ options }) => {
        assert.equal(options.retryable, false);
        assert.deepEqual(options.details, { outboxId: 1, state: 'dead' });
      });
    }
    assert.equal(account.deliveries.length, 1);
  });

  it('says when it is not known whether the message arrived, and what to do', async (t) => {
    const account = createFakeAccount();
    account.deliver = failing('unknown', { message: 'the connection was cut' });
    const rig = await online(t, { accounts: [account] });
    await refused(send(rig), 'UNAVAILABLE', /not known whether .* moltbot outbox retry 1/);
    const { outbox } = rig.part;
    assert.equal(outbox.list({}).entries[0]?.state, 'unknown');
    account.deliver = ({ chatId }) => Promise.resolve({ messageId: '5', chatId });
    assert.equal((await outbox.retry(1))?.state, 'accepted');
    await until('sent', () => rig.world.outbox.get(1)?.state === 'sent');
    await refused(outbox.retry(1), 'INVALID_REQUEST', /outbox entry 1 is sent and cannot be retried/);
    assert.equal(await outbox.drop(99), undefined);
  });

  it('takes attachments along, each once', async (t) => {
    const rig = await online(t);
    mkdirSync(rig.world.workspace, { recursive: true });
    const path = join(rig.world.workspace, 'note.txt');
    writeFileSync(path, 'a note');
    await send(rig, { mediaUrl: path, mediaUrls: [path] });
    assert.equal(rig.account.deliveries.length, 2);
    assert.match(rig.account.texts[1] ?? '', /^<document .*note.*>$/);
    const many = Array.from({ length: 21 }, (_, at) => `${path}${at}`);
    await refused(send(rig, { mediaUrls: many, idempotencyKey: 'many' }), 'INVALID_REQUEST', /at most 20/);
  });

  it('is noted in the session of the recipient, once and only when it went out', async (t) => {
    const rig = await online(t);
    await rig.say({ text: 'hi' });
    await until('answered', () => rig.account.deliveries.length === 1);
    await send(rig, { message: 'by hand' });
    await send(rig, { message: 'by hand' });
    rig.account.deliver = failing('refused');
    await assert.rejects(send(rig, { message: 'never arrives', idempotencyKey: 'k2' }));
    await calm();
    assert.deepEqual(
      rig.transcript('agent:main:main').filter((line) => /by hand|never arrives/.test(line)),
      ['assistant: by hand'],
    );
  });
});

describe('polls and reactions', () => {
  it('go out like messages, each with keys of its own', async (t) => {
    const rig = await online(t);
    rig.account.deliver = ({ chatId }) => Promise.resolve({ messageId: '8', chatId, pollId: 'p8' });
    await send(rig);
    const poll = await rig.part.port.poll({
      channel: 'telegram',
      to: '42',
      question: 'Tea?',
      options: ['yes', 'no'],
      idempotencyKey: 'k1',
    });
    assert.deepEqual([poll.messageId, poll.pollId, poll.state], ['8', 'p8', 'sent']);
    const react = { channel: 'telegram', to: '42', messageId: '8', emoji: '👍', idempotencyKey: 'k1' };
    assert.equal((await rig.part.port.react(react)).messageId, '8');
    assert.equal((await rig.part.port.react({ ...react, idempotencyKey: 'k2', remove: true })).state, 'sent');
    assert.deepEqual(
      rig.account.deliveries.slice(2).map(({ part }) => part.body),
      [
        { messageId: '8', emoji: '👍' },
        { messageId: '8', emoji: '' },
      ],
    );
  });

  it('with more choices than options are refused', async (t) => {
    const rig = await online(t);
    const poll = { channel: 'telegram', to: '42', question: 'Tea?', options: ['a', 'b'], maxSelections: 3 };
    await refused(
      rig.part.port.poll({ ...poll, idempotencyKey: 'k1' }),
      'INVALID_REQUEST',
      /maxSelections 3 is more than the 2 options/,
    );
  });
});

describe('a recipient that cannot be reached', () => {
  it('because WhatsApp is not linked: says how to link it', async (t) => {
    const account = createFakeAccount({ channel: 'whatsapp', accountId: 'work' });
    account.facts = { linked: false };
    account.readyAs = { state: 'unconfigured', reason: 'not linked', fix: 'log in' };
    const rig = await openRig(t, { accounts: [account] });
    await refused(
      rig.part.port.send({ to: '+1', message: 'x', idempotencyKey: 'k' }),
      'NOT_LINKED',
      /^WhatsApp is not linked .*moltbot channels login --channel whatsapp --account work$/,
    );
  });

  it('because the session of WhatsApp cannot be used: says why, and what helps', async (t) => {
    const account = createFakeAccount({ channel: 'whatsapp' });
    account.facts = { linked: false };
    const reason = 'another program uses the WhatsApp session x';
    account.readyAs = { state: 'unconfigured', reason, fix: 'stop it' };
    const rig = await openRig(t, { accounts: [account] });
    await refused(
      rig.part.port.send({ to: '+1', message: 'x', idempotencyKey: 'k' }),
      'NOT_LINKED',
      /^WhatsApp is not linked \(account default\): another program uses the WhatsApp session x; stop it$/,
    );
    const { channels } = await rig.part.port.status({ probe: false, timeoutMs: 1_000 });
    const { verdict } = channels['whatsapp'] as { readonly verdict: unknown };
    assert.deepEqual(verdict, { ok: false, code: 'unconfigured', reason, fix: 'stop it' });
  });

  it('because no channel is configured: WhatsApp is what is meant', async (t) => {
    const rig = await openRig(t);
    await refused(
      rig.part.port.send({ to: '+1', message: 'x', idempotencyKey: 'k' }),
      'NOT_LINKED',
      /^WhatsApp is not linked: channels\.whatsapp is not configured; add it with: moltbot channels add/,
    );
    await refused(
      send(rig, { channel: 'imsg' }),
      'UNAVAILABLE',
      /^iMessage is not available: this gateway has no link to iMessage$/,
    );
  });

  it('because this gateway has no link to it, or was told to start none', async (t) => {
    const config = { channels: { discord: {}, telegram: {} } };
    const rig = await openRig(t, { config });
    await refused(
      send(rig, { channel: 'discord' }),
      'UNAVAILABLE',
      /^Discord is not available: this gateway has no link/,
    );
    const idle = await openRig(t, { config, env: { CLAWDBOT_SKIP_CHANNELS: '1' } }).catch(() => undefined);
    assert.ok(idle);
    await refused(
      send(idle),
      'UNAVAILABLE',
      /CLAWDBOT_SKIP_CHANNELS is set: no channel was started/,
      ({ options }) => assert.equal(options.retryable, false),
    );
  });

  it('because there is no such channel or account', async (t) => {
    const rig = await online(t);
    for (const channel of ['pigeon', 'constructor', '__proto__']) {
      await refused(
        send(rig, { channel }),
        'INVALID_REQUEST',
        new RegExp(`^unsupported channel: ${channel}$`),
      );
    }
    await refused(
      send(rig, { accountId: 'work' }),
      'INVALID_REQUEST',
      /^Telegram has no account "work"; there is: default$/,
    );
  });

  it('because its account is disabled or badly set up', async (t) => {
    const account = createFakeAccount();
    account.readyAs = { state: 'disabled', reason: 'channels.telegram.enabled is false' };
    const rig = await openRig(t, { accounts: [account] });
    await refused(send(rig), 'UNAVAILABLE', /default is disabled: channels\.telegram\.enabled is false/);
    account.readyAs = { state: 'unconfigured', reason: 'no token', fix: 'set channels.telegram.botToken' };
    rig.machine().send({ type: 'start' });
    await calm();
    await refused(send(rig), 'UNAVAILABLE', /not configured: no token; set channels\.telegram\.botToken/);
  });
});
