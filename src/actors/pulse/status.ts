import type { SessionSummary } from '../../agent/sessions/sessions.ts';
import type { ChannelsStatusResult, SessionStatus, StatusSummary } from '../../protocol/generated/types.ts';
import { channelLine } from './channel-line.ts';
import { heartbeatFacts } from './heartbeat.ts';
import { linkChannelOf } from './health.ts';
import type { PulseSources } from './sources.ts';

const RECENT = 10;

interface Defaults {
  readonly model: string | null;
  readonly contextTokens: number | null;
}

const LEVELS = [
  ['think', 'thinkingLevel'],
  ['verbose', 'verboseLevel'],
  ['reasoning', 'reasoningLevel'],
  ['elevated', 'elevatedLevel'],
] as const;

const PASSED_ON = ['sessionId', 'systemSent', 'abortedLastRun', 'inputTokens', 'outputTokens'] as const;

function sessionStatus(row: SessionSummary, defaults: Defaults, now: number): SessionStatus {
  const { entry } = row;
  const flags: string[] = [];
  const copied: Partial<Record<string, unknown>> = {};
  for (const [flag, field] of LEVELS) {
    const level = entry[field];
    if (level === undefined) continue;
    copied[field] = level;
    flags.push(`${flag}:${level}`);
  }
  for (const field of PASSED_ON) if (entry[field] !== undefined) copied[field] = entry[field];
  if (entry.systemSent) flags.push('system');
  if (entry.abortedLastRun) flags.push('aborted');
  flags.push(`id:${entry.sessionId}`);
  const contextTokens = entry.contextTokens ?? defaults.contextTokens;
  const totalTokens = entry.totalTokens ?? null;
  const measurable = contextTokens !== null && contextTokens > 0 && totalTokens !== null;
  return {
    agentId: row.agentId,
    key: row.key,
    kind: row.kind,
    updatedAt: row.updatedAt,
    age: Math.max(0, Math.round(now - row.updatedAt)),
    ...copied,
    totalTokens,
    remainingTokens: measurable ? Math.max(0, contextTokens - totalTokens) : null,
    percentUsed: measurable ? Math.min(999, Math.round((totalTokens / contextTokens) * 100)) : null,
    model: entry.modelOverride ?? entry.model ?? defaults.model,
    contextTokens,
    flags,
  };
}

/** The summary of `status`. */
export function buildStatus(sources: PulseSources, channels: ChannelsStatusResult): StatusSummary {
  const now = sources.clock.now();
  const { self } = sources;
  const { root, safe, config } = sources.lifecycle();
  const { defaultId, agents } = sources.agents.list();
  const linkChannel = linkChannelOf(channels);
  const { model, contextTokens } = sources.sessions.list({ limit: 1 }).defaults;
  const defaults = { model, contextTokens };
  const sessionsOf = (agentId?: string): { path: string; count: number; recent: SessionStatus[] } => {
    const summary = sources.sessions.summary({
      limit: RECENT,
      ...(agentId === undefined ? {} : { agentId }),
    });
    return { ...summary, recent: summary.recent.map((row) => sessionStatus(row, defaults, now)) };
  };
  const all = sessionsOf();
  return {
    gateway: {
      version: self.version,
      pid: self.pid,
      instanceId: self.instanceId,
      profile: self.profile,
      startedAt: self.startedAtMs,
      uptimeMs: Math.max(0, Math.round(now - self.startedAtMs)),
      ...sources.listen(),
      runsActive: sources.runs.active().length,
      state: root,
      mode: safe === undefined ? 'normal' : 'safe',
      config: { ...config },
    },
    ...(linkChannel === undefined ? {} : { linkChannel }),
    heartbeat: {
      defaultAgentId: defaultId,
      agents: agents.map(({ id }) => {
        const { enabled, every, everyMs } = heartbeatFacts(sources.config(), id);
        return { agentId: id, enabled, every, everyMs };
      }),
    },
    channelSummary: channels.channelOrder.map((id) =>
      channelLine(channels.channelLabels[id] ?? id, channels.channelAccounts[id] ?? []),
    ),
    queuedSystemEvents: [],
    sessions: {
      paths: [all.path],
      count: all.count,
      defaults,
      recent: all.recent,
      byAgent: agents.map(({ id }) => ({ agentId: id, ...sessionsOf(id) })),
    },
  };
}
