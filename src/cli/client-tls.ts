import { isIP } from 'node:net';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import type { Clock } from '../platform/clock.ts';
import { shownFingerprint } from '../platform/certificate.ts';
import { CliError } from './cli-error.ts';

/** What OpenSSL calls an answer that is no TLS at all. */
const PLAIN_PEER = new Set(['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'EPROTO']);

/** Why nobody vouches for a certificate, in words. */
const UNTRUSTED: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its chain ends in a certificate this machine does not trust',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its chain is incomplete, or ends in an authority this machine does not know',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'this machine does not know who issued it',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet; look at the clocks of both machines',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name',
};

/** How a certificate is judged, and how the operator pins one. */
export interface TlsTrust {
  /** One of these certificates and no other, whoever issued it; 64 hex digits each. Empty: what this machine trusts. */
  readonly pins: readonly string[];
  /** Follows a fingerprint: how this one is pinned from now on. */
  pinWith(fingerprint: string): string;
}

/**
 * Speaks TLS with the gateway and looks at its certificate. Nothing of ours has been sent when this fails.
 * @throws CliError unreachable, refused or timeout
 */
export async function openTls(options: {
  readonly url: string;
  readonly trust: TlsTrust;
  readonly clock: Clock;
  readonly timeoutMs: number;
}): Promise<TLSSocket> {
  const { url, trust, clock, timeoutMs } = options;
  const { connect } = await import('node:tls');
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  // Judged below, where the fingerprint can be told; until then nothing is written.
  const socket = connect({
    host,
    port: port === '' ? 443 : Number(port),
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    rejectUnauthorized: false,
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = clock.setTimeout(
    () => reject(new CliError('timeout', `no TLS handshake with ${url} within ${timeoutMs} ms`)),
    timeoutMs,
  );
  socket.once('secureConnect', resolve);
  socket.once('error', (error: NodeJS.ErrnoException) => reject(failure(error, url)));
  socket.once('close', () =>
    reject(
      new CliError('refused', `${url} ended the connection during the TLS handshake`, { code: 'TLS_ENDED' }),
    ),
  );
  try {
    await promise;
    const problem = judge(socket, url, trust);
    if (problem !== undefined) throw problem;
    socket.removeAllListeners();
    return socket;
  } catch (error) {
    socket.removeAllListeners();
    socket.on('error', () => {});
    socket.destroy();
    throw error;
  } finally {
    clock.clearTimeout(timer);
  }
}

function failure(error: NodeJS.ErrnoException, url: string): CliError {
  const { code = '' } = error;
  if (PLAIN_PEER.has(code)) {
    return new CliError('refused', `${url} answers without TLS`, {
      code: 'TLS_NOT_SPOKEN',
      fix: `use ${url.replace(/^wss:/, 'ws:')}, or set gateway.tls.enabled to true over there`,
      cause: error,
    });
  }
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS')) {
    return new CliError('refused', `no TLS with ${url}: ${error.message}`, { code, cause: error });
  }
  return new CliError('unreachable', `gateway not reachable: ${error.message || 'connection failed'}`, {
    cause: error,
    ...(code === '' ? {} : { code }),
  });
}

function judge(socket: TLSSocket, url: string, { pins, pinWith }: TlsTrust): CliError | undefined {
  const certificate: PeerCertificate = socket.getPeerCertificate();
  const shown = (certificate.fingerprint256 ?? '').replaceAll(':', '').toLowerCase();
  if (pins.length > 0) {
    if (pins.includes(shown)) return undefined;
    const expected = pins.map(shownFingerprint).join(' or ');
    return new CliError(
      'refused',
      `the certificate of ${url} is not the pinned one: expected ${expected}, got ${shownFingerprint(shown)}`,
      {
        code: 'TLS_FINGERPRINT',
        fix: `when it was renewed, "moltbot gateway status" on that machine shows the new one; then: ${pinWith(shown)}. Otherwise somebody stands between you and it`,
      },
    );
  }
  if (socket.authorized) return undefined;
  const reason = String(socket.authorizationError);
  return new CliError(
    'refused',
    `the certificate of ${url} cannot be trusted: ${UNTRUSTED[reason] ?? reason}; its fingerprint is ${shownFingerprint(shown)}`,
    {
      code: 'TLS_UNTRUSTED',
      fix: `compare it with what "moltbot gateway status" shows on that machine, and when they are equal: ${pinWith(shown)}`,
    },
  );
}
