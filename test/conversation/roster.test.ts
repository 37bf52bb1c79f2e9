import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import type { AnyActorRef } from 'xstate';
import { accountKey } from '../../src/actors/channels/live-account.ts';
import { OUTBOX_TTL_MS } from '../../src/actors/channels/needs.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { createFakeAccount } from '../support/fake-account.ts';
import type { FakeAccount, FakeAccountOptions } from '../support/fake-account.ts';
import { gated } from '../runs/harness.ts';
import { withoutDeadLetters } from '../support/stage.ts';
import { OPEN, openRig, post, withAccounts } from './rig.ts';
import type { Rig, RigOptions } from './rig.ts';
import { calm, until } from './world.ts';

const keyOf = ({ channel, accountId }: FakeAccount): string => accountKey(channel, accountId);
const configOf = (accounts: readonly FakeAccount[]): Config => withAccounts(OPEN, accounts);

/** An account that takes the place of another and is not content with less than all of it. */
function successorOf(former: FakeAccount, options: FakeAccountOptions = {}): FakeAccount {
  const { channel, accountId, afterCrash } = former;
  const next = createFakeAccount({ channel, accountId, afterCrash, ...options });
  const { open } = next;
  next.open = (events, login) => {
    assert.equal(former.alive, 0, 'two connections of one account at once');
    return open(events, login);
  };
  return next;
}

interface Pair {
  readonly rig: Rig;
  readonly first: FakeAccount;
  readonly other: FakeAccount;
}

async function openPair(t: TestContext, options: RigOptions = {}): Promise<Pair> {
  const first = createFakeAccount({ accountId: 'a' });
  const other = createFakeAccount({ accountId: 'b' });
  const rig = await openRig(t, { accounts: [first, other], ...options });
  await rig.online(first);
  await rig.online(other);
  return { rig, first, other };
}

const assertUntouched = ({ rig, other }: Pair): void => {
  assert.equal(other.links.length, 1, 'the other account was connected anew');
  assert.equal(other.link.closes, 0);
  assert.equal(other.disposed, 0);
  assert.ok(rig.state(other).startsWith('up.online'));
};

const keeper = (rig: Rig): AnyActorRef => rig.recorder.keeperOf('gateway/channels') as AnyActorRef;

describe('an account with new settings', () => {
  it('takes the place of the old one, and nobody else notices', (t) =>
    withoutDeadLetters(async () => {
      const pair = await openPair(t);
      const { rig, first } = pair;
      const next = successorOf(first);
      rig.comes(next);
      await rig.part.change([keyOf(first)]);
      await rig.online(next);
      assert.equal(first.link.closes, 1);
      assert.equal(first.disposed, 1);
      assert.equal(next.links.length, 1);
      await post(rig, '42', 'over the new one');
      await until('sent', () => next.texts.includes('over the new one'));
      assert.deepEqual(first.texts, []);
      assertUntouched(pair);
    }));

  it('waits for a connection that takes its time to close', (t) =>
    withoutDeadLetters(async () => {
      const pair = await openPair(t);
      const { rig, first } = pair;
      first.closes = 'byHand';
      const next = successorOf(first);
      rig.comes(next);
      let done = false;
      const change = rig.part.change([keyOf(first)]).then(() => (done = true));
      await calm();
      assert.deepEqual([done, first.disposed, next.links.length], [false, 0, 0]);
      first.link.closed();
      await change;
      await rig.online(next);
      assert.equal(first.disposed, 1);
      assertUntouched(pair);
    }));

  it('does not wait for ever for one that never closes', async (t) => {
    const { rig, first } = await openPair(t);
    first.closes = 'byHand';
    const next = createFakeAccount({ accountId: 'a' });
    rig.comes(next);
    const change = rig.part.change([keyOf(first)]);
    await rig.world.pass(10_000);
    await change;
    await rig.world.pass(10_000);
    assert.equal(first.disposed, 1);
    assert.ok(rig.state(next).startsWith('up.online'));
  });

  it('answers over itself what was asked over the old one', async (t) => {
    const { script, open } = gated();
    const { rig, first } = await openPair(t, { script });
    await rig.say({ text: 'are you there' }, first);
    await until('asked', () => rig.asked.length === 1);
    const next = successorOf(first);
    rig.comes(next);
    await rig.part.change([keyOf(first)]);
    await rig.online(next);
    open(rig.asked[0]?.runId ?? '');
    await until('answered', () => next.texts.length > 0);
    assert.deepEqual(first.texts, []);
    assert.equal(rig.asked.length, 1, 'the question was put again');
  });

  it('comes up although the old one had been logged out', async (t) => {
    const pair = await openPair(t);
    const { rig, first } = pair;
    first.link.closed({ kind: 'loggedOut', message: 'bad token' });
    await until('logged out', () => rig.state(first) === 'loggedOut');
    const next = successorOf(first);
    rig.comes(next);
    await rig.part.change([keyOf(first)]);
    await rig.online(next);
    const { channelAccounts } = await rig.part.port.status({ probe: false, timeoutMs: 1_000 });
    const [shown] = channelAccounts['telegram'] ?? [];
    assert.equal(shown?.lastDisconnect, null, 'what was wrong with the old settings is past');
    assert.equal(shown?.lastError, null);
    assertUntouched(pair);
  });

  it('stays down when the operator stopped it, until new settings give it what it lacked', async (t) => {
    const { rig, first } = await openPair(t);
    await rig.part.port.stop({ channel: 'telegram', accountId: 'a' });
    const second = successorOf(first);
    second.readyAs = { state: 'unconfigured', reason: 'no token', fix: 'set one' };
    rig.comes(second);
    await rig.part.change([keyOf(first)]);
    await until('stopped', () => rig.state(second) === 'stopped');
    await rig.part.port.logout({ channel: 'telegram', accountId: 'a' });
    const third = successorOf(second);
    rig.comes(third);
    await rig.part.change([keyOf(first)]);
    await rig.online(third);
    assert.deepEqual([second.links.length, third.links.length], [0, 1]);
  });

  it('is the last of several when the settings change faster than a connection closes', (t) =>
    withoutDeadLetters(async () => {
      const { rig, first } = await openPair(t);
      first.closes = 'byHand';
      const [second, third] = [successorOf(first), successorOf(first)];
      rig.comes(second);
      const changes = [rig.part.change([keyOf(first)])];
      await calm();
      rig.comes(third);
      changes.push(rig.part.change([keyOf(first)]));
      await calm();
      first.link.closed();
      await Promise.all(changes);
      await rig.online(third);
      assert.deepEqual([first.disposed, second.disposed, third.disposed], [1, 1, 0]);
      assert.deepEqual([second.links.length, third.links.length], [0, 1]);
    }));
});

describe('an account that goes', () => {
  it('leaves what it was to send in the outbox until its time is over', (t) =>
    withoutDeadLetters(async () => {
      const pair = await openPair(t);
      const { rig, first, other } = pair;
      await rig.part.port.stop({ channel: 'telegram', accountId: 'a' });
      const id = await post(rig, '42', 'nobody takes me');
      rig.world.config = configOf([other]);
      await rig.part.change([keyOf(first)]);
      assert.equal(first.disposed, 1);
      await assert.rejects(
        async () => rig.part.port.start({ channel: 'telegram', accountId: 'a' }),
        /no account "a"; there is: b/u,
      );
      const stateOf = (): string | undefined =>
        rig.part.outbox.list({}).entries.find((entry) => entry.id === id)?.state;
      assert.equal(stateOf(), 'accepted');
      await rig.world.pass(OUTBOX_TTL_MS);
      rig.part.expire();
      await until('expired', () => stateOf() === 'dead');
      assertUntouched(pair);
    }));

  it('and comes back sends what waited meanwhile', (t) =>
    withoutDeadLetters(async () => {
      const { rig, first, other } = await openPair(t);
      await rig.part.port.stop({ channel: 'telegram', accountId: 'a' });
      await post(rig, '42', 'be patient');
      rig.world.config = configOf([other]);
      await rig.part.change([keyOf(first)]);
      const next = successorOf(first);
      rig.comes(next);
      rig.world.config = configOf([first, other]);
      await rig.part.change([keyOf(first)]);
      await rig.online(next);
      await until('sent', () => next.texts.includes('be patient'));
    }));

  it('ends the login somebody waits for', async (t) => {
    const phone = createFakeAccount({ channel: 'whatsapp', accountId: 'phone', afterCrash: 'repeat' });
    phone.facts = { linked: false };
    phone.opens = 'byHand';
    const bot = createFakeAccount();
    const rig = await openRig(t, { accounts: [bot, phone] });
    const asked = rig.part.port.loginStart({
      accountId: 'phone',
      login: { method: 'qr' },
      force: false,
      timeoutMs: 5_000,
    });
    await until('opened for a login', () => phone.links.at(-1)?.login !== undefined);
    phone.link.events.login({ step: 'qr', qr: 'code', expiresAt: rig.world.clock.now() + 60_000 });
    await asked;
    const waited = rig.part.port.loginWait({
      accountId: 'phone',
      timeoutMs: 60_000,
      signal: new AbortController().signal,
    });
    rig.world.config = configOf([bot]);
    await rig.part.change([keyOf(phone)]);
    const { connected } = await waited;
    assert.equal(connected, false);
  });
});

describe('an account that comes', () => {
  it('is connected beside the others, the default one first in line', (t) =>
    withoutDeadLetters(async () => {
      const pair = await openPair(t);
      const { rig, first, other } = pair;
      const newcomer = createFakeAccount();
      rig.comes(newcomer);
      rig.world.config = configOf([first, other, newcomer]);
      await rig.part.change([keyOf(newcomer)]);
      await rig.online(newcomer);
      await post(rig, '42', 'over the default account');
      await until('sent', () => newcomer.texts.length === 1);
      assertUntouched(pair);
    }));

  it('of a network that was not in use loads its adapter', async (t) => {
    const loaded: string[] = [];
    const phone = createFakeAccount({ channel: 'whatsapp', afterCrash: 'repeat' });
    const pair = await openPair(t, {
      loadAdapter: async (channel) => {
        loaded.push(channel);
        return () => phone;
      },
    });
    const { rig, first, other } = pair;
    rig.world.config = configOf([first, other, phone]);
    await rig.part.change([keyOf(phone), keyOf(first)]);
    await rig.online(phone);
    assert.deepEqual(loaded, ['whatsapp']);
    await rig.part.change([keyOf(phone)]);
    assert.deepEqual(loaded, ['whatsapp'], 'it was loaded twice');
    assertUntouched(pair);
  });

  it('changes nothing when its adapter cannot be loaded', async (t) => {
    const pair = await openPair(t, { loadAdapter: () => Promise.reject(new Error('no such library')) });
    const { rig, first, other } = pair;
    rig.world.config = configOf([first, other, createFakeAccount({ channel: 'whatsapp' })]);
    await assert.rejects(rig.part.change([keyOf(first), 'whatsapp:default']), /no such library/u);
    assert.equal(first.links.length, 1);
    assert.equal(first.disposed, 0);
    assertUntouched(pair);
  });

  it('does nothing where no channel may start', async (t) => {
    const account = createFakeAccount();
    const rig = await openRig(t, { accounts: [account], env: { CLAWDBOT_SKIP_CHANNELS: '1' } });
    await rig.part.change([keyOf(account)]);
    assert.equal(account.links.length, 0);
  });
});

describe('the links as a whole', () => {
  it('begin with the present accounts when they are restarted', async (t) => {
    const { rig, first, other } = await openPair(t);
    const next = successorOf(first);
    rig.comes(next);
    rig.world.config = configOf([first]);
    await rig.part.change([keyOf(first), keyOf(other)]);
    await rig.online(next);
    keeper(rig).send({ type: 'restart' });
    await rig.world.pass(10_000);
    assert.ok(rig.state(next).startsWith('up.online'));
    assert.equal(next.links.length, 2);
    assert.equal(other.links.length, 1);
    assert.equal(other.disposed, 1);
  });

  it('take a change while they are down, for their next start', async (t) => {
    const { rig, first } = await openPair(t);
    keeper(rig).send({ type: 'shutdown' });
    await rig.world.pass(10_000);
    const next = successorOf(first);
    rig.comes(next);
    await rig.part.change([keyOf(first)]);
    assert.deepEqual([first.disposed, next.links.length], [1, 0]);
    keeper(rig).send({ type: 'start' });
    await rig.online(next);
  });

  it('name the account whose link did not end, when they are stopped in the middle of a change', async (t) => {
    const { rig, first } = await openPair(t);
    first.closes = 'byHand';
    rig.comes(successorOf(first));
    const change = rig.part.change([keyOf(first)]);
    const refused = assert.rejects(change, /telegram:a did not end within 7000 ms/u);
    await calm();
    keeper(rig).send({ type: 'shutdown' });
    await rig.world.pass(10_000);
    await refused;
  });
});
