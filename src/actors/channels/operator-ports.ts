import type { OutboxPort, PairingPort } from '../../api/channel-ports.ts';
import type { EventsPort } from '../../api/ports.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import type { OutboxEntry as ShownEntry } from '../../protocol/generated/types.ts';
import type { OutboxEntry } from '../../store/outbox.ts';
import { accountKey } from './live-account.ts';
import type { ConversationNeeds } from './needs.ts';
import { OUTBOX_TTL_MS } from './needs.ts';
import { channelNamed } from './pick.ts';

const DEFAULT_ROWS = 100;
/** What is looked through when everything but the sent is wanted. */
const MAX_ROWS = 1_000;

export function shownEntry(entry: OutboxEntry): ShownEntry {
  const receipts = entry.parts.flatMap((part) => {
    const id = (part.receipt as { readonly messageId?: unknown } | undefined)?.messageId;
    return typeof id === 'string' ? [id] : [];
  });
  return {
    id: entry.id,
    key: entry.key,
    channel: entry.channel,
    accountId: entry.account,
    to: entry.chat,
    state: entry.state,
    attempts: entry.attempts,
    createdAt: entry.createdAt,
    expiresAt: entry.expiresAt,
    preview: entry.preview,
    messageIds: receipts,
    parts: { total: entry.parts.length, sent: entry.parts.filter(({ state }) => state === 'sent').length },
    ...(entry.thread === undefined ? {} : { threadId: entry.thread }),
    ...(entry.nextAt === undefined ? {} : { nextAttemptAt: entry.nextAt }),
    ...(entry.error === undefined ? {} : { error: entry.error }),
  };
}

/** Tells clients of a message that needs them. What was sent as asked is no news. */
export function announceOutbox(events: EventsPort, entry: OutboxEntry): void {
  const { state } = entry;
  if (state !== 'unknown' && state !== 'dead') return;
  events.broadcast('outbox.changed', {
    id: entry.id,
    channel: entry.channel,
    accountId: entry.account,
    to: entry.chat,
    state,
    ...(entry.error === undefined ? {} : { error: entry.error }),
  });
}

export function createOutboxPort({
  outbox,
  clock,
  accounts,
}: Pick<ConversationNeeds, 'outbox' | 'clock' | 'accounts'>): OutboxPort {
  const refused = (id: number, verb: string): never => {
    const entry = outbox.get(id);
    throw invalidRequest(`outbox entry ${id} is ${entry?.state ?? 'gone'} and cannot be ${verb}`);
  };
  return {
    list({ state, channel, limit = DEFAULT_ROWS }) {
      const of = channel === undefined ? {} : { channel: channelNamed(channel).id };
      const entries =
        state === undefined
          ? outbox
              .list({ ...of, limit: MAX_ROWS })
              .filter((entry) => entry.state !== 'sent')
              .slice(0, limit)
          : outbox.list({ state, ...of, limit });
      return { counts: outbox.counts(), entries: entries.map(shownEntry) };
    },
    async retry(id) {
      if (outbox.get(id) === undefined) return undefined;
      const now = clock.now();
      const entry = await outbox.retry(id, now, now + OUTBOX_TTL_MS);
      if (entry === undefined) return refused(id, 'retried');
      accounts.find(accountKey(entry.channel, entry.account))?.wake();
      return shownEntry(entry);
    },
    async drop(id) {
      if (outbox.get(id) === undefined) return undefined;
      const entry = await outbox.drop(id, clock.now());
      if (entry === undefined) return refused(id, 'dropped');
      accounts.find(accountKey(entry.channel, entry.account))?.wake();
      return shownEntry(entry);
    },
  };
}

export function createPairingPort(
  needs: Pick<ConversationNeeds, 'pairing' | 'clock' | 'accounts' | 'outbox' | 'events' | 'log'>,
): PairingPort {
  const { pairing, clock, accounts, outbox, events, log } = needs;

  const notify = async (channel: string, accountId: string, id: string): Promise<boolean> => {
    const live = accounts.find(accountKey(channel, accountId));
    if (live === undefined) return false;
    const now = clock.now();
    const text = '✅ Access approved. Send a message to start chatting.';
    try {
      const chat = live.account.target(id);
      await outbox.enqueue({
        key: `approved:${live.key}:${id}:${now}`,
        payloadHash: '',
        channel,
        account: accountId,
        chat: chat.chatId,
        createdAt: now,
        expiresAt: now + OUTBOX_TTL_MS,
        source: 'notice',
        preview: text,
        parts: live.account.plan({ chat, text }),
      });
    } catch (error) {
      // The approval stands: the person finds out with the next message.
      log.warn('the approved person could not be told', { account: live.key, error });
      return false;
    }
    live.wake();
    return true;
  };

  const resolved = (
    request: { readonly channel: string; readonly accountId: string; readonly senderId: string },
    decision: 'approved' | 'rejected',
  ): void => {
    const { channel, accountId, senderId: id } = request;
    events.broadcast('channel.pair.resolved', { channel, accountId, id, decision, ts: clock.now() });
  };

  return {
    list({ channel }) {
      const requests = pairing.list(channel === undefined ? undefined : channelNamed(channel).id);
      return {
        requests: requests.map(({ senderId, meta, ...rest }) => ({ ...rest, id: senderId, meta })),
      };
    },
    async approve({ channel, code, accountId, notify: wanted }) {
      const request = await pairing.approve(channelNamed(channel).id, code, 'operator', accountId);
      if (request === undefined) return undefined;
      resolved(request, 'approved');
      const { senderId: id } = request;
      const told = wanted === true ? await notify(request.channel, request.accountId, id) : undefined;
      return {
        channel: request.channel,
        accountId: request.accountId,
        id,
        entry: id,
        ...(told === undefined ? {} : { notified: told }),
      };
    },
    async reject({ channel, code, accountId }) {
      const request = await pairing.reject(channelNamed(channel).id, code, 'operator', accountId);
      if (request === undefined) return undefined;
      resolved(request, 'rejected');
      return { channel: request.channel, accountId: request.accountId, id: request.senderId };
    },
  };
}
