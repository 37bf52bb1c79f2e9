import { join } from 'node:path';
import { expandHome } from '../platform/paths.ts';
import type { AgentConfig, Config } from './generated/types.ts';

export const DEFAULT_AGENT_ID = 'main';
const MAX_ID = 64;

/** Lower case, with anything but letters, digits, `-` and `_` turned into `-`; `main` when nothing is left. */
export function normalizeAgentId(id: string | undefined): string {
  const cleaned = (id ?? '')
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '-')
    .replace(/^[-_]+/, '')
    .slice(0, MAX_ID)
    .replace(/-+$/, '');
  return cleaned === '' ? DEFAULT_AGENT_ID : cleaned;
}

/** The configured agents with normalised ids, first spelling of an id wins; `main` alone when none is configured. */
export function listAgents(config: Config): readonly AgentConfig[] {
  const byId = new Map<string, AgentConfig>();
  for (const agent of config.agents?.list ?? []) {
    const id = normalizeAgentId(agent.id);
    if (!byId.has(id)) byId.set(id, { ...agent, id });
  }
  return byId.size === 0 ? [{ id: DEFAULT_AGENT_ID }] : [...byId.values()];
}

/** The agent that takes what no binding claims. */
export function defaultAgentId(config: Config): string {
  const agents = listAgents(config);
  return (agents.find((agent) => agent.default === true) ?? agents[0])?.id ?? DEFAULT_AGENT_ID;
}

export const findAgent = (config: Config, id: string): AgentConfig | undefined =>
  listAgents(config).find((agent) => agent.id === normalizeAgentId(id));

export interface WorkspaceOptions {
  readonly config: Config;
  readonly agentId: string;
  readonly home: string;
  readonly stateDir: string;
  /** Used when nothing is configured for the default agent. */
  readonly fallback: string;
}

/** The absolute directory an agent works in. */
export function agentWorkspace(options: WorkspaceOptions): string {
  const { config, agentId, home, stateDir, fallback } = options;
  const own = findAgent(config, agentId)?.workspace;
  if (own !== undefined) return expandHome(own, home);
  if (normalizeAgentId(agentId) !== defaultAgentId(config))
    return join(stateDir, `workspace-${normalizeAgentId(agentId)}`);
  const shared = config.agents?.defaults?.workspace;
  return shared === undefined ? fallback : expandHome(shared, home);
}
