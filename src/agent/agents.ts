import type { AgentRow, ModelsListResult } from '../protocol/generated/types.ts';
import type { Config } from '../config/generated/types.ts';
import type { EnvVars } from '../platform/env.ts';
import { agentConfig, agentIds, defaultAgentId, normalizeAgentId } from './agent-list.ts';
import { DEFAULT_AVATAR, DEFAULT_NAME, identityOf } from './identity.ts';
import { listModels } from './models.ts';
import { workspaceOf, type WorkspacePlace } from './workspace.ts';

export interface AgentsOptions extends WorkspacePlace {
  readonly config: () => Config;
  readonly env: EnvVars;
  ollamaModels(): Promise<readonly string[]>;
}

export interface Agents {
  list(): { defaultId: string; mainKey: string; scope: 'per-sender' | 'global'; agents: AgentRow[] };
  /** `undefined` for an agent that is not configured. */
  identity(agentId: string): { agentId: string; name: string; avatar: string } | undefined;
  models(): Promise<ModelsListResult>;
}

/** What clients may know about the agents: ids, names, identities, usable models. */
export function createAgents(options: AgentsOptions): Agents {
  const row = (config: Config, id: string): AgentRow => {
    const name = agentConfig(config, id)?.name;
    const { vibe: _vibe, ...identity } = identityOf(config, id, workspaceOf(config, id, options));
    return {
      id,
      ...(name === undefined ? {} : { name }),
      ...(Object.keys(identity).length === 0 ? {} : { identity }),
    };
  };
  return {
    list() {
      const config = options.config();
      return {
        defaultId: defaultAgentId(config),
        // Configured main keys are ignored in the field as well; every client expects `main`.
        mainKey: 'main',
        scope: config.session?.scope ?? 'per-sender',
        agents: agentIds(config).map((id) => row(config, id)),
      };
    },
    identity(agentId) {
      const config = options.config();
      const id = normalizeAgentId(agentId);
      if (!agentIds(config).includes(id)) return undefined;
      const { name = DEFAULT_NAME, avatar = DEFAULT_AVATAR } = identityOf(
        config,
        id,
        workspaceOf(config, id, options),
      );
      return { agentId: id, name, avatar };
    },
    models: () => listModels(options),
  };
}
