import type { InboundMessage } from '../message.ts';
import type { SelfIdentity } from '../port.ts';
import { admitsSender, listsSender, normalizeEntries } from './entries.ts';
import { rulesOf } from './group-rules.ts';
import type { ChatRules } from './group-rules.ts';
import { isMentioned } from './mentions.ts';
import type { AccessPolicy } from './policy.ts';
import type { DropReason } from './reasons.ts';
import { isChatWithSelf, isOwner, ownEntries } from './self.ts';

export interface AccessQuestion {
  readonly message: InboundMessage;
  readonly policy: AccessPolicy;
  /** Senders approved by pairing. They count in direct chats only. */
  readonly approved: readonly string[];
  /** Absent while the link is not open. */
  readonly self: SelfIdentity | undefined;
  /** What `/activation` stored for the group. */
  readonly activation?: 'mention' | 'always';
  /** The whole text is a known slash command. */
  readonly isCommand: boolean;
}

export type AccessDecision =
  | {
      readonly kind: 'allow';
      readonly owner: boolean;
      /** Slash commands of this sender count; else they are dropped when alone and stay text within one. */
      readonly commands: boolean;
      /** Addressed to the agent; always so in direct chats. */
      readonly mentioned: boolean;
      /** Of the group and topic, for this run. */
      readonly systemPrompt?: string;
    }
  /** Unknown, and may ask to be let in. */
  | { readonly kind: 'pair' }
  /** Nobody addressed the agent: context of its next answer. */
  | { readonly kind: 'remember' }
  | { readonly kind: 'drop'; readonly reason: DropReason };

const drop = (reason: DropReason): AccessDecision => ({ kind: 'drop', reason });

/** Who may write, who may command, and whether the agent is meant: the one place for every network. Pure. */
export function decideAccess(question: AccessQuestion): AccessDecision {
  const { kind } = question.message.chat;
  if (kind === 'dm') return decideDirect(question);
  return kind === 'group' ? decideGroup(question) : decideChannelPost(question);
}

function decideDirect({ message, policy, approved, self }: AccessQuestion): AccessDecision {
  const { sender, kind } = message;
  const { channel, dmPolicy } = policy;
  const own = ownEntries(policy, self);
  if (isChatWithSelf(message, own, policy) && (sender.isSelf || listsSender(channel, own, sender))) {
    return { kind: 'allow', owner: true, commands: true, mentioned: true };
  }
  if (sender.isSelf) return drop('ownMessage');
  if (dmPolicy === 'disabled') return drop('dmDisabled');
  const allowed = [
    ...policy.allowFrom,
    ...normalizeEntries(
      channel,
      approved.filter((id) => id !== '*'),
    ),
  ];
  if (!admitsSender(channel, allowed, sender)) {
    if (dmPolicy !== 'pairing') return drop('senderNotAllowed');
    return kind === 'message' ? { kind: 'pair' } : drop('notAMessage');
  }
  const owner = isOwner(policy, self, sender);
  return { kind: 'allow', owner, commands: mayCommand(policy, owner, true), mentioned: true };
}

function decideGroup(question: AccessQuestion): AccessDecision {
  const { message, policy, self } = question;
  const { sender } = message;
  const rules = rulesOf(policy, message.chat);
  const refused = refusedGroup(rules);
  if (refused !== undefined) return drop(refused);
  const needsList = rules.groupPolicy === 'allowlist' || rules.ownList;
  const admitted = admitsSender(policy.channel, rules.allowFrom, sender);
  if (needsList && !admitted) return drop('groupSenderNotAllowed');
  const owner = isOwner(policy, self, sender);
  return addressed(question, rules, { owner, commands: mayCommand(policy, owner, admitted) });
}

/** A channel has no senders to choose from: naming it in the config is what lets its posts in. */
function decideChannelPost(question: AccessQuestion): AccessDecision {
  const { message, policy } = question;
  const rules = rulesOf(policy, message.chat);
  if (!rules.explicit) return drop('channelNotListed');
  const refused = refusedGroup(rules);
  if (refused !== undefined) return drop(refused);
  if (rules.ownList && !admitsSender(policy.channel, rules.allowFrom, message.sender)) {
    return drop('groupSenderNotAllowed');
  }
  return addressed(question, rules, { owner: false, commands: false });
}

function refusedGroup({ listed, enabled, groupPolicy }: ChatRules): DropReason | undefined {
  if (!listed) return 'groupNotListed';
  if (!enabled) return 'groupOff';
  return groupPolicy === 'disabled' ? 'groupsDisabled' : undefined;
}

/** On WhatsApp commands are the owner's: a number is easily let in, and its chats share the owner's session. */
function mayCommand(policy: AccessPolicy, owner: boolean, admitted: boolean): boolean {
  if (owner || !policy.commandsByList) return true;
  return policy.channel === 'telegram' && admitted;
}

function addressed(
  { message, policy, self, activation, isCommand }: AccessQuestion,
  rules: ChatRules,
  rights: { readonly owner: boolean; readonly commands: boolean },
): AccessDecision {
  const mentioned = isMentioned(message, policy, self);
  const needsMention = activation === undefined ? rules.requireMention : activation === 'mention';
  const bypasses = isCommand && rights.commands;
  if (message.kind === 'message' && needsMention && !mentioned && !bypasses) {
    return policy.historyLimit === 0 ? drop('notMentioned') : { kind: 'remember' };
  }
  const { systemPrompt } = rules;
  return { kind: 'allow', ...rights, mentioned, ...(systemPrompt !== undefined && { systemPrompt }) };
}
