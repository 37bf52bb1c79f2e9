import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Outbox, OutboxPartRow } from '../../src/store/outbox.ts';
import { createOutbox } from '../../src/store/outbox.ts';
import type { Store } from '../../src/store/store.ts';
import { storeFixture } from './fixture.ts';
import { message } from './outbox-fixture.ts';

/** Telegram cannot tell a repeat, WhatsApp can. */
const CHANNELS = ['telegram', 'whatsapp'] as const;
const how = (channel: string): 'repeat' | 'unknown' => (channel === 'whatsapp' ? 'repeat' : 'unknown');

type Step =
  | {
      readonly op: 'enqueue';
      readonly channel: number;
      readonly chat: string;
      readonly size: number;
      readonly ttl: number;
    }
  | { readonly op: 'begin'; readonly limit: number }
  | {
      readonly op: 'end';
      readonly pick: number;
      readonly how: 'sent' | 'again' | 'unknown' | 'lost' | 'dead';
    }
  | { readonly op: 'crash'; readonly arrived: number }
  | { readonly op: 'pass'; readonly ms: number }
  | { readonly op: 'retry' | 'drop'; readonly pick: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constant('enqueue' as const),
      channel: fc.nat(1),
      chat: fc.constantFrom('A', 'B'),
      size: fc.integer({ min: 1, max: 3 }),
      ttl: fc.constantFrom(50, 100_000),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ op: fc.constant('begin' as const), limit: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      op: fc.constant('end' as const),
      pick: fc.nat(5),
      how: fc.constantFrom('sent', 'sent', 'sent', 'again', 'unknown', 'lost', 'dead'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('crash' as const), arrived: fc.nat(255) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('pass' as const), ms: fc.constantFrom(10, 60) }) },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constantFrom('retry' as const, 'drop' as const), pick: fc.nat(9) }),
  },
);

interface Peer {
  /** Part ids in order of arrival, per line. */
  readonly heard: Map<string, number[]>;
  readonly times: Map<number, number>;
}

/** The gateway's side of one run: what it has in flight, and what the networks heard. */
interface Scene {
  outbox: Outbox;
  store: Store;
  now: number;
  readonly inFlight: Map<number, { part: OutboxPartRow; channel: string }>;
  readonly peer: Peer;
  readonly known: { id: number; channel: string; line: string }[];
  /** May come later than newer ones, or twice: an operator wanted it. */
  readonly retried: Set<number>;
  readonly crashed: Set<number>;
  keys: number;
}

const arrive = (scene: Scene, partId: number): void => {
  const line = scene.known.find((part) => part.id === partId)?.line ?? '';
  scene.peer.heard.set(line, [...(scene.peer.heard.get(line) ?? []), partId]);
  scene.peer.times.set(partId, (scene.peer.times.get(partId) ?? 0) + 1);
};

async function beginAll(scene: Scene, limit: number): Promise<void> {
  await scene.outbox.expire(scene.now);
  for (const channel of CHANNELS) {
    const parts = scene.outbox.due({ channel, account: 'default' }, scene.now, limit);
    for (const part of await scene.outbox.begin(
      parts.map(({ id }) => id),
      scene.now,
    )) {
      assert.ok(part.expiresAt > scene.now);
      scene.inFlight.set(part.id, { part, channel });
    }
  }
}

async function end(scene: Scene, partId: number, result: (Step & { op: 'end' })['how']): Promise<void> {
  const { outbox, now } = scene;
  scene.inFlight.delete(partId);
  if (result === 'sent' || result === 'unknown') arrive(scene, partId);
  if (result === 'sent') await outbox.sent(partId, { messageId: `m${partId}` }, now);
  if (result === 'again') await outbox.again(partId, 'reset', now + 20);
  if (result === 'unknown' || result === 'lost') await outbox.unknown(partId, 'cut off', now);
  if (result === 'dead') await outbox.dead(partId, 'refused', now);
}

async function crash(scene: Scene, arrived: number, reopen: () => Store): Promise<void> {
  for (const [index, id] of [...scene.inFlight.keys()].entries()) {
    if ((arrived >> index) & 1) arrive(scene, id);
    scene.crashed.add(id);
  }
  scene.inFlight.clear();
  scene.store.close();
  scene.store = reopen();
  scene.outbox = createOutbox(scene.store);
  await scene.outbox.recover(how, scene.now);
}

async function take(scene: Scene, action: Step, reopen: () => Store): Promise<void> {
  switch (action.op) {
    case 'enqueue': {
      const channel = CHANNELS[action.channel] ?? 'telegram';
      scene.keys += 1;
      const { entry } = await scene.outbox.enqueue(
        message(`k${scene.keys}`, {
          channel,
          chat: action.chat,
          size: action.size,
          createdAt: scene.now,
          expiresAt: scene.now + action.ttl,
        }),
      );
      const line = `${channel}/${action.chat}`;
      scene.known.push(...entry.parts.map(({ id }) => ({ id, channel, line })));
      return;
    }
    case 'begin':
      return beginAll(scene, action.limit);
    case 'end': {
      const ids = [...scene.inFlight.keys()];
      const id = ids[action.pick % ids.length];
      return id === undefined ? undefined : end(scene, id, action.how);
    }
    case 'crash':
      return crash(scene, action.arrived, reopen);
    case 'pass':
      scene.now += action.ms;
      return;
    default: {
      const entries = scene.outbox.list({ limit: 100 });
      const entry = entries[action.pick % entries.length];
      if (entry === undefined) return;
      if (action.op === 'drop') {
        await scene.outbox.drop(entry.id, scene.now);
        return;
      }
      const done = await scene.outbox.retry(entry.id, scene.now, scene.now + 100_000);
      for (const part of done === undefined ? [] : entry.parts) scene.retried.add(part.id);
    }
  }
}

/** What must hold after every step. */
function check(scene: Scene): void {
  const parts = scene.store.read((db) =>
    db.all<{ id: number; state: string; line: string }>(
      `SELECT id, state, channel || '/' || chat AS line FROM outbox_parts`,
    ),
  );
  assert.deepEqual(
    parts.map(({ id }) => id),
    scene.known.map(({ id }) => id),
    'no part is lost',
  );
  const sending = parts.filter(({ state }) => state === 'sending');
  assert.equal(new Set(sending.map(({ line }) => line)).size, sending.length, 'one at a time in a chat');
  assert.deepEqual(
    sending.map(({ id }) => id).toSorted((a, b) => a - b),
    [...scene.inFlight.keys()].toSorted((a, b) => a - b),
  );
  for (const heard of scene.peer.heard.values()) {
    const firsts = [...new Set(heard)].filter((id) => !scene.retried.has(id));
    assert.deepEqual(
      firsts,
      firsts.toSorted((a, b) => a - b),
      'a chat hears in order',
    );
  }
}

/** The rest goes out undisturbed; then every part has its one end. */
async function finish(scene: Scene): Promise<void> {
  for (let round = 0; ; round += 1) {
    assert.ok(round < 500, 'the lines never empty');
    for (const id of scene.inFlight.keys()) await end(scene, id, 'sent');
    scene.now += 20;
    await beginAll(scene, 10);
    check(scene);
    const { accepted, sending } = scene.outbox.counts();
    const waiting = CHANNELS.some((channel) => scene.outbox.nextDueAt({ channel, account: 'default' }));
    if (accepted + sending === 0 && !waiting && scene.inFlight.size === 0) break;
  }
  const parts = scene.store.read((db) => db.all<{ id: number; state: string }>('SELECT * FROM outbox_parts'));
  for (const { id, state } of parts) {
    const times = scene.peer.times.get(id) ?? 0;
    const channel = scene.known.find((part) => part.id === id)?.channel ?? '';
    if (state === 'sent') assert.ok(times > 0, `part ${id} says sent and was not`);
    if (times === 0) assert.ok(state === 'dead' || state === 'unknown', `part ${id} is ${state}`);
    if (times > 1) assert.ok(scene.retried.has(id) || (scene.crashed.has(id) && how(channel) === 'repeat'));
  }
}

test('whatever happens in whatever order, nothing is lost, reordered, sent in parallel or silently repeated', async (t) => {
  const seed = 20_260_301;
  t.diagnostic(`seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
      const cleanups: (() => void)[] = [];
      const f = storeFixture({ after: (fn: () => void) => void cleanups.push(fn) });
      try {
        const store = f.open();
        const scene: Scene = {
          outbox: createOutbox(store),
          store,
          now: 1_000,
          inFlight: new Map(),
          peer: { heard: new Map(), times: new Map() },
          known: [],
          retried: new Set(),
          crashed: new Set(),
          keys: 0,
        };
        for (const each of steps) {
          await take(scene, each, () => f.open());
          check(scene);
        }
        await finish(scene);
      } finally {
        for (const cleanup of cleanups) cleanup();
      }
    }),
    { seed, numRuns: 60 },
  );
});
