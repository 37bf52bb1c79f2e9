import type { Config } from '../config/generated/types.ts';
import { DEFAULT_AGENT_ID, normalizeAgentId } from '../protocol/agent-ids.ts';

export { DEFAULT_AGENT_ID, normalizeAgentId };

export type AgentConfig = NonNullable<NonNullable<Config['agents']>['list']>[number];

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
