import type { Env } from '../../platform/env.ts';

/** Where the network is. `testUrl` is only ever a plain-text server on this machine. */
export type Endpoint =
  | { readonly kind: 'network' }
  | { readonly kind: 'test'; readonly url: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly fix: string };

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * The library does not verify the server's certificate chain, so TLS to the real address is the only proof of who is
 * there. That is why no config key can change the address and the test switch reaches no further than loopback.
 */
export function readEndpoint(env: Env): Endpoint {
  const given = env.get('whatsappTestUrl')?.trim();
  if (!given) return { kind: 'network' };
  const name = env.nameOf('whatsappTestUrl');
  const refuse = (reason: string): Endpoint => ({
    kind: 'refused',
    reason: `${name} ${reason}`,
    fix: `unset ${name}, or set it to ws://127.0.0.1:<port>/ws/chat of a test server`,
  });
  const url = URL.parse(given);
  if (url === null) return refuse('is not an address');
  if (url.protocol !== 'ws:') return refuse(`must begin with ws://, not ${url.protocol}//`);
  if (!LOOPBACK.has(url.hostname)) return refuse(`may only name this machine, not ${url.hostname}`);
  return { kind: 'test', url: url.href };
}
