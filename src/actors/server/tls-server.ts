import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import type { Certificate } from '../../platform/certificate.ts';
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
 * nothing. A connection holds its place in `silent` from the first packet on, and not only from the end of the handshake.
 */
export function createTlsServer(
  certificate: Certificate,
  silent: SilentSockets,
  handlers: HttpHandlers,
): TlsDoorway {
  const server = createServer({
    ...httpOptions(),
    ...contextOf(certificate),
    handshakeTimeout: HEADERS_TIMEOUT_MS,
  });
  const places = attachHandlers(server, silent, handlers);
  /** Those that have not finished their handshake. */
  const arriving = new Map<string, Place>();
  // Node's own listener begins the handshake; it is called once it is clear that there will be one.
  const [beginHandshake] = server.listeners('connection');
  if (beginHandshake === undefined)
    throw new Error('the TLS server of Node takes connections some other way');
  server.removeAllListeners('connection');

  server.on('connection', (raw: Socket) => {
    const ends = endsOf(raw);
    arriving.set(ends, places.take(raw));
    raw.once('close', () => arriving.delete(ends));
    raw.on('error', () => raw.destroy());
    raw.setTimeout(HEADERS_TIMEOUT_MS, () => raw.destroy());
    raw.once('data', (first: Buffer) => {
      raw.pause();
      raw.setTimeout(0);
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
    if (place !== undefined) places.speak(socket, place);
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
