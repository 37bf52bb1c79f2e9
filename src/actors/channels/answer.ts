import { createBlockSplitter } from '../../channels/text/blocks.ts';
import type { RunOutcome } from '../../api/ports.ts';
import { parseReply } from '../../channels/text/reply-directives.ts';
import type { ParsedReply } from '../../channels/text/reply-directives.ts';
import type { OutboundMedia, OutboundMessage } from '../../channels/message.ts';
import { finishInbox } from '../../store/inbox.ts';
import { enqueueOutbox } from '../../store/outbox-enqueue.ts';
import type { OutboxEntry } from '../../store/outbox.ts';
import { isAnsweredElsewhere } from '../runs/ending.ts';
import type { Question } from './question.ts';
import { streamRules } from './answer-rules.ts';
import type { ReplyPrefix } from './answer-rules.ts';
import { OUTBOX_TTL_MS } from './needs.ts';
import type { ConversationNeeds } from './needs.ts';
import { inkOf, restAfter } from './ink.ts';

/** Finished parts of an answer, sent while the rest is still being written. */
export interface AnswerStream {
  text(delta: string): void;
  segment(): void;
  /** What was not sent yet; nothing is sent after it. Resolves when every part before it is in the outbox. */
  finish(): Promise<string | undefined>;
  readonly spoken: boolean;
}

export interface Answer {
  /** `undefined` where answers are sent whole. */
  stream(question: Question): AnswerStream | undefined;
  /** Puts the answer into the outbox and ends the messages it answers, in one commit. May be repeated. */
  give(question: Question, outcome: RunOutcome, stream: AnswerStream | undefined): Promise<void>;
}

const NOTICES: Readonly<Partial<Record<RunOutcome['status'], (outcome: RunOutcome) => string>>> = {
  error: ({ summary }) => `⚠️ I could not answer: ${summary}`,
  timeout: () => '⚠️ The answer took too long and was given up. Send the message again to repeat it.',
  interrupted: () => '⚠️ A restart cut this answer off. Send the message again to repeat it.',
};

export function createAnswer(needs: ConversationNeeds, prefix: ReplyPrefix): Answer {
  const { config, clock, log, store, outbox, mediaSource } = needs;

  /** Whatever the agent asked to send along; what cannot be sent is said instead of being lost. */
  const mediaOf = async (
    question: Question,
    reply: ParsedReply,
  ): Promise<{ media: OutboundMedia[]; notes: string[] }> => {
    const media: OutboundMedia[] = [];
    const notes: string[] = [];
    for (const source of reply.media) {
      try {
        const saved = await mediaSource.resolve(source, {
          origin: 'agent',
          agentId: question.route.agentId,
          signal: new AbortController().signal,
        });
        media.push(reply.voice && saved.kind === 'audio' ? { ...saved, kind: 'voice' } : saved);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        log.warn('an attachment of an answer is left out', { runId: question.runId, why });
        notes.push(`⚠️ An attachment could not be sent: ${why}`);
      }
    }
    return { media, notes };
  };

  const messageFrom = async (question: Question, raw: string): Promise<OutboundMessage | undefined> => {
    const { live, messages } = question;
    const last = messages.at(-1);
    if (last === undefined) return undefined;
    const reply = parseReply(raw);
    if (reply.silent) return undefined;
    const { media, notes } = await mediaOf(question, reply);
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
  };

  const entryOf = (question: Question, key: string, hash: string, message: OutboundMessage) => {
    const { live, runId, route } = question;
    const now = clock.now();
    return {
      key,
      payloadHash: hash,
      channel: live.channel,
      account: live.accountId,
      chat: message.chat.chatId,
      ...(message.chat.threadId === undefined ? {} : { thread: message.chat.threadId }),
      createdAt: now,
      expiresAt: now + OUTBOX_TTL_MS,
      source: 'reply' as const,
      runId,
      sessionKey: route.sessionKey,
      preview: (message.text ?? '').slice(0, 120),
      parts: live.account.plan(message),
    };
  };

  const blockKey = (runId: string, index: number): string => `run:${runId}:block:${index}`;

  /** Characters already sent by blocks, from the store: the process that sent them may be gone. */
  const inkSent = (runId: string): number => {
    let ink = 0;
    for (let index = 0; ; index += 1) {
      const found: OutboxEntry | undefined = outbox.find(blockKey(runId, index));
      if (found === undefined) return ink;
      ink = Number(found.payloadHash);
    }
  };

  const textOf = async (outcome: RunOutcome, stream: AnswerStream | undefined): Promise<string> => {
    const notice = NOTICES[outcome.status];
    if (notice !== undefined) {
      await stream?.finish();
      return notice(outcome);
    }
    if (outcome.status !== 'ok' || isAnsweredElsewhere(outcome)) return '';
    const whole = (outcome.result?.payloads ?? [])
      .map(({ text }) => text?.trim() ?? '')
      .join('\n\n')
      .trim();
    await stream?.finish();
    const ink = inkSent(outcome.runId);
    return ink === 0 ? whole : restAfter(whole, ink);
  };

  return {
    stream(question) {
      const rules = streamRules(config(), question.live);
      if (rules === undefined) return undefined;
      const splitter = createBlockSplitter(rules);
      let ink = 0;
      let index = 0;
      let work = Promise.resolve();
      let over = false;

      const send = (block: string): void => {
        ink += inkOf(block);
        const key = blockKey(question.runId, index);
        const hash = String(ink);
        index += 1;
        work = work
          .then(async () => {
            const message = await messageFrom(question, block);
            // An entry is made even of an unsayable block, so that the count of what was said stays whole.
            if (message === undefined) return;
            await outbox.enqueue(entryOf(question, key, hash, message));
            question.live.wake();
          })
          .catch((error: unknown) => {
            log.error('a part of an answer is not in the outbox', { runId: question.runId, error });
          });
      };

      return {
        text(delta) {
          if (!over) for (const block of splitter.push(delta)) send(block);
        },
        segment() {
          if (!over) for (const block of splitter.push('\n\n')) send(block);
        },
        async finish() {
          over = true;
          await work;
          return splitter.flush();
        },
        get spoken() {
          return index > 0;
        },
      };
    },

    async give(question, outcome, stream) {
      const { live, rowIds, runId } = question;
      const text = await textOf(outcome, stream);
      const message = text === '' ? undefined : await messageFrom(question, text);
      const entry = message === undefined ? undefined : entryOf(question, `run:${runId}`, '', message);
      await store.write((tx) => {
        if (entry !== undefined) enqueueOutbox(tx, entry);
        finishInbox(
          tx,
          rowIds,
          entry === undefined ? `silent:${outcome.status}` : `answered:${outcome.status}`,
          clock.now(),
        );
      });
      live.wake();
    },
  };
}
