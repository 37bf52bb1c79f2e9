import { parseCommand } from '../../agent/commands/parse.ts';
import type { InboundMessage } from '../../channels/message.ts';
import type { Cursor } from '../../channels/port.ts';
import { finishInbox } from '../../store/inbox.ts';
import type { InboxRow } from '../../store/inbox.ts';
import type { Ask } from './ask.ts';
import type { Bundles } from './bundles.ts';
import type { Judge } from './judge.ts';
import { lineKey } from './lines.ts';
import type { Lines } from './lines.ts';
import type { LiveAccount } from './live-account.ts';
import type { ConversationNeeds } from './needs.ts';
import type { Notes } from './notes.ts';
import { createPatience } from './patience.ts';

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
  parts: {
    readonly judge: Judge;
    readonly notes: Notes;
    readonly bundles: Bundles;
    readonly ask: Ask;
    readonly lines: Lines;
  },
): Intake {
  const { inbox, store, clock, log } = needs;
  const { judge, notes, bundles, ask, lines } = parts;
  const patience = createPatience(needs);
  const resumed = new Set<string>();
  /** Rows taken up by the resumption of their account: there it meets what the network brings. */
  const met = new Set<number>();
  let paused = false;

  const finish = (ids: readonly number[], outcome: string): Promise<void> =>
    store.write((tx) => finishInbox(tx, ids, outcome, clock.now()));

  const isTooOld = (live: LiveAccount, { sentAt }: InboundMessage): boolean => {
    if (clock.now() - sentAt <= ANSWERED_WITHIN_MS) return false;
    log.warn('a message came too late to be answered', { account: live.key, sentAt });
    return true;
  };

  const handle = async (live: LiveAccount, row: InboxRow): Promise<void> => {
    if (paused) return;
    const message = row.payload as InboundMessage;
    if (message.kind !== 'message') return patience.outlast(() => notes.take(live, row.id, message));
    if (isTooOld(live, message)) return patience.outlast(() => finish([row.id], 'tooOld'));
    const verdict = await patience.outlast(() => judge.judge(live, row.id, message));
    if (verdict.kind === 'done' || paused) return;
    await bundles.add({ live, rowId: row.id, message, access: verdict.access, route: verdict.route });
  };

  const takeUp = (live: LiveAccount, row: InboxRow): void => {
    const line = lineKey(live.key, row.chat);
    // A word that is to stop the agent must not stand behind what the agent has no room for.
    const key = isStop(row.payload as InboundMessage) ? `${line}:stop` : line;
    lines.append(key, () => handle(live, row));
  };

  /** Messages that already had a run belong to that run and no other. */
  const takeUpRun = (live: LiveAccount, runId: string, rows: readonly InboxRow[]): void => {
    const messages = rows.map((row) => row.payload as InboundMessage);
    const last = messages.at(-1);
    if (last === undefined) return;
    lines.append(lineKey(live.key, last.chat.id), async () => {
      if (paused) return;
      const rowIds = rows.map(({ id }) => id);
      if (isTooOld(live, last)) return patience.outlast(() => finish(rowIds, 'tooOld'));
      const { access, route } = judge.look(live, last);
      if (access.kind !== 'allow') return patience.outlast(() => finish(rowIds, `dropped:${access.kind}`));
      await ask.ask({ live, rowIds, messages, access, route, runId });
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
      for (const row of rows) {
        // Before the resumption only what a crash left with the adapter comes in: older messages of the chat go first.
        if (row === undefined || met.has(row.id) || !resumed.has(live.key)) continue;
        takeUp(live, row);
      }
    },
    resume(live) {
      if (resumed.has(live.key)) return;
      resumed.add(live.key);
      const rows = inbox
        .open({ channel: live.channel, account: live.accountId })
        .filter((row) => !met.has(row.id));
      for (const { id } of rows) met.add(id);
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
      patience.giveUp();
      bundles.drop();
      ask.pause();
    },
    settled: lines.settled,
  };
}

function isStop({ text }: InboundMessage): boolean {
  const parsed = parseCommand(text);
  return parsed.kind === 'bareStop' || (parsed.kind === 'alone' && parsed.command.spec.name === 'stop');
}
