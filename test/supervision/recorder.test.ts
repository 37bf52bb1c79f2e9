import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createMachine } from 'xstate';
import type { InspectionEvent } from 'xstate';
import { errorText } from '../../src/actors/inspect/extract.ts';
import { createRecorder } from '../../src/actors/inspect/recorder.ts';
import type { Recorder } from '../../src/actors/inspect/recorder.ts';
import { createStatelyFeed } from '../../src/actors/inspect/stately.ts';
import { createBody } from '../../src/actors/supervision/body.ts';
import { keep } from '../../src/actors/supervision/keep.ts';
import { createPool } from '../../src/actors/supervision/pool.ts';
import type { PoolHandle } from '../../src/actors/supervision/pool.ts';
import type { Policy } from '../../src/machines/policies.ts';
import { createLinkPuppets, LINK_POLICY } from '../support/link-puppets.ts';
import { createStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { createTestClock, settle } from '../support/test-clock.ts';

const policy: Policy = {
  intensity: 2,
  periodMs: 60_000,
  stableMs: 60_000,
  backoff: { initialMs: 1_000, maxMs: 1_000, factor: 1, jitter: 0 },
  startDeadlineMs: 1_000,
  stopDeadlineMs: 1_000,
  onExhausted: 'park',
  reason: 'a test',
};

const guest = createMachine({
  id: 'guest',
  initial: 'here',
  states: {
    here: { on: { leave: 'gone', hop: { target: 'hopping' } } },
    hopping: { on: { hop: 'here' } },
    gone: { type: 'final' },
  },
});

const collectGarbage = ((): (() => void) => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

const secret = 'the text of a private message';

function record(
  logic: Parameters<typeof createStage>[0],
  input: unknown,
  more?: (event: InspectionEvent) => void,
) {
  const clock = createTestClock();
  const recorder: Recorder = createRecorder({
    clock,
    ringSize: 100,
    mask: (text) => text.replaceAll('sk-123', '***'),
  });
  const stage: Stage = createStage(logic, {
    input,
    inspect: (event) => {
      recorder.inspect(event);
      more?.(event);
    },
  });
  return { clock, recorder, stage };
}

const keeperInput = (childInput?: unknown) => ({ id: 'part', policy, childInput, random: () => 0.5 });

function recordPool() {
  let handle: PoolHandle<typeof guest> | undefined;
  const pool = createPool({ name: 'guests', logic: guest });
  const recorded = record(
    keep(pool),
    keeperInput({ expose: (given: typeof handle) => void (handle ??= given), stopDeadlineMs: 10 }),
  );
  recorded.stage.actor.send({ type: 'start' });
  assert.ok(handle);
  return { ...recorded, handle };
}

describe('the recorder', () => {
  it('shows a keeper and its child as one node', async () => {
    const body = createBody('thing', () => ({
      stop: () => {},
      receive: () => {
        throw new Error('lost sk-123\nsecond line');
      },
    }));
    const { clock, recorder, stage } = record(keep(body), keeperInput());
    const node = () => recorder.tree(10).find((item) => item.id === 'stage/subject');
    assert.equal(node()?.state, 'standby');
    stage.actor.send({ type: 'start' });
    await settle();
    await clock.advance(500);
    assert.deepEqual(
      recorder.tree(10).map((item) => [item.id, item.parent, item.machine, item.state]),
      [
        ['stage', null, 'stage', ''],
        ['stage/subject', 'stage', 'thing', 'ready'],
      ],
    );
    stage.actor.send({ type: 'tell', event: { type: 'break', text: secret } });
    assert.deepEqual(node(), {
      id: 'stage/subject',
      parent: 'stage',
      machine: 'thing',
      state: 'backingOff',
      since: clock.now(),
      restarts: 1,
      lastError: 'lost ***',
      next: 'restart',
      nextAt: clock.now() + 1_000,
    });
    await stage.clock.advance(1_000);
    assert.equal(node()?.state, 'ready');
    assert.equal(node()?.nextAt, null);
    stage.close();
    await settle();
  });

  it('shows when a link connects again, and the fault it was lost with', async () => {
    const puppets = createLinkPuppets();
    const { clock, recorder, stage } = record(
      keep(puppets.logic),
      keeperInput({ key: 'telegram:default', policy: LINK_POLICY, random: () => 0 }),
    );
    const node = () => recorder.tree(10).find((item) => item.id === 'stage/subject');
    stage.actor.send({ type: 'start' });
    await settle();
    puppets.link.say({ type: 'link.opened' });
    assert.equal(node()?.state, 'up.online.hearing');
    assert.deepEqual([node()?.next, node()?.nextAt], [null, null]);
    puppets.link.say({
      type: 'link.closed',
      fault: { kind: 'transient', message: 'sk-123 was reset\nby the peer' },
    });
    assert.deepEqual(node(), {
      id: 'stage/subject',
      parent: 'stage',
      machine: 'channel-link',
      state: 'backingOff',
      since: clock.now(),
      restarts: 0,
      lastError: '*** was reset',
      next: 'reconnect',
      nextAt: clock.now() + 2_000,
    });
    await stage.clock.advance(2_000);
    assert.deepEqual([node()?.state, node()?.next], ['up.connecting', null]);
    stage.close();
    await settle();
  });

  it('finds the words in whatever was thrown', () => {
    assert.equal(errorText(new Error('one\ntwo')), 'one');
    assert.equal(errorText({ kind: 'conflict', message: 'somebody else polls' }), 'somebody else polls');
    assert.equal(errorText('plain\u0007 words'), 'plain  words');
    assert.equal(errorText({ message: 7 }), 'a thrown object');
    assert.equal(errorText(undefined), 'a thrown undefined');
    assert.equal(errorText(new Error('x'.repeat(400))).length, 300);
  });

  it('keeps what led to a red light, and no message text', async () => {
    const body = createBody('thing', () => ({
      stop: () => {},
      receive: () => {
        throw new Error('lost the network');
      },
    }));
    const { recorder, stage } = record(keep(body), keeperInput());
    stage.actor.send({ type: 'start' });
    await settle();
    stage.actor.send({ type: 'tell', event: { type: 'break', text: secret } });
    const why = recorder.why('stage/subject');
    const last = why.at(-1);
    assert.deepEqual(
      [last?.from, last?.to, last?.event, last?.cause],
      ['alive.running', 'backingOff', 'child.failed', 'lost the network'],
    );
    assert.ok(why.length > 1, 'the steps before it');
    assert.ok(
      !JSON.stringify([why, recorder.tree(5), recorder.transitions('stage/subject')]).includes(secret),
    );
    stage.close();
    await settle();
  });

  it('names the events of XState for people', async () => {
    const body = createBody('thing', () => ({
      stop: () => {},
      receive: () => {
        throw new Error('x');
      },
    }));
    const { recorder, stage } = record(keep(body), keeperInput());
    stage.actor.send({ type: 'start' });
    await settle();
    stage.actor.send({ type: 'tell', event: { type: 'break' } });
    await stage.clock.advance(1_000);
    const events = recorder.transitions('stage/subject').map((item) => item.event);
    assert.ok(events.includes('after backoff'), events.join());
    assert.ok(!events.some((event) => event.startsWith('xstate')));
    stage.close();
    await settle();
  });

  it('lists as many of a pool as asked and counts the rest', () => {
    const { recorder, handle, stage } = recordPool();
    for (let index = 0; index < 30; index += 1) handle.spawn(`guest-${index}`, {});
    const tree = recorder.tree(10);
    assert.equal(tree.length, 1 + 1 + 10);
    assert.equal(tree[1]?.omitted, 20);
    assert.equal(tree[2]?.id, 'stage/subject/guest-0');
    assert.equal(recorder.tree(0)[1]?.omitted, 30);
    assert.equal(recorder.tree(30)[1]?.omitted, undefined);
    stage.close();
  });

  it('shortens ids and never lets them break the path', () => {
    const { recorder, handle, stage } = recordPool();
    handle.spawn('0f8fad5b-d9cb-469f-a165-70867728950e', {});
    handle.spawn(`a/b\u0007${'x'.repeat(200)}`, {});
    const ids = recorder
      .tree(10)
      .slice(2)
      .map((item) => item.id);
    assert.equal(ids[0], 'stage/subject/0f8fad5b');
    assert.equal(ids[1]?.length, 'stage/subject/'.length + 64);
    assert.ok(ids[1]?.startsWith('stage/subject/a_b x'));
    stage.close();
  });

  it('stays bounded and lets go of actors that have ended', async () => {
    const { recorder, handle, stage } = recordPool();
    const gone: WeakRef<object>[] = [];
    for (let index = 0; index < 3_000; index += 1) {
      const child = handle.spawn(`guest-${index}`, {});
      gone.push(new WeakRef(child));
      child.send({ type: 'hop' });
      child.send({ type: 'leave' });
      handle.stop(`guest-${index}`);
    }
    assert.equal(recorder.tree(10).length, 2);
    assert.equal(recorder.transitions('stage/subject/guest-0').length, 0);
    const last = recorder.transitions('stage/subject/guest-2999').map((item) => item.to);
    assert.deepEqual(last, ['here', 'hopping', 'stopped']);
    // The keeper's own history is not washed away by its guests.
    assert.ok(recorder.transitions('stage/subject').length >= 2);
    // A WeakRef holds its target until the current job is over.
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    const kept = gone.filter((ref) => ref.deref() !== undefined).length;
    assert.ok(kept < 10, `${kept} ended actors are still in memory`);
    stage.close();
  });

  it('tells subscribers of each transition until they leave', () => {
    const { recorder, handle, stage } = recordPool();
    const seen: string[] = [];
    const leave = recorder.subscribe((item) => void seen.push(`${item.actor} ${item.to}`));
    handle.spawn('a', {}).send({ type: 'hop' });
    leave();
    handle.spawn('b', {});
    assert.deepEqual(seen, ['stage/subject/a here', 'stage/subject/a hopping']);
    stage.close();
  });
});

describe('the Stately format', () => {
  it('replays live actors to a newcomer, then follows, without contexts', () => {
    const feed = createStatelyFeed({ clock: createTestClock() });
    const counter = createMachine({
      id: 'counter',
      context: { note: secret },
      initial: 'on',
      states: { on: { on: { flip: 'off' } }, off: {} },
    });
    const stage = createStage(counter, { inspect: feed.inspect });
    const lines: string[] = [];
    const leave = feed.subscribe((line) => void lines.push(line));
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as { type: string; name: string }).name),
      ['stage', 'counter'],
    );
    const actor = JSON.parse(lines[1] ?? '') as {
      definition: string;
      parentId: string;
      sessionId: string;
      snapshot: { value: string };
    };
    assert.equal((JSON.parse(actor.definition) as { id: string }).id, 'counter');
    assert.equal(actor.snapshot.value, 'on');
    stage.actor.send({ type: 'flip', text: secret });
    const [event, snapshot] = lines.slice(2).map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.equal(event?.['type'], '@xstate.event');
    assert.deepEqual(event?.['event'], { type: 'flip' });
    assert.equal(snapshot?.['type'], '@xstate.snapshot');
    assert.deepEqual(snapshot?.['snapshot'], { status: 'active', value: 'off', context: {} });
    assert.ok(!lines.slice(2).join().includes(secret));
    leave();
    stage.close();
    assert.equal(lines.length, 4);
  });
});
