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

/** Findings for keys of older releases; they make the configuration invalid, as a moved key would silently do nothing. */
export function legacyFindings(config: unknown): readonly Finding[] {
  return MOVED.flatMap(([from, to]) => {
    const path = from.split('.');
    if (!present(config, path)) return [];
    return [{ path, atKey: true as const, message: 'key of an older release', fix: `move it to ${to}` }];
  });
}

/** True for a path at or below a moved key, whose findings are said better here. */
export const isLegacyPath = (path: KeyPath): boolean =>
  MOVED.some(([from]) => `${path.join('.')}.`.startsWith(`${from}.`)) || path[0] === 'routing';

function present(value: unknown, path: readonly string[]): boolean {
  let here = value;
  for (const key of path) {
    if (!isRecord(here) || !Object.hasOwn(here, key)) return false;
    here = here[key];
  }
  return true;
}
