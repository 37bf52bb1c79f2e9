import type { ConnectParams, Role } from '../../../protocol/generated/types.ts';
import type { Refusal } from '../../../protocol/refusals.ts';
import { defaultScopes } from '../../../protocol/scopes.ts';
import type { Peer } from '../peer.ts';
import type { ServerPlan } from '../plan.ts';
import { readRole } from './protocol-and-role.ts';

/** A `connect` whose frame is sound: what the rules look at, in their order. */
export interface Attempt {
  readonly params: ConnectParams;
  readonly peer: Peer;
  /** The one this socket was challenged with. */
  readonly nonce: string;
  readonly role: Role;
  /** Asked for, or the default; what the connection will hold. */
  readonly scopes: readonly string[];
  /** The device to be proven; undefined when none was sent or the settings say to ignore it. */
  readonly device: ConnectParams['device'];
  /** The web page may come without a device because the settings say so. */
  readonly bypass: boolean;
}

/** How the caller proved that it may come in. */
export type AuthMethod = 'unix' | 'token' | 'password' | 'deviceToken' | 'tailscale';

/** One rule: nothing, or the one reason to refuse. */
export type Rule<T extends unknown[] = []> = (attempt: Attempt, ...rest: T) => Refusal | undefined;

export const offersSecret = (params: ConnectParams): boolean =>
  Boolean(params.auth?.token) || Boolean(params.auth?.password);

export function createAttempt(
  params: ConnectParams,
  options: {
    readonly peer: Peer;
    readonly nonce: string;
    readonly plan: Pick<ServerPlan, 'controlUi'>;
    readonly isControlUi: boolean;
  },
): Attempt {
  const { controlUi } = options.plan;
  const role = readRole(params) ?? 'operator';
  return {
    params,
    peer: options.peer,
    nonce: options.nonce,
    role,
    scopes: defaultScopes(role, params.scopes),
    device: options.isControlUi && controlUi.dangerouslyDisableDeviceAuth ? undefined : params.device,
    bypass: options.isControlUi && (controlUi.allowInsecureAuth || controlUi.dangerouslyDisableDeviceAuth),
  };
}
