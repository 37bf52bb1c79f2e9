import type { Clock } from '../../platform/clock.ts';

/** What a free session does next: start `lead`, which answers `absorbed` too, or wait for a quieter moment. */
export type LaneChoice =
  | { readonly lead: string; readonly absorbed: readonly string[] }
  | { readonly waitMs: number };

export interface LanesOptions {
  readonly clock: Clock;
  /** Runs at work in all sessions together; read at every start. */
  cap(): number;
  /** Called with the waiting runs of a free session, oldest first; never empty. */
  choose(waiting: readonly string[]): LaneChoice;
  begin(runId: string): void;
}

export interface Lanes {
  enqueue(runId: string, session: string): void;
  /** Takes a run out, waiting or at work, and starts what may start now. */
  release(runId: string, session: string): void;
  /** The cap may have been raised: starts what may start now. */
  admit(): void;
  waiting(session: string): readonly string[];
  active(session: string): string | undefined;
  /** Runs at work now. */
  size(): number;
}

interface SessionLane {
  active: string | undefined;
  waiting: readonly string[];
  timer: unknown;
}

/** One run per session, first come first served; sessions with something to do take turns under the global cap. */
export function createLanes(options: LanesOptions): Lanes {
  const { clock } = options;
  const sessions = new Map<string, SessionLane>();
  /** Sessions that could start a run, in the order they became able to. */
  const ready = new Set<string>();
  let atWork = 0;
  let pumping = false;

  function quiet(lane: SessionLane): void {
    if (lane.timer === undefined) return;
    clock.clearTimeout(lane.timer);
    lane.timer = undefined;
  }

  function refresh(session: string, lane: SessionLane): void {
    quiet(lane);
    if (lane.active === undefined && lane.waiting.length > 0) ready.add(session);
    else ready.delete(session);
    if (lane.active === undefined && lane.waiting.length === 0) sessions.delete(session);
  }

  function startOne(session: string): void {
    ready.delete(session);
    const lane = sessions.get(session);
    if (lane === undefined) return;
    const choice = options.choose(lane.waiting);
    if ('waitMs' in choice) {
      lane.timer = clock.setTimeout(() => {
        lane.timer = undefined;
        ready.add(session);
        pump();
      }, choice.waitMs);
      return;
    }
    const taken = new Set([choice.lead, ...choice.absorbed]);
    lane.waiting = lane.waiting.filter((runId) => !taken.has(runId));
    lane.active = choice.lead;
    atWork += 1;
    options.begin(choice.lead);
  }

  /** `begin` may end a run at once and come back here through `release`: one pump at a time, no recursion. */
  function pump(): void {
    if (pumping) return;
    pumping = true;
    try {
      for (let next = first(ready); next !== undefined && atWork < options.cap(); next = first(ready))
        startOne(next);
    } finally {
      pumping = false;
    }
  }

  return {
    enqueue(runId, session) {
      const lane = sessions.get(session) ?? { active: undefined, waiting: [], timer: undefined };
      sessions.set(session, lane);
      lane.waiting = [...lane.waiting, runId];
      refresh(session, lane);
      pump();
    },
    release(runId, session) {
      const lane = sessions.get(session);
      if (lane === undefined) return;
      if (lane.active === runId) {
        lane.active = undefined;
        atWork -= 1;
      } else {
        lane.waiting = lane.waiting.filter((waiting) => waiting !== runId);
      }
      refresh(session, lane);
      pump();
    },
    admit: pump,
    waiting: (session) => sessions.get(session)?.waiting ?? [],
    active: (session) => sessions.get(session)?.active,
    size: () => atWork,
  };
}

const first = (set: ReadonlySet<string>): string | undefined => set.values().next().value;
