import { method } from '../method.ts';

const inspect = method('system.inspect', (params, { ports }) => ports.tree.inspect(params));
const resume = method('system.resume', ({ actor }, { ports }) => ports.tree.resume(actor));
/** Its wait ends with the socket. */
const transitions = method('system.transitions', (params, { ports, signal }) =>
  ports.tree.transitions(params, signal),
);

export const systemMethods = [inspect, resume, transitions];
