import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromPromise, waitFor } from 'xstate';
import type { Actor, AnyEventObject } from 'xstate';
import { createBody } from '../../src/actors/supervision/body.ts';
import { keep } from '../../src/actors/supervision/keep.ts';
import { createRoot } from '../../src/actors/supervision/start-root.ts';
import { gatewayMachine } from '../../src/machines/gateway.ts';
import type { PlanFacts, ReloadEnd, ReloadOffer } from '../../src/machines/gateway-types.ts';
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

const EFFECTS = [
  'acquireLock',
  'announce',
  'quiesce',
  'settle',
  'releaseLock',
  'whenIdle',
  'applyReload',
  'restoreReload',
  'commitConfig',
  'withdrawConfig',
] as const;
type Effect = (typeof EFFECTS)[number] | 'loadPlan' | 'gateReload' | 'proveBoot';
type Behaviour = 'resolves' | 'rejects' | 'hangs';

interface Wanted {
  readonly effects?: Partial<Record<Effect, Behaviour>>;
  readonly error?: Error;
  /** One for each boot, the last one for all further ones. */
  readonly facts?: Partial<PlanFacts> | readonly Partial<PlanFacts>[];
  /** What the health gate finds. */
  readonly wrong?: string;
  /** What does not work after a restart for a change. */
  readonly unproved?: string;
  /** How a part behaves at its start: throws once, throws always, or its keeper itself is broken. */
  readonly parts?: Partial<
    Record<
      PartName,
      'throws' | 'throwsOnce' | 'throwsOnlyFirstBoot' | 'hangsAtStop' | 'brokenKeeper' | 'keeperBreaksAtStop'
    >
  >;
}

interface House {
  readonly root: Actor<typeof gatewayMachine>;
  readonly clock: TestClock;
  /** What happened, in order: `+store`, `-store`, names of effects. */
  readonly story: string[];
  readonly refused: string[];
  /** What did not end in time. */
  readonly overdue: string[];
  /** What the watcher of the configuration was told. */
  readonly told: string[];
  /** How offers ended. */
  readonly ends: ReloadEnd[];
  state(): string;
  part(name: PartName): { send(event: AnyEventObject): void };
}

class ExitError extends Error {
  readonly exitCode = 78;
}

const breaks = (): never => {
  throw new Error('the keeper broke');
};

const isCrash = (event: AnyEventObject): boolean =>
  event.type === 'tell' && (event['event'] as AnyEventObject).type.endsWith('crashed');

const partBody = (name: PartName, how: string | undefined, story: string[], told: string[]): KeeperLogic => {
  if (how === 'brokenKeeper' || how === 'keeperBreaksAtStop') {
    const child = createBody(name, () => ({ stop: () => void story.push(`-${name}`) })) as never;
    // Starts like any keeper and breaks at its first letter, or when it should report the end of its child.
    return keeperMachine.provide({
      actors: { child },
      actions:
        how === 'brokenKeeper'
          ? { forward: ({ event }) => (isCrash(event) ? breaks() : undefined) }
          : { reportStopped: breaks },
    });
  }
  let starts = 0;
  return keep(
    createBody(name, () => {
      starts += 1;
      const first = how === 'throwsOnlyFirstBoot' && story.filter((line) => line === 'loadPlan').length === 1;
      if (first || how === 'throws' || (how === 'throwsOnce' && starts === 1))
        throw new Error(`${name} cannot start`);
      story.push(`+${name}`);
      return {
        stop: () => {
          story.push(`-${name}`);
          return how === 'hangsAtStop' ? new Promise<void>(() => {}) : undefined;
        },
        receive: (event) => {
          if (!event.type.endsWith('crashed')) return void told.push(event.type);
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
  const overdue: string[] = [];
  const told: string[] = [];
  const ends: ReloadEnd[] = [];
  const facts: readonly Partial<PlanFacts>[] = [wanted.facts ?? {}].flat();
  let boots = 0;
  const effect = (name: Effect, value: (input: unknown) => unknown = () => undefined) =>
    fromPromise<never, { mode?: unknown } | undefined>(async ({ input }) => {
      const mode = typeof input?.mode === 'string' && 'budgetMs' in input ? `:${input.mode}` : '';
      story.push(`${name}${mode}`);
      const behaviour = wanted.effects?.[name] ?? 'resolves';
      if (behaviour === 'rejects') throw wanted.error ?? new Error(`${name} failed`);
      if (behaviour === 'hangs') return new Promise<never>(() => {});
      return value(input) as never;
    }) as never;
  const load = (input: unknown): PlanFacts => {
    const { putBack } = input as { putBack: string | undefined };
    if (putBack !== undefined) story.push(`instead of: ${putBack}`);
    const own = facts[Math.min(boots, facts.length - 1)];
    boots += 1;
    return { restartAllowed: true, ...own };
  };
  const part = (name: PartName) => partBody(name, wanted.parts?.[name], story, told);
  const machine = gatewayMachine.provide({
    actors: {
      ...(Object.fromEntries(EFFECTS.map((name) => [name, effect(name)])) as Record<
        (typeof EFFECTS)[number],
        never
      >),
      loadPlan: effect('loadPlan', load),
      gateReload: effect('gateReload', () => wanted.wrong),
      proveBoot: effect('proveBoot', () => wanted.unproved),
      ...(Object.fromEntries(TREE.map((name) => [name, part(name)])) as Record<PartName, never>),
    },
    actions: {
      refuseRestart: () => void refused.push('restart'),
      ignoreSignal: (_, why) => void refused.push(why),
      tellOverdue: (_, what) => void overdue.push(what),
      answerPulse: () => void refused.push('pulse'),
      noteReloadEnd: (_, end) => void ends.push(end),
    },
  });
  const root = createRoot(machine, {
    id: 'gateway',
    input: { random: () => 0.5, drainBudgetMs: BUDGET_MS, childInputs: {} },
    clock,
    log: silentLogger,
    inspectors: [coverage.inspect],
    detail: 'steps',
  });
  return {
    root,
    clock,
    story,
    refused,
    overdue,
    told,
    ends,
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
  assert.equal(house.state(), 'running.steady');
  house.story.length = 0;
  house.told.length = 0;
  house.ends.length = 0;
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
  const { exitCode, reason } = house.root.getSnapshot().output!;
  return { exitCode, reason };
}

const it2 = (title: string, test: () => Promise<void>): void =>
  void it(title, () => withoutDeadLetters(test));

describe('booting', () => {
  it2('takes the lock, loads the plan and starts the parts top to bottom', async () => {
    const house = build();
    house.root.start();
    assert.equal(house.state(), 'booting.locking');
    await house.clock.advance(10);
    assert.deepEqual(house.story, ['acquireLock', 'loadPlan', ...STARTED, 'commitConfig']);
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
    assert.deepEqual(house.story.slice(2), ['+store', '+configWatcher']);
    await house.clock.advance(200);
    assert.equal(house.state(), 'running.steady');
    house.root.stop();
  });

  it2('goes on without a part that may be parked', async () => {
    const house = build({ parts: { pulse: 'throws' } });
    house.root.start();
    await house.clock.advance(120_000);
    assert.equal(house.state(), 'running.steady');
    assert.deepEqual(house.story.slice(2), [
      '+store',
      '+configWatcher',
      '+runs',
      '+channels',
      '+tailscale',
      '+discovery',
      '+edge',
      'commitConfig',
    ]);
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
    await house.clock.advance(1);
    assert.equal(house.state(), 'running.steady');
    house.root.stop();
  });

  it2('takes down what it has started when a part gives up', async () => {
    const house = build({ parts: { edge: 'throws' } });
    house.root.start();
    await house.clock.advance(120_000);
    assert.deepEqual(await ended(house), { exitCode: 70, reason: 'edge cannot start' });
    assert.deepEqual(house.story.slice(2), [
      '+store',
      '+configWatcher',
      '+runs',
      '+channels',
      '+pulse',
      '+tailscale',
      '+discovery',
      '-discovery',
      '-tailscale',
      '-pulse',
      '-channels',
      '-runs',
      '-configWatcher',
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
    const late = ['announcing', 'quiescing', 'settling', 'edge', 'unlocking'];
    assert.deepEqual(house.root.getSnapshot().output?.overdue, late, 'it says what did not end in time');
    assert.deepEqual(house.overdue, late, 'and said so when it happened');
  });

  it2('names a part that its keeper had to kill', async () => {
    const house = await running({ parts: { pulse: 'hangsAtStop' } });
    house.root.send({ type: 'signal.term' });
    await house.clock.advance(2_000);
    assert.equal((await ended(house)).exitCode, 0);
    assert.deepEqual(house.root.getSnapshot().output?.overdue, ['pulse']);
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
      assert.equal(house.state(), 'running.steady');
      assert.deepEqual(house.story, [
        'announce:restart',
        'quiesce:restart',
        'settle:restart',
        ...STOPPED,
        'loadPlan',
        ...STARTED,
        'commitConfig',
      ]);
      house.root.send({ type: 'signal.term' });
      await house.clock.advance(1);
      assert.deepEqual(await ended(house), { exitCode: 0, reason: 'SIGTERM' });
    });
  }

  it2('is refused without authority', async () => {
    const house = await running({ facts: { restartAllowed: false } });
    house.root.send({ type: 'signal.restart' });
    assert.equal(house.state(), 'running.steady');
    assert.deepEqual(house.refused, ['restart']);
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
    assert.equal(house.state(), 'running.steady');
    assert.deepEqual(house.story, ['-store', '+store']);
    house.root.stop();
  });

  it2('is parked where the policy parks, and the gateway goes on', async () => {
    const house = await running();
    await exhaust(house, 'pulse');
    assert.equal(house.state(), 'running.steady');
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

  it2('ends the process when its keeper breaks where only this process would be restarted', async () => {
    const house = await running({ parts: { pulse: 'brokenKeeper' }, effects: { gateReload: 'hangs' } });
    offer(house);
    await house.clock.advance(1);
    assert.equal(house.state(), 'running.reloading.gating');
    crash(house, 'pulse');
    await house.clock.advance(1);
    assert.deepEqual(await ended(house), {
      exitCode: 1,
      reason: 'pulse cannot be started again: the keeper broke',
    });
    assert.deepEqual(house.story.filter((line) => line.startsWith('-')).sort(), [...STOPPED].sort());
    assert.equal(house.story.includes('loadPlan'), false);
  });

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

const OFFER: ReloadOffer = {
  candidate: 'the new one',
  needs: 'hot',
  mode: 'hybrid',
  reason: 'config changed: messages.queue.cap',
  delayMs: 0,
};

const offer = (house: House, change: Partial<ReloadOffer> = {}): void =>
  house.root.send({ type: 'config.offered', offer: { ...OFFER, ...change } });

describe('reloading', () => {
  it2('applies, looks at its health, commits, and tells the watcher', async () => {
    const house = await running();
    offer(house);
    assert.equal(house.state(), 'running.reloading.applying');
    assert.ok(house.root.getSnapshot().hasTag('ready'), 'clients are served meanwhile');
    await house.clock.advance(1);
    assert.deepEqual(house.story, ['applyReload', 'gateReload', 'commitConfig']);
    assert.equal(house.state(), 'running.steady');
    assert.deepEqual(house.ends, [{ result: 'applied', reason: '' }]);
    assert.deepEqual(house.told, ['reload.settled', 'look.now']);
    house.root.stop();
  });

  it2('takes over what nobody has to do anything about', async () => {
    const house = await running();
    offer(house, { needs: 'nothing', mode: 'off' });
    await house.clock.advance(1);
    assert.deepEqual(house.ends, [{ result: 'nothing', reason: '' }]);
    house.root.stop();
  });

  for (const [mode, needs, reason] of [
    ['off', 'hot', /mode is off/],
    ['off', 'restart', /mode is off/],
    ['hot', 'restart', /needs a restart/],
  ] as const) {
    it2(`refuses in mode ${mode} what needs ${needs}`, async () => {
      const house = await running();
      offer(house, { mode, needs });
      await house.clock.advance(1);
      assert.equal(house.state(), 'running.steady');
      assert.deepEqual(house.story, []);
      assert.equal(house.ends[0]?.result, 'refused');
      assert.match(house.ends[0]?.reason ?? '', reason);
      house.root.stop();
    });
  }

  it2('says that it is busy when a second change crosses the first', async () => {
    const house = await running({ effects: { applyReload: 'hangs' } });
    offer(house);
    offer(house);
    assert.equal(house.state(), 'running.reloading.applying');
    assert.equal(house.ends[0]?.result, 'refused');
    house.root.stop();
  });

  const wrongs: readonly (readonly [string, Wanted, RegExp])[] = [
    ['an effect fails', { effects: { applyReload: 'rejects' } }, /applyReload failed/],
    ['an effect hangs', { effects: { applyReload: 'hangs' } }, /not taken over in time/],
    ['health is bad', { wrong: 'telegram:a is loggedOut' }, /telegram:a is loggedOut/],
    ['health cannot be told', { effects: { gateReload: 'rejects' } }, /gateReload failed/],
    ['health is not known in time', { effects: { gateReload: 'hangs' } }, /health was not known/],
  ];
  for (const [what, wanted, reason] of wrongs) {
    it2(`puts back what ran when ${what}`, async () => {
      const house = await running(wanted);
      offer(house);
      await house.clock.advance(16_000);
      assert.equal(house.state(), 'running.steady');
      assert.equal(house.story.at(-1), 'restoreReload');
      assert.equal(house.ends[0]?.result, 'restored');
      assert.match(house.ends[0]?.reason ?? '', reason);
      assert.ok(!house.story.includes('commitConfig'), 'what did not work is not kept');
      house.root.stop();
    });
  }

  for (const stage of ['applyReload', 'gateReload'] as const) {
    it2(`puts back what ran when a part goes down during ${stage}`, async () => {
      for (const type of ['keeper.down', 'keeper.parked'] as const) {
        const house = await running({ effects: { [stage]: 'hangs' } });
        offer(house);
        await house.clock.advance(1);
        house.root.send({ type, id: 'channels', error: new Error('channels are down') });
        await house.clock.advance(1);
        assert.equal(house.ends[0]?.reason, 'channels are down');
        house.root.stop();
      }
    });

    it2(`begins again on the configuration before when a part gives up during ${stage}`, async () => {
      const house = await running({ effects: { [stage]: 'hangs' } });
      offer(house);
      await house.clock.advance(1);
      house.root.send({ type: 'keeper.escalated', id: 'runs', error: new Error('runs gave up') });
      await house.clock.advance(1);
      assert.equal(house.state(), 'running.steady');
      assert.ok(house.story.includes('instead of: runs gave up'));
      house.root.stop();
    });
  }

  for (const [how, wanted] of [
    ['fails', { wrong: 'bad', effects: { restoreReload: 'rejects' } }],
    ['hangs', { wrong: 'bad', effects: { restoreReload: 'hangs' } }],
  ] as const) {
    it2(`begins again on the configuration before when putting it back ${how}`, async () => {
      const house = await running(wanted);
      offer(house);
      await house.clock.advance(16_000);
      assert.equal(house.state(), 'running.steady');
      assert.match(
        house.story.find((line) => line.startsWith('instead of')) ?? '',
        /restoreReload|put back in time/,
      );
      house.root.stop();
    });
  }

  it2('tells why it went back, and not what a part did on the way', async () => {
    const house = await running({ effects: { applyReload: 'rejects' } });
    const sub = house.root.subscribe((snapshot) => {
      if (!snapshot.matches({ running: { reloading: 'restoring' } })) return;
      sub.unsubscribe();
      for (const type of ['keeper.down', 'keeper.parked'] as const)
        house.root.send({ type, id: 'pulse', error: new Error('the pulse is down') });
    });
    offer(house);
    await house.clock.advance(1);
    assert.equal(house.state(), 'running.steady');
    assert.deepEqual(house.ends, [{ result: 'restored', reason: 'applyReload failed' }]);
    house.root.stop();
  });

  it2('begins again when a part gives up while it puts back', async () => {
    const house = await running({ wrong: 'bad', effects: { restoreReload: 'hangs' } });
    offer(house);
    await house.clock.advance(1);
    house.root.send({ type: 'keeper.escalated', id: 'runs', error: new Error('runs gave up') });
    await house.clock.advance(1);
    assert.ok(house.story.includes('instead of: runs gave up'));
    house.root.stop();
  });

  for (const mode of ['restart', 'hybrid'] as const) {
    it2(`restarts in mode ${mode} once nothing is in flight`, async () => {
      const house = await running();
      offer(house, { mode, needs: mode === 'restart' ? 'hot' : 'restart', delayMs: 2_000 });
      assert.equal(house.state(), 'running.reloading.delaying');
      await house.clock.advance(2_000);
      assert.deepEqual(house.story.slice(0, 2), ['whenIdle', 'announce:restart']);
      assert.equal(house.state(), 'running.steady');
      house.root.stop();
    });
  }

  for (const behaviour of ['hangs', 'rejects'] as const) {
    it2(`restarts at the latest after a minute when waiting for runs ${behaviour}`, async () => {
      const house = await running({ effects: { whenIdle: behaviour } });
      offer(house, { needs: 'restart' });
      await house.clock.advance(behaviour === 'hangs' ? 59_000 : 1);
      assert.equal(house.state(), behaviour === 'hangs' ? 'running.reloading.deferring' : 'running.steady');
      await house.clock.advance(1_500);
      assert.ok(house.story.includes('announce:restart'));
      house.root.stop();
    });
  }

  it2('stops in the middle of a reload when it is told to', async () => {
    const house = await running({ effects: { applyReload: 'hangs' } });
    offer(house);
    house.root.send({ type: 'signal.term' });
    await house.clock.advance(1);
    assert.equal((await ended(house)).exitCode, 0);
  });

  it2('lets the watcher look on a reload signal', async () => {
    const house = await running();
    house.root.send({ type: 'signal.reload' });
    assert.deepEqual(house.told, ['look.now']);
    house.root.stop();
  });
});

describe('a change that must be confirmed', () => {
  it2('is on probation until it is', async () => {
    const house = await running();
    offer(house, { confirmMs: 30_000 });
    await house.clock.advance(29_000);
    assert.equal(house.state(), 'running.confirming');
    offer(house);
    assert.equal(house.ends[0]?.result, 'refused', 'the next one waits');
    house.root.send({ type: 'config.confirmed' });
    await house.clock.advance(60_000);
    assert.equal(house.state(), 'running.steady');
    assert.equal(house.story.at(-1), 'commitConfig');
    assert.ok(!house.story.includes('withdrawConfig'));
    house.root.stop();
  });

  for (const behaviour of ['resolves', 'rejects'] as const) {
    it2(
      `goes back when nobody confirms it, and the file ${behaviour === 'resolves' ? 'is' : 'cannot be'} put back`,
      async () => {
        const house = await running({ effects: { withdrawConfig: behaviour } });
        offer(house, { confirmMs: 30_000 });
        await house.clock.advance(30_100);
        assert.equal(house.state(), 'running.steady');
        assert.ok(!house.story.includes('commitConfig'));
        assert.equal(house.ends[0]?.result, behaviour === 'resolves' ? 'restored' : 'refused');
        if (behaviour === 'resolves') assert.equal(house.told.at(-1), 'look.now');
        house.root.stop();
      },
    );
  }

  it2('is on probation over a restart', async () => {
    const house = build({ facts: { confirmMs: 5_000 } });
    house.root.start();
    await house.clock.advance(4_000);
    assert.equal(house.state(), 'running.confirming');
    await house.clock.advance(1_001);
    assert.ok(house.story.includes('withdrawConfig'));
    house.root.stop();
  });

  it2('runs all the same when the copy of it cannot be kept', async () => {
    const house = await running();
    const failing = await running({ effects: { commitConfig: 'rejects' } });
    for (const each of [house, failing]) {
      offer(each);
      await each.clock.advance(1);
      assert.equal(each.state(), 'running.steady');
      assert.equal(each.ends[0]?.result, 'applied');
      assert.equal(each.told.at(-1), 'look.now', 'a change that was refused meanwhile is heard now');
      each.root.stop();
    }
  });
});

describe('a configuration on trial', () => {
  it2('is put back by the next boot when a part cannot start on it', async () => {
    const house = build({ facts: [{ trial: true }, {}], parts: { edge: 'throwsOnlyFirstBoot' } });
    house.root.start();
    await house.clock.advance(120_000);
    assert.equal(house.state(), 'running.steady');
    assert.ok(house.story.includes('instead of: edge cannot start'));
    assert.ok(!house.story.includes('releaseLock'), 'the lock is kept');
    house.root.stop();
  });

  it2('is no excuse for a second failure', async () => {
    const house = build({ facts: [{ trial: true }, {}], parts: { edge: 'throws' } });
    house.root.start();
    await house.clock.advance(240_000);
    assert.deepEqual(await ended(house), { exitCode: 70, reason: 'edge cannot start' });
  });
});

describe('a boot that has to prove a change', () => {
  const PROVES = [{ trial: true, prove: true }, {}];

  it2('counts it as one that works once it has', async () => {
    const house = await running({ facts: PROVES });
    house.root.stop();
    const slow = build({ facts: PROVES, effects: { proveBoot: 'hangs' } });
    slow.root.start();
    await slow.clock.advance(1_000);
    assert.equal(slow.state(), 'running.proving');
    offer(slow);
    assert.equal(slow.ends[0]?.result, 'refused', 'the next change waits');
    await slow.clock.advance(10_000);
    assert.equal(slow.state(), 'running.steady', 'silence is no fault of the change');
    assert.equal(slow.story.at(-1), 'commitConfig');
    slow.root.stop();
  });

  for (const [how, wanted] of [
    ['it does not work', { unproved: 'the link is loggedOut' }],
    ['it cannot be known', { effects: { proveBoot: 'rejects' }, error: new Error('the link is loggedOut') }],
  ] as const)
    it2(`begins again on the configuration before when ${how}`, async () => {
      const house = build({ facts: PROVES, ...wanted });
      house.root.start();
      for (let step = 0; step < 3; step += 1) await house.clock.advance(2_000);
      assert.equal(house.state(), 'running.steady');
      assert.ok(house.story.includes('instead of: the link is loggedOut'));
      assert.equal(
        house.story.filter((line) => line === 'commitConfig').length,
        1,
        'only the second boot is kept',
      );
      assert.ok(!house.story.includes('releaseLock'), 'the lock is kept');
      house.root.stop();
    });

  it2('begins again on the configuration before when the links cannot even be started', async () => {
    const house = build({ facts: PROVES, parts: { channels: 'throwsOnlyFirstBoot' } });
    house.root.start();
    await house.clock.advance(120_000);
    assert.equal(house.state(), 'running.steady');
    assert.ok(house.story.some((line) => line.startsWith('instead of: ')));
    assert.equal(house.story.filter((line) => line === 'commitConfig').length, 1);
    house.root.stop();
  });

  it2('does not blame it for links that safe mode keeps down', async () => {
    const house = build({ facts: { trial: true, prove: true, safe: 'asked for' } });
    house.root.start();
    await house.clock.advance(10_000);
    assert.equal(house.state(), 'running.safe');
    assert.equal(house.story.filter((line) => line === 'loadPlan').length, 1);
    house.root.stop();
  });

  it2('and links that are parked meanwhile are blamed on the change', async () => {
    const house = build({ facts: PROVES, effects: { proveBoot: 'hangs' } });
    house.root.start();
    await house.clock.advance(1_000);
    house.root.send({ type: 'keeper.parked', id: 'runs', error: new Error('not the links') });
    assert.equal(house.state(), 'running.proving');
    house.root.send({ type: 'keeper.parked', id: 'channels', error: new Error('the links broke') });
    for (let step = 0; step < 3; step += 1) await house.clock.advance(2_000);
    assert.ok(house.story.includes('instead of: the links broke'));
    house.root.stop();
  });

  it2('and a part that gives up meanwhile is blamed on the change', async () => {
    const house = build({ facts: PROVES, effects: { proveBoot: 'hangs' } });
    house.root.start();
    await house.clock.advance(1_000);
    house.root.send({ type: 'keeper.escalated', id: 'runs', error: new Error('runs gave up') });
    for (let step = 0; step < 3; step += 1) await house.clock.advance(2_000);
    assert.ok(house.story.includes('instead of: runs gave up'));
    assert.equal(house.state(), 'running.steady');
    house.root.stop();
  });
});

describe('restart signals and who may send them', () => {
  it2('one that comes while the parts start is obeyed once they run', async () => {
    for (const [allowed, boots] of [
      [true, 2],
      [false, 1],
    ] as const) {
      const house = build({ facts: { restartAllowed: allowed }, parts: { runs: 'throwsOnce' } });
      house.root.start();
      house.root.send({ type: 'signal.restart' });
      await house.clock.advance(1);
      assert.equal(house.state(), 'booting.starting');
      house.root.send({ type: 'signal.restart' });
      house.root.send({ type: 'signal.reload' });
      // The second boot begins within the time of the first.
      for (let step = 0; step < 3; step += 1) await house.clock.advance(2_000);
      assert.equal(house.state(), 'running.steady');
      assert.equal(house.story.filter((line) => line === 'loadPlan').length, boots);
      assert.equal(house.refused.includes('restart'), !allowed);
      house.root.stop();
    }
  });

  it2(
    'one that comes before the configuration is read asks for nothing more, and is refused all the same',
    async () => {
      for (const [allowed, told] of [
        [true, 'the gateway was starting anyway'],
        [false, 'restart'],
      ] as const) {
        const house = build({ facts: { restartAllowed: allowed } });
        house.root.start();
        house.root.send({ type: 'signal.restart' });
        assert.deepEqual(house.refused, []);
        for (let step = 0; step < 3; step += 1) await house.clock.advance(1);
        assert.equal(house.state(), 'running.steady');
        assert.deepEqual(house.refused, [told]);
        assert.equal(house.story.filter((line) => line === 'loadPlan').length, 1);
        house.root.stop();
      }
    },
  );

  it2('one is let through by an authorisation, and no second one', async () => {
    const house = await running({ facts: { restartAllowed: false } });
    house.root.send({ type: 'restart.authorised', forMs: 5_000 });
    house.root.send({ type: 'signal.restart' });
    await house.clock.advance(1);
    assert.ok(house.story.includes('announce:restart'));
    house.root.send({ type: 'signal.restart' });
    assert.deepEqual(house.refused, ['restart']);
    house.root.stop();
  });

  it2('an authorisation expires, a later one lives its own time', async () => {
    const house = await running({ facts: { restartAllowed: false } });
    house.root.send({ type: 'restart.authorised', forMs: 5_000 });
    await house.clock.advance(4_000);
    house.root.send({ type: 'restart.authorised', forMs: 5_000 });
    await house.clock.advance(2_000);
    assert.equal(house.root.getSnapshot().context.grants, 2, 'the end of the first does not end the second');
    await house.clock.advance(3_000);
    house.root.send({ type: 'signal.restart' });
    assert.deepEqual(house.refused, ['restart']);
    house.root.stop();
  });

  it2('commands.restart counts from the reload that changes it', async () => {
    const house = await running({ facts: { restartAllowed: false } });
    house.root.send({ type: 'restart.allowed', allowed: true });
    house.root.send({ type: 'signal.restart' });
    await house.clock.advance(1);
    assert.ok(house.story.includes('announce:restart'));
    house.root.stop();
  });

  for (const effects of [{ announce: 'hangs' }, {}] as const) {
    it2(
      `they and reload signals are ignored while it ${'announce' in effects ? 'drains' : 'stops'}`,
      async () => {
        const house = await running({ effects, parts: { edge: 'hangsAtStop' } });
        house.root.send({ type: 'signal.term' });
        await house.clock.advance(1);
        house.root.send({ type: 'signal.restart' });
        house.root.send({ type: 'signal.reload' });
        assert.equal(house.refused.length, 2);
        await house.clock.advance(BUDGET_MS);
        assert.equal((await ended(house)).exitCode, 0);
      },
    );
  }
});

describe('safe mode', () => {
  it2('leaves the channels parked, serves, reloads, and ends when they run', async () => {
    const house = build({ facts: [{ safe: 'three unclean boots within five minutes' }] });
    house.root.start();
    await house.clock.advance(10);
    assert.equal(house.state(), 'running.safe');
    assert.ok(house.root.getSnapshot().hasTag('ready'));
    assert.ok(!house.story.includes('+channels'));
    offer(house);
    await house.clock.advance(1);
    assert.equal(house.state(), 'running.safe');
    house.part('channels').send({ type: 'resume' });
    await house.clock.advance(1);
    assert.equal(house.state(), 'running.steady');
    house.root.stop();
  });
});

describe('what surrounds the process', () => {
  it2('may tell how long a stop may take, and ask whether the root still answers', async () => {
    const house = await running({ effects: { announce: 'hangs' } });
    house.root.send({ type: 'budget.told', ms: 1_000 });
    house.root.send({ type: 'pulse.asked' });
    assert.deepEqual(house.refused, ['pulse']);
    house.root.send({ type: 'signal.term' });
    await house.clock.advance(100);
    assert.equal((await ended(house)).exitCode, 0);
  });
});

describe('a stop that asks to be started again', () => {
  it2('ends with the exit code it came with', async () => {
    const house = await running();
    house.root.send({ type: 'stop.requested', reason: 'memory', exitCode: 75 });
    await house.clock.advance(1);
    assert.deepEqual(await ended(house), { exitCode: 75, reason: 'memory' });
  });
});

describe('the chart of the gateway', () => {
  it('has been walked along every edge', () => coverage.assertComplete());
});
