import type { Config } from '../../config/generated/types.ts';
import type { Arrival } from './bundles.ts';
import type { LiveAccount } from './live-account.ts';
import type { ConversationNeeds } from './needs.ts';

/** A reaction that says "seen" is worth nothing later, in milliseconds. */
const ACK_TTL_MS = 60_000;

export interface Acks {
  /**
   * Marks messages read and reacts to the last of them, as configured. Comfort: the answer does not depend on it.
   */
  seen(arrivals: readonly Arrival[]): void;
}

interface AckRule {
  readonly emoji: string;
  readonly direct: boolean;
  readonly group: 'always' | 'mentions' | 'never';
}

const SCOPES: Readonly<Record<string, Omit<AckRule, 'emoji'>>> = {
  'group-mentions': { direct: false, group: 'mentions' },
  'group-all': { direct: false, group: 'always' },
  direct: { direct: true, group: 'never' },
  all: { direct: true, group: 'always' },
};

function ruleFor(config: Config, live: LiveAccount): AckRule | undefined {
  if (live.channel === 'whatsapp') {
    const section = config.channels?.whatsapp;
    const own = section?.accounts?.[live.accountId]?.ackReaction ?? section?.ackReaction;
    if (own?.emoji !== undefined) {
      return { emoji: own.emoji, direct: own.direct ?? true, group: own.group ?? 'mentions' };
    }
  }
  const emoji = config.messages?.ackReaction;
  if (emoji === undefined) return undefined;
  const scope = SCOPES[config.messages?.ackReactionScope ?? 'group-mentions'];
  return scope === undefined ? undefined : { emoji, ...scope };
}

const applies = (rule: AckRule, { message, access }: Arrival): boolean => {
  if (rule.emoji === '') return false;
  if (message.chat.kind === 'dm') return rule.direct;
  return rule.group === 'always' || (rule.group === 'mentions' && access.mentioned);
};

/** Read receipts tell the sender that somebody looked; with one's own number that would be oneself. */
function marksRead(config: Config, live: LiveAccount): boolean {
  if (live.channel !== 'whatsapp') return true;
  const section = config.channels?.whatsapp;
  const account = section?.accounts?.[live.accountId];
  const self = account?.selfChatMode ?? section?.selfChatMode ?? false;
  return !self && (account?.sendReadReceipts ?? section?.sendReadReceipts ?? true);
}

export function createAcks(needs: Pick<ConversationNeeds, 'config' | 'clock' | 'outbox' | 'log'>): Acks {
  const { config, clock, outbox, log } = needs;

  const react = async ({ live, message, rowId }: Arrival, emoji: string): Promise<void> => {
    const now = clock.now();
    const { chat, messageId, sender } = message;
    const participant = chat.kind === 'dm' ? {} : { participant: sender.id };
    await outbox.enqueue({
      key: `ack:${live.key}:${rowId}`,
      payloadHash: '',
      channel: live.channel,
      account: live.accountId,
      chat: chat.id,
      createdAt: now,
      expiresAt: now + ACK_TTL_MS,
      source: 'notice',
      preview: emoji,
      parts: live.account.plan({
        chat: { chatId: chat.id },
        reaction: { messageId, emoji, fromMe: false, ...participant },
      }),
    });
    live.wake();
  };

  return {
    seen(arrivals) {
      for (const { live, message } of arrivals) {
        if (marksRead(config(), live)) void live.link?.markRead(message);
      }
      const last = arrivals.at(-1);
      if (last === undefined) return;
      const rule = ruleFor(config(), last.live);
      if (rule === undefined || !applies(rule, last)) return;
      react(last, rule.emoji).catch((error: unknown) => {
        log.debug('a message could not be reacted to', { account: last.live.key, error });
      });
    },
  };
}
