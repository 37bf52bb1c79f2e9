import type { Chat } from '../message.ts';
import type { AccessPolicy, GroupPolicy, TopicRules } from './policy.ts';

/** What holds in one chat: topic before group before `*` before account. */
export interface ChatRules {
  /** The chat itself is a key of `groups`. */
  readonly explicit: boolean;
  /** The chat or `*` is a key of `groups`, or `groups` singles nothing out. */
  readonly listed: boolean;
  readonly enabled: boolean;
  readonly groupPolicy: GroupPolicy;
  readonly allowFrom: readonly string[];
  /** The list is that of the group or topic: it counts even where the policy is open. */
  readonly ownList: boolean;
  readonly requireMention: boolean;
  readonly systemPrompt?: string;
}

/** Messages of a forum without a topic stand in its first one. */
const GENERAL_TOPIC = '1';

export function rulesOf(policy: AccessPolicy, chat: Chat): ChatRules {
  const group = policy.groups.get(chat.id.toLowerCase());
  const rest = policy.groups.get('*');
  const topicId = chat.isForum === true ? (chat.threadId ?? GENERAL_TOPIC) : undefined;
  const topic = topicId === undefined ? undefined : (group ?? rest)?.topics.get(topicId);
  const nearest = <K extends keyof TopicRules>(key: K): TopicRules[K] | undefined =>
    topic?.[key] ?? group?.[key] ?? rest?.[key];

  // Naming a group switches it on, whatever holds for the rest.
  const enabled = topic?.enabled ?? (group === undefined ? rest?.enabled : group.enabled) ?? true;
  const ownList = nearest('allowFrom');
  const prompts = [group?.systemPrompt ?? rest?.systemPrompt, topic?.systemPrompt];
  const systemPrompt = prompts.filter((prompt) => prompt?.trim()).join('\n\n');
  return {
    explicit: group !== undefined,
    listed: policy.groups.size === 0 || group !== undefined || rest !== undefined,
    enabled,
    groupPolicy: nearest('groupPolicy') ?? policy.groupPolicy,
    allowFrom: ownList ?? policy.groupAllowFrom,
    ownList: ownList !== undefined,
    requireMention: nearest('requireMention') ?? true,
    ...(systemPrompt !== '' && { systemPrompt }),
  };
}
