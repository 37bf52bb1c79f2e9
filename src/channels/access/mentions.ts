import type { InboundMessage } from '../message.ts';
import type { SelfIdentity } from '../port.ts';
import { SEARCHED_CHARS } from './patterns.ts';
import type { AccessPolicy } from './policy.ts';
import { isSelfChatMode, ownEntries } from './self.ts';

/** Shorter numbers stand in texts by chance. */
const MIN_NUMBER_DIGITS = 7;

/** Whether a group message addresses the agent: by the network's mark, by words, or as an answer to it. */
export function isMentioned(
  message: InboundMessage,
  policy: AccessPolicy,
  self: SelfIdentity | undefined,
): boolean {
  if (message.quoted?.fromMe === true) return true;
  const marksCount = !isSelfChatMode(policy, ownEntries(policy, self));
  if (marksCount && message.mention === 'self') return true;
  // Who marks somebody else on WhatsApp talks to them, whatever words follow.
  if (marksCount && message.mention === 'other' && policy.channel === 'whatsapp') return false;
  const text = message.text.slice(0, SEARCHED_CHARS);
  return (
    policy.mentionPatterns.some((pattern) => pattern.test(text)) ||
    (policy.channel === 'whatsapp' ? namesNumber(text, self) : namesBot(text, self))
  );
}

function namesNumber(text: string, self: SelfIdentity | undefined): boolean {
  const own = self?.e164?.replaceAll(/\D/g, '') ?? '';
  return own.length >= MIN_NUMBER_DIGITS && text.replaceAll(/\D/g, '').includes(own);
}

function namesBot(text: string, self: SelfIdentity | undefined): boolean {
  const name = self?.username?.toLowerCase();
  if (name === undefined || name === '') return false;
  return text
    .toLowerCase()
    .split(/[^\w@]+/u)
    .includes(`@${name}`);
}
