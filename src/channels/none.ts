import type { Config } from '../config/generated/types.ts';
import type { Clock } from '../platform/clock.ts';
import { invalidRequest, notLinked, unavailable } from '../protocol/failure.ts';
import type {
  AccountSnapshot,
  ChannelsStatusResult,
  OutboxListResult,
  PairingListResult,
} from '../protocol/generated/types.ts';
import { configuredChannels } from './configured.ts';
import type { ConfiguredChannel } from './configured.ts';
import { findChannelName } from './names.ts';

/** All channels of the gateway, seen from outside. */
export interface Channels {
  canonicalId(channel: string): string | undefined;
  status(options: { probe: boolean; timeoutMs: number }): Promise<ChannelsStatusResult>;
  /** @throws Failure NOT_LINKED | UNAVAILABLE | INVALID_REQUEST */
  send(params: { readonly channel?: string }): Promise<never>;
  poll(params: { readonly channel?: string }): Promise<never>;
  react(params: { readonly channel?: string }): Promise<never>;
  logout(target: { readonly channel: string }): Promise<never>;
  start(target: { readonly channel: string }): Promise<never>;
  stop(target: { readonly channel: string }): Promise<never>;
  loginStart(): Promise<never>;
  loginWait(): Promise<never>;
}

const DEFAULT_CHANNEL = 'whatsapp';

/** The one network whose link is a scanned code; its absence has an error code of its own. */
const LINKED_BY_CODE = 'whatsapp';

const ALTERNATIVE = 'talk to the agent with: moltbot agent --message "..."';

function snapshotOf(channel: ConfiguredChannel, accountId: string): AccountSnapshot {
  const linkState = channel.name.id === LINKED_BY_CODE ? { linked: false } : {};
  return {
    accountId,
    enabled: channel.enabled,
    configured: true,
    running: false,
    connected: false,
    lastError: null,
    ...linkState,
  };
}

const table = <T>(
  channels: readonly ConfiguredChannel[],
  pick: (channel: ConfiguredChannel) => T,
): Record<string, T> => Object.fromEntries(channels.map((channel) => [channel.name.id, pick(channel)]));

const noEntry = (): Promise<undefined> => Promise.resolve(undefined);

/** Nobody waits where nobody can write. */
export const NO_PAIRING = {
  list: (): PairingListResult => ({ requests: [] }),
  approve: noEntry,
  reject: noEntry,
} as const;

export const EMPTY_OUTBOX = {
  list: (): OutboxListResult => ({
    counts: { accepted: 0, sending: 0, sent: 0, unknown: 0, dead: 0 },
    entries: [],
  }),
  retry: noEntry,
  drop: noEntry,
} as const;

/** The channels of a gateway built without any: what the config names is reported as not running, nothing is sent. */
export function createNoChannels(deps: { readonly config: () => Config; readonly clock: Clock }): Channels {
  async function refuse(params: { readonly channel?: string }): Promise<never> {
    const asked = params.channel?.trim() || DEFAULT_CHANNEL;
    const name = findChannelName(asked);
    if (name === undefined) throw invalidRequest(`unsupported channel: ${asked}`);
    const { id: channel, label } = name;
    const configured = configuredChannels(deps.config()).some((entry) => entry.name.id === channel);
    if (channel === LINKED_BY_CODE) {
      throw notLinked(`${label} is not linked: this gateway has no link to it yet; ${ALTERNATIVE}`, {
        channel,
        configured,
        fix: ALTERNATIVE,
      });
    }
    const reason = configured
      ? 'this gateway has no link to it yet'
      : `channels.${channel} is not configured`;
    throw unavailable(`${label} is not available: ${reason}; ${ALTERNATIVE}`, {
      details: { channel, configured, fix: ALTERNATIVE },
      retryable: false,
    });
  }

  return {
    canonicalId: (channel) => findChannelName(channel)?.id,

    status() {
      const channels = configuredChannels(deps.config());
      return Promise.resolve({
        ts: deps.clock.now(),
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
      });
    },

    send: refuse,
    poll: refuse,
    react: refuse,
    logout: refuse,
    start: refuse,
    stop: refuse,
    loginStart: () => refuse({}),
    loginWait: () => refuse({}),
  };
}
