import type { Config } from '../../config/generated/types.ts';
import type { SessionKind } from '../../store/session-rows.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import { defaultAgentId, normalizeAgentId } from '../agent-list.ts';
import { linkedName } from './linked-name.ts';

/** What the main session of every agent is called; a configured `session.mainKey` is only another name for it. */
export const MAIN_KEY = 'main';

const GLOBAL = 'global';
const UNKNOWN = 'unknown';
const KEY_CHARS = 512;

export interface ParsedKey {
  readonly agentId: string;
  /** Without the `agent:<id>:` part; the key itself for `global` and `unknown`. */
  readonly rest: string;
}

const split = (key: string): { agent: string; rest: string } | undefined => {
  const match = /^agent:([^:]+):(.+)$/su.exec(key);
  return match === null ? undefined : { agent: match[1] ?? '', rest: match[2] ?? '' };
};

const isMainName = (config: Config, name: string): boolean =>
  name === MAIN_KEY || name === config.session?.mainKey?.trim().toLowerCase();

/** The main session of an agent, `global` when everybody shares one. */
export function mainSessionKey(config: Config, agentId?: string): string {
  if (config.session?.scope === 'global') return GLOBAL;
  return `agent:${agentId === undefined ? defaultAgentId(config) : normalizeAgentId(agentId)}:${MAIN_KEY}`;
}

/**
 * The one form a session is stored under, whatever a client calls it: `main`, the configured main key, a bare key, or
 * the full `agent:<id>:<rest>` in any case. `agentId` says whose a bare key is; default: the default agent's.
 *
 * @throws Failure INVALID_REQUEST when the key is too long
 */
export function canonicalSessionKey(config: Config, key: string, agentId?: string): string {
  const lower = key.trim().toLowerCase();
  if (lower.length > KEY_CHARS)
    throw invalidRequest(`invalid session key: too long (max ${KEY_CHARS} characters)`);
  if (lower === GLOBAL || lower === UNKNOWN) return lower;
  const full = split(lower);
  if (full !== undefined) {
    return isMainName(config, full.rest)
      ? mainSessionKey(config, full.agent)
      : `agent:${normalizeAgentId(full.agent)}:${full.rest}`;
  }
  if (lower === '' || isMainName(config, lower)) return mainSessionKey(config, agentId);
  return `agent:${agentId === undefined ? defaultAgentId(config) : normalizeAgentId(agentId)}:${lower}`;
}

/** Takes a canonical key apart; `global` and `unknown` belong to the default agent. */
export function parseSessionKey(config: Config, key: string): ParsedKey {
  const full = split(key);
  return full === undefined
    ? { agentId: defaultAgentId(config), rest: key }
    : { agentId: full.agent, rest: full.rest };
}

/** By the key's form, or by what the channel said about the chat. */
export function sessionKind(key: string, chatType?: unknown): SessionKind {
  if (key === GLOBAL) return 'global';
  if (key === UNKNOWN) return 'unknown';
  if (chatType === 'group' || chatType === 'channel' || chatType === 'room') return 'group';
  return /:(?:group|channel):/u.test(key) ? 'group' : 'direct';
}

/** Which reset rule applies: threads and topics are their own kind. */
export function chatKind(key: string, chatType?: unknown): 'dm' | 'group' | 'thread' {
  if (/:(?:thread|topic):/u.test(key)) return 'thread';
  return sessionKind(key, chatType) === 'group' ? 'group' : 'dm';
}

/** The channel a key names: `<channel>:dm|group|channel:…` or `<channel>:<account>:dm:…`. */
export function channelOfKey(rest: string): string | undefined {
  const [first, second, third] = rest.split(':');
  if (second === 'dm' || second === 'group' || second === 'channel' || third === 'dm') return first;
  return undefined;
}

export const isSubagentKey = (rest: string): boolean => rest.startsWith('subagent:');

/** The session a recipient's messages belong to when only the address is known. */
export function sessionKeyFor(config: Config, to: string, agentId?: string): string {
  const peer = to.trim().toLowerCase();
  if (peer.endsWith('@g.us')) return canonicalSessionKey(config, `whatsapp:group:${peer}`, agentId);
  const dmScope = config.session?.dmScope ?? 'main';
  if (peer === '' || dmScope === 'main') return mainSessionKey(config, agentId);
  return canonicalSessionKey(config, `dm:${linkedName(config, peer)}`, agentId);
}
