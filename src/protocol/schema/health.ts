import { CONFIG_STATES } from '../config-states.ts';
import { linkFacts } from './link-facts.ts';
import {
  closed,
  count,
  epochMs,
  flag,
  int,
  list,
  literal,
  named,
  nes,
  nullable,
  number,
  oneOf,
  open,
  optional,
  record,
  text,
} from './primitives.ts';

export const LinkChannel = named(
  'LinkChannel',
  closed({ id: text(), label: text(), linked: flag(), authAgeMs: nullable(number()) }),
  'The first channel that has a notion of being linked, such as WhatsApp.',
);

export const HealthWarning = named(
  'HealthWarning',
  closed({ code: nes(), message: text(), since: epochMs() }),
  'Something the operator should know; gone when it is no longer true.',
);

/** `safe`: the control plane runs and the channels are parked until the operator leaves it. */
const mode = optional(
  oneOf(['normal', 'safe'], {
    description: '`safe`: the channels are parked until the operator resumes them; a warning says why.',
  }),
);

export const ConfigHealth = named(
  'ConfigHealth',
  closed({
    state: oneOf(CONFIG_STATES, {
      description:
        '`current`: the file is what runs. `pending`: a change waits, e.g. for runs to end or for a confirmation. `invalid`: the file is broken, and what runs is older. `refused`: the reload mode forbids the change. `lastGood`: the file was broken at start, and the last good copy runs. `restored`: a change was taken back.',
    }),
    reason: nullable(text({ description: 'Why, for every state but `current`.' })),
    since: epochMs('In this state since (Unix epoch, ms)'),
    hash: nullable(text({ description: 'SHA-256 of the file that runs; null without a file.' })),
  }),
  'The configuration that runs, and how it stands to the file.',
);

const channelFields = {
  accountId: text(),
  configured: optional(flag()),
  linked: optional(flag()),
  ...linkFacts,
  probe: optional(
    open({
      ok: optional(flag()),
      status: optional(nullable(int())),
      error: optional(nullable(text())),
      elapsedMs: optional(number()),
    }),
  ),
  lastProbeAt: optional(nullable(count())),
};

export const ChannelAccountHealth = named('ChannelAccountHealth', open(channelFields));
export const ChannelHealth = named(
  'ChannelHealth',
  open({ ...channelFields, accounts: optional(record(ChannelAccountHealth)) }),
);

export const RecentSession = named(
  'RecentSession',
  closed({ key: text(), updatedAt: nullable(count()), age: nullable(count()) }),
);

export const SessionsHealth = named(
  'SessionsHealth',
  closed({ path: text(), count: count(), recent: list(RecentSession) }),
);

export const AgentHealth = named(
  'AgentHealth',
  closed({
    agentId: text(),
    name: optional(text()),
    isDefault: flag(),
    heartbeat: closed({
      enabled: flag(),
      every: text(),
      everyMs: nullable(count()),
      prompt: text(),
      target: text(),
      model: optional(text()),
      ackMaxChars: count(),
    }),
    sessions: SessionsHealth,
  }),
);

export const HealthSummary = named(
  'HealthSummary',
  open({
    ok: literal(true),
    ts: epochMs(),
    durationMs: count(),
    channels: record(ChannelHealth),
    channelOrder: list(text()),
    channelLabels: record(text()),
    heartbeatSeconds: count({ description: 'Of the default agent; 0 when disabled.' }),
    defaultAgentId: text(),
    agents: list(AgentHealth),
    sessions: SessionsHealth,
    linkChannel: optional(LinkChannel),
    warnings: optional(list(HealthWarning)),
    mode,
    config: optional(ConfigHealth),
  }),
  'The live health of the gateway: `health`, the `health` event, the hello snapshot and `moltbot health --json`.',
);

export const HealthParams = open({
  probe: optional(flag({ description: 'Ask the networks, not the snapshot.' })),
});

export const SessionStatus = named(
  'SessionStatus',
  closed({
    agentId: optional(text()),
    key: text(),
    kind: oneOf(['direct', 'group', 'global', 'unknown']),
    sessionId: optional(text()),
    updatedAt: nullable(count()),
    age: nullable(count()),
    thinkingLevel: optional(text()),
    verboseLevel: optional(text()),
    reasoningLevel: optional(text()),
    elevatedLevel: optional(text()),
    systemSent: optional(flag()),
    abortedLastRun: optional(flag()),
    inputTokens: optional(count()),
    outputTokens: optional(count()),
    totalTokens: nullable(count()),
    remainingTokens: nullable(count()),
    percentUsed: nullable(count({ maximum: 999 })),
    model: nullable(text()),
    contextTokens: nullable(count()),
    flags: list(text()),
  }),
);

export const GatewayFacts = named(
  'GatewayFacts',
  closed({
    version: text(),
    pid: count(),
    instanceId: text({ description: 'New at every start, in-process restarts included.' }),
    profile: text(),
    startedAt: epochMs(),
    uptimeMs: count(),
    bind: text({ description: 'As configured: loopback, lan, tailnet, auto or custom.' }),
    port: count(),
    authMode: text(),
    runsActive: count({ description: 'Queued and running.' }),
    state: optional(text({ description: 'Of the root actor, e.g. `running.steady`.' })),
    mode,
    config: optional(ConfigHealth),
  }),
  'What the running process says about itself.',
);

export const StatusSummary = named(
  'StatusSummary',
  closed({
    gateway: optional(GatewayFacts),
    linkChannel: optional(LinkChannel),
    heartbeat: closed({
      defaultAgentId: text(),
      agents: list(closed({ agentId: text(), enabled: flag(), every: text(), everyMs: nullable(count()) })),
    }),
    channelSummary: list(text()),
    queuedSystemEvents: list(text()),
    sessions: closed({
      paths: list(text()),
      count: count(),
      defaults: closed({ model: nullable(text()), contextTokens: nullable(count()) }),
      recent: list(SessionStatus),
      byAgent: list(closed({ agentId: text(), path: text(), count: count(), recent: list(SessionStatus) })),
    }),
  }),
  'The short answer to "what is it doing".',
);

export const HeartbeatEvent = named(
  'HeartbeatEvent',
  closed({
    ts: epochMs(),
    status: oneOf(['sent', 'ok-empty', 'ok-token', 'skipped', 'failed']),
    to: optional(text()),
    preview: optional(text()),
    durationMs: optional(count()),
    hasMedia: optional(flag()),
    reason: optional(text()),
    channel: optional(text()),
    silent: optional(flag()),
    indicatorType: optional(oneOf(['ok', 'alert', 'error'])),
  }),
);
