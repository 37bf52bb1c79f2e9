import type { ActorRefLike, AnyActorRef, InspectionEvent } from 'xstate';
import { INIT_EVENT, readActorEnd } from './xstate-events.ts';

/** Reaps what a crashed actor leaves behind. Give `inspect` to the root actor. */
export interface Lineage {
  inspect(event: InspectionEvent): void;
  /** Stops every live descendant of an actor. For the root, whose crash has no parent to be told. */
  reap(actor: ActorRefLike): void;
  /** Live actors below `actor`. */
  descendants(actor: ActorRefLike): number;
}

/** XState keeps this off its types, yet `stop()` refuses every actor but the root. */
interface Stoppable {
  _stop(): void;
}

/**
 * Records who started whom. XState stops the children of an actor inside its transition, so an actor whose transition
 * throws leaves its children running, even after the root has stopped.
 */
export function createLineage(): Lineage {
  const children = new WeakMap<ActorRefLike, Set<ActorRefLike>>();

  const forget = (actor: ActorRefLike): void => {
    const parent = (actor as AnyActorRef)._parent;
    if (parent !== undefined) children.get(parent)?.delete(actor);
  };

  const reap = (actor: ActorRefLike): void => {
    const orphans = children.get(actor);
    if (orphans === undefined) return;
    children.delete(actor);
    for (const orphan of orphans) {
      (orphan as unknown as Stoppable)._stop();
      reap(orphan);
    }
  };

  const adopt = (actor: ActorRefLike): void => {
    const parent = (actor as AnyActorRef)._parent;
    if (parent === undefined) return;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, new Set([actor]));
    else siblings.add(actor);
  };

  return {
    inspect(event) {
      if (event.type === '@xstate.event') {
        if (event.event.type === INIT_EVENT) return adopt(event.actorRef);
        if (event.sourceRef === undefined || readActorEnd(event.event)?.how !== 'error') return;
        forget(event.sourceRef);
        reap(event.sourceRef);
        return;
      }
      if (event.type === '@xstate.snapshot' && event.snapshot.status !== 'active') {
        forget(event.actorRef);
        if (event.snapshot.status === 'error') reap(event.actorRef);
      }
    },
    reap,
    descendants(actor) {
      let count = 0;
      for (const child of children.get(actor) ?? []) count += 1 + this.descendants(child);
      return count;
    },
  };
}
