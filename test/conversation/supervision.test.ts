import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { createFakeAccount, held } from '../support/fake-account.ts';
import type { FakeAccount } from '../support/fake-account.ts';
import { withoutDeadLetters } from '../support/stage.ts';
import { openRig } from './rig.ts';
import type { Rig } from './rig.ts';
import { calm, until } from './world.ts';

const MESSAGES = 30;

interface Pair {
  readonly rig: Rig;
  readonly bad: FakeAccount;
  readonly good: FakeAccount;
}

async function openPair(t: TestContext): Promise<Pair> {
  const bad = createFakeAccount({ accountId: 'bad' });
  const good = createFakeAccount({ channel: 'whatsapp', accountId: 'good', afterCrash: 'repeat' });
  const rig = await openRig(t, { accounts: [bad, good] });
  await rig.online(bad);
  await rig.online(good);
  return { rig, bad, good };
}

/** Whatever of its machine reads the context from now on throws. */
const poison = ({ rig, bad }: Pair): void => {
  const { context } = rig.machine(bad).getSnapshot() as { context: object };
  Object.defineProperty(context, 'policy', {
    enumerable: true,
    get: () => {
      throw new Error('a defect');
    },
  });
};

/** One defect in the link of an account. */
const BLOWS: Readonly<Record<string, (pair: Pair) => void | Promise<void>>> = {
  'an action of its machine': (pair) => {
    poison(pair);
    pair.bad.link.closed();
  },
  'an entry of its machine': async (pair) => {
    pair.bad.link.closed();
    await calm();
    assert.equal(pair.rig.state(pair.bad), 'backingOff');
    poison(pair);
    pair.rig.machine(pair.bad).send({ type: 'stop' });
  },
  'a callback of its library': ({ bad }) => {
    bad.link.verdict = () => {
      throw new Error('a defect');
    };
  },
  'a promise it waits for': ({ rig, bad }) => {
    bad.readiness = () => {
      throw new Error('a defect');
    };
    rig.machine(bad).send({ type: 'start' });
  },
  'its courier': ({ rig }) => {
    rig.world.outbox.nextDueAt = ((real) => (account) => {
      if (account.account === 'bad') throw new Error('a defect');
      return real(account);
    })(rig.world.outbox.nextDueAt);
    void rig.part.port.send({
      channel: 'telegram',
      to: 'x',
      message: 'x',
      idempotencyKey: 'x',
      wait: 'accepted',
    });
  },
  'an event from outside': ({ rig, bad }) =>
    rig.machine(bad).send({ type: 'part.failed', error: new Error('a defect') }),
};

const sendAll = async (rig: Rig): Promise<void> => {
  for (let n = 0; n < MESSAGES; n += 1) {
    await rig.part.port.send({
      channel: 'whatsapp',
      accountId: 'good',
      to: 'g',
      message: `message ${n}`,
      idempotencyKey: `k${n}`,
      wait: 'accepted',
    });
  }
};

const EXPECTED = Array.from({ length: MESSAGES }, (_, n) => `message ${n}`);

describe('a crash in one link', () => {
  for (const [where, strike] of Object.entries(BLOWS)) {
    it(`by ${where} leaves the other one's deliveries alone`, (t) =>
      withoutDeadLetters(async () => {
        const { rig, bad, good } = await openPair(t);
        const gate = held();
        good.deliver = gate.deliver;
        await sendAll(rig);
        await calm();
        await strike({ rig, bad, good });
        await rig.world.pass(5_000);
        assert.ok(rig.node(bad).restarts >= 1, 'it did crash');
        assert.equal(gate.waiting.length, 1, 'what was on its way is on its way');
        good.deliver = () => Promise.resolve({ messageId: 'x', chatId: 'g' });
        gate.release();
        await until('all sent', () => good.texts.length === MESSAGES);
        assert.deepEqual(good.texts, EXPECTED);
        assert.equal(good.links.length, 1);
        assert.ok(bad.mostAlive <= 1 && bad.alive <= 1, 'no connection was left behind');
      }));
  }

  it('that does not heal parks that link, the other one goes on, and the operator can resume it', async (t) => {
    const { rig, bad, good } = await openPair(t);
    const fine = bad.readiness;
    bad.readiness = () => {
      throw new Error('a defect');
    };
    rig.machine(bad).send({ type: 'start' });
    await rig.world.pass(300_000);
    assert.equal(rig.state(bad), 'parked');
    assert.equal(rig.node(bad).lastError, 'a defect');
    assert.equal(bad.alive, 0);
    await sendAll(rig);
    await until('all sent', () => good.texts.length === MESSAGES);
    assert.deepEqual(good.texts, EXPECTED);
    assert.deepEqual([good.links.length, rig.node(good).restarts], [1, 0]);
    bad.readiness = fine;
    const started = await rig.part.port.start({ channel: 'telegram', accountId: 'bad' });
    assert.equal(started.state, 'online');
  });

  it('does not lose what waits for its account', async (t) => {
    const { rig, bad } = await openPair(t);
    bad.deliver = held().deliver;
    await rig.part.port.send({
      channel: 'telegram',
      accountId: 'bad',
      to: 'a',
      message: 'first',
      idempotencyKey: 'a1',
      wait: 'accepted',
    });
    await calm();
    const { outboxId = 0 } = await rig.part.port.send({
      channel: 'telegram',
      accountId: 'bad',
      to: 'a',
      message: 'second',
      idempotencyKey: 'a2',
      wait: 'accepted',
    });
    bad.deliver = () => Promise.resolve({ messageId: 'x', chatId: 'a' });
    rig.machine(bad).send({ type: 'part.failed', error: new Error('a defect') });
    await rig.world.pass(5_000);
    assert.deepEqual(bad.texts, ['first', 'second']);
    assert.equal(rig.world.outbox.get(outboxId)?.state, 'sent');
  });
});
