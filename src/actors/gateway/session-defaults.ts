import type { AgentsPort } from '../../api/ports.ts';
import type { SessionDefaults } from '../server/handshake/hello.ts';

/** Where a client's words go that names no session. */
export function sessionDefaults(agents: ReturnType<AgentsPort['defaults']>): SessionDefaults {
  const { defaultId, mainKey, scope } = agents;
  return {
    defaultAgentId: defaultId,
    mainKey,
    mainSessionKey: scope === 'global' ? 'global' : `agent:${defaultId}:${mainKey}`,
    scope,
  };
}
