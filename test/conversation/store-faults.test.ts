import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import type { RunOutcome } from '../../src/api/ports.ts';
import { StoreFull } from '../../src/store/errors.ts';
import { gated } from '../runs/harness.ts';
import { createFakeAccount, held } from '../support/fake-account.ts';
import { openRig, post } from './rig.ts';
import type { Rig, RigOptions } from './rig.ts';
import { calm, until } from './world.ts';

const FULL = new StoreFull('/state/gateway.db');

const online = async (t: TestContext, options: RigOptions = {}): Promise<Rig> => {
  const rig = await openRig(t, options);
  await rig.online();
  return rig;
};

/** Runs that end when the test says so. */
const byHand = () => {
  const outcome = Promise.withResolvers<RunOutcome>();
  const submit: NonNullable<RigOptions['submit']> = ({ runId }) =>
    Promise.resolve({ runId, status: 'accepted', acceptedAt: 0, outcome: outcome.promise });
  const end = (runId: string): void =>
    outcome.resolve({
      runId,
      status: 'ok',
      summary: 'completed',
      startedAt: 0,
      endedAt: 0,
      sessionKey: 'main',
      sessionId: 's',
      result: { payloads: [{ text: 'answer' }], meta: {} },
    });
  return { submit, end };
};

describe('a store that cannot be written for a while', () => {
  it('delays messages that are already in the inbox, in their order', async (t) => {
    const rig = await online(t);
    Object.assign(rig.world.config, { messages: { inbound: { debounceMs: 1_000 } } });
    await rig.say({ text: 'one' });
    await rig.world.pass(500);
    const other = { sender: { id: '43', isSelf: false } };
    await rig.say({ text: 'two', ...other });
    rig.world.storeFault = FULL;
    await rig.world.pass(60_000);
    assert.deepEqual(rig.outcomes(), ['received', 'received']);
    rig.world.storeFault = undefined;
    await rig.world.pass(60_000);
    assert.deepEqual(rig.outcomes(), ['answered:ok', 'answered:ok']);
    assert.deepEqual(
      rig.asked.map(({ message }) => /one|two/.exec(message)?.[0]),
      ['one', 'two'],
    );
    const said = rig.world.lines.filter(({ message }) => message.startsWith('a message waits for the store'));
    assert.equal(said.length, 1, 'said once, not with every try');
  });

  it('delays notes', async (t) => {
    const rig = await online(t);
    await rig.say({ text: 'first' });
    await until('answered', () => rig.outcomes()[0] === 'answered:ok');
    const received = rig.say({ kind: 'event', text: 'edited' });
    await until('received', () => rig.outcomes().length === 2);
    rig.world.storeFault = FULL;
    await received;
    await rig.world.pass(5_000);
    rig.world.storeFault = undefined;
    await rig.world.pass(10_000);
    assert.equal(rig.outcomes()[1], 'noted');
  });

  it('delays the answer to a message', async (t) => {
    const { submit, end } = byHand();
    const rig = await online(t, { submit });
    const { messageId } = await rig.say();
    await until('handed', () => rig.outcomes()[0] === 'handed');
    rig.world.storeFault = FULL;
    end(`telegram:default:42:${messageId}`);
    await rig.world.pass(10_000);
    assert.deepEqual(rig.outcomes(), ['handed']);
    rig.world.storeFault = undefined;
    await rig.world.pass(60_000);
    assert.deepEqual(rig.outcomes(), ['answered:ok']);
    assert.deepEqual(rig.account.texts, ['answer']);
  });

  it('delays the engine: what is not on record as begun would be asked again after a kill', async (t) => {
    const { script, open, started } = gated();
    const rig = await online(t, { script });
    const first = await rig.say({ text: 'first' });
    await until('busy', () => started.length === 1);
    await rig.say({ text: 'second' });
    await until('accepted', () => rig.runs.port.active().length === 2);
    await calm();
    rig.world.storeFault = FULL;
    open(`telegram:default:42:${first.messageId}`);
    await rig.world.pass(5_000);
    assert.equal(started.length, 1);
    rig.world.storeFault = undefined;
    await rig.world.pass(1_000);
    assert.equal(started.length, 2);
  });

  it('does not hold up a stop: the next start does what is left', async (t) => {
    const { submit, end } = byHand();
    const rig = await online(t, { submit });
    const { messageId } = await rig.say();
    await until('handed', () => rig.outcomes()[0] === 'handed');
    rig.world.storeFault = FULL;
    end(`telegram:default:42:${messageId}`);
    await rig.world.pass(10_000);
    await rig.part.quiesce();
    await rig.part.flush();
    assert.ok(rig.world.lines.some(({ message }) => message.includes('the next start does it')));
  });

  it('does not block a chat after ten minutes: what the network said is recorded', async (t) => {
    const gate = held();
    const account = createFakeAccount();
    account.deliver = gate.deliver;
    const rig = await online(t, { accounts: [account] });
    const id = await post(rig, 'a', 'first');
    await calm();
    rig.world.storeFault = FULL;
    gate.release();
    await rig.world.pass(600_000);
    assert.equal(rig.world.outbox.get(id)?.state, 'sending');
    rig.world.storeFault = undefined;
    await rig.world.pass(30_000);
    assert.equal(rig.world.outbox.get(id)?.state, 'sent');
    assert.equal(account.links.length, 1);
  });
});

describe('an answer that cannot be made into messages', () => {
  it('is said to be so, whatever went wrong', async (t) => {
    const rig = await online(t);
    rig.account.planning = (message) => {
      if (message.text?.startsWith('⚠️') !== true) throw new TypeError('x is undefined');
      return [{ kind: 'text', body: { text: message.text }, preview: '' }];
    };
    await rig.say();
    await until('answered', () => rig.outcomes()[0] === 'answered:ok');
    await calm();
    assert.match(rig.account.texts[0] ?? '', /cannot be sent/);
  });

  it('ends its message also when nothing at all can be said there', async (t) => {
    const rig = await online(t);
    rig.account.planning = () => {
      throw new TypeError('x is undefined');
    };
    await rig.say();
    await until('ended', () => rig.outcomes()[0] === 'unsendable:ok');
    assert.ok(rig.world.lines.some(({ level, fields }) => level === 'error' && 'runId' in fields));
  });
});
