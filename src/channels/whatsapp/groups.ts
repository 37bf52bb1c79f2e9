import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { bounded } from './round-trip.ts';

const FRESH_MS = 5 * 60_000;
const LOOKUP_MS = 5_000;
const MOST = 500;

export interface GroupFacts {
  readonly subject: string;
  readonly participants: readonly string[];
}

/** Names and members of groups, asked for at most every five minutes. */
export interface Groups {
  /** `undefined` when the network does not say, which never holds up a message for long. */
  get(jid: string): Promise<GroupFacts | undefined>;
  forget(jid: string): void;
}

export function createGroups(clock: Clock, log: Logger, ask: (jid: string) => Promise<GroupFacts>): Groups {
  const known = new Map<string, { readonly at: number; readonly facts: GroupFacts }>();
  return {
    get: async (jid) => {
      const entry = known.get(jid);
      if (entry !== undefined && clock.monotonic() - entry.at < FRESH_MS) return entry.facts;
      try {
        const facts = await bounded(clock, LOOKUP_MS, () => ask(jid));
        known.delete(jid);
        known.set(jid, { at: clock.monotonic(), facts });
        const [oldest] = known.keys();
        if (known.size > MOST && oldest !== undefined) known.delete(oldest);
        return facts;
      } catch (error) {
        log.debug('the facts of a WhatsApp group are not to be had', { jid, error });
        return entry?.facts;
      }
    },
    forget: (jid) => {
      known.delete(jid);
    },
  };
}
