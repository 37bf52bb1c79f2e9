import { method } from '../method.ts';

const inspect = method('system.inspect', (params, { ports }) => ports.tree.inspect(params));
const resume = method('system.resume', ({ actor }, { ports }) => ports.tree.resume(actor));

export const systemMethods = [inspect, resume];
