import { method } from '../method.ts';

export const logsMethods = [method('logs.tail', (params, { ports }) => ports.logs.tail(params))];
