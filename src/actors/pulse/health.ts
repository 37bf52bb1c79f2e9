import type {
  AgentHealth,
  ChannelsStatusResult,
  ChannelHealth,
  HealthSummary,
  HealthWarning,
  LinkChannel,
  SessionsHealth,
} from '../../protocol/generated/types.ts';
import { heartbeatFacts } from './heartbeat.ts';
import type { PulseSources } from './sources.ts';

const RECENT = 5;

/** The first channel that has a notion of being linked. */
export function linkChannelOf(channels: ChannelsStatusResult): LinkChannel | undefined {
  for (const id of channels.channelOrder) {
    const accountId = channels.channelDefaultAccountId[id];
    const account = channels.channelAccounts[id]?.find((entry) => entry.accountId === accountId);
    if (typeof account?.linked !== 'boolean') continue;
    const age: unknown = account.authAgeMs;
    return {
      id,
      label: channels.channelLabels[id] ?? id,
      linked: account.linked,
      authAgeMs: typeof age === 'number' ? age : null,
    };
  }
  return undefined;
}

function channelHealth(status: ChannelsStatusResult): Record<string, ChannelHealth> {
  const entries = status.channelOrder.flatMap((id) => {
    const accounts = status.channelAccounts[id] ?? [];
    if (accounts.length === 0) return [];
    const defaultId = status.channelDefaultAccountId[id];
    const main = accounts.find((account) => account.accountId === defaultId) ?? accounts[0];
    const all = Object.fromEntries(accounts.map((account) => [account.accountId, account]));
    return [[id, { ...main, accounts: all } as ChannelHealth] as const];
  });
  return Object.fromEntries(entries);
}

function sessionsHealth(sources: PulseSources, now: number, agentId?: string): SessionsHealth {
  const summary = sources.sessions.summary({ limit: RECENT, ...(agentId === undefined ? {} : { agentId }) });
  return {
    path: summary.path,
    count: summary.count,
    recent: summary.recent.map(({ key, updatedAt }) => ({
      key,
      updatedAt,
      age: Math.max(0, Math.round(now - updatedAt)),
    })),
  };
}

function agentsHealth(sources: PulseSources, now: number): AgentHealth[] {
  const { agents, defaultId } = sources.agents.list();
  return agents.map((agent) => ({
    agentId: agent.id,
    ...(agent.name === undefined ? {} : { name: agent.name }),
    isDefault: agent.id === defaultId,
    heartbeat: heartbeatFacts(sources.config(), agent.id),
    sessions: sessionsHealth(sources, now, agent.id),
  }));
}

/** The snapshot of `health`, from what the channels said and what is true right now. `startedMs` is monotonic. */
export function buildHealth(
  sources: PulseSources,
  channels: ChannelsStatusResult,
  warnings: readonly HealthWarning[],
  startedMs: number,
): HealthSummary {
  const now = sources.clock.now();
  const linkChannel = linkChannelOf(channels);
  const { safe, config } = sources.lifecycle();
  return {
    ok: true,
    ts: now,
    channels: channelHealth(channels),
    channelOrder: [...channels.channelOrder],
    channelLabels: { ...channels.channelLabels },
    heartbeatSeconds: 0,
    defaultAgentId: sources.agents.list().defaultId,
    agents: agentsHealth(sources, now),
    sessions: sessionsHealth(sources, now),
    ...(linkChannel === undefined ? {} : { linkChannel }),
    warnings: [...warnings],
    mode: safe === undefined ? 'normal' : 'safe',
    config: { ...config },
    durationMs: Math.max(0, Math.round(sources.clock.monotonic() - startedMs)),
  };
}

/** Members that differ between two snapshots of an unchanged gateway. */
const RESTLESS: ReadonlySet<string> = new Set([
  'ts',
  'durationMs',
  'age',
  'authAgeMs',
  'elapsedMs',
  'lastProbeAt',
]);

/** Equal for two snapshots that say the same at different times. */
export const healthFingerprint = (health: HealthSummary): string =>
  JSON.stringify(health, (key, value: unknown) => (RESTLESS.has(key) ? undefined : value));
