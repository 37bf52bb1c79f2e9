import type { SessionsResolveParams } from '../../protocol/generated/types.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import type { Reader } from '../../store/store.ts';
import { findBySessionId, listSessions, readSession } from '../../store/session-rows.ts';
import { normalizeAgentId } from '../agent-list.ts';
import { listedKinds } from './list.ts';

const given = (value: string | undefined): string | undefined => value?.trim() || undefined;

/**
 * The canonical key of the session a client means by key, session id or label.
 *
 * @throws Failure INVALID_REQUEST
 */
export function resolveSession(
  db: Reader,
  params: SessionsResolveParams,
  canonical: (key: string) => string,
): string {
  const key = given(params.key);
  const sessionId = given(params.sessionId);
  const label = given(params.label);
  const count = [key, sessionId, label].filter((each) => each !== undefined).length;
  if (count > 1) throw invalidRequest('Provide either key, sessionId, or label (not multiple)');

  if (key !== undefined) {
    const found = readSession(db, canonical(key));
    if (found === undefined) throw invalidRequest(`No session found: ${key}`);
    return found.key;
  }

  const agentId = params.agentId === undefined ? undefined : normalizeAgentId(params.agentId);
  if (sessionId !== undefined) {
    const found = findBySessionId(db, sessionId);
    const fits =
      found !== undefined &&
      listedKinds(params).includes(found.kind) &&
      (agentId === undefined || found.agentId === agentId) &&
      (params.spawnedBy === undefined || found.entry['spawnedBy'] === params.spawnedBy);
    if (!fits) throw invalidRequest(`No session found: ${sessionId}`);
    return found.key;
  }

  if (label === undefined) throw invalidRequest('Either key, sessionId, or label is required');
  const found = listSessions(db, { kinds: listedKinds(params), agentId, spawnedBy: params.spawnedBy, label });
  const [only, ...others] = found;
  if (only === undefined) throw invalidRequest(`No session found with label: ${label}`);
  if (others.length > 0) {
    const keys = found.map((session) => session.key).join(', ');
    throw invalidRequest(`Multiple sessions found with label: ${label} (${keys})`);
  }
  return only.key;
}
