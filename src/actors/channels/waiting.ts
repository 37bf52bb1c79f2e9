import type { Clock } from '../../platform/clock.ts';
import type { OutboxEntry } from '../../store/outbox.ts';

/** Who waits for which outgoing message. */
export interface OutboxWaiters {
  /** The entry when it has come to an end, or as `look` finds it after `timeoutMs`. */
  wait(entry: OutboxEntry, timeoutMs: number, look: () => OutboxEntry): Promise<OutboxEntry>;
  changed(entry: OutboxEntry): void;
}

export const hasEnded = ({ state }: Pick<OutboxEntry, 'state'>): boolean =>
  state === 'sent' || state === 'unknown' || state === 'dead';

export function createOutboxWaiters(clock: Clock): OutboxWaiters {
  const waiting = new Map<number, Set<(entry: OutboxEntry) => void>>();

  return {
    wait(entry, timeoutMs, look) {
      if (hasEnded(entry)) return Promise.resolve(entry);
      const { promise, resolve } = Promise.withResolvers<OutboxEntry>();
      const group = waiting.get(entry.id) ?? new Set();
      waiting.set(entry.id, group);
      const done = (found: OutboxEntry): void => {
        clock.clearTimeout(timer);
        group.delete(done);
        if (group.size === 0) waiting.delete(entry.id);
        resolve(found);
      };
      group.add(done);
      const timer = clock.setTimeout(() => done(look()), timeoutMs);
      // It may have ended between the caller's look and now.
      const now = look();
      if (hasEnded(now)) done(now);
      return promise;
    },
    changed(entry) {
      if (!hasEnded(entry)) return;
      for (const done of waiting.get(entry.id) ?? []) done(entry);
    },
  };
}
