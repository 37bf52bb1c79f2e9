import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { AnyEventObject, InspectionEvent } from 'xstate';
import { keeperMachine } from '../../src/machines/keeper.ts';
import type { ChildLogic, KeeperContext } from '../../src/machines/keeper.ts';
import type { Policy } from '../../src/machines/policies.ts';
import { createStage, withoutDeadLetters } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { createTransitionCoverage } from '../support/transition-coverage.ts';

const policy: Policy = {
  intensity: 2,
  periodMs: 10_000,
  stableMs: 8_000,
  backoff: { initialMs: 100, maxMs: 300, factor: 2, jitter: 0 },
  startDeadlineMs: 1_000,
  stopDeadlineMs: 500,
  onExhausted: 'park',
  reason: 'a test',
};

interface Puppet {
  readonly logic: ChildLogic;
  /** Incarnations that are alive right now. */
  alive: number;
  mostAlive: number;
  born: number;
  readonly got: string[];
  /** Speaks for the current incarnation. */
  say(event: AnyEventObject): void;
  crash(): void;
  finish(): void;
}

/** A child that does only what the test says. */
function createPuppet(): Puppet {
  let tellParent: ((event: AnyEventObject) => void) | undefined;
  let tellSelf: ((event: AnyEventObject) => void) | undefined;
  const puppet: Puppet = {
    alive: 0,
    mostAlive: 0,
    born: 0,
    got: [],
    say: (event) => tellParent?.(event),
    crash: () => tellSelf?.({ type: 'crash' }),
    finish: () => tellSelf?.({ type: 'finish' }),
    logic: {
      getInitialSnapshot: () => ({ status: 'active', output: undefined, error: undefined }),
      start: (_, scope) => {
        puppet.alive += 1;
        puppet.born += 1;
        puppet.mostAlive = Math.max(puppet.mostAlive, puppet.alive);
        tellParent = (event) => scope.self._parent?.send(event);
        tellSelf = (event) => scope.self.send(event);
      },
      transition: (snapshot, event) => {
        if (event.type === 'crash') {
          puppet.alive -= 1;
          tellSelf = undefined;
          throw new Error('crashed');
        }
        if (event.type === 'finish') {
          puppet.alive -= 1;
          tellSelf = undefined;
          return { status: 'done', output: undefined, error: undefined };
        }
        if (event.type.endsWith('.stop')) {
          puppet.alive -= 1;
          tellSelf = undefined;
          return { status: 'stopped', output: undefined, error: undefined };
        }
        puppet.got.push(event.type);
        return snapshot;
      },
      getPersistedSnapshot: (snapshot) => snapshot,
    },
  };
  return puppet;
}

const coverage = createTransitionCoverage(keeperMachine);

interface Scene {
  readonly stage: Stage;
  readonly puppet: Puppet;
  state(): string;
  context(): KeeperContext;
  send(type: string): void;
}

function openScene(change: Partial<Policy> = {}, inspect?: (event: InspectionEvent) => void): Scene {
  const puppet = createPuppet();
  const stage = createStage(keeperMachine.provide({ actors: { child: puppet.logic } }), {
    input: { id: 'part', policy: { ...policy, ...change }, childInput: undefined, random: () => 0.5 },
    inspect: (event) => {
      coverage.inspect(event);
      inspect?.(event);
    },
  });
  const snapshot = () =>
    stage.actor.getSnapshot() as { value: string | Record<string, string>; context: KeeperContext };
  return {
    stage,
    puppet,
    state: () => {
      const { value } = snapshot();
      return typeof value === 'string' ? value : Object.entries(value).flat().join('.');
    },
    context: () => snapshot().context,
    send: (type) => stage.actor.send({ type }),
  };
}

type Step = (scene: Scene) => void;

const send =
  (type: string): Step =>
  (scene) =>
    scene.send(type);
const say =
  (type: string, error?: unknown): Step =>
  (scene) =>
    scene.puppet.say(error === undefined ? { type } : { type, error });
const wait =
  (ms: number): Step =>
  (scene) =>
    scene.stage.clock.advanceSync(ms);
const tell: Step = (scene) => scene.stage.actor.send({ type: 'tell', event: { type: 'letter' } });
const park: Step = (scene) => scene.stage.actor.send({ type: 'park', error: new Error('safe mode') });
const crash: Step = (scene) => scene.puppet.crash();
const finish: Step = (scene) => scene.puppet.finish();
const failed = say('child.failed', new Error('broken'));
const hopeless = say('child.failed', Object.assign(new Error('damaged'), { permanent: true }));
const ready = say('child.ready');
const running = [send('start'), ready];
/** One failure, and up again. */
const stumble = [failed, wait(300), ready];
const parked = [...running, ...stumble, ...stumble, failed];

interface Row {
  readonly title: string;
  readonly steps: readonly Step[];
  readonly state: string;
  /** What the parent heard, without `keeper.`. */
  readonly heard: readonly string[];
  readonly policy?: Partial<Policy>;
}

const rows: readonly Row[] = [
  { title: 'waits in standby', steps: [], state: 'standby', heard: [] },
  { title: 'stops from standby', steps: [send('shutdown')], state: 'stopped', heard: ['stopped'] },
  { title: 'stays down from standby when it is told to', steps: [park], state: 'parked', heard: ['parked'] },
  {
    title: 'stays down from a stop when it is told to',
    steps: [send('shutdown'), park],
    state: 'parked',
    heard: ['stopped', 'parked'],
  },
  {
    title: 'stays down from a kill when it is told to, and is resumed',
    steps: [...running, send('shutdown'), wait(5_000), park, send('resume'), ready],
    state: 'alive.running',
    heard: ['ready', 'stopped', 'parked', 'ready'],
  },
  { title: 'starts its child and waits for it', steps: [send('start')], state: 'alive.starting', heard: [] },
  { title: 'reports a ready child', steps: running, state: 'alive.running', heard: ['ready'] },
  {
    title: 'counts a child that is never ready as failed',
    steps: [send('start'), wait(1_000)],
    state: 'backingOff',
    heard: ['down'],
  },
  {
    title: 'backs off after a reported failure',
    steps: [...running, failed],
    state: 'backingOff',
    heard: ['ready', 'down'],
  },
  {
    title: 'backs off after a crash',
    steps: [...running, crash],
    state: 'backingOff',
    heard: ['ready', 'down'],
  },
  {
    title: 'backs off after an unexpected end',
    steps: [...running, finish],
    state: 'backingOff',
    heard: ['ready', 'down'],
  },
  {
    title: 'backs off after an unasked stop',
    steps: [...running, say('child.stopped')],
    state: 'backingOff',
    heard: ['ready', 'down'],
  },
  {
    title: 'starts again after the backoff',
    steps: [...running, failed, wait(100)],
    state: 'alive.starting',
    heard: ['ready', 'down'],
  },
  {
    title: 'does not start again before',
    steps: [...running, failed, wait(99)],
    state: 'backingOff',
    heard: ['ready', 'down'],
  },
  {
    title: 'starts at once when the operator restarts a waiting child',
    steps: [...running, failed, send('restart')],
    state: 'alive.starting',
    heard: ['ready', 'down'],
  },
  {
    title: 'starts at once when told to start a waiting child',
    steps: [...running, failed, send('start')],
    state: 'alive.starting',
    heard: ['ready', 'down'],
  },
  {
    title: 'stops while backing off',
    steps: [...running, failed, send('shutdown')],
    state: 'stopped',
    heard: ['ready', 'down', 'stopped'],
  },
  {
    title: 'parks on the failure after the last restart',
    steps: parked,
    state: 'parked',
    heard: ['ready', 'down', 'ready', 'down', 'ready', 'parked'],
  },
  {
    title: 'parks at once when the error says that trying again cannot help',
    steps: [...running, hopeless],
    state: 'parked',
    heard: ['ready', 'parked'],
  },
  {
    title: 'escalates at once when the error says so and the policy wants it',
    policy: { onExhausted: 'escalate' },
    steps: [send('start'), hopeless],
    state: 'exhausted',
    heard: ['escalated'],
  },
  {
    title: 'parks after crashes',
    steps: [...running, crash, wait(300), crash, wait(300), crash],
    state: 'parked',
    heard: ['ready', 'down', 'down', 'parked'],
  },
  {
    title: 'parks after unexpected ends',
    steps: [...running, finish, wait(300), finish, wait(300), finish],
    state: 'parked',
    heard: ['ready', 'down', 'down', 'parked'],
  },
  {
    title: 'parks after unasked stops',
    steps: [
      ...running,
      say('child.stopped'),
      wait(300),
      say('child.stopped'),
      wait(300),
      say('child.stopped'),
    ],
    state: 'parked',
    heard: ['ready', 'down', 'down', 'parked'],
  },
  {
    title: 'parks a child that is never ready',
    steps: [send('start'), wait(60_000)],
    state: 'parked',
    heard: ['down', 'down', 'parked'],
  },
  {
    title: 'escalates by policy after failures',
    policy: { onExhausted: 'escalate', intensity: 0 },
    steps: [...running, failed],
    state: 'exhausted',
    heard: ['ready', 'escalated'],
  },
  {
    title: 'escalates by policy after a crash',
    policy: { onExhausted: 'escalate', intensity: 0 },
    steps: [...running, crash],
    state: 'exhausted',
    heard: ['ready', 'escalated'],
  },
  {
    title: 'escalates by policy after an end',
    policy: { onExhausted: 'escalate', intensity: 0 },
    steps: [...running, finish],
    state: 'exhausted',
    heard: ['ready', 'escalated'],
  },
  {
    title: 'escalates by policy after an unasked stop',
    policy: { onExhausted: 'escalate', intensity: 0 },
    steps: [...running, say('child.stopped')],
    state: 'exhausted',
    heard: ['ready', 'escalated'],
  },
  {
    title: 'escalates by policy when never ready',
    policy: { onExhausted: 'escalate', intensity: 0 },
    steps: [send('start'), wait(1_000)],
    state: 'exhausted',
    heard: ['escalated'],
  },
  ...['start', 'restart', 'resume'].flatMap((type): Row[] => [
    {
      title: `leaves parked on ${type}`,
      steps: [...parked, send(type)],
      state: 'alive.starting',
      heard: ['ready', 'down', 'ready', 'down', 'ready', 'parked'],
    },
    {
      title: `leaves exhausted on ${type}`,
      policy: { onExhausted: 'escalate', intensity: 0 },
      steps: [...running, failed, send(type)],
      state: 'alive.starting',
      heard: ['ready', 'escalated'],
    },
  ]),
  {
    title: 'stops from parked',
    steps: [...parked, send('shutdown')],
    state: 'stopped',
    heard: ['ready', 'down', 'ready', 'down', 'ready', 'parked', 'stopped'],
  },
  {
    title: 'stops from exhausted',
    policy: { onExhausted: 'escalate', intensity: 0 },
    steps: [...running, failed, send('shutdown')],
    state: 'stopped',
    heard: ['ready', 'escalated', 'stopped'],
  },
  {
    title: 'asks politely and waits',
    steps: [...running, send('shutdown')],
    state: 'alive.stopping',
    heard: ['ready'],
  },
  {
    title: 'reports a polite end',
    steps: [...running, send('shutdown'), say('child.stopped')],
    state: 'stopped',
    heard: ['ready', 'stopped'],
  },
  {
    title: 'takes a failure while stopping for an end',
    steps: [...running, send('shutdown'), failed],
    state: 'stopped',
    heard: ['ready', 'stopped'],
  },
  {
    title: 'takes a crash while stopping for an end',
    steps: [...running, send('shutdown'), crash],
    state: 'stopped',
    heard: ['ready', 'stopped'],
  },
  {
    title: 'takes a done child while stopping for an end',
    steps: [...running, send('shutdown'), finish],
    state: 'stopped',
    heard: ['ready', 'stopped'],
  },
  {
    title: 'kills a child that does not stop in time',
    steps: [...running, send('shutdown'), wait(500)],
    state: 'killed',
    heard: ['ready', 'stopped'],
  },
  {
    title: 'answers a second shutdown once it has stopped',
    steps: [send('shutdown'), send('shutdown')],
    state: 'stopped',
    heard: ['stopped', 'stopped'],
  },
  {
    title: 'answers a second shutdown after a kill',
    steps: [...running, send('shutdown'), wait(500), send('shutdown')],
    state: 'killed',
    heard: ['ready', 'stopped', 'stopped'],
  },
  {
    title: 'starts again after a stop',
    steps: [...running, send('shutdown'), say('child.stopped'), send('start'), ready],
    state: 'alive.running',
    heard: ['ready', 'stopped', 'ready'],
  },
  {
    title: 'starts again after a kill',
    steps: [...running, send('shutdown'), wait(500), send('start'), ready],
    state: 'alive.running',
    heard: ['ready', 'stopped', 'ready'],
  },
  {
    title: 'restarts politely for the operator',
    steps: [...running, send('restart')],
    state: 'alive.restarting',
    heard: ['ready'],
  },
  {
    title: 'starts anew once the old child has stopped',
    steps: [...running, send('restart'), say('child.stopped')],
    state: 'alive.starting',
    heard: ['ready'],
  },
  {
    title: 'starts anew when the old child fails to stop',
    steps: [...running, send('restart'), failed],
    state: 'alive.starting',
    heard: ['ready'],
  },
  {
    title: 'starts anew when the old child crashes',
    steps: [...running, send('restart'), crash],
    state: 'alive.starting',
    heard: ['ready'],
  },
  {
    title: 'starts anew when the old child is done',
    steps: [...running, send('restart'), finish],
    state: 'alive.starting',
    heard: ['ready'],
  },
  {
    title: 'starts anew when the old child does not stop in time',
    steps: [...running, send('restart'), wait(500)],
    state: 'alive.starting',
    heard: ['ready'],
  },
  {
    title: 'prefers a shutdown to a restart under way',
    steps: [...running, send('restart'), send('shutdown')],
    state: 'alive.stopping',
    heard: ['ready'],
  },
  {
    title: 'forwards letters to a running child',
    steps: [...running, tell],
    state: 'alive.running',
    heard: ['ready'],
  },
];

describe('the keeper', () => {
  for (const row of rows) {
    it(row.title, () =>
      withoutDeadLetters(() => {
        const scene = openScene(row.policy);
        for (const step of row.steps) step(scene);
        assert.equal(scene.state(), row.state);
        assert.deepEqual(
          scene.stage.types().map((type) => type.replace('keeper.', '')),
          row.heard,
        );
        assert.ok(scene.puppet.mostAlive <= 1, 'two children at once');
        assert.equal(scene.puppet.alive, row.state.startsWith('alive') ? 1 : 0);
        scene.stage.close();
        assert.equal(scene.stage.live.size, 0);
        assert.equal(scene.stage.clock.pending, 0);
      }),
    );
  }

  it('gives letters only to a running child', () => {
    const scene = openScene();
    for (const step of [send('start'), tell, ready, tell, failed, tell]) step(scene);
    assert.deepEqual(scene.puppet.got, ['letter']);
    scene.stage.close();
  });

  it('names the cause in its reports', () => {
    const scene = openScene({ intensity: 1 });
    for (const step of [send('start'), wait(1_000), wait(100), ready, failed]) step(scene);
    const errors = scene.stage.heard
      .filter((event) => 'error' in event)
      .map((event) => (event['error'] as Error).message);
    assert.deepEqual(errors, ['part was not ready within 1000 ms', 'broken']);
    scene.stage.close();
  });

  it('doubles the backoff up to its cap and moves it by the jitter', () => {
    const scene = openScene({
      intensity: 9,
      backoff: { initialMs: 100, maxMs: 300, factor: 2, jitter: 0.25 },
    });
    const waits: number[] = [];
    send('start')(scene);
    for (let round = 0; round < 4; round += 1) {
      failed(scene);
      waits.push(scene.context().retryInMs);
      wait(1_000)(scene);
    }
    assert.deepEqual(waits, [100, 200, 300, 300]);
    scene.stage.close();
    const moved = [0, 0.999].map((value) => {
      const puppet = createPuppet();
      const stage = createStage(keeperMachine.provide({ actors: { child: puppet.logic } }), {
        input: {
          id: 'part',
          policy: { ...policy, backoff: { ...policy.backoff, jitter: 0.25 } },
          childInput: undefined,
          random: () => value,
        },
      });
      stage.actor.send({ type: 'start' });
      puppet.crash();
      const { retryInMs } = (stage.actor.getSnapshot() as { context: KeeperContext }).context;
      stage.close();
      return retryInMs;
    });
    assert.deepEqual(moved, [75, 125]);
  });

  it('pays a failure back one period later', () => {
    const scene = openScene({ stableMs: 1_000_000 });
    for (const step of [...running, ...stumble, wait(9_000), ...stumble]) step(scene);
    assert.equal(scene.context().spent, 2);
    wait(1_000)(scene);
    assert.equal(scene.context().spent, 1);
    failed(scene);
    assert.equal(scene.state(), 'backingOff');
    scene.stage.close();
  });

  it('forgives everything after a stable time, once', () => {
    const scene = openScene();
    for (const step of [...running, ...stumble, ...stumble, wait(8_000)]) step(scene);
    assert.deepEqual([scene.context().spent, scene.context().attempt], [0, 0]);
    // The payback of the forgiven failures must not pay for new ones.
    for (const step of [failed, wait(100), ready, wait(4_000)]) step(scene);
    assert.equal(scene.context().spent, 1);
    assert.equal(scene.context().restarts, 3);
    scene.stage.close();
  });
});

describe('any sequence of events', () => {
  const stepArb = fc.oneof(
    fc.constantFrom<readonly [string, Step]>(
      ['start', send('start')],
      ['shutdown', send('shutdown')],
      ['restart', send('restart')],
      ['resume', send('resume')],
      ['tell', tell],
      ['child.ready', ready],
      ['child.stopped', say('child.stopped')],
      ['child.failed', failed],
      ['crash', crash],
      ['finish', finish],
    ),
    fc.integer({ min: 1, max: 15_000 }).map((ms): readonly [string, Step] => [`wait ${ms}`, wait(ms)]),
  );

  it('never has two children, never spends beyond the budget, and silence ends at rest', () => {
    fc.assert(
      fc.property(
        fc.array(stepArb, { maxLength: 40 }),
        fc.constantFrom('park' as const, 'escalate' as const),
        (steps, onExhausted) => {
          const scene = openScene({ onExhausted });
          for (const [, step] of steps) {
            step(scene);
            assert.ok(scene.context().spent <= policy.intensity, 'budget overdrawn');
            assert.ok(scene.puppet.alive <= 1, 'two children at once');
            assert.equal(scene.puppet.alive === 1, scene.state().startsWith('alive'), scene.state());
          }
          wait(10_000_000)(scene);
          assert.ok(
            ['standby', 'alive.running', 'exhausted', 'parked', 'stopped', 'killed'].includes(scene.state()),
            `${scene.state()} is no place to rest`,
          );
          scene.send('shutdown');
          wait(policy.stopDeadlineMs)(scene);
          assert.ok(['stopped', 'killed'].includes(scene.state()));
          assert.equal(scene.stage.types().at(-1), 'keeper.stopped');
          scene.stage.close();
          assert.equal(scene.puppet.alive, 0);
          assert.equal(scene.stage.clock.pending, 0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has walked every edge of the chart', () => coverage.assertComplete());
});
