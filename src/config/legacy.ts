import type { Finding, KeyPath } from './issue.ts';
import { isRecord } from './validate.ts';

/** Keys of older releases and where their content belongs now. */
const MOVED: readonly (readonly [from: string, to: string])[] = [
  ['whatsapp', 'channels.whatsapp'],
  ['telegram', 'channels.telegram'],
  ['discord', 'channels.discord'],
  ['slack', 'channels.slack'],
  ['signal', 'channels.signal'],
  ['imessage', 'channels.imessage'],
  ['msteams', 'channels.msteams'],
  ['routing.allowFrom', 'channels.whatsapp.allowFrom'],
  ['routing.bindings', 'bindings'],
  ['routing.agents', 'agents.list'],
  ['routing.defaultAgentId', 'agents.list[].default'],
  ['routing.agentToAgent', 'tools.agentToAgent'],
  ['routing.groupChat', 'messages.groupChat, and channels.<id>.groups."*".requireMention'],
  ['routing.queue', 'messages.queue'],
  ['routing.transcribeAudio', 'tools.media.audio.models'],
  ['identity', 'agents.list[].identity'],
  ['agent', 'agents.defaults, and tools'],
  ['tools.bash', 'tools.exec'],
  ['messages.tts.enabled', 'messages.tts.auto'],
  ['messages.queue.byProvider', 'messages.queue.byChannel'],
  ['gateway.token', 'gateway.auth.token'],
];

/** Keys of what is not there any more. */
const RETIRED: readonly (readonly [key: string, what: string])[] = [
  ['bridge', 'the TCP control port is retired: everything speaks WebSocket on the port of the gateway'],
];

/** Findings for keys of older releases; they make the configuration invalid, as a moved key would silently do nothing. */
export function legacyFindings(config: unknown): readonly Finding[] {
  const found = (key: string, message: string, fix: string): readonly Finding[] => {
    const path = key.split('.');
    return present(config, path) ? [{ path, atKey: true, message, fix }] : [];
  };
  return [
    ...MOVED.flatMap(([from, to]) => found(from, 'key of an older release', `move it to ${to}`)),
    ...RETIRED.flatMap(([key, what]) => found(key, what, 'remove it')),
  ];
}

/** True for a path at or below a moved key, whose findings are said better here. */
export const isLegacyPath = (path: KeyPath): boolean =>
  [...MOVED, ...RETIRED].some(([key]) => `${path.join('.')}.`.startsWith(`${key}.`)) || path[0] === 'routing';

function present(value: unknown, path: readonly string[]): boolean {
  let here = value;
  for (const key of path) {
    if (!isRecord(here) || !Object.hasOwn(here, key)) return false;
    here = here[key];
  }
  return true;
}
