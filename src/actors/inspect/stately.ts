import type { ActorRefLike, AnyActorRef, InspectionEvent } from 'xstate';
import type { Clock } from '../../platform/clock.ts';
import { INIT_EVENT, readActorEnd } from '../supervision/xstate-events.ts';
import { kindOf, nameOf, snapshotOf } from './extract.ts';
import type { LooseSnapshot } from './extract.ts';

/** Speaks the wire format of `@statelyai/inspect`: one JSON object per actor, event and snapshot. */
export interface StatelyFeed {
  /** For the root actor's `inspect` option. */
  inspect(event: InspectionEvent): void;
  /** First replays every live actor, then follows. @returns how to stop */
  subscribe(send: (line: string) => void): () => void;
}

/** Version of the message format, read by the inspector's page to choose its reader. */
const FORMAT_VERSION = '0.4.0';

/**
 * Extracts only: event types and state values. Contexts and payloads stay here, they hold secrets and people's messages.
 */
export function createStatelyFeed(options: { readonly clock: Clock }): StatelyFeed {
  const live = new Set<ActorRefLike>();
  const listeners = new Set<(line: string) => void>();
  let counter = 0;

  const stamp = (rootId: string) => ({
    rootId,
    id: String((counter += 1)),
    createdAt: String(options.clock.now()),
    _version: FORMAT_VERSION,
  });

  const extract = (snapshot: LooseSnapshot) => ({
    status: snapshot.status ?? 'active',
    value: snapshot.value ?? snapshot.phase ?? '',
    context: {},
  });

  const definitionOf = (ref: ActorRefLike, name: string): string => {
    const logic = (ref as { readonly logic?: { readonly idMap?: unknown; readonly config?: unknown } }).logic;
    if (logic?.idMap === undefined) return JSON.stringify({ id: name });
    return JSON.stringify(logic.config, (_key, value: unknown) =>
      typeof value === 'function' ? { type: value.name } : value,
    );
  };

  const actorLine = (ref: ActorRefLike): string => {
    const actor = ref as AnyActorRef;
    const name = kindOf(ref)?.machine ?? nameOf(actor.id);
    return JSON.stringify({
      type: '@xstate.actor',
      name,
      sessionId: actor.sessionId,
      parentId: actor._parent?.sessionId,
      definition: definitionOf(ref, name),
      snapshot: extract(snapshotOf(ref)),
      ...stamp(rootOf(actor).sessionId),
    });
  };

  const publish = (line: () => string): void => {
    if (listeners.size === 0) return;
    const text = line();
    for (const listener of listeners) listener(text);
  };

  const onEvent = (event: Extract<InspectionEvent, { type: '@xstate.event' }>): void => {
    if (event.event.type === INIT_EVENT) {
      live.add(event.actorRef);
      publish(() => actorLine(event.actorRef));
    }
    if (event.sourceRef !== undefined && readActorEnd(event.event) !== undefined)
      live.delete(event.sourceRef);
    publish(() =>
      JSON.stringify({
        type: '@xstate.event',
        sourceId: event.sourceRef?.sessionId,
        sessionId: event.actorRef.sessionId,
        event: { type: event.event.type },
        ...stamp(event.rootId),
      }),
    );
  };

  return {
    inspect(event) {
      if (event.type === '@xstate.event') return onEvent(event);
      if (event.type !== '@xstate.snapshot') return;
      if (event.snapshot.status !== 'active') live.delete(event.actorRef);
      publish(() =>
        JSON.stringify({
          type: '@xstate.snapshot',
          sessionId: event.actorRef.sessionId,
          event: { type: event.event.type },
          snapshot: extract(event.snapshot),
          ...stamp(event.rootId),
        }),
      );
    },
    subscribe(send) {
      for (const ref of live) send(actorLine(ref));
      listeners.add(send);
      return () => void listeners.delete(send);
    },
  };
}

const rootOf = (actor: AnyActorRef): AnyActorRef => {
  let current = actor;
  while (current._parent !== undefined) current = current._parent;
  return current;
};
