import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Config } from '../../src/config/generated/types.ts';
import type { AccountSnapshot } from '../../src/protocol/generated/types.ts';
import { createFakeAccount } from '../support/fake-account.ts';
import type { FakeAccount } from '../support/fake-account.ts';
import { assertShape } from '../support/wire-shape.ts';
import { OPEN, openRig, withAccounts } from './rig.ts';
import type { Rig } from './rig.ts';
import { calm } from './world.ts';

const status = async (rig: Rig, probe = false) => {
  const result = await rig.part.port.status({ probe, timeoutMs: 1_000 });
  assertShape('ChannelsStatusResult', result);
  return result;
};

const snapshot = async (rig: Rig, channel = 'telegram'): Promise<AccountSnapshot> => {
  const { channels } = await status(rig);
  const found = channels[channel];
  assert.ok(found);
  return found as AccountSnapshot;
};

const pick = (from: AccountSnapshot, ...keys: readonly (keyof AccountSnapshot)[]) =>
  Object.fromEntries(keys.map((key) => [key, from[key]]));

const FACTS = ['enabled', 'running', 'connected', 'state', 'verdict', 'lastError'] as const;

describe('channels.status', () => {
  it('has empty lists without a configured channel', async (t) => {
    const rig = await openRig(t, { config: {} });
    const result = await status(rig);
    assert.deepEqual(result.channelOrder, []);
    assert.deepEqual(result.channelAccounts, {});
  });

  it('lists the channels in display order, each with its default account first', async (t) => {
    const accounts = [
      createFakeAccount({ channel: 'whatsapp', accountId: 'work' }),
      createFakeAccount({ channel: 'whatsapp' }),
      createFakeAccount(),
    ];
    const rig = await openRig(t, { accounts });
    const result = await status(rig);
    assert.deepEqual(result.channelOrder, ['telegram', 'whatsapp']);
    assert.deepEqual(result.channelDefaultAccountId, { telegram: 'default', whatsapp: 'default' });
    assert.deepEqual(result.channelLabels, { telegram: 'Telegram', whatsapp: 'WhatsApp' });
    assert.deepEqual(
      result.channelAccounts['whatsapp']?.map(({ accountId }) => accountId),
      ['default', 'work'],
    );
  });

  it('says of a channel without a link here why it has none', async (t) => {
    const config: Config = { channels: { discord: {}, telegram: { enabled: false } } };
    const rig = await openRig(t, { config, env: { CLAWDBOT_SKIP_CHANNELS: '1' } });
    const { channels } = await status(rig);
    assert.match(
      JSON.stringify(channels['discord']),
      /CLAWDBOT_SKIP_CHANNELS is set: no channel was started/,
    );
    assert.equal(channels['telegram']?.lastError, 'disabled');
    const other = await openRig(t, { config: { channels: { discord: {}, telegram: {} } } });
    assert.deepEqual(pick(await snapshot(other, 'discord'), ...FACTS), {
      enabled: true,
      running: false,
      connected: false,
      state: 'stopped',
      verdict: { ok: false, code: 'stopped', reason: 'this gateway has no link to Discord' },
      lastError: 'this gateway has no link to Discord',
    });
  });

  it('tells an online link with its evidence', async (t) => {
    const account = createFakeAccount();
    account.facts = { mode: 'polling', dmPolicy: 'open' };
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    account.seen = { lastPollAt: 17 };
    await rig.say();
    await calm();
    const now = rig.world.clock.now();
    const found = await snapshot(rig);
    assert.deepEqual(pick(found, ...FACTS), {
      enabled: true,
      running: true,
      connected: true,
      state: 'online',
      verdict: { ok: true },
      lastError: null,
    });
    assert.deepEqual(
      pick(found, 'evidence', 'self', 'lastConnectedAt', 'lastStartAt', 'lastInboundAt', 'lastOutboundAt'),
      {
        evidence: { lastPollAt: 17 },
        self: { id: '900', name: 'Molty', username: 'molty_bot' },
        lastConnectedAt: now,
        lastStartAt: now,
        lastInboundAt: now,
        lastOutboundAt: now,
      },
    );
    assert.deepEqual([found['mode'], found['dmPolicy'], found.lastDisconnect], ['polling', 'open', null]);
  });

  it('tells a lost link when it connects again', async (t) => {
    const rig = await openRig(t);
    await rig.online();
    rig.account.link.closed({ kind: 'transient', code: 'ECONNRESET', message: 'the connection was reset' });
    await calm();
    const found = await snapshot(rig);
    assert.deepEqual(pick(found, ...FACTS), {
      enabled: true,
      running: true,
      connected: false,
      state: 'backingOff',
      verdict: { ok: false, code: 'transient', reason: 'the connection was reset' },
      lastError: 'the connection was reset',
    });
    const wait = (found.nextAttemptAt ?? 0) - rig.world.clock.now();
    assert.ok(wait >= 2_000 && wait <= 2_500, `${wait} ms`);
    assert.equal(found.reconnectAttempts, 1);
    rig.account.opens = 'byHand';
    await rig.world.pass(wait + 45_000);
    assert.equal((await snapshot(rig)).reconnectAttempts, 2, 'nobody answered in time');
    rig.account.opens = 'auto';
    await rig.world.pass(5_000);
    await rig.online();
    assert.equal((await snapshot(rig)).reconnectAttempts, 0);
  });

  const ends: readonly {
    readonly state: string;
    readonly prepare: (account: FakeAccount) => void;
    readonly act?: (rig: Rig) => Promise<unknown> | void;
    readonly verdict: string;
    readonly enabled?: boolean;
  }[] = [
    {
      state: 'disabled',
      prepare: (account) => (account.readyAs = { state: 'disabled', reason: 'it is off' }),
      verdict: 'disabled',
      enabled: false,
    },
    {
      state: 'unconfigured',
      prepare: (account) => (account.readyAs = { state: 'unconfigured', reason: 'no token', fix: 'set it' }),
      verdict: 'unconfigured',
    },
    {
      state: 'loggedOut',
      prepare: () => {},
      act: (rig) => rig.account.link.closed({ kind: 'loggedOut', message: 'the token was revoked' }),
      verdict: 'loggedOut',
    },
    {
      state: 'stopped',
      prepare: () => {},
      act: (rig) => rig.part.port.stop({ channel: 'telegram' }),
      verdict: 'stopped',
    },
    { state: 'connecting', prepare: (account) => (account.opens = 'byHand'), verdict: 'offline' },
  ];
  for (const { state, prepare, act, verdict, enabled = true } of ends) {
    it(`tells a link that is ${state}`, async (t) => {
      const account = createFakeAccount();
      prepare(account);
      const rig = await openRig(t, { accounts: [account] });
      await act?.(rig);
      await calm();
      const found = await snapshot(rig);
      assert.deepEqual(
        [found.state, found.enabled, found.connected, found.verdict?.ok, found.verdict?.code],
        [state, enabled, false, false, verdict],
      );
    });
  }
});

describe('a probe', () => {
  it('asks every ready account at once and shows what came of it until the next', async (t) => {
    const accounts = [createFakeAccount(), createFakeAccount({ accountId: 'work' })];
    const rig = await openRig(t, { accounts });
    const { channelAccounts } = await status(rig, true);
    assert.deepEqual(
      channelAccounts['telegram']?.map(({ probe, lastProbeAt }) => [probe, lastProbeAt]),
      Array.from({ length: 2 }, () => [{ ok: true, elapsedMs: 1 }, rig.world.clock.now()]),
    );
    assert.ok((await snapshot(rig)).probe);
  });

  it('is bounded: a network that hangs hides no other', async (t) => {
    const accounts = [createFakeAccount(), createFakeAccount({ accountId: 'work' })];
    let aborted = false;
    accounts[0]!.probes = (signal) =>
      new Promise(() => signal.addEventListener('abort', () => (aborted = true)));
    const rig = await openRig(t, { accounts, config: withAccounts(OPEN, accounts) });
    const result = status(rig, true);
    await calm();
    await rig.world.clock.advance(1_000);
    const { channelAccounts } = await result;
    assert.deepEqual(
      channelAccounts['telegram']?.map(({ probe }) => probe),
      [
        { ok: false, error: 'no answer within 1000 ms', elapsedMs: 1_000 },
        { ok: true, elapsedMs: 1 },
      ],
    );
    assert.equal(aborted, true);
  });

  it('that fails is an answer, too', async (t) => {
    const rig = await openRig(t);
    rig.account.probes = () => Promise.reject(new Error('x is undefined'));
    const { channels } = await status(rig, true);
    assert.deepEqual(channels['telegram']?.probe, { ok: false, error: 'x is undefined', elapsedMs: 0 });
  });

  it('is not made for accounts that cannot connect', async (t) => {
    const account = createFakeAccount();
    account.readyAs = { state: 'disabled', reason: 'it is off' };
    account.probes = () => Promise.reject(new Error('asked'));
    const rig = await openRig(t, { accounts: [account] });
    const { channels } = await status(rig, true);
    assert.equal(channels['telegram']?.probe, undefined);
  });
});
