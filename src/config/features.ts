import { dotted, type Finding } from './issue.ts';
import { isRecord } from './validate.ts';

/**
 * What becomes of a known key. `used`: it has an effect. `inert`: a record for people or other programs. `later`: accepted,
 * but nothing reads it yet, which is said once at start.
 */
export type KeyFate = 'used' | 'inert' | 'later';

/** Every key of the first two levels is listed, or a longer path that differs from its section. The longest match decides. */
export const KEY_FATES: Readonly<Record<string, KeyFate>> = {
  $schema: 'inert',
  meta: 'inert',
  wizard: 'inert',
  env: 'used',
  'env.vars': 'used',
  'env.shellEnv': 'later',
  logging: 'used',
  'logging.level': 'used',
  'logging.file': 'used',
  'logging.consoleLevel': 'used',
  'logging.consoleStyle': 'used',
  'logging.redactSensitive': 'used',
  'logging.redactPatterns': 'used',
  'logging.maxFileBytes': 'used',
  'logging.maxFiles': 'used',
  diagnostics: 'later',
  update: 'later',
  gateway: 'used',
  'gateway.port': 'used',
  'gateway.mode': 'used',
  'gateway.bind': 'used',
  'gateway.customBindHost': 'used',
  'gateway.controlUi': 'used',
  'gateway.auth': 'used',
  'gateway.trustedProxies': 'used',
  'gateway.tailscale': 'used',
  'gateway.remote': 'used',
  'gateway.reload': 'used',
  'gateway.shutdown': 'used',
  'gateway.memory': 'used',
  'gateway.tls': 'used',
  'gateway.http': 'later',
  'gateway.nodes': 'later',
  canvasHost: 'later',
  browser: 'later',
  discovery: 'later',
  'discovery.mdns': 'used',
  channels: 'used',
  'channels.defaults': 'used',
  'channels.defaults.heartbeat': 'later',
  'channels.whatsapp': 'used',
  'channels.whatsapp.heartbeat': 'later',
  'channels.whatsapp.capabilities': 'later',
  'channels.whatsapp.configWrites': 'later',
  'channels.whatsapp.actions': 'later',
  'channels.whatsapp.messagePrefix': 'later',
  'channels.whatsapp.dmHistoryLimit': 'later',
  'channels.whatsapp.dms': 'later',
  'channels.whatsapp.blockStreamingCoalesce': 'later',
  'channels.whatsapp.name': 'inert',
  'channels.telegram': 'used',
  'channels.telegram.heartbeat': 'later',
  'channels.telegram.capabilities': 'later',
  'channels.telegram.configWrites': 'later',
  'channels.telegram.actions': 'later',
  'channels.telegram.dmHistoryLimit': 'later',
  'channels.telegram.dms': 'later',
  'channels.telegram.streamMode': 'later',
  'channels.telegram.draftChunk': 'later',
  'channels.telegram.blockStreamingCoalesce': 'later',
  'channels.telegram.retry': 'later',
  'channels.telegram.name': 'inert',
  'channels.telegram.commands.nativeSkills': 'later',
  'channels.telegram.reactionLevel': 'later',
  'channels.discord': 'later',
  'channels.googlechat': 'later',
  'channels.slack': 'later',
  'channels.signal': 'later',
  'channels.imessage': 'later',
  'channels.bluebubbles': 'later',
  'channels.msteams': 'later',
  web: 'used',
  'web.enabled': 'used',
  'web.heartbeatSeconds': 'later',
  'web.reconnect': 'used',
  agents: 'used',
  'agents.list': 'used',
  'agents.defaults': 'used',
  'agents.defaults.heartbeat': 'later',
  'agents.defaults.imageModel': 'later',
  'agents.defaults.sandbox': 'later',
  'agents.defaults.memorySearch': 'later',
  'agents.defaults.compaction': 'later',
  'agents.defaults.contextPruning': 'later',
  'agents.defaults.subagents': 'later',
  'agents.defaults.humanDelay': 'later',
  'agents.defaults.repoRoot': 'later',
  'agents.defaults.timeFormat': 'later',
  'agents.defaults.mediaMaxMb': 'later',
  'agents.defaults.elevatedDefault': 'later',
  'agents.defaults.blockStreamingBreak': 'later',
  'agents.defaults.blockStreamingCoalesce': 'later',
  'agents.defaults.typingIntervalSeconds': 'later',
  bindings: 'used',
  broadcast: 'later',
  session: 'used',
  'session.scope': 'used',
  'session.dmScope': 'used',
  'session.identityLinks': 'used',
  'session.resetTriggers': 'later',
  'session.idleMinutes': 'used',
  'session.reset': 'used',
  'session.resetByType': 'used',
  'session.resetByChannel': 'used',
  'session.store': 'inert',
  'session.typingIntervalSeconds': 'used',
  'session.typingMode': 'used',
  'session.mainKey': 'inert',
  'session.sendPolicy': 'used',
  'session.agentToAgent': 'later',
  messages: 'used',
  'messages.messagePrefix': 'later',
  'messages.responsePrefix': 'used',
  'messages.groupChat': 'used',
  'messages.queue': 'used',
  'messages.inbound': 'used',
  'messages.ackReaction': 'used',
  'messages.ackReactionScope': 'used',
  'messages.removeAckAfterReply': 'later',
  'messages.tts': 'later',
  commands: 'used',
  'commands.native': 'later',
  'commands.nativeSkills': 'later',
  'commands.text': 'used',
  'commands.bash': 'later',
  'commands.bashForegroundMs': 'later',
  'commands.config': 'later',
  'commands.debug': 'later',
  'commands.restart': 'used',
  'commands.useAccessGroups': 'used',
  models: 'used',
  'models.mode': 'later',
  'models.providers': 'used',
  'models.bedrockDiscovery': 'later',
  auth: 'later',
  tools: 'later',
  'tools.profile': 'used',
  'tools.allow': 'used',
  'tools.alsoAllow': 'used',
  'tools.deny': 'used',
  hooks: 'later',
  cron: 'later',
  talk: 'later',
  audio: 'later',
  media: 'later',
  skills: 'later',
  plugins: 'later',
  approvals: 'later',
  nodeHost: 'later',
  ui: 'later',
  'ui.assistant': 'used',
};

/** The entry for the path itself or the nearest section around it; `length` counts the keys of that entry. */
export function fateAt(
  path: readonly (string | number)[],
): { readonly fate: KeyFate; readonly length: number } | undefined {
  // Longest path first, so that an exception is found before its section.
  for (let length = path.length; length > 0; length--) {
    const name = dotted(path.slice(0, length));
    const fate = Object.hasOwn(KEY_FATES, name) ? KEY_FATES[name] : undefined;
    if (fate !== undefined) return { fate, length };
  }
  return undefined;
}

export const fateOf = (path: readonly (string | number)[]): KeyFate | undefined => fateAt(path)?.fate;

/** One warning for each section or key that is set but not in use yet. */
export function futureKeyWarnings(config: unknown): readonly Finding[] {
  return Object.entries(KEY_FATES).flatMap(([name, fate]) => {
    const path = name.split('.');
    if (fate !== 'later' || !given(config, path) || onlyUsedInside(name, config)) return [];
    return [{ path, atKey: true as const, message: 'accepted, but this release does nothing with it yet' }];
  });
}

/** A section that is not in use may hold keys that are, e.g. `tools.deny`: no warning when only those are set. */
function onlyUsedInside(name: string, config: unknown): boolean {
  const section = valueAt(config, name.split('.'));
  if (!isRecord(section)) return false;
  const keys = Object.keys(section);
  return keys.length > 0 && keys.every((key) => fateOf([...name.split('.'), key]) !== 'later');
}

const given = (config: unknown, path: readonly string[]): boolean => valueAt(config, path) !== undefined;

function valueAt(config: unknown, path: readonly string[]): unknown {
  let here = config;
  for (const key of path) {
    if (!isRecord(here) || !Object.hasOwn(here, key)) return undefined;
    here = here[key];
  }
  return here;
}
