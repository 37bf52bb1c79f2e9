import assert from 'node:assert/strict';
import type { AnyStateMachine, AnyStateNode, InspectionEvent } from 'xstate';

/**
 * Follows actors of one machine through their transitions and fails on an edge nobody walked. An edge is one entry of a
 * state's `on`, `after`, `always`, `onDone` or `onError` list, guards told apart by their position.
 */
export interface TransitionCoverage {
  /** For `createActor`'s `inspect`; several actors may feed the same coverage. */
  inspect(event: InspectionEvent): void;
  /** Edges not walked yet, readable. */
  missing(): string[];
  /** @throws AssertionError naming every edge that was not walked */
  assertComplete(): void;
}

interface Edge {
  readonly source: AnyStateNode;
  readonly eventType: string;
  readonly guard?: unknown;
  readonly target?: readonly AnyStateNode[] | undefined;
  readonly actions: readonly unknown[];
}

function* nodesOf(node: AnyStateNode): Generator<AnyStateNode> {
  yield node;
  for (const child of Object.values(node.states)) yield* nodesOf(child as AnyStateNode);
}

const guardName = (guard: unknown): string =>
  typeof guard === 'string' ? guard : ((guard as { readonly type?: string } | undefined)?.type ?? 'guard');

const describeEdge = (edge: Edge): string => {
  const from = edge.source.path.join('.') || '(any)';
  const guard = edge.guard === undefined ? '' : ` [${guardName(edge.guard)}]`;
  const to = edge.target?.map((node) => node.path.join('.')).join(', ') ?? '(stays)';
  return `${from} on ${edge.eventType === '' ? 'always' : edge.eventType}${guard} → ${to}`;
};

export function createTransitionCoverage(machine: AnyStateMachine): TransitionCoverage {
  // By name and not by object: provide() makes a new machine with new definitions.
  const open = new Map<string, number>();
  const key = (edge: Edge): string => describeEdge(edge);
  for (const node of nodesOf(machine.root as AnyStateNode)) {
    const edges = [...[...node.transitions.values()].flat(), ...(node.always ?? [])] as unknown as Edge[];
    for (const edge of edges) {
      // `event: {}` forbids a parent's transition: there is nothing to walk.
      if (edge.target === undefined && edge.actions.length === 0) continue;
      open.set(key(edge), 0);
    }
  }
  return {
    inspect(event) {
      if (event.type !== '@xstate.microstep') return;
      const snapshot = event.snapshot as { readonly machine?: AnyStateMachine };
      if (snapshot.machine?.id !== machine.id) return;
      for (const edge of event._transitions as unknown as Edge[]) {
        if (open.has(key(edge))) open.set(key(edge), (open.get(key(edge)) ?? 0) + 1);
      }
    },
    missing: () => [...open].filter(([, walks]) => walks === 0).map(([edge]) => edge),
    assertComplete() {
      assert.deepEqual(this.missing(), [], 'edges nobody walked');
    },
  };
}
