import { normalizeFingerprint } from '../platform/certificate.ts';
import type { AgentConfig, Config } from './generated/types.ts';
import { findAgent, normalizeAgentId } from './agents.ts';
import { quoted, type Finding, type KeyPath } from './issue.ts';
import { isRecord } from './validate.ts';

type Check = (config: Config) => readonly Finding[];

/** Rules that the schema cannot say. Run on a configuration that passed the schema. */
export const semanticFindings = (config: Config): readonly Finding[] =>
  CHECKS.flatMap((check) => check(config));

const agentIds: Check = (config) => {
  const seen = new Map<string, number>();
  return (config.agents?.list ?? []).flatMap((agent, index) => {
    const id = normalizeAgentId(agent.id);
    const first = seen.get(id);
    if (first === undefined) {
      seen.set(id, index);
      return [];
    }
    const message = `agent id ${quoted(id)} is used by agents.list.${first} too`;
    return [finding(['agents', 'list', index, 'id'], message, 'give each agent an id of its own')];
  });
};

const oneDefaultAgent: Check = (config) => {
  const marked = (config.agents?.list ?? []).flatMap((agent, index) =>
    agent.default === true ? [index] : [],
  );
  return marked.slice(1).map((index) => {
    const message = `agents.list.${marked[0]} is the default already`;
    return finding(['agents', 'list', index, 'default'], message, 'mark one agent only');
  });
};

const agentDirs: Check = (config) => {
  const seen = new Map<string, number>();
  return (config.agents?.list ?? []).flatMap((agent, index) => {
    if (agent.agentDir === undefined) return [];
    const first = seen.get(agent.agentDir);
    seen.set(agent.agentDir, first ?? index);
    if (first === undefined) return [];
    const message = `agents.list.${first} uses the same agentDir; two agents would overwrite each other`;
    return [
      finding(['agents', 'list', index, 'agentDir'], message, 'give each agent a directory of its own'),
    ];
  });
};

const avatars: Check = (config) =>
  (config.agents?.list ?? []).flatMap((agent, index) => {
    const avatar = agent.identity?.avatar;
    if (avatar === undefined || avatar === '' || /^(https?:|data:)/i.test(avatar)) return [];
    const leaves =
      avatar.startsWith('~') || /^([\\/]|[a-z]:)/i.test(avatar) || avatar.split(/[\\/]/).includes('..');
    if (!leaves) return [];
    const fix = 'use a path relative to the workspace, or an http(s) or data address';
    return [
      finding(
        ['agents', 'list', index, 'identity', 'avatar'],
        'the avatar must be inside the workspace',
        fix,
      ),
    ];
  });

const knownAgents: Check = (config) => {
  const unknown = (id: string): boolean => findAgent(config, id) === undefined;
  const listed = (config.agents?.list ?? []).map((agent) => agent.id).join(', ') || 'main';
  const say = (path: KeyPath, id: string): Finding =>
    finding(path, `there is no agent ${quoted(id)}`, `use one of: ${listed}`);
  const bindings = (config.bindings ?? []).flatMap((binding, index) =>
    unknown(binding.agentId) ? [say(['bindings', index, 'agentId'], binding.agentId)] : [],
  );
  const broadcasts = Object.entries(config.broadcast ?? {}).flatMap(([peer, ids]) => {
    if (peer === 'strategy') return [];
    if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) {
      return [
        finding(['broadcast', peer], 'expected a list of agent ids', `e.g. ["${listed.split(',')[0]}"]`),
      ];
    }
    return ids.flatMap((id: string, index) => (unknown(id) ? [say(['broadcast', peer, index], id)] : []));
  });
  return [...bindings, ...broadcasts];
};

const openDirectMessages: Check = (config) =>
  (['whatsapp', 'telegram'] as const).flatMap((channel) => {
    const section = config.channels?.[channel];
    if (section === undefined) return [];
    const accounts = Object.entries(section.accounts ?? {}).map(
      ([id, account]) => [['accounts', id], account] as const,
    );
    return ([[[], section], ...accounts] as const).flatMap(([inner, entry]) => {
      const from = (entry.allowFrom ?? section.allowFrom ?? []) as readonly unknown[];
      if (entry.dmPolicy !== 'open' || from.includes('*')) return [];
      const path = ['channels', channel, ...inner, 'dmPolicy'];
      return [finding(path, 'dmPolicy "open" lets everybody write', 'say so: add "*" to allowFrom')];
    });
  });

const toolPolicies: Check = (config) => {
  const both = (path: KeyPath, value: unknown): readonly Finding[] => {
    if (!isRecord(value) || value['allow'] === undefined || value['alsoAllow'] === undefined) return [];
    const fix = 'keep allow for an exact list, or alsoAllow to add to the profile';
    return [finding([...path, 'alsoAllow'], 'allow and alsoAllow cannot be given together', fix)];
  };
  const agents = config.agents?.list ?? [];
  return [
    ...both(['tools'], config.tools),
    ...agents.flatMap((agent: AgentConfig, index) => both(['agents', 'list', index, 'tools'], agent.tools)),
  ];
};

const telegramCommands: Check = (config) =>
  (config.channels?.telegram?.customCommands ?? []).flatMap((entry, index) => {
    if (/^\/?[a-z0-9_]{1,32}$/.test(entry.command)) return [];
    const path = ['channels', 'telegram', 'customCommands', index, 'command'];
    return [finding(path, `${quoted(entry.command)} is no command name`, 'use a-z, 0-9 and _, 32 at most')];
  });

/** Where a call of Telegram is taken when `webhookPath` says nothing. */
export const TELEGRAM_WEBHOOK_PATH = '/telegram-webhook';

/** A call goes to the account whose path it has: of two on one path the second would never hear anything. */
const webhookPaths: Check = (config) => {
  const { accounts = {}, ...shared } = config.channels?.telegram ?? {};
  if (shared.enabled === false) return [];
  const takenBy = new Map<string, string>();
  return Object.entries(accounts).flatMap(([id, account]) => {
    const { enabled, webhookUrl, webhookPath = TELEGRAM_WEBHOOK_PATH } = { ...shared, ...account };
    if (enabled === false || webhookUrl === undefined) return [];
    const other = takenBy.get(webhookPath);
    if (other === undefined) {
      takenBy.set(webhookPath, id);
      return [];
    }
    const path = ['channels', 'telegram', 'accounts', id, 'webhookPath'];
    const message = `the Telegram accounts ${quoted(other)} and ${quoted(id)} both take calls at ${quoted(webhookPath)}`;
    const fix = `give each a path of its own, e.g. ${quoted(`${TELEGRAM_WEBHOOK_PATH}-${id}`)}, and the same in its webhookUrl`;
    return [finding(path, message, fix)];
  });
};

const hooks: Check = (config) => {
  const { enabled, path, token } = config.hooks ?? {};
  const findings: Finding[] = [];
  if (enabled === true && !token?.trim()) {
    findings.push(finding(['hooks', 'enabled'], 'hooks.enabled requires hooks.token', 'set hooks.token'));
  }
  if (path?.trim() === '/')
    findings.push(finding(['hooks', 'path'], "hooks.path may not be '/'", 'e.g. "/hooks"'));
  return findings;
};

const customBind: Check = (config) => {
  if (config.gateway?.bind !== 'custom') return [];
  const host = config.gateway.customBindHost;
  if (
    host !== undefined &&
    /^(\d{1,3}\.){3}\d{1,3}$/.test(host) &&
    host.split('.').every((part) => Number(part) < 256)
  ) {
    return [];
  }
  const path = host === undefined ? ['gateway', 'bind'] : ['gateway', 'customBindHost'];
  return [
    finding(path, 'bind "custom" needs an IPv4 address in gateway.customBindHost', 'e.g. "192.168.1.10"'),
  ];
};

const pinnedCertificate: Check = (config) => {
  const text = config.gateway?.remote?.tlsFingerprint;
  if (text === undefined || normalizeFingerprint(text) !== undefined) return [];
  const fix = 'give the 64 hex digits that "gateway status" shows over there';
  return [
    finding(['gateway', 'remote', 'tlsFingerprint'], `${quoted(text)} is no SHA-256 of a certificate`, fix),
  ];
};

const browserProfiles: Check = (config) =>
  Object.entries(config.browser?.profiles ?? {}).flatMap(([name, profile]) => {
    const path = ['browser', 'profiles', name];
    if (!/^[a-z0-9-]+$/.test(name))
      return [finding(path, 'profile names are lower-case letters, digits and -', 'rename it')];
    return profile.color === undefined
      ? [finding(path, 'a profile needs a color', 'e.g. color: "#00AA00"')]
      : [];
  });

const timeZones: Check = (config) => {
  const named = new Set(['user', 'local', 'utc']);
  const given: readonly (readonly [KeyPath, string | undefined])[] = [
    [['agents', 'defaults', 'userTimezone'], config.agents?.defaults?.userTimezone],
    [['agents', 'defaults', 'envelopeTimezone'], config.agents?.defaults?.envelopeTimezone],
    [
      ['agents', 'defaults', 'heartbeat', 'activeHours', 'timezone'],
      config.agents?.defaults?.heartbeat?.activeHours?.timezone,
    ],
  ];
  return given.flatMap(([path, zone]) => {
    if (zone === undefined || named.has(zone.toLowerCase()) || isTimeZone(zone)) return [];
    return [finding(path, `${quoted(zone)} is no time zone`, 'use an IANA name such as "Europe/Berlin"')];
  });
};

const patterns: Check = (config) =>
  (config.logging?.redactPatterns ?? []).flatMap((source, index) => {
    const pattern = patternOf(source);
    const path = ['logging', 'redactPatterns', index];
    if (pattern === undefined)
      return [finding(path, `${quoted(source)} is no regular expression`, 'correct it')];
    if (!pattern.test('')) return [];
    const fix = 'let it ask for at least one character, e.g. + in place of *';
    return [finding(path, `${quoted(source)} matches between any two characters`, fix)];
  });

const origins: Check = (config) =>
  (config.gateway?.controlUi?.allowedOrigins ?? []).flatMap((text, index) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isOrigin = url !== undefined && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
    if (isOrigin) return [];
    const fix = 'write scheme and host, and the port if there is one, e.g. "https://ops.example.net"';
    return [
      finding(['gateway', 'controlUi', 'allowedOrigins', index], `${quoted(text)} is no web origin`, fix),
    ];
  });

const CHECKS: readonly Check[] = [
  agentIds,
  oneDefaultAgent,
  agentDirs,
  avatars,
  knownAgents,
  openDirectMessages,
  toolPolicies,
  telegramCommands,
  webhookPaths,
  hooks,
  customBind,
  pinnedCertificate,
  origins,
  browserProfiles,
  timeZones,
  patterns,
];

const finding = (path: KeyPath, message: string, fix: string): Finding => ({ path, message, fix });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // The constructor's way of saying that the zone is unknown.
    return false;
  }
}

function patternOf(source: string): RegExp | undefined {
  const delimited = /^\/(.+)\/([a-z]*)$/.exec(source);
  try {
    return new RegExp(delimited?.[1] ?? source, delimited?.[2] ?? 'gi');
  } catch {
    // The constructor's way of saying that the expression is malformed.
    return undefined;
  }
}
