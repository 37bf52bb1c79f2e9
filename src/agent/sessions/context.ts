import type { Config } from '../../config/generated/types.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Random } from '../../platform/random.ts';
import type { StoredSession } from '../../store/session-rows.ts';
import type { Store, Tx } from '../../store/store.ts';
import { readSession, writeSession } from '../../store/session-rows.ts';
import { beginTranscript } from '../../store/transcripts.ts';
import type { SessionEntry } from './entry.ts';
import { newEntry } from './entry.ts';
import { parseSessionKey, sessionKind } from './keys.ts';

export interface SessionsOptions {
  readonly store: Store;
  readonly config: () => Config;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

export type Session = StoredSession<SessionEntry>;

/** Writes an entry under a canonical key, with the facts the key and the entry imply. */
export function putSession(tx: Tx, config: Config, key: string, entry: SessionEntry): Session {
  const { agentId } = parseSessionKey(config, key);
  const session: Session = { key, agentId, kind: sessionKind(key, entry.chatType), entry };
  writeSession(tx, session);
  return session;
}

/** The session, made with an empty transcript when there is none. */
export function sessionOrNew({ config, clock, random }: SessionsOptions, tx: Tx, key: string): Session {
  const known = readSession<SessionEntry>(tx, key);
  if (known !== undefined) return known;
  const now = clock.now();
  const session = putSession(tx, config(), key, newEntry(random.uuid(), now));
  beginTranscript(tx, { ...session, sessionId: session.entry.sessionId }, now);
  return session;
}
