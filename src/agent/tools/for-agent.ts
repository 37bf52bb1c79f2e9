import type { Config } from '../../config/generated/types.ts';
import { agentConfig } from '../agent-list.ts';
import { createToolSet } from './toolset.ts';
import type { Tool, ToolSet, ToolUser } from './tool.ts';

/**
 * The tools one agent may use for somebody: `tools.*` of the gateway and of the agent must both let a tool through, and
 * some are for owners only.
 */
export function toolsForAgent(
  config: Config,
  agentId: string,
  tools: readonly Tool[],
  user: ToolUser,
): ToolSet {
  const own = agentConfig(config, agentId)?.tools;
  const theirs = tools.filter(({ ownerOnly }) => ownerOnly !== true || user.owner);
  const set = createToolSet(theirs, config.tools ?? {}, own ?? {});
  return { tools: set.tools, invoke: (name, args, context) => set.invoke(name, args, { ...context, user }) };
}
