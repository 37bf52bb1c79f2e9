import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { bareAddress, hasForwardingHeaders, hostName, isServed } from './peer.ts';

/** Why a request was turned away before any route or upgrade saw it. The code is stable; the message names the fix. */
export interface GateRefusal {
  readonly status: 400 | 403;
  readonly code: GateCode;
  readonly message: string;
}

export type GateCode =
  | 'secret_in_url'
  | 'host_not_allowed'
  | 'ambiguous_host'
  | 'origin_not_allowed'
  | 'proxy_attribution_required'
  | 'bad_request_target';

export interface GateRules {
  /** Lower-case host names beyond localhost, IP literals and `*.ts.net`. */
  readonly allowedHosts: readonly string[];
  /** Whole origins, e.g. `https://ops.example.net`. */
  readonly allowedOrigins: readonly string[];
  readonly trustedProxies: readonly string[];
  /** Tailscale hands requests on, or vouches for who sends them. */
  readonly tailscale?: boolean;
}

export interface GateRequest {
  readonly url: string;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingHttpHeaders;
  readonly remoteAddress: string;
}

const SECRET_PARAMS: ReadonlySet<string> = new Set(['token', 'password', 'secret', 'access_token', 'auth']);
/** Schemes only an installed program can send; a web page cannot choose its own scheme. */
const APP_SCHEMES: ReadonlySet<string> = new Set([
  'file:',
  'app:',
  'capacitor:',
  'ionic:',
  'tauri:',
  'electron:',
]);
const SHOWN = 100;

const shown = (value: string): string => {
  const printable = value.replace(/[^\x21-\x7e]/gu, '?');
  return printable.length > SHOWN ? `${printable.slice(0, SHOWN)}…` : printable;
};

function secretInUrl(url: string): GateRefusal | undefined {
  const query = url.indexOf('?');
  if (query < 0) return undefined;
  for (const name of new URLSearchParams(url.slice(query + 1)).keys()) {
    if (!SECRET_PARAMS.has(name.toLowerCase())) continue;
    return {
      status: 400,
      code: 'secret_in_url',
      message: `"${name.toLowerCase()}" must not be in the URL, where logs and histories keep it: send it in connect.params.auth or an Authorization header`,
    };
  }
  return undefined;
}

const isOwnName = (name: string, rules: GateRules): boolean =>
  isIP(name) !== 0 ||
  name === 'localhost' ||
  name.endsWith('.localhost') ||
  name.endsWith('.ts.net') ||
  rules.allowedHosts.includes(name);

/** An IP literal cannot be rebound; a name can, so names must be known. */
function foreignHost(host: string | undefined, rules: GateRules): GateRefusal | undefined {
  if (host !== undefined && isOwnName(hostName(host), rules)) return undefined;
  return {
    status: 403,
    code: 'host_not_allowed',
    message: `Host "${shown(host ?? '')}" is not a name of this gateway: use its address or localhost, or list the origin in gateway.controlUi.allowedOrigins`,
  };
}

function parseOrigin(origin: string): URL | undefined {
  return URL.canParse(origin) ? new URL(origin) : undefined;
}

const withoutDefaultPort = (host: string): string =>
  host
    .trim()
    .toLowerCase()
    .replace(/:(?:80|443)$/u, '');

const isLocalName = (name: string): boolean =>
  name === 'localhost' || name === '127.0.0.1' || name === '[::1]';

function foreignOrigin(headers: IncomingHttpHeaders, rules: GateRules): GateRefusal | undefined {
  const { origin, host } = headers;
  if (origin === undefined) return undefined;
  if (rules.allowedOrigins.includes(origin.toLowerCase())) return undefined;
  const url = parseOrigin(origin);
  if (url !== undefined) {
    if (APP_SCHEMES.has(url.protocol)) return undefined;
    const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
    if (isWeb && host !== undefined && withoutDefaultPort(url.host) === withoutDefaultPort(host))
      return undefined;
    // Pages of a development server on this machine; they still need the secret.
    if (isWeb && isLocalName(url.hostname) && isLocalName(bracketed(host))) return undefined;
  }
  return {
    status: 403,
    code: 'origin_not_allowed',
    message: `Origin "${shown(origin)}" may not connect: open the page from the gateway itself, or add the origin to gateway.controlUi.allowedOrigins`,
  };
}

const bracketed = (host: string | undefined): string => {
  const name = hostName(host ?? '');
  return isIP(name) === 6 ? `[${name}]` : name;
};

function unlistedProxy(request: GateRequest, rules: GateRules): GateRefusal | undefined {
  if (!hasForwardingHeaders(request.headers)) return undefined;
  const remote = bareAddress(request.remoteAddress);
  if (rules.trustedProxies.some((entry) => entry.toLowerCase() === remote)) return undefined;
  if (rules.tailscale === true && isServed(request.headers, remote)) return undefined;
  return {
    status: 403,
    code: 'proxy_attribution_required',
    message: `forwarded headers came from ${shown(remote)}, which is not a listed proxy: add it to gateway.trustedProxies`,
  };
}

/** Which of two a proxy in front has looked at cannot be known. */
const hasTwoHosts = (rawHeaders: readonly string[]): boolean =>
  rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'host').length > 1;

/** Checks every TCP request, upgrades included, before anything else looks at it. */
export function checkRequest(request: GateRequest, rules: GateRules): GateRefusal | undefined {
  if (!request.url.startsWith('/')) {
    return { status: 400, code: 'bad_request_target', message: 'the request target must be a path' };
  }
  if (hasTwoHosts(request.rawHeaders)) {
    return { status: 400, code: 'ambiguous_host', message: 'the request has more than one Host header' };
  }
  return (
    foreignHost(request.headers.host, rules) ??
    unlistedProxy(request, rules) ??
    foreignOrigin(request.headers, rules) ??
    secretInUrl(request.url)
  );
}

/** The unix socket: whoever opens it owns the state directory, but a secret in a URL is a leak all the same. */
export const checkLocalRequest = (request: GateRequest): GateRefusal | undefined => secretInUrl(request.url);
