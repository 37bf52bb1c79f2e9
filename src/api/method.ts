import type { ConnectParams, MethodMap, MethodName } from '../protocol/generated/types.ts';
import type { Ports } from './ports.ts';

/** Who is calling; frozen at hello. A socket that has not said hello has no Caller and can name no handler. */
export interface Caller {
  readonly connId: string;
  readonly role: 'operator' | 'node';
  readonly scopes: readonly string[];
  readonly client: ConnectParams['client'];
  readonly caps: readonly string[];
  readonly deviceId?: string;
  /** How it reached us: the unix socket, TCP loopback without proxy headers, or anything else. */
  readonly origin: 'unix' | 'loopback' | 'remote';
}

export interface Call<M extends MethodName = MethodName> {
  readonly caller: Caller;
  readonly ports: Ports;
  /** First of two responses on one id; only `agent` uses it. */
  accept(payload: unknown): void;
  /** Aborts when the socket closes; long waits must honour it. */
  readonly signal: AbortSignal;
  readonly method: M;
}

export type Handle<M extends MethodName> = (
  params: MethodMap[M]['params'],
  call: Call<M>,
) => MethodMap[M]['result'] | Promise<MethodMap[M]['result']>;

export interface MethodHandler {
  readonly method: MethodName;
  readonly handle: (params: never, call: Call) => unknown;
}

/** Ties a handler to its catalogue entry, so params and result are checked against the protocol types. */
export const method = <M extends MethodName>(name: M, handle: Handle<M>): MethodHandler => ({
  method: name,
  handle: handle as unknown as MethodHandler['handle'],
});
