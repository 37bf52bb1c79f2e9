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
  /** Where a client's words go that names no agent and no session. Looks into no workspace: every hello asks. */
  defaults(): { defaultId: string; mainKey: string; scope: 'per-sender' | 'global' };
  list(): { defaultId: string; mainKey: string; scope: 'per-sender' | 'global'; agents: AgentRow[] };
  /** `undefined` for an agent that is not configured. */
  identity(agentId: string): { agentId: string; name: string; avatar: string } | undefined;
  models(): Promise<ModelsListResult>;
}

/** What clients may know about the agents: ids, names, identities, usable models. */
export function createAgents(options: AgentsOptions): Agents {
  const row = (config: Config, id: string): AgentRow => {
    const name = agentConfig(config, id)?.name;
    const { vibe: _vibe, avatar, ...rest } = identityOf(config, id, workspaceOf(config, id, options));
    const shown = shownAvatar(avatar);
    const identity = {
      ...rest,
      ...(shown === undefined ? {} : { avatar: shown }),
      ...(shown !== undefined && isUrl(shown) ? { avatarUrl: shown } : {}),
    };
    return {
      id,
      ...(name === undefined ? {} : { name }),
      ...(Object.keys(identity).length === 0 ? {} : { identity }),
    };
  };
  const defaults: Agents['defaults'] = () => {
    const config = options.config();
    return {
      defaultId: defaultAgentId(config),
      // Configured main keys are ignored in the field as well; every client expects `main`.
      mainKey: 'main',
      scope: config.session?.scope ?? 'per-sender',
    };
  };
  return {
    defaults,
    list() {
      const config = options.config();
      return { ...defaults(), agents: agentIds(config).map((id) => row(config, id)) };
    },
    identity(agentId) {
      const config = options.config();
      const id = normalizeAgentId(agentId);
      if (!agentIds(config).includes(id)) return undefined;
      const { name = DEFAULT_NAME, avatar } = identityOf(config, id, workspaceOf(config, id, options));
      return { agentId: id, name, avatar: shownAvatar(avatar) ?? DEFAULT_AVATAR };
    },
    models: () => listModels(options),
  };
}

/**
 * Clients can load a URL or draw a letter or emoji. Anything else is a file of the workspace: it belongs at
 * `<basePath>/avatar/<id>`, which nothing serves while there is no web page, and its path says where things are on this machine.
 */
const shownAvatar = (avatar: string | undefined): string | undefined =>
  avatar !== undefined && (isUrl(avatar) || isGlyph(avatar)) ? avatar : undefined;

const isUrl = (text: string): boolean => /^(?:https?:\/\/|data:)/iu.test(text);

/** One or two letters, or an emoji with its modifiers: nothing that could be a path. */
const isGlyph = (text: string): boolean =>
  /^[^./\\~\s]{1,12}$/u.test(text) && [...new Intl.Segmenter().segment(text)].length <= 2;
