import type { InboundMessage } from '../message.ts';
import type { SelfIdentity } from '../port.ts';
import { ANYONE, listsSender, normalizeEntry } from './entries.ts';
import type { AccessPolicy } from './policy.ts';

/** The account's own addresses in the form of allowlists. */
export function ownEntries(policy: AccessPolicy, self: SelfIdentity | undefined): readonly string[] {
  if (self === undefined) return [];
  const { channel } = policy;
  const addresses = channel === 'telegram' ? [self.id] : [self.e164, self.jid, self.lid, self.id];
  const known = addresses.map((address) => (address === undefined ? '' : normalizeEntry(channel, address)));
  return [...new Set(known.filter((entry) => entry !== '' && entry !== ANYONE))];
}

/** A person's notes to themselves: the chat's other end is the account. */
export function isChatWithSelf(
  { chat }: InboundMessage,
  own: readonly string[],
  policy: AccessPolicy,
): boolean {
  return chat.kind === 'dm' && own.includes(normalizeEntry(policy.channel, chat.id));
}

/** The number is the operator's own, so that marks and mentions in it mean the person, not the agent. */
export function isSelfChatMode(policy: AccessPolicy, own: readonly string[]): boolean {
  if (policy.channel !== 'whatsapp') return false;
  return policy.selfChatMode ?? own.some((entry) => policy.allowFrom.includes(entry));
}

/** Who commands the account: those allowFrom names, on WhatsApp else the linked number itself. Normalised. */
export function ownersOf(policy: AccessPolicy, self: SelfIdentity | undefined): readonly string[] {
  const named = policy.allowFrom.filter((entry) => entry !== ANYONE);
  if (named.length > 0 || policy.channel === 'telegram') return named;
  return ownEntries(policy, self);
}

export const isOwner = (
  policy: AccessPolicy,
  self: SelfIdentity | undefined,
  sender: InboundMessage['sender'],
): boolean => listsSender(policy.channel, ownersOf(policy, self), sender);
