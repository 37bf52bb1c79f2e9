import { invalidRequest } from '../../protocol/failure.ts';
import { method } from '../method.ts';

/** The handshake answers the first `connect`; one that reaches dispatch is a repeat. */
export const connect = method('connect', () => {
  throw invalidRequest('connect is only valid as the first request');
});

export const connectMethods = [connect];
