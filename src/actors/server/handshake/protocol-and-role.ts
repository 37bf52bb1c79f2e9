import type { ConnectParams, Role } from '../../../protocol/generated/types.ts';
import { PROTOCOL_VERSION } from '../../../protocol/limits.ts';
import { refuse, refuseProtocol, type Refusal } from '../../../protocol/refusals.ts';

/** The resolved role, or undefined when it is none that exists. */
export function readRole(params: ConnectParams): Role | undefined {
  const role = params.role ?? 'operator';
  return role === 'operator' || role === 'node' ? role : undefined;
}

export function checkProtocolAndRole(params: ConnectParams): Refusal | undefined {
  if (params.maxProtocol < PROTOCOL_VERSION || params.minProtocol > PROTOCOL_VERSION) return refuseProtocol();
  return readRole(params) === undefined ? refuse('invalidRole') : undefined;
}
