import type { Config } from '../config/generated/types.ts';

export type AgentConfig = NonNullable<NonNullable<Config['agents']>['list']>[number];

export const DEFAULT_AGENT_ID = 'main';

/** Lower case; what does not fit `[a-z0-9_-]` becomes a dash; 64 characters at most; empty becomes `main`. */
export function normalizeAgentId(raw: string): string {
  const cleaned = raw
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/gu, '-')
    .replace(/^-+/u, '')
    .slice(0, 64)
    .replace(/-+$/u, '');
  return cleaned === '' ? DEFAULT_AGENT_ID : cleaned;
}

/** The entry marked default, else the first, else `main`. */
export function defaultAgentId(config: Config): string {
  const list = config.agents?.list ?? [];
  const entry = list.find((agent) => agent.default === true) ?? list[0];
  return entry ? normalizeAgentId(entry.id) : DEFAULT_AGENT_ID;
}

/** Every agent id, the default one first, the rest as configured. */
export function agentIds(config: Config): readonly string[] {
  const ids = (config.agents?.list ?? []).map((agent) => normalizeAgentId(agent.id));
  return [...new Set([defaultAgentId(config), ...ids])];
}

/** The agent's own part of the config; `undefined` for the implied `main` and for unknown ids. */
export function agentConfig(config: Config, agentId: string): AgentConfig | undefined {
  const wanted = normalizeAgentId(agentId);
  return config.agents?.list?.find((agent) => normalizeAgentId(agent.id) === wanted);
}
