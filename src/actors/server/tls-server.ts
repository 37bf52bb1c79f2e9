import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import type { Certificate } from '../../platform/certificate.ts';
import type { Clock } from '../../platform/clock.ts';
import { LIMITS } from '../../protocol/limits.ts';
import {
  attachHandlers,
  HEADERS_TIMEOUT_MS,
  httpOptions,
  type HttpDoorway,
  type HttpHandlers,
  type Place,
} from './http-server.ts';
import type { SilentSockets } from './silent-sockets.ts';

export interface TlsDoorway extends HttpDoorway {
  /** Whoever connects from now on is shown this one. */
  renew(certificate: Certificate): void;
}

/** How every TLS conversation begins: a record of the type "handshake". */
const TLS_HANDSHAKE = 0x16;

const PLAIN_BODY = JSON.stringify({
  error: {
    code: 'tls_required',
    message: 'this port speaks TLS: use wss:// (https:// in a browser) instead of ws://',
  },
});
const PLAIN_ANSWER = [
  'HTTP/1.1 400 Bad Request',
  'Connection: close',
  'Content-Type: application/json',
  `Content-Length: ${Buffer.byteLength(PLAIN_BODY)}`,
  '',
  PLAIN_BODY,
].join('\r\n');

const contextOf = ({ cert, key, ca }: Certificate): SecureContextOptions => ({
  cert,
  key,
  ...(ca === undefined ? {} : { ca }),
  minVersion: 'TLSv1.2',
});

/** A connection and the TLS that is spoken over it have the same two ends, and no others have at the same time. */
const endsOf = ({ localAddress, localPort, remoteAddress, remotePort }: Socket): string =>
  `${localAddress}|${localPort}|${remoteAddress}|${remotePort}`;

/**
 * An HTTP server behind TLS. Who speaks plain HTTP to it is told so in plain HTTP, because the alert of TLS tells a person
 * nothing. A connection holds its place in `silent` from the first packet on, and not only from the end of the handshake. What Node
 * bounds it bounds one after the other: the first byte, the handshake, the headers. So one deadline runs over all of them, as long as that
 * of a hello.
 */
export function createTlsServer(
  certificate: Certificate,
  silent: SilentSockets,
  handlers: HttpHandlers,
  clock: Clock,
): TlsDoorway {
  const server = createServer({
    ...httpOptions(),
    ...contextOf(certificate),
    handshakeTimeout: HEADERS_TIMEOUT_MS,
  });
  const places = attachHandlers(server, silent, handlers);
  /** Those that have not finished their handshake. */
  const arriving = new Map<string, Place>();
  /** Ends the deadline of whoever speaks. */
  const spoke = new WeakMap<object, () => void>();
  const onSpoken = ({ socket }: { readonly socket: object }): void => spoke.get(socket)?.();
  server.on('request', onSpoken);
  server.on('upgrade', onSpoken);
  // Node's own listener begins the handshake; it is called once it is clear that there will be one.
  const [beginHandshake] = server.listeners('connection');
  if (beginHandshake === undefined)
    throw new Error('the TLS server of Node takes connections some other way');
  server.removeAllListeners('connection');

  server.on('connection', (raw: Socket) => {
    const ends = endsOf(raw);
    arriving.set(ends, places.take(raw));
    const deadline = clock.setTimeout(() => raw.destroy(), LIMITS.handshakeTimeoutMs);
    const calm = (): void => clock.clearTimeout(deadline);
    spoke.set(raw, calm);
    raw.once('close', () => {
      calm();
      arriving.delete(ends);
    });
    raw.on('error', () => raw.destroy());
    raw.once('data', (first: Buffer) => {
      raw.pause();
      if (first[0] !== TLS_HANDSHAKE) {
        raw.once('finish', () => raw.destroy());
        raw.end(PLAIN_ANSWER);
        return;
      }
      raw.unshift(first);
      beginHandshake.call(server, raw);
    });
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    const ends = endsOf(socket);
    const place = arriving.get(ends);
    arriving.delete(ends);
    if (place === undefined) return;
    places.speak(socket, place);
    const calm = spoke.get(place.socket);
    if (calm !== undefined) spoke.set(socket, calm);
  });
  // A handshake that fails is the peer's affair; Node has ended the connection.
  server.on('tlsClientError', (_error, socket) => void socket.destroy());

  return {
    server,
    renew: (renewed) => server.setSecureContext(contextOf(renewed)),
    cut() {
      for (const { socket } of arriving.values()) socket.destroy();
      server.closeAllConnections();
    },
  };
}
