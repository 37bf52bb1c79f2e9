import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Where a request comes from, as far as that can be known. Frozen at the upgrade. */
export interface Peer {
  readonly transport: 'unix' | 'tcp';
  /** The client's address; `unix` for the socket. Without port, brackets or IPv4-mapped prefix. */
  readonly address: string;
  /** Loopback address, a Host that names this machine, and no unlisted proxy in between; or the unix socket. */
  readonly localDirect: boolean;
  /** True when an Origin header came along: a web page is speaking. */
  readonly fromBrowser: boolean;
  /** An address worth showing to others: absent for loopback and for the unix socket. */
  readonly publicAddress: string | undefined;
  /** There when Tailscale's word may count and this looks like it. */
  readonly served?: {
    /** The user it names. */
    readonly login: string | undefined;
    /** It came from this machine with every header Tailscale Serve adds. */
    readonly proxied: boolean;
  };
}

export const TAILSCALE_USER = 'tailscale-user-login';

/** A request as Tailscale Serve hands it on: from this machine, with all that tells where it came from. */
export const isServed = (headers: IncomingHttpHeaders, remote: string): boolean =>
  isLoopback(remote) &&
  ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host'].every((name) => headers[name] !== undefined);

export const FORWARDING_HEADERS = [
  'x-forwarded-for',
  'x-real-ip',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-server',
  'x-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
  'forwarded',
];

export const hasForwardingHeaders = (headers: IncomingHttpHeaders): boolean =>
  FORWARDING_HEADERS.some((name) => headers[name] !== undefined);

/** `[::1]:80`, `::ffff:10.0.0.1`, `10.0.0.1:99` → the bare address, lower-case. */
export function bareAddress(value: string): string {
  let text = value.trim().toLowerCase();
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/u.exec(text);
  if (bracketed?.[1] !== undefined) text = bracketed[1];
  else if (/^\d+\.\d+\.\d+\.\d+:\d+$/u.test(text)) text = text.slice(0, text.lastIndexOf(':'));
  return text.startsWith('::ffff:') && text.includes('.') ? text.slice(7) : text;
}

export const isLoopback = (address: string): boolean =>
  address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));

/** The name in a Host header, without port and brackets, lower-case. */
export const hostName = (host: string): string => {
  const text = host.trim().toLowerCase();
  if (text.startsWith('[')) return text.slice(1, Math.max(1, text.indexOf(']')));
  return text.replace(/:\d+$/u, '');
};

export const namesThisMachine = (host: string): boolean => {
  const name = hostName(host);
  return name === 'localhost' || name === '127.0.0.1' || name === '::1' || name.endsWith('.ts.net');
};

const single = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? value.join(',') : (value ?? '');

/**
 * The client behind a listed proxy: the right-most hop that is not itself a listed proxy. The left end of the header is
 * whatever the client liked to write. Undefined when the proxy does not say it in a header that is read here.
 */
function clientBehindProxy(headers: IncomingHttpHeaders, trusted: readonly string[]): string | undefined {
  const hops = single(headers['x-forwarded-for'])
    .split(',')
    .map(bareAddress)
    .filter((hop) => hop !== '');
  const client = hops.findLast((hop) => !trusted.includes(hop)) ?? hops[0];
  if (client !== undefined && isIP(client) !== 0) return client;
  const real = bareAddress(single(headers['x-real-ip']));
  return isIP(real) === 0 ? undefined : real;
}

export function describePeer(
  request: Pick<IncomingMessage, 'headers'> & {
    readonly socket: { readonly remoteAddress?: string | undefined };
  },
  options: {
    readonly transport: 'unix' | 'tcp';
    readonly trustedProxies: readonly string[];
    /** Tailscale hands requests on, or vouches for who sends them. */
    readonly tailscale?: boolean | undefined;
  },
): Peer {
  const { headers } = request;
  const fromBrowser = headers.origin !== undefined;
  if (options.transport === 'unix') {
    return { transport: 'unix', address: 'unix', localDirect: true, fromBrowser, publicAddress: undefined };
  }
  const remote = bareAddress(request.socket.remoteAddress ?? '');
  const trusted = options.trustedProxies.map((entry) => entry.toLowerCase());
  const proxied = trusted.includes(remote);
  const served = options.tailscale === true && isServed(headers, remote);
  const told =
    proxied || served ? clientBehindProxy(headers, proxied ? trusted : [...trusted, remote]) : undefined;
  const login = options.tailscale === true ? single(headers[TAILSCALE_USER]) || undefined : undefined;
  const address = told ?? remote;
  const localDirect =
    !served &&
    isLoopback(address) &&
    namesThisMachine(headers.host ?? '') &&
    (told !== undefined || !hasForwardingHeaders(headers));
  return {
    transport: 'tcp',
    address,
    localDirect,
    fromBrowser,
    publicAddress: isLoopback(address) || address === '' ? undefined : address,
    ...(served || login !== undefined ? { served: { login, proxied: served } } : {}),
  };
}
