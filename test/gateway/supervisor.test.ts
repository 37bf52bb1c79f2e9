import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { attachSupervisor, summarise, type SupervisedRoot } from '../../src/actors/gateway/supervisor.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import type { NotifyLine } from '../../src/platform/notify.ts';
import type { ActorNode } from '../../src/protocol/generated/types.ts';
import { createTestClock } from '../support/test-clock.ts';

type Snapshot = ReturnType<SupervisedRoot['getSnapshot']>;
type State = { readonly value: unknown; readonly mode?: 'stop' | 'restart' };

/** As much of a snapshot of the root as is looked at. */
const snapshotOf = ({ value, mode = 'stop' }: State): Snapshot =>
  ({
    status: 'active',
    value,
    context: { mode, reason: 'because', budgetMs: 10_000 },
    hasTag: (tag: string) => tag === 'draining' && JSON.stringify(value).includes('draining'),
  }) as unknown as Snapshot;

const STEADY: State = { value: { running: 'steady' } };
const reloading = (inside: string): State => ({ value: { running: { reloading: inside } } });
const RESTARTING: State = { value: { draining: 'announcing' }, mode: 'restart' };
const STOPPING: State = { value: { draining: 'announcing' } };
const BOOTING: State = { value: { booting: 'loading' } };

const stage = (options: { readonly watchdogMs?: number; readonly active?: boolean }) => {
  const clock = createTestClock();
  const said: string[] = [];
  const warned: string[] = [];
  let present = snapshotOf(BOOTING);
  let tellRoot = (_: Snapshot): void => {};
  let change = (): void => {};
  const world = { lagMs: 0, alive: true, summary: 'running, no links' };
  const supervisor = attachSupervisor({
    root: {
      getSnapshot: () => present,
      subscribe: ({ next }) => {
        tellRoot = next;
        return { unsubscribe: () => (tellRoot = () => {}) };
      },
      send: () => {
        if (world.alive) supervisor.answered();
      },
    },
    notify: {
      active: options.active ?? true,
      tell: (...lines: readonly NotifyLine[]) =>
        void said.push(lines.join(' ').replace(/MONOTONIC_USEC=\d+/, 'MONOTONIC_USEC=n')),
      close: () => {},
    },
    clock,
    log: { ...silentLogger, warn: (message) => void warned.push(message) },
    lag: { read: () => ({ maxMs: world.lagMs, meanMs: 0 }) },
    watchdogMs: options.watchdogMs,
    summary: () => world.summary,
    onChange: (listener) => {
      change = listener;
      return () => (change = () => {});
    },
  });
  return {
    clock,
    said,
    warned,
    world,
    supervisor,
    goes: (...states: readonly State[]) => {
      for (const state of states) {
        present = snapshotOf(state);
        tellRoot(present);
      }
    },
    change: () => change(),
    heard: () => said.splice(0),
  };
};

describe('the supervisor', () => {
  it('is told of every turn once, in one message with the status line', () => {
    const { goes, heard, world, change, clock } = stage({});
    goes(BOOTING, STEADY, STEADY);
    assert.deepEqual(heard(), ['READY=1 STATUS=running, no links']);
    world.summary = 'running, 0 of 1 links online: telegram:default connecting';
    change();
    change();
    assert.deepEqual(heard(), ['STATUS=running, 0 of 1 links online: telegram:default connecting']);
    world.summary = 'running, 1 of 1 links online';
    goes(reloading('weighing'), reloading('delaying'), STEADY);
    assert.deepEqual(heard(), [], 'a change that asks for nothing is no reload');
    goes(reloading('applying'), reloading('gating'));
    change();
    goes(reloading('restoring'), STEADY);
    assert.deepEqual(heard(), [
      'RELOADING=1 MONOTONIC_USEC=n STATUS=taking over a changed configuration',
      'READY=1 STATUS=running, 1 of 1 links online',
    ]);
    goes(RESTARTING, BOOTING, STEADY);
    assert.deepEqual(heard(), [
      'RELOADING=1 MONOTONIC_USEC=n EXTEND_TIMEOUT_USEC=12000000 STATUS=restarting: because',
      'READY=1 STATUS=running, 1 of 1 links online',
    ]);
    goes(reloading('applying'), RESTARTING, STOPPING, STOPPING);
    assert.deepEqual(heard(), [
      'RELOADING=1 MONOTONIC_USEC=n STATUS=taking over a changed configuration',
      'STOPPING=1 EXTEND_TIMEOUT_USEC=12000000 STATUS=stopping: because',
    ]);
    assert.equal(clock.pending, 0, 'no timer without a watchdog');
  });

  it('is told of a boot that fails without having been told that it was ready', () => {
    const { goes, heard } = stage({});
    goes(BOOTING, STOPPING);
    assert.deepEqual(heard(), ['STOPPING=1 EXTEND_TIMEOUT_USEC=12000000 STATUS=stopping: because']);
  });

  it('hears nothing, and costs nothing, when it did not ask', () => {
    const { goes, heard, clock, supervisor } = stage({ active: false, watchdogMs: 2000 });
    goes(STEADY, STOPPING);
    assert.deepEqual([heard(), clock.pending], [[], 0]);
    supervisor.stop();
  });
});

describe('the watchdog', () => {
  it('is fed a little sooner than every half of its time, from READY on, over a restart too', async () => {
    const { goes, heard, clock, supervisor } = stage({ watchdogMs: 30_000 });
    await clock.advance(60_000);
    assert.deepEqual(heard(), []);
    goes(STEADY);
    heard();
    await clock.advance(13_500);
    assert.deepEqual(heard(), ['WATCHDOG=1']);
    goes(RESTARTING, BOOTING);
    heard();
    await clock.advance(13_500);
    assert.deepEqual(heard(), ['WATCHDOG=1']);
    supervisor.stop();
    assert.equal(clock.pending, 0);
  });

  it('is not fed by a loop that was a second late, and again as soon as it is on time', async () => {
    const { goes, heard, clock, world, warned } = stage({ watchdogMs: 30_000 });
    goes(STEADY);
    heard();
    world.lagMs = 1000;
    await clock.advance(13_500);
    await clock.advance(5000);
    assert.deepEqual(heard(), []);
    assert.equal(warned.length, 1, 'said once for as long as it lasts');
    world.lagMs = 999;
    await clock.advance(1000);
    assert.deepEqual(heard(), ['WATCHDOG=1']);
    await clock.advance(13_499);
    assert.deepEqual(heard(), []);
    await clock.advance(1);
    assert.deepEqual(heard(), ['WATCHDOG=1']);
  });

  it('is not fed while the root does not answer', async () => {
    const { goes, heard, clock, world } = stage({ watchdogMs: 2000 });
    goes(STEADY);
    heard();
    world.alive = false;
    await clock.advance(10_000);
    assert.deepEqual(heard(), []);
    world.alive = true;
    await clock.advance(900);
    assert.deepEqual(heard(), ['WATCHDOG=1']);
  });
});

describe('the status line', () => {
  const link = (name: string, state: string): ActorNode => ({
    id: `gateway/channels/${name}`,
    parent: 'gateway/channels',
    machine: 'channelLink',
    state,
    since: 0,
    restarts: 0,
    lastError: null,
    next: null,
    nextAt: null,
  });

  it('counts the links and names those that are down or deaf', () => {
    assert.equal(summarise([], undefined), 'running, no links');
    assert.equal(
      summarise(
        [
          { ...link('x', 'alive.running'), id: 'gateway/channels', parent: 'gateway' },
          link('telegram:work', 'up.online.hearing'),
          link('telegram:home', 'up.online.deaf'),
          link('whatsapp:default', 'loggedOut'),
        ],
        undefined,
      ),
      'running, 1 of 3 links online: telegram:home deaf, whatsapp:default loggedOut',
    );
    assert.equal(
      summarise([link('telegram:work', 'up.online.hearing')], 'three unclean ends'),
      'safe mode: three unclean ends',
    );
  });
});
