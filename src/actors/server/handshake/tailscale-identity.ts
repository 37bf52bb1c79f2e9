import { refuseUnauthorized, type Refusal } from '../../../protocol/refusals.ts';
import type { UnauthorizedReason } from '../../../protocol/unauthorized.ts';
import type { Attempt } from './attempt.ts';

/** Who Tailscale Serve says the client is; believed only when Tailscale says the same of its address. */
export interface IdentityClaim {
  readonly login: string;
  readonly address: string;
}

/** Resolves with the login an address belongs to; rejects when nobody can tell. */
export type LoginOf = (address: string) => Promise<string | undefined>;

export type ClaimReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'claim'; readonly claim: IdentityClaim }
  | { readonly kind: 'refused'; readonly reason: UnauthorizedReason };

/** For a client that shows no secret. Without any sign of Tailscale there is nothing to be read. */
export function readClaim({ peer, params }: Attempt): ClaimReading {
  const { served } = peer;
  if (served === undefined || params.auth?.token || params.auth?.password) return { kind: 'none' };
  if (!served.proxied) return { kind: 'refused', reason: 'tailscale_proxy_missing' };
  // A tagged machine has no user, and neither has whoever comes through Funnel.
  if (served.login === undefined) return { kind: 'refused', reason: 'tailscale_user_missing' };
  return { kind: 'claim', claim: { login: served.login, address: peer.address } };
}

/** Nothing when the address belongs to whom the headers name. */
export async function checkClaim(
  { login, address }: IdentityClaim,
  options: {
    readonly loginOf: LoginOf;
    readonly client: Attempt['params']['client'];
    readonly onFailure: (error: unknown) => void;
  },
): Promise<Refusal | undefined> {
  let owner: string | undefined;
  try {
    owner = await options.loginOf(address);
  } catch (error) {
    options.onFailure(error);
  }
  if (owner === undefined) return refuseUnauthorized('tailscale_whois_failed', options.client);
  return owner === login.trim().toLowerCase()
    ? undefined
    : refuseUnauthorized('tailscale_user_mismatch', options.client);
}
