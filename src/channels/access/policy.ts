import type { Config } from '../../config/generated/types.ts';
import type { ChannelId } from '../message.ts';
import { normalizeEntries } from './entries.ts';
import { mentionPatterns } from './patterns.ts';
import type { IgnoredPattern } from './patterns.ts';

export type DmPolicy = 'pairing' | 'allowlist' | 'open' | 'disabled';
export type GroupPolicy = 'allowlist' | 'open' | 'disabled';

/** What one topic says for itself; absent fields are the group's. Lists are normalised. */
export interface TopicRules {
  readonly enabled?: boolean;
  readonly allowFrom?: readonly string[];
  readonly requireMention?: boolean;
  readonly groupPolicy?: GroupPolicy;
  readonly systemPrompt?: string;
}

/** What one group says for itself; absent fields are those of `*`, then the account's. */
export interface GroupRules extends TopicRules {
  readonly topics: ReadonlyMap<string, TopicRules>;
}

/** Who may write over one account, with every level of the config merged. Lists are normalised. */
export interface AccessPolicy {
  readonly channel: ChannelId;
  readonly dmPolicy: DmPolicy;
  readonly allowFrom: readonly string[];
  readonly groupPolicy: GroupPolicy;
  readonly groupAllowFrom: readonly string[];
  /** By chat id, lower-cased; `*` for the rest. Empty: no group is singled out. */
  readonly groups: ReadonlyMap<string, GroupRules>;
  /** Absent: the account is the operator's own when allowFrom names its number. */
  readonly selfChatMode?: boolean;
  readonly mentionPatterns: readonly RegExp[];
  /** Mention patterns that cannot be used, for the log. */
  readonly ignoredPatterns: readonly IgnoredPattern[];
  /** Group messages kept as context; 0 keeps none. */
  readonly historyLimit: number;
  /** False: whoever is answered may also give commands. */
  readonly commandsByList: boolean;
}

const DEFAULT_HISTORY = 50;

/** The fields of both networks that matter here. */
interface TopicSection {
  readonly enabled?: boolean;
  readonly allowFrom?: readonly (string | number)[];
  readonly requireMention?: boolean;
  readonly groupPolicy?: GroupPolicy;
  readonly systemPrompt?: string;
}

interface AccountSection {
  readonly dmPolicy?: DmPolicy;
  readonly allowFrom?: readonly (string | number)[];
  readonly groupPolicy?: GroupPolicy;
  readonly groupAllowFrom?: readonly (string | number)[];
  readonly groups?: Readonly<
    Record<string, TopicSection & { readonly topics?: Readonly<Record<string, TopicSection>> }>
  >;
  readonly selfChatMode?: boolean;
  readonly historyLimit?: number;
}

function topicRules(channel: ChannelId, section: TopicSection): TopicRules {
  const { enabled, allowFrom, requireMention, groupPolicy, systemPrompt } = section;
  return {
    ...(enabled !== undefined && { enabled }),
    ...(allowFrom !== undefined && { allowFrom: normalizeEntries(channel, allowFrom) }),
    ...(requireMention !== undefined && { requireMention }),
    ...(groupPolicy !== undefined && { groupPolicy }),
    ...(systemPrompt !== undefined && { systemPrompt }),
  };
}

function groupsOf(channel: ChannelId, groups: AccountSection['groups']): ReadonlyMap<string, GroupRules> {
  return new Map(
    Object.entries(groups ?? {}).map(([id, section]) => {
      const topics = Object.entries(section.topics ?? {}).map(
        ([topic, rules]) => [topic.trim(), topicRules(channel, rules)] as const,
      );
      return [id.trim().toLowerCase(), { ...topicRules(channel, section), topics: new Map(topics) }] as const;
    }),
  );
}

/** The account's own section over that of the channel, key by key. */
function sectionOf(config: Config, channel: ChannelId, accountId: string): AccountSection {
  const section = config.channels?.[channel];
  if (section === undefined) return {};
  const accounts: Readonly<Record<string, AccountSection>> = section.accounts ?? {};
  const own = Object.hasOwn(accounts, accountId) ? accounts[accountId] : undefined;
  return { ...section, ...own };
}

/**
 * Who may write over the account: its own keys go before those of the channel, and these before `channels.defaults`.
 * `agentId`: whose mention patterns count beside the common ones.
 */
export function accessPolicyOf(
  config: Config,
  channel: ChannelId,
  accountId: string,
  agentId?: string,
): AccessPolicy {
  const section = sectionOf(config, channel, accountId);
  const { selfChatMode } = section;
  const common = config.messages?.groupChat;
  const agent = config.agents?.list?.find(({ id }) => id.toLowerCase() === agentId?.toLowerCase())?.groupChat;
  const { patterns, ignored } = mentionPatterns([
    ...(common?.mentionPatterns ?? []),
    ...(agent?.mentionPatterns ?? []),
  ]);
  const allowFrom = normalizeEntries(channel, section.allowFrom ?? []);
  return {
    channel,
    dmPolicy: section.dmPolicy ?? 'pairing',
    allowFrom,
    groupPolicy: section.groupPolicy ?? config.channels?.defaults?.groupPolicy ?? 'allowlist',
    groupAllowFrom:
      section.groupAllowFrom === undefined ? allowFrom : normalizeEntries(channel, section.groupAllowFrom),
    groups: groupsOf(channel, section.groups),
    ...(selfChatMode !== undefined && { selfChatMode }),
    mentionPatterns: patterns,
    ignoredPatterns: ignored,
    historyLimit: section.historyLimit ?? agent?.historyLimit ?? common?.historyLimit ?? DEFAULT_HISTORY,
    commandsByList: config.commands?.useAccessGroups !== false,
  };
}
