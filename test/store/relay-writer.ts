import { writeSync } from 'node:fs';
import { systemClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import type { InboxRow } from '../../src/store/inbox.ts';
import { createInbox, finishInbox, handInbox } from '../../src/store/inbox.ts';
import { openStore } from '../../src/store/open.ts';
import { createOutbox, enqueueOutbox } from '../../src/store/outbox.ts';
import { ACCOUNT, message } from './outbox-fixture.ts';

/**
 * Takes numbered messages in from where its cursor stands and answers each with one of its own, until `last`. Prints
 * `in N` once a message is durable, `out N` where the network would hear the answer, `sent N` once that is durable.
 */
const [path, last] = [process.argv[2], Number(process.argv[3])];
if (path === undefined || !(last > 0)) throw new Error('usage: relay-writer.ts <database> <last>');
const store = openStore({ path, clock: systemClock, log: silentLogger });
const inbox = createInbox(store);
const outbox = createOutbox(store);
const say = (what: string, n: string | number): unknown => writeSync(1, `${what} ${n}\n`);

async function takeIn(from: number, count: number): Promise<readonly InboxRow[]> {
  // The network repeats the last message before the cursor, as networks do.
  const numbers = Array.from({ length: count + 1 }, (_, n) => from + n).filter((n) => n > 0 && n <= last);
  const rows = await inbox.accept(
    numbers.map((n) => ({
      ...ACCOUNT,
      chat: `chat-${n % 3}`,
      messageId: String(n),
      receivedAt: n,
      payload: n,
    })),
    { name: 'cursor', value: numbers.at(-1) ?? from },
  );
  const fresh = rows.filter((row) => row !== undefined);
  for (const row of fresh) say('in', row.messageId);
  return fresh;
}

const answer = (row: InboxRow): Promise<unknown> =>
  store
    .write((tx) => handInbox(tx, [row.id], `run-${row.messageId}`))
    .then(() =>
      store.write((tx) => {
        const { chat, messageId } = row;
        enqueueOutbox(tx, message(`answer-${messageId}`, { chat, expiresAt: 1e12, preview: messageId }));
        finishInbox(tx, [row.id], 'answered', 1);
      }),
    );

async function sendDue(): Promise<number> {
  const due = outbox.due(ACCOUNT, 200, 10).map((part) => part.id);
  const parts = await outbox.begin(due, 200);
  for (const part of parts) say('out', part.id);
  await Promise.all(
    parts.map((part) =>
      outbox.sent(part.id, { messageId: 'm' }, 200).then((entry) => say('sent', entry.preview)),
    ),
  );
  return parts.length;
}

await outbox.recover(() => 'unknown', 200);
await Promise.all(inbox.open().map(answer));
for (let round = 1; ; round += 1) {
  const from = inbox.cursor('cursor') ?? 0;
  const rows = from < last ? await takeIn(from, 1 + (round % 5)) : [];
  const [, sent] = await Promise.all([Promise.all(rows.map(answer)), sendDue()]);
  if (from >= last && rows.length === 0 && sent === 0) break;
}
store.close();
