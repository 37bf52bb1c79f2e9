import { parseReply } from '../../channels/text/reply-directives.ts';
import type { ParsedReply } from '../../channels/text/reply-directives.ts';
import type { OutboundMedia, OutboundMessage } from '../../channels/message.ts';
import type { NewOutbox } from '../../store/outbox-enqueue.ts';
import type { ReplyPrefix } from './answer-rules.ts';
import { MOST_MEDIA, unlessAborted, withinBounds } from './media-bounds.ts';
import { OUTBOX_TTL_MS } from './needs.ts';
import type { ConversationNeeds } from './needs.ts';
import type { Question } from './question.ts';

/** The agent's words as messages of the network the question came over. */
export interface Replies {
  /** `undefined` when there is nothing to say. */
  message(question: Question, raw: string): Promise<OutboundMessage | undefined>;
  /** @throws Failure when the network cannot carry it */
  entry(question: Question, key: string, payloadHash: string, message: OutboundMessage): NewOutbox;
}

const PREVIEW_CHARS = 120;

export function createReplies(needs: ConversationNeeds, prefix: ReplyPrefix): Replies {
  const { clock, log, mediaSource } = needs;

  /** Whatever the agent asked to send along; what cannot be sent is said instead of being lost. */
  const mediaOf = async (
    question: Question,
    reply: ParsedReply,
    signal: AbortSignal,
  ): Promise<{ readonly media: OutboundMedia[]; readonly notes: string[] }> => {
    const media: OutboundMedia[] = [];
    const notes: string[] = [];
    const left = reply.media.length - MOST_MEDIA;
    for (const source of reply.media.slice(0, MOST_MEDIA)) {
      try {
        const { agentId } = question.route;
        const saved = await unlessAborted(signal, () =>
          mediaSource.resolve(source, { origin: 'agent', agentId, signal }),
        );
        media.push(reply.voice && saved.kind === 'audio' ? { ...saved, kind: 'voice' } : saved);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        log.warn('an attachment of an answer is left out', { runId: question.runId, why });
        notes.push(`⚠️ An attachment could not be sent: ${why}`);
      }
    }
    if (left > 0) notes.push(`⚠️ ${left} more attachments were left out: ${MOST_MEDIA} go with one answer.`);
    return { media, notes };
  };

  return {
    async message(question, raw) {
      const { live, messages } = question;
      const last = messages.at(-1);
      if (last === undefined) return undefined;
      const reply = parseReply(raw);
      const { media, notes } = await withinBounds(clock, (signal) => mediaOf(question, reply, signal));
      const text = [reply.text.trim(), ...notes].filter((line) => line !== '').join('\n\n');
      if (text === '' && media.length === 0) return undefined;
      const quoted = reply.replyTo === 'current' ? last.messageId : reply.replyTo;
      // Telegram's own rule decides whether to quote; elsewhere an answer quotes only when the agent asks for it.
      const replyTo = quoted ?? (live.channel === 'telegram' ? last.messageId : undefined);
      return {
        chat: {
          chatId: last.chat.id,
          ...(last.chat.threadId === undefined ? {} : { threadId: last.chat.threadId }),
        },
        ...(text === '' ? {} : { text: prefix(question, text) }),
        ...(media.length === 0 ? {} : { media }),
        ...(replyTo === undefined ? {} : { replyTo }),
      };
    },

    entry({ live, runId, route }, key, payloadHash, message) {
      const now = clock.now();
      const { chatId, threadId } = message.chat;
      return {
        key,
        payloadHash,
        channel: live.channel,
        account: live.accountId,
        chat: chatId,
        ...(threadId === undefined ? {} : { thread: threadId }),
        createdAt: now,
        expiresAt: now + OUTBOX_TTL_MS,
        source: 'reply',
        runId,
        sessionKey: route.sessionKey,
        preview: (message.text ?? '').slice(0, PREVIEW_CHARS),
        parts: live.account.plan(message),
      };
    },
  };
}
