import { isIP } from 'node:net';
import { invalidRequest } from '../../protocol/failure.ts';
import { MediaFailure } from '../port.ts';
import type { AddressPolicy } from './address-policy.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a host name. Rejects when there is none. */
export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>;

/** @throws Failure INVALID_REQUEST */
export function checkedUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (url === null) throw invalidRequest(`this is not an address that can be fetched: ${text.slice(0, 200)}`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw invalidRequest(`only http and https addresses can be fetched, not ${url.protocol}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw invalidRequest('an address with a user name or password is not fetched; use one without');
  }
  return url;
}

/**
 * The addresses to connect to, resolved once; the connection must use these and no others, so that a name that changes
 * its mind cannot lead elsewhere.
 *
 * @throws Failure INVALID_REQUEST when any of them is refused · MediaFailure network when there is none
 */
export async function addressesOf(
  url: URL,
  options: { readonly isAllowed: AddressPolicy; readonly resolve: Resolve },
): Promise<readonly ResolvedAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  const family = isIP(host);
  const addresses =
    family === 0
      ? await resolved(host, options.resolve)
      : [{ address: host, family: family === 4 ? (4 as const) : (6 as const) }];
  const refused = addresses.find(({ address }) => !options.isAllowed(address));
  if (refused !== undefined) {
    throw invalidRequest(
      `${host} leads to ${refused.address}, which is not an address of the public internet; nothing is fetched from there`,
      { host },
    );
  }
  return addresses;
}

async function resolved(host: string, resolve: Resolve): Promise<readonly ResolvedAddress[]> {
  try {
    const addresses = await resolve(host);
    if (addresses.length > 0) return addresses;
  } catch (error) {
    throw new MediaFailure('network', `the name ${host} cannot be resolved`, error);
  }
  throw new MediaFailure('network', `the name ${host} has no address`);
}
