import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LinkStanding } from '../../src/actors/channels/link-standing.ts';
import { GATE_MS, watchLinks } from '../../src/actors/gateway/link-gate.ts';
import { createTestClock } from '../support/test-clock.ts';
import type { TestClock } from '../support/test-clock.ts';

const A = 'telegram:a';
const B = 'telegram:b';

interface Scene {
  readonly clock: TestClock;
  readonly stop: AbortController;
  readonly watchers: () => number;
  /** What came out, once something has. */
  readonly outcome: () => Promise<{ readonly wrong: string | undefined } | 'open'>;
  to(key: string, standing: Partial<LinkStanding>): void;
}

const STANDING: LinkStanding = {
  state: 'connecting',
  online: false,
  down: false,
  held: false,
  reason: undefined,
};

function openGate(
  links: readonly { readonly key: string; readonly wasOnline: boolean }[],
  aborted = false,
): Scene {
  const clock = createTestClock();
  const stop = new AbortController();
  if (aborted) stop.abort();
  const standings = new Map<string, LinkStanding>(links.map(({ key }) => [key, STANDING]));
  const watchers = new Set<{ readonly key: string; readonly changed: () => void }>();
  const gate = watchLinks(
    {
      clock,
      standing: (key) => standings.get(key),
      watch(key, changed) {
        const watcher = { key, changed };
        watchers.add(watcher);
        return () => watchers.delete(watcher);
      },
    },
    links,
    stop.signal,
  );
  return {
    clock,
    stop,
    watchers: () => watchers.size,
    outcome: () =>
      Promise.race([
        gate.then((wrong) => ({ wrong })),
        new Promise<'open'>((resolve) => setImmediate(() => resolve('open'))),
      ]),
    to(key, standing) {
      standings.set(key, { ...STANDING, ...standing });
      for (const watcher of watchers) if (watcher.key === key) watcher.changed();
    },
  };
}

const was = (...online: boolean[]) =>
  [A, B].slice(0, online.length).map((key, at) => ({ key, wasOnline: online[at] === true }));

describe('the gate of links with new settings', () => {
  it('is passed as soon as all of them are online', async () => {
    const gate = openGate(was(true, false));
    gate.to(A, { state: 'online', online: true });
    assert.equal(await gate.outcome(), 'open');
    gate.to(B, { state: 'online', online: true });
    assert.deepEqual(await gate.outcome(), { wrong: undefined });
    assert.deepEqual([gate.clock.pending, gate.watchers()], [0, 0]);
  });

  it('is passed at once without links', async () => {
    assert.deepEqual(await openGate([]).outcome(), { wrong: undefined });
  });

  for (const state of ['connecting', 'backingOff', 'examining', 'pairing'] as const) {
    it(`waits its time for a link that is ${state}, and does not hold that against it`, async () => {
      const gate = openGate(was(true));
      gate.to(A, { state, reason: 'the network is away' });
      await gate.clock.advance(GATE_MS - 1);
      assert.equal(await gate.outcome(), 'open');
      await gate.clock.advance(1);
      assert.deepEqual(await gate.outcome(), { wrong: undefined });
      assert.deepEqual([gate.clock.pending, gate.watchers()], [0, 0]);
    });
  }

  for (const state of ['loggedOut', 'unconfigured'] as const) {
    it(`is shut at once when a link that was online is ${state}, and says why`, async () => {
      const gate = openGate(was(true, true));
      gate.to(A, { state, reason: 'Unauthorized', fix: 'copy the token anew' });
      const words = `the link ${A} was online and is ${state} with the new settings: Unauthorized; copy the token anew`;
      assert.deepEqual(await gate.outcome(), { wrong: words });
      assert.deepEqual([gate.clock.pending, gate.watchers()], [0, 0]);
    });

    it(`is passed when a link that was not online before is ${state}`, async () => {
      const gate = openGate(was(false));
      gate.to(A, { state, reason: 'Unauthorized' });
      assert.deepEqual(await gate.outcome(), { wrong: undefined });
    });
  }

  it('is shut by a link that does not run, whatever it was before', async () => {
    const gate = openGate(was(false));
    gate.to(A, { state: 'parked', down: true, reason: 'a defect' });
    assert.deepEqual(await gate.outcome(), { wrong: `the link ${A} does not run (parked): a defect` });
  });

  for (const state of ['disabled', 'stopped', 'conflict'] as const) {
    it(`takes ${state} for somebody's wish`, async () => {
      const gate = openGate(was(true));
      gate.to(A, { state, held: state === 'stopped' });
      assert.deepEqual(await gate.outcome(), { wrong: undefined });
    });
  }

  it('is left alone when nobody wants to know any more', async () => {
    const gate = openGate(was(true));
    gate.stop.abort();
    assert.deepEqual(await gate.outcome(), { wrong: undefined });
    assert.deepEqual([gate.clock.pending, gate.watchers()], [0, 0]);
    assert.deepEqual(await openGate(was(true), true).outcome(), { wrong: undefined });
  });
});
