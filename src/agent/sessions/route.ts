import type { Config } from '../../config/generated/types.ts';
import { agentIds, defaultAgentId, normalizeAgentId } from '../agent-list.ts';
import { canonicalSessionKey, mainSessionKey } from './keys.ts';
import { linkedName } from './linked-name.ts';

/** Where a message came in. */
export interface RouteInput {
  readonly channel: string;
  readonly accountId: string;
  readonly peer: { readonly kind: 'dm' | 'group' | 'channel'; readonly id: string };
  readonly threadId?: string | undefined;
  /** The group has topics: each is a conversation of its own. */
  readonly isForum?: boolean | undefined;
}

export interface ResolvedRoute {
  readonly agentId: string;
  /** Canonical. */
  readonly sessionKey: string;
  readonly mainSessionKey: string;
  readonly matchedBy: 'binding.peer' | 'binding.account' | 'binding.channel' | 'default';
}

type Binding = NonNullable<Config['bindings']>[number];

const DEFAULT_ACCOUNT = 'default';
const GENERAL_TOPIC = '1';
const ANY = '*';

const same = (left: string, right: string): boolean =>
  left.trim().toLowerCase() === right.trim().toLowerCase();

/** The account a binding without `accountId` means: `default`, or the first where none is called so. */
function defaultAccount(config: Config, channel: string): string {
  const section: unknown = config.channels?.[channel];
  const accounts =
    typeof section === 'object' && section !== null && 'accounts' in section ? section.accounts : undefined;
  const ids = typeof accounts === 'object' && accounts !== null ? Object.keys(accounts) : [];
  return ids.length === 0 || ids.includes(DEFAULT_ACCOUNT)
    ? DEFAULT_ACCOUNT
    : (ids.toSorted()[0] ?? DEFAULT_ACCOUNT);
}

/** Messages of a forum without a topic stand in its first one; elsewhere a group's threads are only replies. */
const topicOf = ({ isForum, threadId }: RouteInput): string | undefined =>
  isForum === true ? (threadId ?? GENERAL_TOPIC) : undefined;

/** The ids a binding may name the chat by, the narrowest first. */
function peerIds(input: RouteInput): readonly string[] {
  const topic = topicOf(input);
  return topic === undefined ? [input.peer.id] : [`${input.peer.id}:topic:${topic}`, input.peer.id];
}

function match(config: Config, input: RouteInput): { binding?: Binding; by: ResolvedRoute['matchedBy'] } {
  const isDefault = same(defaultAccount(config, input.channel), input.accountId);
  const fitting = (config.bindings ?? []).filter(({ match: { channel, accountId, guildId, teamId } }) => {
    // No network served here has servers or teams.
    if (!same(channel, input.channel) || guildId !== undefined || teamId !== undefined) return false;
    return accountId === undefined ? isDefault : accountId === ANY || same(accountId, input.accountId);
  });
  for (const id of peerIds(input)) {
    const binding = fitting.find(
      ({ match: { peer } }) => peer !== undefined && peer.kind === input.peer.kind && same(peer.id, id),
    );
    if (binding !== undefined) return { binding, by: 'binding.peer' };
  }
  const whole = fitting.filter(({ match: { peer } }) => peer === undefined);
  const ofAccount = whole.find(({ match: { accountId } }) => accountId !== ANY);
  if (ofAccount !== undefined) return { binding: ofAccount, by: 'binding.account' };
  const [ofChannel] = whole;
  return ofChannel === undefined ? { by: 'default' } : { binding: ofChannel, by: 'binding.channel' };
}

/** The session's name within its agent; `undefined` for the main session. */
function restOf(config: Config, input: RouteInput): string | undefined {
  const { channel, accountId, peer } = input;
  if (peer.kind !== 'dm') {
    const topic = topicOf(input);
    return `${channel}:${peer.kind}:${peer.id}${topic === undefined ? '' : `:topic:${topic}`}`;
  }
  const dmScope = config.session?.dmScope ?? 'main';
  if (dmScope === 'main') return undefined;
  const name = linkedName(config, peer.id, channel);
  if (dmScope === 'per-peer') return `dm:${name}`;
  if (dmScope === 'per-channel-peer') return `${channel}:dm:${name}`;
  return `${channel}:${accountId}:dm:${name}`;
}

/**
 * Which agent answers in a chat and in which session: the most specific binding wins, else the default agent.
 *
 * @throws Failure INVALID_REQUEST when the chat's id makes a session key too long
 */
export function resolveRoute(config: Config, input: RouteInput): ResolvedRoute {
  const { binding, by } = match(config, input);
  const wanted = binding === undefined ? undefined : normalizeAgentId(binding.agentId);
  const agentId = wanted !== undefined && agentIds(config).includes(wanted) ? wanted : defaultAgentId(config);
  const main = mainSessionKey(config, agentId);
  const route = { agentId, mainSessionKey: main, matchedBy: by };
  if (config.session?.scope === 'global') return { ...route, sessionKey: main };
  const rest = restOf(config, input);
  const base = rest === undefined ? main : `agent:${agentId}:${rest}`;
  const thread = input.peer.kind === 'dm' && input.threadId !== undefined ? `:thread:${input.threadId}` : '';
  return { ...route, sessionKey: canonicalSessionKey(config, `${base}${thread}`) };
}
