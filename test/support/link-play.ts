import type { AnyActorRef } from 'xstate';
import type { LinkContext } from '../../src/machines/channel-link-setup.ts';
import { consequenceOf } from '../../src/machines/link-policy.ts';
import type { LinkPolicy } from '../../src/machines/link-policy.ts';
import type { LinkFault } from '../../src/protocol/link-faults.ts';
import type { Rig } from '../gateway/rig.ts';
import type { TestClock } from './test-clock.ts';

/** What followed one fault: the pause in milliseconds, or the state in which the link rests. */
export type Played = number | string;

export interface LinkPlayer {
  /** Plays what happens at each attempt until `count` faults were answered; `act` is the operator at a rest. */
  play(count: number, act: (state: string) => Promise<void>): Promise<readonly Played[]>;
  /** Lets `work` be done by the gateway, passing the pauses on the way. */
  during(work: Promise<void>): Promise<void>;
  state(): string;
  /** Resolves once the link is in this state. */
  reach(state: string): Promise<void>;
}

const WAITS: ReadonlySet<string> = new Set(['backingOff', 'conflict', 'loggedOut', 'unconfigured', 'gaveUp']);
const PATIENCE_MS = 20_000;
/** Real time without progress, after which a second of the gateway's passes: a connection may be waiting to be cut. */
const STUCK_MS = 60;

/** Walks one link of a gateway on a test clock through its faults. */
export function createLinkPlayer(rig: Rig, clock: TestClock, key: string): LinkPlayer {
  const snapshot = (): { readonly context: LinkContext; readonly value: unknown } => {
    const found = rig
      .of('channel-link')
      .map((ref: AnyActorRef) => ref.getSnapshot() as { context: LinkContext; value: unknown })
      .find(({ context }) => context.key === key);
    if (found === undefined) throw new Error(`there is no link ${key}`);
    return found;
  };
  const state = (): string => {
    const { value } = snapshot();
    if (typeof value === 'string') return value;
    const inner = (value as { readonly up?: string | object }).up ?? '';
    return typeof inner === 'string' ? inner : (Object.keys(inner)[0] ?? '');
  };
  const until = async (holds: () => boolean, what: string): Promise<void> => {
    const begun = performance.now();
    let moved = begun;
    while (!holds()) {
      await new Promise((resolve) => setImmediate(resolve));
      const now = performance.now();
      if (now - begun > PATIENCE_MS) throw new Error(`not in time: ${what}; the link is ${state()}`);
      if (now - moved < STUCK_MS) continue;
      moved = now;
      await clock.advance(1000);
    }
  };

  return {
    state,
    reach: (wanted) => until(() => state() === wanted, `the link is ${wanted}`),
    async play(count, act) {
      const played: Played[] = [];
      let last: LinkFault | null = null;
      while (played.length < count) {
        await until(
          () => {
            const { lastError } = snapshot().context;
            return lastError !== null && lastError !== last && WAITS.has(state());
          },
          `fault ${played.length + 1}`,
        );
        const { context } = snapshot();
        last = context.lastError;
        const now = state();
        played.push(now === 'backingOff' ? context.delayMs : now);
        if (played.length === count) break;
        if (now === 'backingOff') await clock.advance(context.delayMs);
        else await act(now);
      }
      return played;
    },
    async during(work) {
      let done = false;
      const ended = work.finally(() => (done = true));
      ended.catch(() => undefined);
      while (!done) {
        if (state() === 'backingOff') await clock.advance(snapshot().context.delayMs);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await ended;
    },
  };
}

/** What the table says must follow `count` faults of this kind in a row. */
export function expectedPlays(
  fault: Pick<LinkFault, 'kind' | 'retryAfterMs'>,
  count: number,
  policy: LinkPolicy,
  fraction: number,
): readonly Played[] {
  const fresh = { attempt: 0, conflicts: 0, restarts: 0 };
  let history = fresh;
  return Array.from({ length: count }, () => {
    const next = {
      attempt: history.attempt + 1,
      conflicts: history.conflicts + (fault.kind === 'conflict' ? 1 : 0),
      restarts: fault.kind === 'restart' ? history.restarts + 1 : 0,
    };
    const answer = consequenceOf({ ...fault, message: '' }, next, policy, fraction);
    if (answer.answer === 'giveUp') return 'gaveUp';
    if (answer.answer === 'retry') {
      history = answer.delayMs === 0 ? { ...next, attempt: history.attempt } : next;
      return answer.delayMs;
    }
    // The link looks again by itself and remembers the conflicts; an operator's start forgets everything.
    const looksAgain = answer.state === 'conflict' && policy.conflictRestMs !== undefined;
    history = looksAgain ? { ...fresh, conflicts: next.conflicts } : fresh;
    return answer.state;
  });
}
