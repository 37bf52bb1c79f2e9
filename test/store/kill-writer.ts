import { writeSync } from 'node:fs';
import { systemClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { openStore } from '../../src/store/open.ts';
import { readOps, recordOp } from '../../src/store/ops-log.ts';

/** Writes numbered entries in groups of uneven size, for ever; prints each number once it is durable. */
const path = process.argv[2];
if (path === undefined) throw new Error('usage: kill-writer.ts <database>');
const store = openStore({ path, clock: systemClock, log: silentLogger });
let next = Number(store.read((db) => readOps(db, 1))[0]?.target ?? 0);

for (let group = 1; ; group = (group % 7) + 1) {
  const writes = Array.from({ length: group }, () => {
    next += 1;
    const target = String(next);
    return store
      .write((tx) =>
        recordOp(tx, {
          at: next,
          actor: 'test',
          action: 'session.deleted',
          target,
          detail: { text: 'x'.repeat(200) },
        }),
      )
      .then(() => writeSync(1, `${target}\n`));
  });
  await Promise.all(writes);
}
