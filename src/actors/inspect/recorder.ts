import type { ActorRefLike, AnyActorRef, InspectionEvent } from 'xstate';
import type { Clock } from '../../platform/clock.ts';
import type { ActorNode, Transition } from '../../protocol/generated/types.ts';
import { INIT_EVENT, readActorEnd, readableEventName } from '../supervision/xstate-events.ts';
import { causalChain } from './causes.ts';
import type { Kept } from './causes.ts';
import { entriesOf } from './entry.ts';
import type { Entry } from './entry.ts';
import { errorText, kindOf, nameOf, stateOf } from './extract.ts';
import type { LooseSnapshot } from './extract.ts';
import { outlineOf } from './outline.ts';
import type { MachineOutline } from './outline.ts';
import { createRing } from './ring.ts';
import type { Ring } from './ring.ts';
import { stretchAfter } from './stretch.ts';
import type { Stretch } from './stretch.ts';
import { drawTree } from './tree.ts';

export interface RecorderOptions {
  readonly clock: Clock;
  /** Transitions kept for the whole process; each actor outside a pool keeps its own last 64 besides. */
  readonly ringSize: number;
  /** Applied to every error text that leaves the recorder. */
  readonly mask?: (text: string) => string;
}

export interface Recorder {
  /** For the root actor's `inspect` option. */
  inspect(event: InspectionEvent): void;
  /** Every live actor, parents before children. Of each pool at most `limitPerPool` children; the rest is counted. */
  tree(limitPerPool: number): ActorNode[];
  /** Oldest first. */
  transitions(actorId: string): Transition[];
  /** The last `count` of the whole tree, oldest first. */
  latest(count: number): Transition[];
  /** The causal chain behind the actor's last red state, oldest first. */
  why(actorId: string): Transition[];
  /** The keeper of the part that has this id in the tree. */
  keeperOf(actorId: string): ActorRefLike | undefined;
  /** The charts of an actor's machines, its keeper's first, each with its present state marked. */
  charts(actorId: string): MachineOutline[];
  /** The number of the last transition; each has the next one, from 1, for as long as the process lives. */
  seq(): number;
  /**
   * The first `limit` transitions kept after number `after`, of the whole tree or of one actor and what is below it.
   */
  after(after: number, options: { readonly limit: number; readonly actor?: string | undefined }): Stretch;
  /** @returns how to unsubscribe */
  subscribe(listener: (transition: Transition) => void): () => void;
}

const PER_ACTOR = 64;
const MAX_RINGS = 512;
const KEPT_CHILD = 'child';
const BEFORE_START = '(start)';

export function createRecorder(options: RecorderOptions): Recorder {
  const { clock } = options;
  const mask = options.mask ?? ((text: string) => text);
  const describe = (error: unknown): string => mask(errorText(error));
  const entries = new Map<ActorRefLike, Entry>();
  const all = createRing<Kept>(options.ringSize);
  const rings = new Map<string, Ring<Kept>>();
  const listeners = new Set<(transition: Transition) => void>();
  let root: Entry | undefined;
  let seq = 0;

  const ringOf = (id: string): Ring<Kept> => {
    const known = rings.get(id);
    if (known !== undefined) return known;
    const oldest = rings.size >= MAX_RINGS ? rings.keys().next().value : undefined;
    if (oldest !== undefined) rings.delete(oldest);
    const ring = createRing<Kept>(PER_ACTOR);
    rings.set(id, ring);
    return ring;
  };

  const note = (
    entry: Entry,
    event: { readonly type: string; readonly error?: unknown },
    to: string,
  ): void => {
    const from = entry.state;
    entry.state = to;
    entry.since = clock.now();
    const text = event.error === undefined ? entry.source : describe(event.error);
    const base = { actor: entry.id, at: entry.since, event: readableEventName(event.type), from, to };
    const transition: Transition = text === undefined ? base : { ...base, cause: text };
    const kept: Kept = { seq: (seq += 1), source: entry.source, transition };
    all.push(kept);
    if (!entry.pooled) ringOf(entry.id).push(kept);
    for (const listener of listeners) listener(transition);
  };

  const enrol = (ref: ActorRefLike): void => {
    const what = kindOf(ref);
    if (what === undefined) return;
    const { id, _parent } = ref as AnyActorRef;
    const parent = _parent === undefined ? undefined : entries.get(_parent);
    const kept = parent?.machine === 'keeper' && id === KEPT_CHILD;
    const path = parent === undefined ? what.machine : kept ? parent.id : `${parent.id}/${nameOf(id)}`;
    const entry: Entry = {
      id: path,
      machine: what.machine,
      kind: what.kind,
      ref,
      parent,
      children: undefined,
      pooled: parent !== undefined && (parent.pooled || parent.kind === 'pool'),
      keeps: undefined,
      state: BEFORE_START,
      since: clock.now(),
      source: parent?.id,
    };
    entries.set(ref, entry);
    if (kept) parent.keeps = what.machine;
    if (parent === undefined) root = entry;
    else (parent.children ??= new Set()).add(entry);
  };

  const leave = (entry: Entry): void => {
    entry.parent?.children?.delete(entry);
    entries.delete(entry.ref);
  };

  const onEvent = (event: Extract<InspectionEvent, { type: '@xstate.event' }>): void => {
    if (event.event.type === INIT_EVENT) return enrol(event.actorRef);
    const source = event.sourceRef === undefined ? undefined : entries.get(event.sourceRef);
    const end = source === undefined ? undefined : readActorEnd(event.event);
    if (source !== undefined && end?.how === 'error') {
      note(source, { type: 'crash', error: end.error }, 'crashed');
      leave(source);
    }
    const target = entries.get(event.actorRef);
    if (target !== undefined) target.source = source?.id;
  };

  const onSnapshot = (event: Extract<InspectionEvent, { type: '@xstate.snapshot' }>): void => {
    const entry = entries.get(event.actorRef);
    if (entry === undefined) return;
    const snapshot = event.snapshot as LooseSnapshot;
    const state = snapshot.status === 'stopped' ? 'stopped' : stateOf(snapshot);
    if (state !== entry.state) note(entry, event.event, state);
    if (snapshot.status !== 'active') leave(entry);
  };

  const keptOf = (actorId: string): Kept[] =>
    rings.get(actorId)?.items() ?? all.items().filter((item) => item.transition.actor === actorId);

  return {
    inspect(event) {
      if (event.type === '@xstate.event') onEvent(event);
      else if (event.type === '@xstate.snapshot') onSnapshot(event);
    },
    tree: (limitPerPool) => (root === undefined ? [] : drawTree(root, { limitPerPool, describe })),
    latest: (count) =>
      all
        .items()
        .slice(-count)
        .map((item) => item.transition),
    transitions: (actorId) => keptOf(actorId).map((item) => item.transition),
    why(actorId) {
      const everything = new Map(all.items().map((item) => [item.seq, item]));
      for (const ring of rings.values()) for (const item of ring.items()) everything.set(item.seq, item);
      return causalChain(
        actorId,
        [...everything.values()].sort((a, b) => a.seq - b.seq),
      );
    },
    seq: () => seq,
    after: (number, { limit, actor }) =>
      stretchAfter(all.items(), { after: number, last: seq, limit, actor }),
    keeperOf: (actorId) => entriesOf(root, actorId).find(({ machine }) => machine === 'keeper')?.ref,
    charts: (actorId) => entriesOf(root, actorId).flatMap((entry) => outlineOf(entry) ?? []),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
