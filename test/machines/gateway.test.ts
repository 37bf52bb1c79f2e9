import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromPromise, waitFor } from 'xstate';
import type { Actor, AnyEventObject } from 'xstate';
import { createBody } from '../../src/actors/supervision/body.ts';
import { keep } from '../../src/actors/supervision/keep.ts';
import { createRoot } from '../../src/actors/supervision/start-root.ts';
import { gatewayMachine } from '../../src/machines/gateway.ts';
import type { DrainInput, PlanFacts } from '../../src/machines/gateway-types.ts';
import { keeperMachine } from '../../src/machines/keeper.ts';
import type { KeeperLogic } from '../../src/machines/keeper.ts';
import { TREE } from '../../src/machines/tree.ts';
import type { PartName } from '../../src/machines/tree.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { withoutDeadLetters } from '../support/stage.ts';
import { createTestClock } from '../support/test-clock.ts';
import type { TestClock } from '../support/test-clock.ts';
import { createTransitionCoverage } from '../support/transition-coverage.ts';

const BUDGET_MS = 10_000;
const coverage = createTransitionCoverage(gatewayMachine);

type Effect = 'acquireLock' | 'loadPlan' | 'announce' | 'quiesce' | 'settle' | 'releaseLock';
type Behaviour = 'resolves' | 'rejects' | 'hangs';

interface Wanted {
  readonly effects?: Partial<Record<Effect, Behaviour>>;
  readonly error?: Error;
  readonly facts?: Partial<PlanFacts>;
  /** How a part behaves at its start: throws once, throws always, or its keeper itself is broken. */
  readonly parts?: Partial<
    Record<PartName, 'throws' | 'throwsOnce' | 'hangsAtStop' | 'brokenKeeper' | 'keeperBreaksAtStop'>
  >;
}

interface House {
  readonly root: Actor<typeof gatewayMachine>;
  readonly clock: TestClock;
  /** What happened, in order: `+store`, `-store`, names of effects. */
  readonly story: string[];
  readonly refused: string[];
  state(): string;
  part(name: PartName): { send(event: AnyEventObject): void };
}

class ExitError extends Error {
  readonly exitCode = 78;
}

const breaks = (): never => {
  throw new Error('the keeper broke');
};

const partBody = (name: PartName, how: string | undefined, story: string[]): KeeperLogic => {
  if (how === 'brokenKeeper' || how === 'keeperBreaksAtStop') {
    const child = createBody(name, () => ({ stop: () => void story.push(`-${name}`) })) as never;
    // Starts like any keeper and breaks at its first letter, or when it should report the end of its child.
    return keeperMachine.provide({
      actors: { child },
      actions: how === 'brokenKeeper' ? { forward: breaks } : { reportStopped: breaks },
    });
  }
  let starts = 0;
  return keep(
    createBody(name, () => {
      starts += 1;
      if (how === 'throws' || (how === 'throwsOnce' && starts === 1)) throw new Error(`${name} cannot start`);
      story.push(`+${name}`);
      return {
        stop: () => {
          story.push(`-${name}`);
          return how === 'hangsAtStop' ? new Promise<void>(() => {}) : undefined;
        },
        receive: (event) => {
          throw new Error(event.type);
        },
      };
    }),
  );
};

function build(wanted: Wanted = {}): House {
  const clock = createTestClock();
  const story: string[] = [];
  const refused: string[] = [];
  const effect = (name: Effect, value?: unknown) =>
    fromPromise<never, DrainInput>(async ({ input }) => {
      story.push(input?.mode === undefined ? name : `${name}:${input.mode}`);
      const behaviour = wanted.effects?.[name] ?? 'resolves';
      if (behaviour === 'rejects') throw wanted.error ?? new Error(`${name} failed`);
      if (behaviour === 'hangs') return new Promise<never>(() => {});
      return value as never;
    });
  const machine = gatewayMachine.provide({
    actors: {
      acquireLock: effect('acquireLock') as never,
      loadPlan: effect('loadPlan', { restartAuthorised: true, ...wanted.facts }) as never,
      announce: effect('announce') as never,
      quiesce: effect('quiesce') as never,
      settle: effect('settle') as never,
      releaseLock: effect('releaseLock') as never,
      store: partBody('store', wanted.parts?.store, story),
      runs: partBody('runs', wanted.parts?.runs, story),
      channels: partBody('channels', wanted.parts?.channels, story),
      pulse: partBody('pulse', wanted.parts?.pulse, story),
      edge: partBody('edge', wanted.parts?.edge, story),
    },
    actions: {
      refuseRestart: () => void refused.push('restart'),
      refuseReload: () => void refused.push('reload'),
    },
  });
  const root = createRoot(machine, {
    id: 'gateway',
    input: { random: () => 0.5, drainBudgetMs: BUDGET_MS, childInputs: {} },
    clock,
    log: silentLogger,
    inspectors: [coverage.inspect],
  });
  return {
    root,
    clock,
    story,
    refused,
    state: () => {
      let value: unknown = root.getSnapshot().value;
      const path: string[] = [];
      while (typeof value === 'object' && value !== null) {
        const [entry] = Object.entries(value);
        if (entry === undefined) break;
        path.push(entry[0]);
        value = entry[1];
      }
      return [...path, String(value)].join('.');
    },
    part: (name) =>
      (root.getSnapshot().children as Record<string, { send(event: AnyEventObject): void }>)[name]!,
  };
}

async function running(wanted: Wanted = {}): Promise<House> {
  const house = build(wanted);
  house.root.start();
  await house.clock.advance(5_000);
  assert.equal(house.state(), 'running');
  house.story.length = 0;
  return house;
}

const crash = (house: House, part: PartName): void =>
  house.part(part).send({ type: 'tell', event: { type: `${part} crashed` } });

/** Crashes a part until its budget is gone. */
async function exhaust(house: House, part: PartName): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    if (house.root.getSnapshot().status !== 'active') return;
    crash(house, part);
    await house.clock.advance(5_000);
  }
}

const STOPPED = [...TREE].reverse().map((part) => `-${part}`);
const STARTED = TREE.map((part) => `+${part}`);

async function ended(house: House): Promise<{ exitCode: number; reason: string }> {
  await waitFor(house.root, (snapshot) => snapshot.status === 'done');
  assert.equal(house.clock.pending, 0, 'a timer is left');
  return house.root.getSnapshot().output as { exitCode: number; reason: string };
}

const it2 = (title: string, test: () => Promise<void>): void =>
  void it(title, () => withoutDeadLetters(test));

describe('booting', () => {
  it2('takes the lock, loads the plan and starts the parts top to bottom', async () => {
    const house = build();
    house.root.start();
    assert.equal(house.state(), 'booting.locking');
    await house.clock.advance(10);
    assert.deepEqual(house.story, ['acquireLock', 'loadPlan', ...STARTED]);
    assert.ok(house.root.getSnapshot().hasTag('ready'));
    house.root.stop();
  });

  it2('fails with the exit code of a refused lock, and has nothing to undo', async () => {
    const house = build({
      effects: { acquireLock: 'rejects' },
      error: new ExitError('another gateway owns it'),
    });
    house.root.start();
    await house.clock.advance(1);
    assert.deepEqual(await ended(house), { exitCode: 78, reason: 'another gateway owns it' });
    assert.deepEqual(house.story, ['acquireLock']);
    assert.equal(house.state(), 'failed');
  });

  it2('gives the lock back when the plan is refused', async () => {
    const house = build({
      effects: { loadPlan: 'rejects' },
      error: new ExitError('moltbot.json:3:1 unknown key'),
    });
    house.root.start();
    await house.clock.advance(1);
    assert.deepEqual(await ended(house), { exitCode: 78, reason: 'moltbot.json:3:1 unknown key' });
    assert.deepEqual(house.story, ['acquireLock', 'loadPlan', 'releaseLock']);
  });

  it2('is an internal error when the cause names no exit code', async () => {
    const house = build({ effects: { acquireLock: 'rejects' } });
    house.root.start();
    await house.clock.advance(1);
    assert.equal((await ended(house)).exitCode, 70);
  });

  it2('waits for a part that needs a second attempt', async () => {
    const house = build({ parts: { runs: 'throwsOnce' } });
    house.root.start();
    await house.clock.advance(1);
    assert.equal(house.state(), 'booting.starting');
    assert.deepEqual(house.story.slice(2), ['+store']);
    await house.clock.advance(200);
    assert.equal(house.state(), 'running');
    house.root.stop();
  });

  it2('goes on without a part that may be parked', async () => {
    const house = build({ parts: { pulse: 'throws' } });
    house.root.start();
    await house.clock.advance(120_000);
    assert.equal(house.state(), 'running');
    assert.deepEqual(house.story.slice(2), ['+store', '+runs', '+channels', '+edge']);
    house.root.stop();
  });

  it2('goes on without any part that reports itself parked, whatever its place', async () => {
    const house = build({ parts: { store: 'throws', edge: 'throws' } });
    house.root.start();
    await house.clock.advance(1);
    house.root.send({ type: 'keeper.parked', id: 'pulse', error: new Error('parked early') });
    assert.equal(house.state(), 'booting.starting');
    house.root.send({ type: 'keeper.parked', id: 'store', error: new Error('parked') });
    await house.clock.advance(1);
    house.root.send({ type: 'keeper.parked', id: 'edge', error: new Error('parked') });
    assert.equal(house.state(), 'running');
    house.root.stop();
  });

  it2('takes down what it has started when a part gives up', async () => {
    const house = build({ parts: { edge: 'throws' } });
    house.root.start();
    await house.clock.advance(120_000);
    assert.deepEqual(await ended(house), { exitCode: 70, reason: 'edge cannot start' });
    assert.deepEqual(house.story.slice(2), [
      '+store',
      '+runs',
      '+channels',
      '+pulse',
      '-pulse',
      '-channels',
      '-runs',
      '-store',
      'releaseLock',
    ]);
  });

  for (const type of ['signal.term', 'signal.int', 'stop.requested'] as const) {
    it2(`stops cleanly on ${type} before it is up`, async () => {
      const house = build({ parts: { store: 'throws' } });
      house.root.start();
      await house.clock.advance(1);
      house.root.send(type === 'stop.requested' ? { type, reason: 'asked' } : { type });
      await house.clock.advance(1);
      assert.equal((await ended(house)).exitCode, 0);
      assert.equal(house.story.at(-1), 'releaseLock');
    });
  }
});

describe('stopping', () => {
  for (const [type, reason] of [
    ['signal.term', 'SIGTERM'],
    ['signal.int', 'SIGINT'],
    ['stop.requested', 'asked'],
  ] as const) {
    it2(`drains in order and stops bottom to top on ${type}`, async () => {
      const house = await running();
      house.root.send(type === 'stop.requested' ? { type, reason: 'asked' } : { type });
      await house.clock.advance(1);
      assert.deepEqual(await ended(house), { exitCode: 0, reason });
      assert.deepEqual(house.story, [
        'announce:stop',
        'quiesce:stop',
        'settle:stop',
        ...STOPPED,
        'releaseLock',
      ]);
      assert.equal(house.state(), 'stopped');
    });
  }

  it2('divides its budget and ends within it when every phase hangs', async () => {
    const hangs = { announce: 'hangs', quiesce: 'hangs', settle: 'hangs', releaseLock: 'hangs' } as const;
    const house = await running({ effects: hangs, parts: { edge: 'hangsAtStop' } });
    house.root.send({ type: 'signal.term' });
    await house.clock.advance(999);
    assert.equal(house.state(), 'draining.announcing');
    await house.clock.advance(1);
    assert.equal(house.state(), 'draining.quiescing');
    await house.clock.advance(1_000);
    assert.equal(house.state(), 'draining.settling');
    await house.clock.advance(4_500);
    assert.equal(house.state(), 'stopping.parts.asking');
    await house.clock.advance(BUDGET_MS - 6_500 + 1_000);
    assert.equal((await ended(house)).exitCode, 0);
  });

  it2('takes the budget of the plan', async () => {
    const house = await running({ effects: { announce: 'hangs' }, facts: { drainBudgetMs: 1_000 } });
    house.root.send({ type: 'signal.term' });
    await house.clock.advance(100);
    assert.deepEqual(await ended(house), { exitCode: 0, reason: 'SIGTERM' });
  });

  it2('goes on when a phase fails', async () => {
    const house = await running({
      effects: { announce: 'rejects', quiesce: 'rejects', settle: 'rejects', releaseLock: 'rejects' },
    });
    house.root.send({ type: 'signal.term' });
    await house.clock.advance(1);
    assert.equal((await ended(house)).exitCode, 0);
    assert.deepEqual(
      house.story.filter((line) => line.startsWith('-')),
      STOPPED,
    );
  });

  for (const type of ['signal.term', 'signal.int', 'stop.requested'] as const) {
    it2(`skips to the end on a second ${type}`, async () => {
      const house = await running({ effects: { settle: 'hangs' } });
      house.root.send({ type: 'signal.term' });
      await house.clock.advance(1);
      assert.equal(house.state(), 'draining.settling');
      house.root.send(type === 'stop.requested' ? { type, reason: 'now' } : { type });
      await house.clock.advance(1);
      assert.equal((await ended(house)).exitCode, 0);
      assert.deepEqual(house.story.slice(3), [...STOPPED, 'releaseLock']);
    });

    it2(`is not disturbed by ${type} while it stops`, async () => {
      const house = await running({ parts: { edge: 'hangsAtStop' } });
      house.root.send({ type: 'signal.term' });
      await house.clock.advance(1);
      assert.equal(house.state(), 'stopping.parts.asking');
      house.root.send(type === 'stop.requested' ? { type, reason: 'now' } : { type });
      assert.equal(house.state(), 'stopping.parts.asking');
      await house.clock.advance(BUDGET_MS);
      assert.equal((await ended(house)).exitCode, 0);
    });
  }
});

describe('restarting in the same process', () => {
  for (const event of [
    { type: 'signal.restart' },
    { type: 'restart.requested', reason: 'config applied' },
  ] as const) {
    it2(`keeps the lock and comes back on ${event.type}`, async () => {
      const house = await running();
      house.root.send(event);
      await house.clock.advance(1);
      assert.equal(house.state(), 'running');
      assert.deepEqual(house.story, [
        'announce:restart',
        'quiesce:restart',
        'settle:restart',
        ...STOPPED,
        'loadPlan',
        ...STARTED,
      ]);
      house.root.send({ type: 'signal.term' });
      await house.clock.advance(1);
      assert.deepEqual(await ended(house), { exitCode: 0, reason: 'SIGTERM' });
    });
  }

  it2('is refused without authority', async () => {
    const house = await running({ facts: { restartAuthorised: false } });
    house.root.send({ type: 'signal.restart' });
    house.root.send({ type: 'signal.reload' });
    assert.equal(house.state(), 'running');
    assert.deepEqual(house.refused, ['restart', 'reload']);
    house.root.stop();
  });

  for (const type of ['signal.term', 'signal.int', 'stop.requested'] as const) {
    it2(`becomes a stop on the first ${type} and still drains`, async () => {
      const house = await running({ effects: { settle: 'hangs' } });
      house.root.send({ type: 'restart.requested', reason: 'update' });
      await house.clock.advance(1);
      house.root.send(type === 'stop.requested' ? { type, reason: 'now' } : { type });
      assert.equal(house.state(), 'draining.settling');
      await house.clock.advance(BUDGET_MS);
      assert.equal((await ended(house)).exitCode, 0);
      assert.ok(!house.story.includes('loadPlan'));
    });
  }

  it2('leaves the rest to the supervisor when a part does not stop', async () => {
    const house = await running({ parts: { store: 'hangsAtStop' }, facts: { drainBudgetMs: 1_000 } });
    house.root.send({ type: 'signal.restart' });
    await house.clock.advance(2_000);
    assert.deepEqual(await ended(house), { exitCode: 1, reason: 'store did not stop in time' });
  });
});

describe('a part in trouble', () => {
  it2('heals alone, the others do not notice', async () => {
    const house = await running();
    crash(house, 'store');
    await house.clock.advance(1_000);
    assert.equal(house.state(), 'running');
    assert.deepEqual(house.story, ['-store', '+store']);
    house.root.stop();
  });

  it2('is parked where the policy parks, and the gateway goes on', async () => {
    const house = await running();
    await exhaust(house, 'pulse');
    assert.equal(house.state(), 'running');
    assert.match((house.root.getSnapshot().context.lastError as Error).message, /pulse crashed/);
    house.root.send({ type: 'signal.term' });
    await house.clock.advance(1);
    assert.equal((await ended(house)).exitCode, 0);
  });

  it2('takes the gateway down where the policy escalates', async () => {
    const house = await running();
    await exhaust(house, 'store');
    assert.deepEqual(await ended(house), { exitCode: 1, reason: 'store gave up: store crashed' });
    assert.equal(house.state(), 'failed');
  });

  it2('fails and parks also while draining', async () => {
    const house = await running({ effects: { settle: 'hangs' }, facts: { drainBudgetMs: 600_000 } });
    house.root.send({ type: 'signal.restart' });
    await house.clock.advance(1);
    await exhaust(house, 'pulse');
    await exhaust(house, 'store');
    assert.equal(house.state(), 'draining.settling');
    await house.clock.advance(600_000);
    assert.deepEqual(await ended(house), { exitCode: 1, reason: 'store gave up: store crashed' });
  });

  for (const part of TREE) {
    it2(`is missed but not waited for when its keeper breaks: ${part}`, async () => {
      const house = await running({ parts: { [part]: 'brokenKeeper' } });
      crash(house, part);
      await house.clock.advance(1);
      assert.deepEqual(await ended(house), { exitCode: 1, reason: `${part} gave up: the keeper broke` });
      assert.deepEqual(house.story.filter((line) => line.startsWith('-')).sort(), [...STOPPED].sort());
    });

    it2(`is passed over when its keeper breaks instead of answering: ${part}`, async () => {
      const house = await running({ parts: { [part]: 'keeperBreaksAtStop' } });
      house.root.send({ type: 'signal.term' });
      await house.clock.advance(1);
      assert.deepEqual(await ended(house), { exitCode: 1, reason: `${part} gave up: the keeper broke` });
      assert.deepEqual(
        house.story.filter((line) => line.startsWith('-')),
        STOPPED,
      );
    });
  }

  it2('is skipped when its keeper breaks while it is being stopped', async () => {
    const house = await running({ parts: { runs: 'brokenKeeper', edge: 'hangsAtStop' } });
    house.root.send({ type: 'signal.term' });
    await house.clock.advance(1);
    assert.equal(house.state(), 'stopping.parts.asking');
    crash(house, 'runs');
    assert.equal(house.state(), 'stopping.parts.asking');
    await house.clock.advance(BUDGET_MS);
    assert.equal((await ended(house)).exitCode, 1);
  });
});

describe('the chart of the gateway', () => {
  it('has been walked along every edge', () => coverage.assertComplete());
});
