import { configuredChannels } from '../../channels/configured.ts';
import type { ConfiguredChannel } from '../../channels/configured.ts';
import type { ChannelAccount, ProbeResult } from '../../channels/port.ts';
import type { Config } from '../../config/generated/types.ts';
import type { Clock } from '../../platform/clock.ts';
import type { AccountSnapshot, ActorNode, ChannelsStatusResult } from '../../protocol/generated/types.ts';
import type { LinkStanding } from './link-standing.ts';
import { accountKey } from './live-account.ts';
import type { LiveAccount, LiveAccounts } from './live-account.ts';

export interface StatusNeeds {
  readonly accounts: LiveAccounts;
  readonly config: () => Config;
  readonly clock: Clock;
  /** The link's row in the tree. */
  readonly nodeOf: (key: string) => ActorNode | undefined;
}

interface Probed {
  readonly at: number;
  readonly result: ProbeResult;
}

const table = <T>(
  channels: readonly ConfiguredChannel[],
  pick: (channel: ConfiguredChannel) => T,
): Record<string, T> => Object.fromEntries(channels.map((channel) => [channel.name.id, pick(channel)]));

/** `up.online.hearing` → `online`: the name operators know the state by. */
export const shownState = (state: string): string => {
  const [outer, inner] = state.split('.');
  return outer === 'up' || outer === 'alive' ? (inner ?? outer) : (outer ?? state);
};

const lastErrorOf = (live: LiveAccount, node: ActorNode | undefined): string | null => {
  if (live.deafness !== undefined) return live.deafness.reason;
  if (live.online) return null;
  if (live.readiness.state !== 'ready') return live.readiness.reason;
  if (live.held) return STOPPED;
  return node?.lastError ?? live.lastDisconnect?.message ?? null;
};

/** Not online, and on the way there. */
const UNDER_WAY: ReadonlySet<string> = new Set(['examining', 'connecting', 'pairing', 'backingOff']);

export function createChannelsStatus(needs: StatusNeeds) {
  const { accounts, config, clock, nodeOf } = needs;
  /** An account that was set up anew has not been asked yet. */
  const probes = new WeakMap<ChannelAccount, Probed>();

  const snapshotOf = (channel: ConfiguredChannel, accountId: string): AccountSnapshot => {
    const live = accounts.find(accountKey(channel.name.id, accountId));
    if (live === undefined) return idleSnapshot(channel, accountId, accounts.absent(channel.name.id));
    const node = nodeOf(live.key);
    const probed = probes.get(live.account);
    const state = shownState(node?.state ?? 'stopped');
    return {
      ...live.account.summary(),
      accountId,
      enabled: live.readiness.state !== 'disabled',
      running: live.link !== undefined || UNDER_WAY.has(state),
      connected: live.online,
      state,
      verdict: verdictOf(live),
      evidence: live.account.evidence(),
      ...(live.self === undefined ? {} : { self: { ...live.self } }),
      lastDisconnect: live.lastDisconnect === undefined ? null : { ...live.lastDisconnect },
      lastConnectedAt: live.lastConnectedAt,
      lastStartAt: live.lastStartAt,
      lastStopAt: live.lastStopAt,
      lastInboundAt: live.lastInboundAt,
      lastOutboundAt: live.lastOutboundAt,
      lastError: lastErrorOf(live, node),
      nextAttemptAt: node?.nextAt ?? null,
      reconnectAttempts: live.attempts,
      ...(probed === undefined ? {} : { probe: probed.result, lastProbeAt: probed.at }),
    };
  };

  /** Within the limit, whatever its network and its adapter do. */
  const probe = async (live: LiveAccount, timeoutMs: number): Promise<ProbeResult> => {
    const abort = new AbortController();
    const startedAt = clock.monotonic();
    const failed = (error: string): ProbeResult => ({
      ok: false,
      error,
      elapsedMs: Math.round(clock.monotonic() - startedAt),
    });
    const { promise: late, resolve } = Promise.withResolvers<ProbeResult>();
    const timer = clock.setTimeout(() => {
      abort.abort();
      resolve(failed(`no answer within ${timeoutMs} ms`));
    }, timeoutMs);
    try {
      return await Promise.race([live.account.probe(abort.signal), late]);
    } catch (error) {
      // One that fails must not hide the answers of the others.
      return failed(error instanceof Error ? error.message : String(error));
    } finally {
      clock.clearTimeout(timer);
    }
  };

  const probeAll = async (timeoutMs: number): Promise<void> => {
    const ready = accounts.all().filter((live) => live.account.readiness().state === 'ready');
    await Promise.all(
      ready.map(async (live) => {
        const { account } = live;
        const result = await probe(live, timeoutMs);
        probes.set(account, { result, at: clock.now() });
      }),
    );
  };

  return async (options: {
    readonly probe: boolean;
    readonly timeoutMs: number;
  }): Promise<ChannelsStatusResult> => {
    if (options.probe) await probeAll(options.timeoutMs);
    const channels = configuredChannels(config());
    return {
      ts: clock.now(),
      channelOrder: channels.map(({ name }) => name.id),
      channelLabels: table(channels, ({ name }) => name.label),
      channelDetailLabels: table(channels, ({ name }) => name.detailLabel),
      channelSystemImages: table(channels, ({ name }) => name.systemImage),
      channelMeta: channels.map(({ name: { id, label, detailLabel, systemImage } }) => ({
        id,
        label,
        detailLabel,
        systemImage,
      })),
      channels: table(channels, (channel) => snapshotOf(channel, channel.accounts[0] ?? 'default')),
      channelAccounts: table(channels, (channel) => channel.accounts.map((id) => snapshotOf(channel, id))),
      channelDefaultAccountId: table(channels, (channel) => channel.accounts[0] ?? 'default'),
    };
  };
}

/** For whoever has changed something about the link and wants to know how it bears it. */
export function standingOf(live: LiveAccount, node: ActorNode | undefined, down: boolean): LinkStanding {
  const { readiness, lastDisconnect, held, online } = live;
  const state = shownState(node?.state ?? 'stopped');
  const fix =
    state === 'unconfigured' && readiness.state === 'unconfigured' ? readiness.fix : lastDisconnect?.hint;
  return {
    state,
    online,
    down,
    held,
    reason: lastErrorOf(live, node) ?? undefined,
    ...(fix === undefined ? {} : { fix }),
  };
}

const STOPPED = 'stopped by the operator';

function verdictOf(live: LiveAccount): NonNullable<AccountSnapshot['verdict']> {
  const { deafness } = live;
  if (deafness !== undefined) return { ok: false, code: deafness.code, reason: deafness.reason };
  if (live.online) return { ok: true };
  if (live.readiness.state !== 'ready') {
    const fix = live.readiness.state === 'unconfigured' ? { fix: live.readiness.fix } : {};
    return { ok: false, code: live.readiness.state, reason: live.readiness.reason, ...fix };
  }
  if (live.held) return { ok: false, code: 'stopped', reason: STOPPED };
  const last = live.lastDisconnect;
  return { ok: false, code: last?.kind ?? 'offline', reason: last?.message ?? 'the link is not up yet' };
}

export const noLinkTo = (label: string): string => `this gateway has no link to ${label}`;

/** A channel that is configured but has no link here. */
function idleSnapshot(
  channel: ConfiguredChannel,
  accountId: string,
  reason: string | undefined,
): AccountSnapshot {
  const why = reason ?? noLinkTo(channel.name.label);
  return {
    accountId,
    enabled: channel.enabled,
    configured: true,
    running: false,
    connected: false,
    ...(channel.name.id === 'whatsapp' ? { linked: false } : {}),
    state: 'stopped',
    verdict: { ok: false, code: 'stopped', reason: why },
    lastError: channel.enabled ? why : 'disabled',
  };
}
