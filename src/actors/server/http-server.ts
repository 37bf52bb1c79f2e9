import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { SilentSockets } from './silent-sockets.ts';

/** What becomes of requests and upgrades. */
export interface HttpHandlers {
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
}

export type Transport = 'unix' | 'tcp';

export interface ListenerHandlers {
  request(request: IncomingMessage, response: ServerResponse, transport: Transport): void;
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer, transport: Transport): void;
}

/** With the interval below: nobody holds a place for more than ten seconds without a whole request. */
const HEADERS_TIMEOUT_MS = 8_000;
const REQUEST_TIMEOUT_MS = 60_000;
const KEEP_ALIVE_MS = 5_000;
const TIMEOUT_CHECK_MS = 2_000;

/** What a connection holds until it becomes a WebSocket. */
interface Place {
  readonly socket: Socket;
  evict(): void;
  readonly onClose: () => void;
}

function createPlace(socket: Socket, leave: (place: Place) => void): Place {
  const place: Place = { socket, evict: () => void socket.destroy(), onClose: () => leave(place) };
  return place;
}

/**
 * One HTTP server with bounded patience. It does not listen yet. Who has not said anything holds a place in `silent`.
 * `checkMs`: how often it looks for those whose time is up; each look wakes the process.
 */
export function createHttpServer(
  silent: SilentSockets,
  handlers: HttpHandlers,
  { checkMs = TIMEOUT_CHECK_MS }: { readonly checkMs?: number } = {},
): Server {
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: checkMs,
    noDelay: true,
  });
  const places = new WeakMap<object, Place>();
  const leave = (place: Place): void => silent.remove(place);
  server.on('connection', (socket: Socket) => {
    const place = createPlace(socket, leave);
    places.set(socket, place);
    silent.add(place);
    socket.once('close', place.onClose);
  });
  server.on('request', (request, response) => {
    const place = places.get(request.socket);
    if (place !== undefined) silent.remove(place);
    response.once('close', () => {
      if (place !== undefined && !place.socket.destroyed) silent.add(place);
    });
    handlers.request(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    const place = places.get(socket);
    if (place !== undefined) {
      silent.remove(place);
      places.delete(socket);
      socket.off('close', place.onClose);
    }
    handlers.upgrade(request, socket as Socket, head);
  });
  return server;
}

/** Resolves when the server listens; rejects with the reason why it cannot. */
export const listen = (
  server: Server,
  where: { readonly port: number; readonly host: string } | { readonly path: string },
): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      resolve();
    });
  });
