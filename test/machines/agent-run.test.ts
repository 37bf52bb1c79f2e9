import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createActor, fromCallback, fromPromise } from 'xstate';
import type { InspectionEvent } from 'xstate';
import { agentRunMachine, INTERRUPTED } from '../../src/machines/agent-run.ts';
import type { AgentRunEvent, Verdict } from '../../src/machines/agent-run.ts';
import { createTestClock, settle } from '../support/test-clock.ts';

/** Transitions taken by any test below, by source, event and place in the list of candidates. */
const walked = new Set<string>();

interface Transitions {
  readonly id: string;
  readonly transitions: ReadonlyMap<string, readonly unknown[]>;
  readonly states: Readonly<Record<string, Transitions>>;
}

const nameOf = (transition: { source: { id: string }; eventType: string }, index: number): string =>
  `${transition.source.id} on ${transition.eventType} [${index}]`;

function allTransitions(node: Transitions): Map<unknown, string> {
  const own = [...node.transitions.values()].flatMap((candidates) =>
    candidates.map((one, index) => [one, nameOf(one as never, index)] as const),
  );
  return new Map([...own, ...Object.values(node.states).flatMap((child) => [...allTransitions(child)])]);
}

const known = allTransitions(agentRunMachine.root);

function note(event: InspectionEvent): void {
  if (event.type !== '@xstate.microstep') return;
  for (const taken of event._transitions) {
    const name = known.get(taken) ?? byEvent(taken);
    if (name !== undefined) walked.add(name);
  }
}

/** `provide` rebuilds the nodes, so transitions are recognised by where they stand. */
function byEvent(taken: {
  source: { id: string; transitions: ReadonlyMap<string, readonly unknown[]> };
  eventType: string;
}) {
  const index = taken.source.transitions.get(taken.eventType)?.indexOf(taken) ?? -1;
  return index === -1 ? undefined : nameOf(taken, index);
}

after(() => {
  const missed = [...known.values()].filter((name) => !walked.has(name));
  assert.deepEqual(missed, [], 'transitions no test walks');
});

interface Bodies {
  readonly engine?: 'obeys' | 'deaf' | 'throws';
  readonly settle?: 'stores' | 'fails' | 'hangs';
}

function start(bodies: Bodies = {}) {
  const clock = createTestClock();
  const log: string[] = [];
  const verdicts: (Verdict | null)[] = [];
  let send: ((event: AgentRunEvent) => void) | undefined;
  const machine = agentRunMachine.provide({
    actors: {
      engine: fromCallback<{ type: 'cancel' }, { runId: string }>(({ input, sendBack, receive }) => {
        log.push(`engine ${input.runId}`);
        if (bodies.engine === 'throws') throw new Error('engine broke');
        send = sendBack as typeof send;
        receive(() => {
          log.push('cancel');
          if (bodies.engine !== 'deaf') sendBack({ type: 'engine.failed', message: 'cancelled' });
        });
        return () => void log.push('engine left');
      }),
      settle: fromPromise<void, { runId: string; verdict: Verdict }>(async ({ input }) => {
        log.push(`settle ${input.verdict.status}`);
        if (bodies.settle === 'fails') throw new Error('disk full');
        if (bodies.settle === 'hangs') await new Promise(() => {});
      }),
    },
    actions: {
      announceStart: () => void log.push('announceStart'),
      announceEnd: (_, { verdict }) => {
        log.push('announceEnd');
        verdicts.push(verdict);
      },
      freeLane: () => void log.push('freeLane'),
      reportHungEngine: () => void log.push('hung'),
    },
  });
  const actor = createActor(machine, {
    clock,
    inspect: note,
    input: { runId: 'r', deadlineMs: 1000, graceMs: 100, settleMs: 500 },
  });
  actor.subscribe({ error: () => {} });
  actor.start();
  return {
    actor,
    clock,
    log,
    verdicts,
    engine: (event: AgentRunEvent) => send?.(event),
    state: () => JSON.stringify(actor.getSnapshot().value).replaceAll('"', ''),
  };
}

type Case = readonly [
  title: string,
  bodies: Bodies,
  events: readonly (AgentRunEvent | number | { readonly engine: AgentRunEvent })[],
  final: string,
  verdict: Partial<Verdict>,
];

const START = { type: 'start' } as const;
const ABORT = { type: 'abort', stopReason: 'rpc' } as const;
const ENDED = { engine: { type: 'engine.ended' } } as const;

const CASES: readonly Case[] = [
  [
    'an engine that ends completes the run',
    {},
    [START, ENDED],
    'completed',
    { status: 'ok', summary: 'completed' },
  ],
  [
    'an engine that fails fails the run',
    {},
    [START, { engine: { type: 'engine.failed', message: 'no key' } }],
    'failed',
    { status: 'error', summary: 'no key' },
  ],
  [
    'an engine body that throws fails the run',
    { engine: 'throws' },
    [START],
    'failed',
    { status: 'error', summary: 'engine broke' },
  ],
  ['an abort while running aborts', {}, [START, ABORT], 'aborted', { status: 'aborted', stopReason: 'rpc' }],
  [
    'an abort while queued aborts without an engine',
    {},
    [ABORT],
    'aborted',
    { status: 'aborted', stopReason: 'rpc' },
  ],
  ['an interrupt while queued is recorded', {}, [{ type: 'interrupt' }], 'aborted', INTERRUPTED],
  ['an interrupt while running is recorded', {}, [START, { type: 'interrupt' }], 'aborted', INTERRUPTED],
  ['a shutdown while queued is an interrupt', {}, [{ type: 'shutdown' }], 'aborted', INTERRUPTED],
  ['a shutdown while running is an interrupt', {}, [START, { type: 'shutdown' }], 'aborted', INTERRUPTED],
  [
    'a deadline times out',
    {},
    [START, 1000],
    'timedOut',
    { status: 'timeout', summary: 'agent run timed out after 1 s' },
  ],
  [
    'a deaf engine is left after its grace',
    { engine: 'deaf' },
    [START, ABORT, 100],
    'aborted',
    { status: 'aborted' },
  ],
  [
    'a deaf engine past the deadline still times out',
    { engine: 'deaf' },
    [START, 1100],
    'timedOut',
    { status: 'timeout' },
  ],
  [
    'the deadline does not overrule an abort',
    { engine: 'deaf' },
    [START, 950, ABORT, 60, 40],
    'aborted',
    { status: 'aborted' },
  ],
  [
    'an abort does not overrule the deadline',
    { engine: 'deaf' },
    [START, 1000, ABORT, 100],
    'timedOut',
    { status: 'timeout' },
  ],
  [
    'an end during the grace does not turn an abort into success',
    { engine: 'deaf' },
    [START, ABORT, ENDED],
    'aborted',
    { status: 'aborted' },
  ],
  [
    'a message answered by another run ends with that verdict',
    {},
    [{ type: 'absorb', verdict: { status: 'ok', summary: 'answered together with x' } }],
    'completed',
    { status: 'ok', summary: 'answered together with x' },
  ],
  ['a dropped message says so', {}, [{ type: 'drop' }], 'aborted', { status: 'aborted', stopReason: 'stop' }],
  [
    'an outcome that cannot be stored is a failure',
    { settle: 'fails' },
    [START, ENDED],
    'failed',
    { status: 'error', summary: 'the outcome could not be stored (was: ok): disk full' },
  ],
  [
    'a store that never answers is a failure',
    { settle: 'hangs' },
    [START, ENDED, 500],
    'failed',
    {
      status: 'error',
      summary: 'the outcome could not be stored (was: ok): no answer from the store in 500 ms',
    },
  ],
];

for (const [title, bodies, events, final, verdict] of CASES) {
  test(title, async () => {
    const run = start(bodies);
    for (const event of events) {
      if (typeof event === 'number') await run.clock.advance(event);
      else if ('engine' in event) run.engine(event.engine);
      else run.actor.send(event);
    }
    await settle();
    assert.equal(run.state(), final);
    assert.equal(run.verdicts.length, 1, 'one end');
    assert.deepEqual({ ...run.verdicts[0], ...verdict }, run.verdicts[0]);
    assert.deepEqual(run.log.slice(-2), ['announceEnd', 'freeLane']);
    assert.equal(
      run.log.filter((line) => line.startsWith('engine r')).length,
      run.log.includes('announceStart') ? 1 : 0,
    );
    assert.equal(run.clock.pending, 0, 'no timer is left');
  });
}

test('the phases follow the engine', () => {
  const run = start();
  run.actor.send(START);
  const walk = ['tooling', 'thinking', 'streaming', 'tooling', 'streaming', 'thinking'] as const;
  assert.equal(run.state(), '{running:thinking}');
  for (const phase of walk) {
    run.engine({ type: `engine.${phase}` });
    assert.equal(run.state(), `{running:${phase}}`);
  }
});

test('an engine that dies while it is cancelled leaves the verdict alone', async () => {
  const clock = createTestClock();
  const ends: (string | undefined)[] = [];
  const machine = agentRunMachine.provide({
    actors: {
      engine: fromCallback<{ type: 'cancel' }, { runId: string }>(({ receive }) => {
        receive(() => {
          throw new Error('died of the cancel');
        });
      }),
    },
    actions: { announceEnd: (_, { verdict }) => void ends.push(verdict?.status) },
  });
  const actor = createActor(machine, {
    clock,
    inspect: note,
    input: { runId: 'r', deadlineMs: 1000, graceMs: 100, settleMs: 500 },
  });
  actor.start();
  actor.send(START);
  actor.send(ABORT);
  await settle();
  assert.deepEqual(ends, ['aborted']);
});

test('a second start or a late word from the engine changes nothing', async () => {
  const run = start();
  run.actor.send(START);
  run.actor.send(START);
  run.actor.send({ type: 'drop' });
  assert.equal(run.state(), '{running:thinking}');
  run.actor.send(ABORT);
  run.actor.send(ABORT);
  await settle();
  assert.deepEqual(run.log, [
    'announceStart',
    'engine r',
    'cancel',
    'engine left',
    'settle aborted',
    'announceEnd',
    'freeLane',
  ]);
});
