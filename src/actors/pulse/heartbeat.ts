import type { HeartbeatPort } from '../../api/ports.ts';
import type { AgentHealth } from '../../protocol/generated/types.ts';
import type { Config } from '../../config/generated/types.ts';

const DEFAULTS = { every: '30m', target: 'last', ackMaxChars: 300 } as const;

/** The toggle operators set. No scheduler reads it yet, so there is no last heartbeat to report either. */
export function createHeartbeat(): HeartbeatPort & { readonly isEnabled: () => boolean } {
  let enabled = true;
  return {
    last: () => null,
    setEnabled: (value) => {
      enabled = value;
    },
    isEnabled: () => enabled,
  };
}

/** What health says about an agent's heartbeat: the configured values, and that nothing beats. */
export function heartbeatFacts(config: Config, agentId: string): AgentHealth['heartbeat'] {
  const own = config.agents?.list?.find((agent) => agent.id.toLowerCase() === agentId)?.heartbeat;
  const merged = { ...DEFAULTS, ...config.agents?.defaults?.heartbeat, ...own };
  return {
    enabled: false,
    every: merged.every,
    everyMs: null,
    prompt: merged.prompt ?? '',
    target: merged.target,
    ackMaxChars: merged.ackMaxChars,
    ...(merged.model === undefined ? {} : { model: merged.model }),
  };
}
