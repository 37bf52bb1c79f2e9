import type { ActorRefLike, AnyActorRef, AnyEventObject } from 'xstate';

type System = AnyActorRef['system'];

/** XState keeps this off its types: the way of an event that an actor is sent by another one or by a timer. */
interface Relay {
  _relay(source: ActorRefLike, target: ActorRefLike, event: AnyEventObject): void;
}

/**
 * Makes a timer, and stopping an actor, cost what the actor has itself armed. XState looks through the timers of the whole
 * system each time an actor stops: with 5,000 connections that each wait for something, ending them took 2.4 s of one
 * turn. It also finds each timer by a text made for it. What is armed is not part of a snapshot of the system then; nobody
 * here restores one.
 */
export function indexTimers(system: System): void {
  const { scheduler, _clock: clock } = system;
  const { _relay: relay } = system as System & Relay;
  /** Only actors that wait for something. */
  const armed = new Map<ActorRefLike, Map<string, unknown>>();
  let unnamed = 0;

  const disarm = (source: ActorRefLike, id: string): unknown => {
    const timers = armed.get(source);
    const timer = timers?.get(id);
    timers?.delete(id);
    if (timers?.size === 0) armed.delete(source);
    return timer;
  };

  scheduler.schedule = (source, target, event, delay, id = `unnamed-${(unnamed += 1)}`) => {
    // Under one name an actor waits for one thing: what XState would lose sight of could never be called off.
    scheduler.cancel(source, id);
    const timer = clock.setTimeout(() => {
      disarm(source, id);
      relay(source, target, event);
    }, delay);
    const timers = armed.get(source);
    if (timers === undefined) armed.set(source, new Map([[id, timer]]));
    else timers.set(id, timer);
  };
  scheduler.cancel = (source, id) => {
    const timer = disarm(source, id);
    if (timer !== undefined) clock.clearTimeout(timer);
  };
  scheduler.cancelAll = (source) => {
    for (const timer of armed.get(source)?.values() ?? []) clock.clearTimeout(timer);
    armed.delete(source);
  };
}
