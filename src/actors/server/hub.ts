import type { Caller } from '../../api/method.ts';
import type { EventsPort } from '../../api/ports.ts';
import type { Clock } from '../../platform/clock.ts';
import { EVENTS } from '../../protocol/generated/tables.ts';
import type { EventMap, EventName } from '../../protocol/generated/types.ts';
import { seesEvent } from '../../protocol/scopes.ts';
import { createEventFrame, type EventFrame, type StateVersion } from './event-frame.ts';
import { checkProgress, isBehind, offerEvent, type EventTraits, type Outbox } from './outbox.ts';
import { createResumeRing, type ResumeLimits, type ResumeRing } from './resume-ring.ts';
import type { TrafficLog } from './traffic-log.ts';

/** A connection that has said hello. */
export interface Member {
  readonly caller: Caller;
  readonly outbox: Outbox;
}

export interface Hub extends EventsPort {
  join(member: Member): void;
  leave(connId: string): void;
  get(connId: string): Member | undefined;
  readonly size: number;
  /** The presence list, whole for clients of the field, as increments for those with the capability. */
  broadcastPresence(full: EventMap['presence'], delta: EventMap['presence']): void;
  readonly ring: ResumeRing;
}

/** Two checks closer than this say nothing about a reader. */
const MIN_CHECK_GAP_MS = 10_000;

export const PRESENCE_DELTA = 'presence.delta';

/** The registry of connections and the one way from an event to their sockets. No actor in between. */
export function createHub(options: {
  readonly clock: Clock;
  readonly stateVersion: () => StateVersion;
  readonly resumeLimits?: ResumeLimits | undefined;
  readonly traffic?: TrafficLog | undefined;
}): Hub {
  const members = new Map<string, Member>();
  let ordinal = 0;
  let checkedAt = Number.NEGATIVE_INFINITY;
  const ring = createResumeRing({
    clock: options.clock,
    latest: () => ordinal,
    ...(options.resumeLimits === undefined ? {} : { limits: options.resumeLimits }),
  });

  const specOf = (event: EventName) => {
    const spec = EVENTS.get(event);
    if (spec === undefined) throw new Error(`event ${event} is not in the catalogue`);
    return spec;
  };

  const traitsOf = (event: EventName, payload: unknown): EventTraits => {
    const spec = specOf(event);
    // A delta is overtaken by the next one; the frame that ends a reply is not.
    const isDelta = event === 'chat' && (payload as EventMap['chat']).state === 'delta';
    return isDelta ? { droppable: true, coalesce: false, sequenced: spec.sequenced } : spec;
  };

  let farewell: EventMap['shutdown'] | undefined;

  const build = (event: EventName, payload: unknown): EventFrame =>
    createEventFrame(event, payload, {
      ordinal,
      stateVersion: specOf(event).versioned ? options.stateVersion() : undefined,
    });

  const checkReaders = (): void => {
    const now = options.clock.monotonic();
    if (now - checkedAt < MIN_CHECK_GAP_MS) return;
    checkedAt = now;
    for (const member of members.values()) checkProgress(member.outbox);
  };

  const mayRead = (member: Member, event: EventName): boolean =>
    seesEvent(member.caller.role, member.caller.scopes, specOf(event).scope);

  const publish = (
    event: EventName,
    payload: object | null,
    frameFor: (member: Member, frame: EventFrame) => EventFrame,
  ) => {
    ordinal += 1;
    const traits = traitsOf(event, payload);
    const frame = build(event, payload);
    ring.record(frame, traits);
    const gated = specOf(event).scope !== null;
    let clients = 0;
    for (const member of members.values()) {
      if (gated && !mayRead(member, event)) continue;
      if (offerEvent(member.outbox, frameFor(member, frame), traits)) clients += 1;
    }
    options.traffic?.event?.(event, payload, { clients });
  };

  return {
    ring,
    get size() {
      return members.size;
    },
    join(member) {
      members.set(member.caller.connId, member);
      // Who comes in while we are leaving, over the unix socket, is told what all the others heard before.
      if (farewell !== undefined) this.unicast(member.caller.connId, 'shutdown', farewell);
    },
    leave(connId) {
      members.delete(connId);
      ring.lose(connId);
    },
    get: (connId) => members.get(connId),
    broadcast(event, payload) {
      if (event === 'tick') checkReaders();
      if (event === 'shutdown') farewell = payload as EventMap['shutdown'];
      publish(event, payload, (_member, frame) => frame);
    },
    broadcastPresence(full, delta) {
      let increment: EventFrame | undefined;
      publish('presence', full, (member, frame) => {
        // Who is behind gets the whole list: an increment that overtakes another one would lose it.
        if (!member.caller.caps.includes(PRESENCE_DELTA) || isBehind(member.outbox)) return frame;
        increment ??= build('presence', delta);
        return increment;
      });
    },
    unicast(connId, event, payload) {
      const member = members.get(connId);
      if (member === undefined) return;
      offerEvent(member.outbox, build(event, payload), { ...traitsOf(event, payload), sequenced: false });
      options.traffic?.event?.(event, payload, { connId });
    },
  };
}
