import type { PresencePort } from '../../api/ports.ts';
import type { Clock } from '../../platform/clock.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { EventMap, PresenceEntry, SystemEventParams } from '../../protocol/generated/types.ts';
import { createJsonTexts } from './json-texts.ts';
import { entryFromBeacon, identityOf } from './presence-entry.ts';

export interface PresenceLimits {
  readonly ttlMs: number;
  readonly maxEntries: number;
  /** At most one broadcast in this time. */
  readonly coalesceMs: number;
}

export const PRESENCE_LIMITS: PresenceLimits = {
  ttlMs: LIMITS.presenceTtlMs,
  maxEntries: LIMITS.presenceMaxEntries,
  coalesceMs: LIMITS.presenceCoalesceMs,
};

export interface Presence extends PresencePort {
  /** A tracked client said hello. Raises the version; nobody is told before something else happens. */
  arrived(key: string, entry: PresenceEntry): void;
  /** Its socket closed. Raises the version and schedules the broadcast once the last socket of the key is gone. */
  left(key: string): void;
  /** The list as JSON, for hello: entries are serialised once each. Up to a second old, like the list. */
  listJson(): string;
  /** Cancels the pending broadcast. */
  close(): void;
}

/** The list is asked for far more often than it changes; only the gateway's own `ts` and expiry move with time. */
const LIST_MAX_AGE_MS = 1_000;

interface Listing {
  readonly version: number;
  readonly atMs: number;
  /** Frozen. */
  readonly entries: PresenceEntry[];
  json: string | undefined;
}

interface Slot {
  readonly entry: PresenceEntry;
  /** Open sockets under this key; while there is one the entry does not expire. */
  readonly sockets: number;
}

export type SelfEntry = Omit<PresenceEntry, 'ts'> & { readonly host: string };

export function createPresence(options: {
  readonly clock: Clock;
  readonly self: SelfEntry;
  readonly broadcast: (full: EventMap['presence'], delta: EventMap['presence']) => void;
  readonly limits?: PresenceLimits | undefined;
  readonly firstVersion?: number | undefined;
}): Presence {
  const { clock, self } = options;
  const limits = options.limits ?? PRESENCE_LIMITS;
  const slots = new Map<string, Slot>();
  let version = options.firstVersion ?? 1;
  let announced = new Map<string, PresenceEntry>();
  let pending: unknown;
  let listing: Listing | undefined;
  const textOf = createJsonTexts();

  const put = (key: string, entry: PresenceEntry, sockets: number): void => {
    // Re-inserting keeps the Map in order of time, oldest first.
    slots.delete(key);
    slots.set(key, { entry: Object.freeze(entry), sockets });
    version += 1;
  };

  const prune = (): void => {
    const oldest = clock.now() - limits.ttlMs;
    for (const [key, slot] of slots) {
      if (slot.sockets === 0 && slot.entry.ts < oldest) slots.delete(key);
    }
    for (const key of slots.keys()) {
      if (slots.size < limits.maxEntries) break;
      slots.delete(key);
    }
  };

  /** Newest first; two entries never share an identity, because a client in the field cannot live with that. */
  const current = (): Slot[] => {
    prune();
    const seen = new Set<string>([self.host]);
    const newest = [...slots.values()].toSorted((a, b) => b.entry.ts - a.entry.ts);
    return newest.filter(({ entry }) => {
      const identity = identityOf(entry);
      if (seen.has(identity)) return false;
      seen.add(identity);
      return true;
    });
  };

  const selfNow = (): PresenceEntry => ({ ...self, ts: clock.now() });

  const listed = (): Listing => {
    const atMs = clock.monotonic();
    if (listing !== undefined && listing.version === version && atMs - listing.atMs < LIST_MAX_AGE_MS)
      return listing;
    const entries = [selfNow(), ...current().map(({ entry }) => entry)];
    Object.freeze(entries);
    listing = { version, atMs, entries, json: undefined };
    return listing;
  };

  const announce = (): void => {
    pending = undefined;
    const entries = current().map(({ entry }) => entry);
    const now = new Map(entries.map((entry) => [identityOf(entry), entry]));
    const changed = entries.filter((entry) => announced.get(identityOf(entry)) !== entry);
    const removed = [...announced.keys()].filter((identity) => !now.has(identity));
    announced = now;
    options.broadcast({ presence: [selfNow(), ...entries] }, { presence: changed, removed, delta: true });
  };

  const schedule = (): void => {
    pending ??= clock.setTimeout(announce, limits.coalesceMs);
  };

  const keyOf = (value: string): string => value.trim().toLowerCase();

  return {
    version: () => version,
    list: () => listed().entries,
    listJson() {
      const now = listed();
      now.json ??= `[${now.entries.map(textOf).join(',')}]`;
      return now.json;
    },
    arrived(key, entry) {
      const slot = slots.get(keyOf(key));
      const merged: PresenceEntry = {
        ...slot?.entry,
        ...entry,
        roles: union(slot?.entry.roles, entry.roles),
        scopes: union(slot?.entry.scopes, entry.scopes),
      };
      put(keyOf(key), merged, (slot?.sockets ?? 0) + 1);
    },
    left(key) {
      const slot = slots.get(keyOf(key));
      if (slot === undefined) return;
      if (slot.sockets > 1) {
        slots.set(keyOf(key), { ...slot, sockets: slot.sockets - 1 });
        return;
      }
      put(keyOf(key), { ...slot.entry, reason: 'disconnect', ts: clock.now() }, 0);
      schedule();
    },
    note(params: SystemEventParams) {
      const beacon = entryFromBeacon(params, { selfHost: self.host, now: clock.now() });
      const slot = slots.get(keyOf(beacon.key));
      put(keyOf(beacon.key), beacon.onto(slot?.entry), slot?.sockets ?? 0);
      schedule();
    },
    close() {
      if (pending !== undefined) clock.clearTimeout(pending);
      pending = undefined;
    },
  };
}

const union = (a: readonly string[] | undefined, b: readonly string[] | undefined): string[] => [
  ...new Set([...(a ?? []), ...(b ?? [])]),
];
