import assert from 'node:assert/strict';
import { createActor, createMachine } from 'xstate';
import type { AnyActorLogic, AnyActorRef, AnyEventObject, InspectionEvent } from 'xstate';
import { createLineage } from '../../src/actors/supervision/lineage.ts';
import type { Lineage } from '../../src/actors/supervision/lineage.ts';
import { indexTimers } from '../../src/actors/supervision/timers.ts';
import { createTestClock } from './test-clock.ts';
import type { TestClock } from './test-clock.ts';

/** A parent for the actor under test: stands in for whoever would supervise it and writes down what it is told. */
export interface Stage {
  readonly clock: TestClock;
  readonly lineage: Lineage;
  /** Messages of the system's log. */
  readonly logged: string[];
  /** Events the actor sent to its parent, oldest first. */
  readonly heard: AnyEventObject[];
  /** Live sessions by actor id; what is left after `close` is an orphan. */
  readonly live: ReadonlySet<AnyActorRef>;
  readonly actor: AnyActorRef;
  types(): string[];
  close(): void;
}

export function createStage(
  logic: AnyActorLogic,
  options: {
    readonly input?: unknown;
    readonly id?: string;
    readonly inspect?: (event: InspectionEvent) => void;
  },
): Stage {
  const clock = createTestClock();
  const lineage = createLineage();
  const heard: AnyEventObject[] = [];
  const logged: string[] = [];
  const live = new Set<AnyActorRef>();
  const id = options.id ?? 'subject';
  const parent = createMachine({
    id: 'stage',
    invoke: { id, src: logic, input: options.input },
    on: {
      '*': {
        actions: ({ event }: { event: AnyEventObject }) => {
          heard.push(event);
        },
      },
    },
  });
  const root = createActor(parent, {
    clock,
    logger: (message: unknown) => void logged.push(String(message)),
    inspect: (event) => {
      lineage.inspect(event);
      follow(event, live);
      options.inspect?.(event);
    },
  });
  indexTimers(root.system);
  root.start();
  const actor = (root.getSnapshot().children as Record<string, AnyActorRef | undefined>)[id];
  assert.ok(actor, 'the actor under test did not start');
  return {
    clock,
    lineage,
    heard,
    logged,
    live,
    actor,
    types: () => heard.map((event) => event.type),
    close: () => void root.stop(),
  };
}

/** Keeps `live` true to XState's own book-keeping: an actor lives from its init event until it is done, failed or stopped. */
function follow(event: InspectionEvent, live: Set<AnyActorRef>): void {
  const actor = event.actorRef as AnyActorRef;
  if (event.type === '@xstate.event') {
    if (event.event.type === 'xstate.init') live.add(actor);
    if (event.event.type.startsWith('xstate.error.actor') && event.sourceRef !== undefined) {
      live.delete(event.sourceRef as AnyActorRef);
    }
  }
  if (event.type === '@xstate.snapshot' && event.snapshot.status !== 'active') live.delete(actor);
}

/** Runs `test` and fails when XState warned, e.g. about an event sent to a stopped actor. */
export async function withoutDeadLetters(test: () => void | Promise<void>): Promise<void> {
  const warnings: string[] = [];
  const warn = console.warn;
  console.warn = (...parts: unknown[]) => void warnings.push(parts.map(String).join(' '));
  try {
    await test();
  } finally {
    console.warn = warn;
  }
  assert.deepEqual(warnings, []);
}
