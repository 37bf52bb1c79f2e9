import { refuseLockedOut, refuseUnauthorized, type Refusal } from '../../../protocol/refusals.ts';
import type { UnauthorizedReason } from '../../../protocol/unauthorized.ts';
import type { DeviceRegistry } from '../device-registry.ts';
import type { PlannedSecret } from '../plan.ts';
import type { AuthRateLimit, CredentialClass } from '../rate-limit.ts';
import { createSecretCheck } from '../secret.ts';
import type { Attempt, AuthMethod } from './attempt.ts';
import { readClaim, type IdentityClaim } from './tailscale-identity.ts';

export type SecretRuling =
  | { readonly kind: 'holds'; readonly method: AuthMethod }
  /** No secret, but somebody vouches for the client: to be asked. */
  | { readonly kind: 'claimed'; readonly claim: IdentityClaim }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The secret of this boot, ready to be compared with. */
export interface SharedSecret {
  readonly mode: PlannedSecret['mode'];
  /** Undefined while none is configured. */
  readonly matches: ((offered: string) => boolean) | undefined;
}

export function prepareSecret(planned: PlannedSecret): SharedSecret {
  const expected = planned[planned.mode];
  return { mode: planned.mode, matches: expected ? createSecretCheck(expected) : undefined };
}

/** Why the shared secret does not hold; undefined when it does. */
function sharedSecretProblem(attempt: Attempt, secret: SharedSecret): UnauthorizedReason | undefined {
  const { mode, matches } = secret;
  const offered = attempt.params.auth?.[mode];
  if (matches === undefined) return mode === 'token' ? 'token_missing_config' : 'password_missing_config';
  if (!offered) return mode === 'token' ? 'token_missing' : 'password_missing';
  if (matches(offered)) return undefined;
  return mode === 'token' ? 'token_mismatch' : 'password_mismatch';
}

function credentialClass(attempt: Attempt, secret: SharedSecret): CredentialClass {
  if (secret.mode === 'password' && attempt.params.auth?.password) return 'password';
  return attempt.device === undefined ? 'token' : 'deviceToken';
}

/** The shared secret, or the device's own token in its place. Whoever opened the unix socket needs neither. */
export function checkSecret(
  attempt: Attempt,
  options: {
    readonly secret: SharedSecret;
    readonly devices: DeviceRegistry | undefined;
    readonly rateLimit: AuthRateLimit;
    /** Whether an identity may stand for the secret. */
    readonly identity: boolean;
  },
): SecretRuling {
  const { params, peer, device } = attempt;
  if (peer.transport === 'unix') return { kind: 'holds', method: 'unix' };
  const { secret, devices, rateLimit } = options;
  const key = {
    address: peer.address,
    credential: credentialClass(attempt, secret),
    fromBrowser: peer.fromBrowser,
  };
  const lockedFor = rateLimit.lockedFor(key);
  if (lockedFor > 0) return { kind: 'refused', refusal: refuseLockedOut(lockedFor) };

  if (options.identity) {
    const reading = readClaim(attempt);
    if (reading.kind === 'claim') return { kind: 'claimed', claim: reading.claim };
    if (reading.kind === 'refused')
      return { kind: 'refused', refusal: refuseUnauthorized(reading.reason, params.client) };
  }
  const problem = sharedSecretProblem(attempt, secret);
  if (problem === undefined) return { kind: 'holds', method: secret.mode };
  const token = params.auth?.token;
  if (
    token &&
    device !== undefined &&
    devices?.verifyToken(device.id, attempt.role, token, attempt.scopes) === true
  ) {
    return { kind: 'holds', method: 'deviceToken' };
  }
  // Nothing offered is nothing guessed.
  if (token || params.auth?.password) rateLimit.failed(key);
  return { kind: 'refused', refusal: refuseUnauthorized(problem, params.client) };
}
