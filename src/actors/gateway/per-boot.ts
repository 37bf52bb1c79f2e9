import type { AnyActorLogic } from 'xstate';

/**
 * Actor logic that is made anew at each boot. The tree names its children once and for all; what a child is depends on
 * the plan of the current boot. An actor started in one boot is stopped before the next boot's logic is there.
 */
export function perBoot<T extends AnyActorLogic>(current: () => T): T {
  return new Proxy({} as T, {
    get: (_, key) => Reflect.get(current(), key) as unknown,
    has: (_, key) => Reflect.has(current(), key),
    ownKeys: () => Reflect.ownKeys(current()),
    getOwnPropertyDescriptor: (_, key) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(current(), key);
      return descriptor === undefined ? undefined : { ...descriptor, configurable: true };
    },
  });
}
