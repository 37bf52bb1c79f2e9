import { method } from '../method.ts';

export const configMethods = [method('config.get', (_params, { ports }) => ports.config.snapshot())];
