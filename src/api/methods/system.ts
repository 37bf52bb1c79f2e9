import { method } from '../method.ts';

export const systemMethods = [method('system.inspect', (params, { ports }) => ports.tree.inspect(params))];
