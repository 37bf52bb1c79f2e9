import type { Config } from '../../config/generated/types.ts';
import { agentConfig } from '../agent-list.ts';
import { createToolSet } from './toolset.ts';
import type { Tool, ToolSet } from './tool.ts';

/** The tools one agent may use: `tools.*` of the gateway and of the agent must both let a tool through. */
export function toolsForAgent(config: Config, agentId: string, tools: readonly Tool[]): ToolSet {
  const own = agentConfig(config, agentId)?.tools;
  return createToolSet(tools, config.tools ?? {}, own ?? {});
}
