import { method } from '../method.ts';

const agentsList = method('agents.list', (_params, { ports }) => ports.agents.list());
const modelsList = method('models.list', (_params, { ports }) => ports.agents.models());

export const catalogueMethods = [agentsList, modelsList];
