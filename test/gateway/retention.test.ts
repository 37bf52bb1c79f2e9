import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PULSE_INTERVALS } from '../../src/actors/pulse/pulse.ts';
import { systemClock, type Clock } from '../../src/platform/clock.ts';
import { createRunStore } from '../../src/store/runs.ts';
import { openRig } from './rig.ts';

const DAY_MS = 24 * 3_600_000;

/** Time as it is, but the hour between two sweeps passes when the test says so. */
function sweepByHand(): { readonly clock: Clock; armed(): Promise<() => void> } {
  let next = Promise.withResolvers<() => void>();
  const held = new Set<unknown>();
  return {
    clock: {
      ...systemClock,
      setTimeout(callback, delayMs) {
        if (delayMs !== PULSE_INTERVALS.sweep) return systemClock.setTimeout(callback, delayMs);
        const handle = {};
        held.add(handle);
        next.resolve(callback);
        return handle;
      },
      clearTimeout: (handle) => {
        if (!held.delete(handle)) systemClock.clearTimeout(handle);
      },
    },
    async armed() {
      const callback = await next.promise;
      next = Promise.withResolvers();
      return callback;
    },
  };
}

test('runs and archived transcripts past their retention are deleted while the gateway runs', async () => {
  const { clock, armed } = sweepByHand();
  const rig = await openRig({ clock });
  try {
    const store = rig.gateway.parts()?.store.store;
    assert.ok(store);
    const runs = createRunStore(store);
    const now = Date.now();
    const end = async (runId: string, endedAt: number): Promise<void> => {
      const of = { sessionKey: 'main', canonicalKey: 'agent:main:main', sessionId: 's', agentId: 'main' };
      await runs.accept({
        ...of,
        runId,
        source: 'agent',
        payloadHash: 'h',
        requester: 't',
        acceptedAt: endedAt,
      });
      await runs.settle(runId, { status: 'ok', summary: 'completed', endedAt });
    };
    for (let index = 0; index < 600; index += 1) void end(`old-${index}`, now - 8 * DAY_MS);
    await end('last week', now - 6 * DAY_MS);
    await store.write((tx) =>
      tx.run(
        `INSERT INTO transcripts (session_id, session_key, agent_id, state, started_at, ended_at)
         VALUES ('gone', 'agent:main:x', 'main', 'deleted', 1, ?), ('kept', 'agent:main:x', 'main', 'deleted', 1, ?)`,
        now - 31 * DAY_MS,
        now - 29 * DAY_MS,
      ),
    );
    const anHourLater = await armed();
    anHourLater();
    await armed();
    assert.deepEqual(
      store.read((db) => db.all<{ run_id: string }>('SELECT run_id FROM runs').map((row) => row.run_id)),
      ['last week'],
    );
    assert.deepEqual(
      store.read((db) =>
        db.all<{ session_id: string }>('SELECT session_id FROM transcripts').map((row) => row.session_id),
      ),
      ['kept'],
    );
  } finally {
    await rig.close();
  }
});
