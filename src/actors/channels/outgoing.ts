import { createHash } from 'node:crypto';
import { resolveRoute } from '../../agent/sessions/route.ts';
import type { OutboundMedia, OutboundMessage, Receipt } from '../../channels/message.ts';
import { invalidRequest, unavailable } from '../../protocol/failure.ts';
import type {
  PollParams,
  PollResult,
  ReactParams,
  ReactResult,
  SendParams,
  SendResult,
} from '../../protocol/generated/types.ts';
import type { OutboxEntry } from '../../store/outbox.ts';
import type { LiveAccount } from './live-account.ts';
import { MOST_MEDIA, unlessAborted, withinBounds } from './media-bounds.ts';
import { OUTBOX_TTL_MS } from './needs.ts';
import type { ConversationNeeds } from './needs.ts';
import { offline, pickAccount, refusalToSend } from './pick.ts';
import type { OutboxWaiters } from './waiting.ts';

/** Less than the ten seconds a client waits, so that it hears what became of its message. */
const DELIVERY_WAIT_MS = 8_000;

export interface Outgoing {
  send(params: SendParams): Promise<SendResult>;
  poll(params: PollParams): Promise<PollResult>;
  react(params: ReactParams): Promise<ReactResult>;
}

interface Order {
  readonly kind: 'send' | 'poll' | 'react';
  readonly idempotencyKey: string;
  /** Everything that makes it this message and no other. */
  readonly facts: unknown;
  readonly channel?: string | undefined;
  readonly accountId?: string | undefined;
  readonly to: string;
  readonly threadId?: string | undefined;
  readonly wait: 'accepted' | 'delivered';
  readonly timeoutMs: number;
  readonly compose: (live: LiveAccount, chat: OutboundMessage['chat']) => Promise<OutboundMessage>;
}

interface Placed {
  readonly live: LiveAccount;
  readonly entry: OutboxEntry;
  readonly cached: boolean;
}

const receiptsOf = (entry: OutboxEntry): Receipt[] =>
  entry.parts.flatMap((part) => (part.receipt === undefined ? [] : [part.receipt as Receipt]));

export function createOutgoing(
  needs: ConversationNeeds & { readonly waiters: OutboxWaiters; readonly stateOf: (key: string) => string },
): Outgoing {
  const { accounts, outbox, clock, config, sessions, mediaSource, waiters, stateOf, log } = needs;
  /** Keys on their way in: a second caller joins the first instead of racing it. */
  const arriving = new Map<string, { readonly hash: string; readonly placed: Promise<Placed> }>();

  const conflict = (key: string): never => {
    throw invalidRequest(`idempotencyKey ${key} was used for another message; use a new one`, {
      reason: 'idempotency_conflict',
    });
  };

  const known = (live: LiveAccount, key: string, hash: string, order: Order): Placed | undefined => {
    const entry = outbox.find(key);
    if (entry === undefined) return undefined;
    if (entry.payloadHash !== hash) conflict(order.idempotencyKey);
    return { live, entry, cached: true };
  };

  const place = async (live: LiveAccount, key: string, hash: string, order: Order): Promise<Placed> => {
    const refusal = refusalToSend(live, stateOf(live.key), accounts.command);
    if (refusal !== undefined) throw refusal;
    const chat = live.account.target(order.to, order.threadId);
    if (order.wait === 'delivered' && !live.online) throw offline(live, stateOf(live.key), accounts.command);
    const message = await order.compose(live, chat);
    const now = clock.now();
    const { created, entry } = await outbox.enqueue({
      key,
      payloadHash: hash,
      channel: live.channel,
      account: live.accountId,
      chat: chat.chatId,
      ...(chat.threadId === undefined ? {} : { thread: chat.threadId }),
      createdAt: now,
      expiresAt: now + OUTBOX_TTL_MS,
      source: 'send',
      preview: (message.text ?? message.poll?.question ?? message.reaction?.emoji ?? '').slice(0, 120),
      parts: live.account.plan(message),
    });
    live.wake();
    if (!created && entry.payloadHash !== hash) conflict(order.idempotencyKey);
    return { live, entry, cached: !created };
  };

  const dispatch = async (order: Order): Promise<Placed> => {
    const live = pickAccount(accounts, order);
    const key = `${order.kind}:${order.idempotencyKey}`;
    const hash = createHash('sha256')
      .update(JSON.stringify([live.key, order.to, order.threadId ?? null, order.facts]))
      .digest('hex');
    const first = arriving.get(key);
    if (first !== undefined && first.hash !== hash) conflict(order.idempotencyKey);
    const joined = first?.placed.then((placed) => ({ ...placed, cached: true }));
    const placed = await (joined ?? known(live, key, hash, order) ?? arrive(live, key, hash, order));
    if (order.wait === 'accepted') return placed;
    const look = (): OutboxEntry => outbox.get(placed.entry.id) ?? placed.entry;
    const entry = await waiters.wait(look(), order.timeoutMs, look);
    refuseUndelivered(entry, accounts.command);
    return { ...placed, entry };
  };

  const arrive = (live: LiveAccount, key: string, hash: string, order: Order): Promise<Placed> => {
    const placed = place(live, key, hash, order).finally(() => arriving.delete(key));
    arriving.set(key, { hash, placed });
    return placed;
  };

  const placeOf = ({ live, entry, cached }: Placed) => {
    const [first] = receiptsOf(entry);
    return {
      channel: live.channel,
      chatId: entry.chat,
      state: entry.state,
      outboxId: entry.id,
      ...(cached ? { cached } : {}),
      ...(first?.toJid === undefined ? {} : { toJid: first.toJid }),
    };
  };

  const messageIdOf = (entry: OutboxEntry): string =>
    receiptsOf(entry)[0]?.messageId ?? entry.parts[0]?.messageId ?? `pending:${entry.id}`;

  const mediaOf = async (params: SendParams, signal: AbortSignal): Promise<OutboundMedia[]> => {
    const several = params.mediaUrls ?? [];
    // Clients that name several repeat the first in `mediaUrl`.
    const sources = several.length > 0 ? several : params.mediaUrl ? [params.mediaUrl] : [];
    if (sources.length > MOST_MEDIA)
      throw invalidRequest(`${sources.length} files are too many: at most ${MOST_MEDIA} go with one message`);
    const media: OutboundMedia[] = [];
    for (const source of sources) {
      const saved = await unlessAborted(signal, () =>
        mediaSource.resolve(source, { origin: 'operator', signal }),
      );
      media.push(params.asVoice === true && saved.kind === 'audio' ? { ...saved, kind: 'voice' } : saved);
    }
    return media;
  };

  /** What was sent by hand is part of the conversation the recipient has with the agent. */
  const mirror = async (params: SendParams, { live, entry }: Placed): Promise<void> => {
    const text = params.message.trim();
    if (text === '') return;
    const kind = entry.chat.endsWith('@g.us') || entry.chat.startsWith('-') ? 'group' : 'dm';
    const peer = { kind, id: kind === 'dm' ? personOf(entry.chat) : entry.chat } as const;
    const derived = resolveRoute(config(), {
      channel: live.channel,
      accountId: live.accountId,
      peer,
      ...(entry.thread === undefined ? {} : { threadId: entry.thread }),
    }).sessionKey;
    try {
      await sessions.inject(params.sessionKey?.toLowerCase() ?? derived, text);
    } catch (error) {
      // The message itself is safe; only the agent's memory of it is not.
      log.warn('a sent message was not noted in its session', { outbox: entry.id, error });
    }
  };

  return {
    async send(params) {
      const { idempotencyKey, mediaUrl, mediaUrls, replyToId, silent, asVoice, buttons, gifPlayback } =
        params;
      const placed = await dispatch({
        kind: 'send',
        idempotencyKey,
        facts: [params.message, mediaUrl, mediaUrls, replyToId, silent, asVoice, buttons, gifPlayback],
        channel: params.channel,
        accountId: params.accountId,
        to: params.to,
        threadId: params.threadId,
        wait: params.wait ?? 'delivered',
        timeoutMs: params.timeoutMs ?? DELIVERY_WAIT_MS,
        compose: async (_, chat) => {
          const media = await withinBounds(clock, (signal) => mediaOf(params, signal));
          const text = params.message.trim();
          return {
            chat,
            ...(text === '' ? {} : { text }),
            ...(media.length === 0 ? {} : { media }),
            ...(replyToId === undefined ? {} : { replyTo: replyToId }),
            ...(silent === undefined ? {} : { silent }),
            ...(gifPlayback === undefined ? {} : { gifPlayback }),
            ...(buttons === undefined ? {} : { buttons }),
          };
        },
      });
      if (!placed.cached) await mirror(params, placed);
      const ids = receiptsOf(placed.entry).map(({ messageId }) => messageId);
      return {
        runId: idempotencyKey,
        messageId: messageIdOf(placed.entry),
        ...(ids.length === 0 ? {} : { messageIds: ids }),
        ...placeOf(placed),
      };
    },

    async poll(params) {
      const { idempotencyKey, question, options, maxSelections = 1, durationHours } = params;
      if (maxSelections > options.length) {
        throw invalidRequest(
          `invalid poll params: maxSelections ${maxSelections} is more than the ${options.length} options`,
        );
      }
      const poll = {
        question,
        options,
        maxSelections,
        ...(durationHours === undefined ? {} : { durationHours }),
      };
      const placed = await dispatch({
        kind: 'poll',
        idempotencyKey,
        facts: [question, options, maxSelections, durationHours],
        channel: params.channel,
        accountId: params.accountId,
        to: params.to,
        wait: 'delivered',
        timeoutMs: DELIVERY_WAIT_MS,
        compose: (_, chat) => Promise.resolve({ chat, poll }),
      });
      const pollId = receiptsOf(placed.entry)[0]?.pollId;
      return {
        runId: idempotencyKey,
        messageId: messageIdOf(placed.entry),
        ...placeOf(placed),
        ...(pollId === undefined ? {} : { pollId }),
      };
    },

    async react(params) {
      const { idempotencyKey, messageId, participant, fromMe } = params;
      const emoji = params.remove === true ? '' : params.emoji;
      const placed = await dispatch({
        kind: 'react',
        idempotencyKey,
        facts: [messageId, emoji, participant, fromMe],
        channel: params.channel,
        accountId: params.accountId,
        to: params.to,
        wait: 'delivered',
        timeoutMs: DELIVERY_WAIT_MS,
        compose: (_, chat) =>
          Promise.resolve({
            chat,
            reaction: {
              messageId,
              emoji,
              ...(participant === undefined ? {} : { participant }),
              ...(fromMe === undefined ? {} : { fromMe }),
            },
          }),
      });
      return { runId: idempotencyKey, messageId, ...placeOf(placed) };
    },
  };
}

/** @throws Failure UNAVAILABLE for a message that will not, or may not, arrive */
function refuseUndelivered({ id, state, error }: OutboxEntry, command: string): void {
  const details = { outboxId: id, state };
  if (state === 'dead') {
    throw unavailable(
      `the message was not delivered: ${error ?? 'unknown reason'}; to try it again: ${command} outbox retry ${id}`,
      {
        details,
        retryable: false,
      },
    );
  }
  if (state === 'unknown') {
    throw unavailable(
      `it is not known whether the message arrived: ${error ?? 'the connection was cut'}; ` +
        `look there first, then: ${command} outbox retry ${id}, or ${command} outbox drop ${id}`,
      { details, retryable: false },
    );
  }
}

/** A person's address as sessions know it: WhatsApp's number with `+`, else the chat id. */
const personOf = (chat: string): string =>
  chat.endsWith('@s.whatsapp.net') ? `+${chat.slice(0, chat.indexOf('@')).split(':')[0] ?? ''}` : chat;
