import type { InboundMessage } from '../../channels/message.ts';
import type { Cursor } from '../../channels/port.ts';
import { finishInbox } from '../../store/inbox.ts';
import type { InboxRow } from '../../store/inbox.ts';
import type { Ask } from './ask.ts';
import type { Bundles } from './bundles.ts';
import type { Judge } from './judge.ts';
import type { LiveAccount } from './live-account.ts';
import type { ConversationNeeds } from './needs.ts';

/** A message that waited longer than this is kept on record but no longer answered, in milliseconds. */
const ANSWERED_WITHIN_MS = 24 * 3_600_000;

export interface Intake {
  /** Resolves when the messages and the cursor are durable; what becomes of them follows by itself. */
  received(live: LiveAccount, messages: readonly InboundMessage[], cursor?: Cursor): Promise<void>;
  /** Takes up, once per boot, what the last process left behind. */
  resume(live: LiveAccount): void;
  /** From now on messages are only stored: the next boot takes them up. */
  pause(): void;
  /** Resolves when nothing is between the inbox and the runs. */
  settled(): Promise<void>;
}

/** From the network into the inbox, and from there on, one message of a chat at a time. */
export function createIntake(
  needs: ConversationNeeds,
  parts: { readonly judge: Judge; readonly bundles: Bundles; readonly ask: Ask },
): Intake {
  const { inbox, store, clock, log } = needs;
  const lines = new Map<string, Promise<void>>();
  const resumed = new Set<string>();
  let paused = false;

  const finish = (ids: readonly number[], outcome: string): Promise<void> =>
    store.write((tx) => finishInbox(tx, ids, outcome, clock.now()));

  /** Appends work to the chat's line. A failure leaves the row open: the next boot finds it. */
  const inLine = (row: InboxRow, work: () => Promise<void>): void => {
    const key = `${row.channel}:${row.account}:${row.chat}`;
    const before = lines.get(key) ?? Promise.resolve();
    const mine = before.then(work).catch((error: unknown) => {
      log.error('an inbound message was not handled; it stays in the inbox', { inbox: row.id, error });
    });
    lines.set(key, mine);
    void mine.then(() => {
      if (lines.get(key) === mine) lines.delete(key);
    });
  };

  const handle = async (live: LiveAccount, row: InboxRow): Promise<void> => {
    if (paused) return;
    const message = row.payload as InboundMessage;
    if (message.kind !== 'message') return finish([row.id], 'noted');
    if (clock.now() - message.sentAt > ANSWERED_WITHIN_MS) {
      log.warn('a message came too late to be answered', { account: live.key, sentAt: message.sentAt });
      return finish([row.id], 'tooOld');
    }
    const verdict = await parts.judge.judge(live, row.id, message);
    if (verdict.kind === 'done') return;
    parts.bundles.add({ live, rowId: row.id, message, access: verdict.access, route: verdict.route });
  };

  const takeUp = (live: LiveAccount, row: InboxRow): void => inLine(row, () => handle(live, row));

  /** Messages that already had a run belong to that run and no other. */
  const takeUpRun = (live: LiveAccount, runId: string, rows: readonly InboxRow[]): void => {
    const [first] = rows;
    if (first === undefined) return;
    inLine(first, async () => {
      const messages = rows.map((row) => row.payload as InboundMessage);
      const last = messages.at(-1);
      if (last === undefined) return;
      const verdict = parts.judge.look(live, last);
      if (verdict.access.kind !== 'allow') {
        return finish(
          rows.map((row) => row.id),
          `dropped:${verdict.access.kind}`,
        );
      }
      const { access, route } = verdict;
      await parts.ask.ask({ live, rowIds: rows.map((row) => row.id), messages, access, route, runId });
    });
  };

  return {
    async received(live, messages, cursor) {
      const receivedAt = clock.now();
      const rows = await inbox.accept(
        messages.map((message) => ({
          channel: live.channel,
          account: live.accountId,
          chat: message.chat.id,
          messageId: message.messageId,
          receivedAt,
          payload: message,
        })),
        cursor,
      );
      for (const row of rows) if (row !== undefined) takeUp(live, row);
    },
    resume(live) {
      if (resumed.has(live.key)) return;
      resumed.add(live.key);
      // Those that came in since the link opened are on their way already.
      const opened = live.lastConnectedAt ?? clock.now();
      const rows = inbox
        .open({ channel: live.channel, account: live.accountId })
        .filter((row) => row.receivedAt < opened);
      const handed = Map.groupBy(
        rows.filter((row) => row.state === 'handed' && row.runId !== undefined),
        (row) => row.runId ?? '',
      );
      for (const [runId, group] of handed) takeUpRun(live, runId, group);
      for (const row of rows) if (row.state === 'received') takeUp(live, row);
      if (rows.length > 0)
        log.info('messages of the last run are taken up', { account: live.key, count: rows.length });
    },
    pause() {
      paused = true;
      parts.bundles.drop();
    },
    async settled() {
      await Promise.all(lines.values());
    },
  };
}
