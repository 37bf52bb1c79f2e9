import type { ActorRefFrom } from 'xstate';
import type { agentRunMachine } from '../../machines/agent-run.ts';
import type { PoolHandle } from '../supervision/pool.ts';

export type AgentRunLogic = typeof agentRunMachine;
export type AgentRunRef = ActorRefFrom<AgentRunLogic>;
export type RunPool = PoolHandle<AgentRunLogic>;
