/** A record of sessions with one device, as the library stores it; only what is needed here. */
interface SessionRecord {
  readonly _sessions: Readonly<Record<string, Session>>;
}

interface Session {
  readonly indexInfo: { readonly used: number; readonly closed: number };
}

const isRecord = (value: unknown): value is SessionRecord =>
  typeof value === 'object' &&
  value !== null &&
  '_sessions' in value &&
  typeof value._sessions === 'object' &&
  value._sessions !== null;

/**
 * The record after one message was decrypted, with the sessions that were only tried as they were before.
 *
 * The library tries a message on one session after the other, and steps the ratchet of each before it knows whether the
 * message is for it. It then stores all of them: those tried in vain can never decrypt anything again. Only the session
 * that fits is marked as used. `undefined`: nothing to mend, or it cannot be told which session that was.
 */
export function withoutVainTrials(before: unknown, after: unknown): unknown {
  if (!isRecord(before) || !isRecord(after)) return undefined;
  const tried = Object.entries(after._sessions).filter(([key, session]) => {
    const old = before._sessions[key];
    return old !== undefined && old.indexInfo.used === session.indexInfo.used;
  });
  const used = Object.keys(after._sessions).length - tried.length;
  if (used !== 1 || tried.length === 0) return undefined;
  const mended = tried.map(([key, { indexInfo }]) => [key, { ...before._sessions[key], indexInfo }] as const);
  return { ...after, _sessions: { ...after._sessions, ...Object.fromEntries(mended) } };
}
