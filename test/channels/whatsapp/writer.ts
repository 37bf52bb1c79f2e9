/** A gateway's share of key traffic, to be killed: prints each generation once it is durable. Run with a directory. */
import { writeSync } from 'node:fs';
import { createSessionHome } from '../../../src/channels/whatsapp/session/session-home.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { silentLogger } from '../../../src/platform/logger.ts';

const directory = process.argv[2] ?? '';
const home = createSessionHome({ directory, importFrom: [], clock: systemClock, log: silentLogger });
const state = home.state();
if (state.kind !== 'open') throw new Error(JSON.stringify(state));
const { store } = state;
const identity = store.active();
if (identity === undefined) throw new Error('not linked');
const { epoch } = identity;
for (;;) {
  const id = store.generation();
  store.commit(epoch, {
    creds: { ...(store.creds(epoch) as object), nextPreKeyId: id },
    keys: {
      session: { ann: { step: id, filler: 'x'.repeat(id % 3_000) } },
      'pre-key': { [id]: id, [id - 20]: null },
    },
    inbound: [{ key: `m${id}`, entry: id % 3 === 0 ? String(id) : null }],
  });
  writeSync(1, `${store.generation()}\n`);
}
