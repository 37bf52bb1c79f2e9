import { sessionKeyFor } from '../../agent/sessions/keys.ts';
import type { RunRequest } from '../../api/ports.ts';
import type { RunsOptions } from './needs.ts';

/**
 * One message of a session at a time on its way in. Accepting one takes several commits, and a command among them may
 * reset the session or fill its queue: the next message must find what the one before it left.
 */
export interface Door {
  /** Runs `work` once the session's earlier messages are through. What `work` calls `after` holds up the next one, not its own answer. */
  enter<T>(session: string, work: (after: (rest: Promise<void>) => void) => Promise<T>): Promise<T>;
}

export function createDoor(): Door {
  const last = new Map<string, Promise<void>>();
  return {
    async enter(session, work) {
      const before = last.get(session);
      const through = Promise.withResolvers<void>();
      last.set(session, through.promise);
      let rest: Promise<void> | undefined;
      try {
        await before;
        return await work((more) => {
          rest = more;
        });
      } finally {
        const leave = (): void => {
          if (last.get(session) === through.promise) last.delete(session);
          through.resolve();
        };
        void Promise.allSettled([rest]).then(leave);
      }
    },
  };
}

/** Which door a message takes. One that names a session by its id has a door of its own: it resets nothing. */
export function doorOf({ sessions, config }: RunsOptions, request: RunRequest): string {
  const { sessionKey, sessionId, to, agentId } = request;
  if (sessionKey !== undefined) return sessions.canonicalKey(sessionKey, agentId);
  if (sessionId !== undefined) return sessionId;
  return to === undefined ? sessions.canonicalKey('', agentId) : sessionKeyFor(config(), to, agentId);
}
