import type { Clock } from '../../platform/clock.ts';

/** How long this gateway is away when it restarts within its process, measured. Milliseconds. */
export interface RestartClock {
  /** A boot begins: of the process, or after a drain. */
  bootBegins(): void;
  /** Clients are told and the door closes. Once per restart. */
  doorCloses(): void;
  /** The door is open. Returns how long it was closed, when it was. */
  doorOpens(): number | undefined;
  /** What to tell clients: as long as it mostly was of late, else as long as the boot took. */
  expectedMs(): number;
}

/** Before anything was measured; more than any boot that was ever seen. */
const UNKNOWN_MS = 1_500;
/** A client that comes a little too early waits a whole backoff. */
const MARGIN = 1.5;
const LEAST_MS = 100;
const REMEMBERED = 5;

export function createRestartClock(clock: Clock): RestartClock {
  let begun: number | undefined;
  let closed: number | undefined;
  let boot: number | undefined;
  /** Of late. One that waited for a long run says nothing of the next. */
  let aways: readonly number[] = [];
  const usual = (): number | undefined => aways.toSorted((a, b) => a - b)[Math.floor((aways.length - 1) / 2)];
  return {
    bootBegins() {
      begun = clock.monotonic();
    },
    doorCloses() {
      closed ??= clock.monotonic();
    },
    doorOpens() {
      const now = clock.monotonic();
      if (begun !== undefined) boot = now - begun;
      begun = undefined;
      if (closed === undefined) return undefined;
      const away = now - closed;
      aways = [...aways, away].slice(-REMEMBERED);
      closed = undefined;
      return Math.round(away);
    },
    expectedMs: () => Math.max(LEAST_MS, Math.round((usual() ?? boot ?? UNKNOWN_MS) * MARGIN)),
  };
}
