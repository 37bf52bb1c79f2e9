import type { AnyEventObject } from 'xstate';

/**
 * XState's own event names, in the one place that may know them: the next major version renames them.
 */
const DONE_PREFIX = 'xstate.done.actor.';
const ERROR_PREFIX = 'xstate.error.actor.';

export const STOP_EVENT = 'xstate.stop';
export const INIT_EVENT = 'xstate.init';

export interface ActorEnd {
  readonly how: 'done' | 'error';
  /** The id of the child within its parent. */
  readonly actorId: string;
  readonly error: unknown;
}

/** Reads a child's end out of the event XState sends to its parent; `undefined` for every other event. */
export function readActorEnd(event: AnyEventObject): ActorEnd | undefined {
  if (event.type.startsWith(DONE_PREFIX)) {
    return { how: 'done', actorId: event.type.slice(DONE_PREFIX.length), error: undefined };
  }
  if (event.type.startsWith(ERROR_PREFIX)) {
    return { how: 'error', actorId: event.type.slice(ERROR_PREFIX.length), error: event['error'] };
  }
  return undefined;
}

const SHORT_NAMES: readonly (readonly [prefix: string, short: string])[] = [
  [DONE_PREFIX, 'done: '],
  [ERROR_PREFIX, 'error: '],
  ['xstate.after.', 'after '],
  ['xstate.done.state.', 'state done: '],
  ['xstate.', ''],
];

/** An event name fit for people: `xstate.after.backoff.keeper.backingOff` → `after backoff`. */
export function readableEventName(type: string): string {
  if (!type.startsWith('xstate.')) return type;
  for (const [prefix, short] of SHORT_NAMES) {
    if (!type.startsWith(prefix)) continue;
    const rest = type.slice(prefix.length);
    if (prefix === 'xstate.after.') return short + (rest.split('.')[0] ?? rest);
    // An effect without an id has its number and its machine in front of the state that runs it.
    return short + rest.replace(/^\d+\.[^.]+\./, '');
  }
  return type;
}
