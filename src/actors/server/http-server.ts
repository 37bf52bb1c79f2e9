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
export const HEADERS_TIMEOUT_MS = 6_000;
const REQUEST_TIMEOUT_MS = 60_000;
const KEEP_ALIVE_MS = 5_000;
const TIMEOUT_CHECK_MS = 4_000;

/** What a connection holds until it becomes a WebSocket. */
export interface Place {
  readonly socket: Socket;
  evict(): void;
  readonly onClose: () => void;
}

/** Who has not said anything holds a place in `silent`. */
export interface Places {
  /** A connection has come in. */
  take(socket: Socket): Place;
  /** From now on the place is found under this socket, which speaks for it. */
  speak(socket: Socket, place: Place): void;
}

/** One HTTP server with bounded patience. It does not listen yet. */
export interface HttpDoorway {
  readonly server: Server;
  /** Ends every connection that is no WebSocket. */
  cut(): void;
}

/** `checkMs`: how often it looks for those whose time is up; each look wakes the process. */
export const httpOptions = (checkMs = TIMEOUT_CHECK_MS) =>
  ({
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: checkMs,
    noDelay: true,
  }) as const;

/** Leads requests and upgrades to their handlers, and gives the place of whoever speaks free. */
export function attachHandlers(server: Server, silent: SilentSockets, handlers: HttpHandlers): Places {
  const places = new WeakMap<object, Place>();
  const leave = (place: Place): void => silent.remove(place);
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
      place.socket.off('close', place.onClose);
    }
    handlers.upgrade(request, socket as Socket, head);
  });
  return {
    take(socket) {
      const place = createPlace(socket, leave);
      silent.add(place);
      socket.once('close', place.onClose);
      return place;
    },
    speak: (socket, place) => void places.set(socket, place),
  };
}

function createPlace(socket: Socket, leave: (place: Place) => void): Place {
  const place: Place = { socket, evict: () => void socket.destroy(), onClose: () => leave(place) };
  return place;
}

export function createHttpServer(
  silent: SilentSockets,
  handlers: HttpHandlers,
  { checkMs }: { readonly checkMs?: number } = {},
): HttpDoorway {
  const server = createServer(httpOptions(checkMs));
  const places = attachHandlers(server, silent, handlers);
  server.on('connection', (socket: Socket) => places.speak(socket, places.take(socket)));
  return { server, cut: () => server.closeAllConnections() };
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
