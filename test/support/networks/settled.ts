import { setTimeout as pause } from 'node:timers/promises';
import type { OutboxEntry, OutboxListResult } from '../../../src/protocol/generated/types.ts';
import type { BenchClient } from '../operator-client.ts';
import type { Ledger } from './ledger.ts';

const LOOK_MS = 50;
const PATIENCE_MS = 60_000;

export const outboxList = async (client: BenchClient, state?: string): Promise<OutboxListResult> =>
  (await client.call('outbox.list', {
    limit: 1000,
    ...(state === undefined ? {} : { state }),
  })) as OutboxListResult;

/** What is of unknown fate once nothing is on its way any more; what is missing after a minute of that is lost. */
export async function settledOutbox(
  client: BenchClient,
  ledgers: readonly Ledger[],
): Promise<readonly OutboxEntry[]> {
  const progress = (): number =>
    ledgers.reduce(
      (all, { network }) =>
        all + network.people.reduce((sum, _, person) => sum + network.heard(person).length, 0),
      0,
    );
  let last = { at: performance.now(), progress: progress() };
  for (;;) {
    const { counts } = await outboxList(client);
    const { entries } = await outboxList(client, 'unknown');
    const calm = counts['accepted'] === 0 && counts['sending'] === 0;
    if (calm && ledgers.every((ledger) => ledger.isSettled(entries))) return entries;
    const now = progress();
    if (now !== last.progress) last = { at: performance.now(), progress: now };
    if (performance.now() - last.at > PATIENCE_MS) return entries;
    await pause(LOOK_MS);
  }
}

/** @throws Error when it does not hold within a minute */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const begun = performance.now();
  while (!holds()) {
    if (performance.now() - begun > PATIENCE_MS) throw new Error(`not in time: ${what}`);
    await pause(LOOK_MS);
  }
}
