import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { EngineEvent } from '../../src/agent/engine.ts';
import { EngineError } from '../../src/agent/engine.ts';
import type { RunOutcome, RunsPort } from '../../src/api/ports.ts';
import { createReplyPrefix } from '../../src/actors/channels/answer-rules.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { invalidRequest } from '../../src/protocol/failure.ts';
import type { Script } from '../runs/harness.ts';
import { gated, hang } from '../runs/harness.ts';
import { createFakeAccount } from '../support/fake-account.ts';
import { OPEN, openRig } from './rig.ts';
import type { Rig } from './rig.ts';
import { calm, until } from './world.ts';

const saying = (...texts: readonly string[]): Script =>
  async function* () {
    await Promise.resolve();
    for (const delta of texts) yield { type: 'text', delta } satisfies EngineEvent;
    yield { type: 'end', stopReason: 'stop' };
  };

const online = async (t: Parameters<typeof openRig>[0], options: Parameters<typeof openRig>[1] = {}) => {
  const rig = await openRig(t, options);
  await rig.online();
  return rig;
};

const ended = (rig: Rig, outcome: string): Promise<void> =>
  until(outcome, () => rig.outcomes().at(-1) === outcome);

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('an answer', () => {
  it('goes to its chat once and ends the row with it', async (t) => {
    const rig = await online(t, { script: saying('Good ', 'morning.') });
    const { messageId } = await rig.say({ text: 'hi' });
    await until('delivered', () => rig.account.deliveries.length === 1);
    assert.deepEqual(rig.outcomes(), ['answered:ok']);
    const [delivery] = rig.account.deliveries;
    assert.equal(delivery?.chatId, '42');
    assert.deepEqual(delivery.part.body, { text: 'Good morning.', replyTo: messageId });
    const entry = rig.world.outbox.find(`run:telegram:default:42:${messageId}`);
    assert.equal(entry?.source, 'reply');
    assert.equal(entry.sessionKey, 'agent:main:main');
  });

  it('is enqueued once although it is given twice', async (t) => {
    const rig = await online(t, { script: saying('once') });
    const message = await rig.say();
    await ended(rig, 'answered:ok');
    // As after a kill between the commit of the answer and whatever came next.
    await rig.world.store.write((tx) =>
      tx.run(
        `UPDATE inbox SET state = 'handed', run_id = ?, payload = ?, outcome = NULL`,
        `telegram:default:42:${message.messageId}`,
        JSON.stringify(message),
      ),
    );
    rig.kill();
    const again = await online(t, { dir: rig.world.dir, clock: rig.world.clock });
    await ended(again, 'answered:ok');
    await calm();
    assert.deepEqual(again.account.texts, []);
    assert.equal(again.asked.length, 0);
  });

  it('stays in the thread it answers', async (t) => {
    const rig = await online(t);
    await rig.say({ chat: { id: '-100', kind: 'group', isForum: true, threadId: '9' }, mention: 'self' });
    await until('delivered', () => rig.account.deliveries.length === 1);
    assert.equal(rig.account.deliveries[0]?.threadId, '9');
  });

  it('quotes on WhatsApp only when the agent asks for it', async (t) => {
    const account = createFakeAccount({ channel: 'whatsapp', afterCrash: 'repeat' });
    const rig = await online(t, { accounts: [account], script: saying('plain') });
    await rig.say();
    await until('delivered', () => account.deliveries.length === 1);
    rig.script = saying('[[reply_to_current]] this one');
    const asked = await rig.say();
    await until('delivered', () => account.deliveries.length === 2);
    rig.script = saying('[[reply_to: m-77]] that one');
    await rig.say();
    await until('delivered', () => account.deliveries.length === 3);
    assert.deepEqual(
      account.deliveries.map(({ part }) => part.body),
      [
        { text: 'plain', replyTo: null },
        { text: 'this one', replyTo: asked.messageId },
        { text: 'that one', replyTo: 'm-77' },
      ],
    );
  });

  it('carries the configured prefix', async (t) => {
    const config = { ...OPEN, messages: { responsePrefix: 'auto' } } as Config;
    const rig: Rig = await online(t, {
      config,
      script: saying('hello'),
      prefix: createReplyPrefix({ config: () => config, identityName: () => 'Molty' }),
    });
    await rig.say();
    await until('delivered', () => rig.account.deliveries.length === 1);
    assert.deepEqual(rig.account.texts, ['[Molty] hello']);
  });

  it('that is silent ends the row and says nothing', async (t) => {
    const rig = await online(t, { script: saying('NO_REPLY') });
    await rig.say();
    await ended(rig, 'silent:ok');
    assert.equal(rig.account.deliveries.length, 0);
  });

  it('takes its attachments along, and says which could not be sent', async (t) => {
    const rig = await online(t);
    mkdirSync(rig.world.workspace, { recursive: true });
    writeFileSync(join(rig.world.workspace, 'cat.png'), PNG);
    rig.script = saying('Here:\nMEDIA: ./cat.png\nMEDIA: ./dog.png');
    await rig.say();
    await until('delivered', () => rig.account.deliveries.length === 2);
    const [text, media] = rig.account.texts;
    assert.match(text ?? '', /^Here:\n\n⚠️ An attachment could not be sent: .*dog\.png/);
    assert.match(media ?? '', /^<image .*\.png>$/);
  });

  it('takes twenty attachments along at most, and gives up waiting for them', async (t) => {
    const names = Array.from({ length: 23 }, (_, at) => `MEDIA: ./${at}.png`);
    const rig = await online(t, { script: saying(names.join('\n')) });
    const asked: string[] = [];
    Object.assign(rig.world.mediaSource, {
      resolve: (source: string) => {
        asked.push(source);
        return new Promise(() => {});
      },
    });
    await rig.say();
    await until('the first is fetched', () => asked.length === 1);
    await rig.world.pass(120_000);
    await ended(rig, 'answered:ok');
    await calm();
    assert.equal(asked.length, 1, 'the time is over for the others, too');
    const text = rig.account.texts.join('');
    assert.equal(text.match(/did not come in time/g)?.length, 20);
    assert.match(text, /3 more attachments were left out/);
  });

  it('that the network cannot carry is said to be so, once', async (t) => {
    const account = createFakeAccount();
    const rig = await online(t, { accounts: [account], script: saying('too much') });
    account.planning = ({ text = '' }) => {
      if (text === 'too much') throw invalidRequest('telegram carries no such thing');
      return [{ kind: 'text', body: { text }, preview: '' }];
    };
    await rig.say();
    await ended(rig, 'answered:ok');
    await until('delivered', () => account.texts.length === 1);
    assert.deepEqual(account.texts, ['⚠️ The answer cannot be sent here: telegram carries no such thing']);
  });
});

describe('a run without an answer', () => {
  it('that failed is told with its reason', async (t) => {
    const rig = await online(t, {
      async *script() {
        await Promise.resolve();
        yield { type: 'thinking', delta: 'hm' };
        throw new EngineError('auth', 'the key is wrong');
      },
    });
    await rig.say();
    await ended(rig, 'answered:error');
    await calm();
    assert.match(rig.account.texts[0] ?? '', /^⚠️ I could not answer: .*the key is wrong/);
  });

  it('that took too long is told', async (t) => {
    const config = { ...OPEN, agents: { defaults: { timeoutSeconds: 5 } } } as Config;
    const rig = await online(t, { config, script: hang });
    await rig.say();
    await calm();
    await rig.world.pass(10_000);
    assert.deepEqual(rig.outcomes(), ['answered:timeout']);
    assert.match(rig.account.texts[0] ?? '', /took too long/);
  });

  it('that a stop of the gateway cut off is told', async (t) => {
    const rig = await online(t, { script: hang });
    await rig.say();
    await until('begun', () => rig.asked.length === 1);
    await rig.part.quiesce();
    const drained = rig.runs.drain(0);
    await rig.world.pass(2_000);
    await drained;
    await rig.part.flush();
    assert.deepEqual(rig.outcomes(), ['answered:interrupted']);
    assert.match(rig.account.texts[0] ?? '', /A restart cut this answer off/);
  });

  it('is not forgotten by a stop that comes while its answer is being made', async (t) => {
    const file = Promise.withResolvers<never>();
    const rig = await online(t, { script: saying('Here:\nMEDIA: ./cat.png') });
    Object.assign(rig.world.mediaSource, { resolve: () => file.promise });
    await rig.say();
    await until('ended', () => rig.asked.length === 1 && rig.runs.port.active().length === 0);
    await rig.part.quiesce();
    let flushed = false;
    const flush = rig.part.flush().then(() => (flushed = true));
    await calm();
    assert.equal(flushed, false);
    file.reject(new Error('gone'));
    await flush;
    assert.equal(rig.account.texts.length, 1);
  });

  it('that another one answered says nothing itself', async (t) => {
    const { script, open } = gated();
    const rig = await online(t, { script });
    const first = await rig.say({ text: 'one' });
    await until('begun', () => rig.asked.length === 1);
    const second = await rig.say({ text: 'two' });
    const third = await rig.say({ text: 'three' });
    await calm();
    open(`telegram:default:42:${first.messageId}`);
    await rig.world.pass(2_000);
    for (const { messageId } of [second, third]) open(`telegram:default:42:${messageId}`);
    await until('all ended', () => rig.outcomes().every((outcome) => outcome.endsWith(':ok')));
    await calm();
    assert.deepEqual(rig.outcomes().toSorted(), ['answered:ok', 'answered:ok', 'silent:ok']);
    assert.equal(rig.account.deliveries.length, 2);
  });

  it('that was aborted says nothing', async (t) => {
    const outcome: RunOutcome = {
      runId: 'r',
      status: 'aborted',
      summary: 'aborted',
      startedAt: 0,
      endedAt: 0,
      sessionKey: 'main',
      sessionId: 's',
      result: { payloads: [{ text: 'half' }], meta: {} },
    };
    const submit: RunsPort['submit'] = ({ runId }) =>
      Promise.resolve({ runId, status: 'accepted', acceptedAt: 0, outcome: Promise.resolve(outcome) });
    const rig = await online(t, { submit });
    await rig.say();
    await ended(rig, 'silent:aborted');
    assert.equal(rig.account.deliveries.length, 0);
  });
});
