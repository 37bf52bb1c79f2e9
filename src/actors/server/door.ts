import type { Socket } from 'node:net';
import type { Logger } from '../../platform/logger.ts';
import { createHttpServer, type HttpHandlers } from './http-server.ts';
import type { Lobby } from './lobby.ts';
import type { SilentSockets } from './silent-sockets.ts';
import { listenUnix } from './unix-socket.ts';

/**
 * The unix socket of the process. It is there from the moment the lock is held until right before it is given back, over
 * every in-process restart: whoever comes while no boot serves is received by the lobby.
 */
export interface Door {
  readonly path: string;
  /** Whoever holds a place without a word, on whatever address: one bound for all. */
  readonly silent: SilentSockets;
  /** Hands over what comes from now on, until the returned function is called. The lobby's guests are asked to come again. */
  lend(handlers: HttpHandlers): () => void;
  /** Takes leave of whoever is in the lobby, in bounded time, and closes every socket. */
  close(): Promise<void>;
  /** The same without a word. */
  abandon(): void;
  /** Sockets that came in and are still open. */
  readonly size: number;
}

/** Only the owner can open it, so nobody has to be hurried out: an idle gateway sleeps longer. */
const CHECK_MS = 30_000;

/** @throws Error with `permanent` and `exitCode` when the path cannot be used */
export async function openDoor(options: {
  readonly path: string;
  readonly silent: SilentSockets;
  readonly lobby: Lobby;
  readonly log: Logger;
}): Promise<Door> {
  const { path, silent, lobby, log } = options;
  const sockets = new Set<Socket>();
  let lent: HttpHandlers | undefined;
  const { server } = createHttpServer(
    silent,
    {
      request: (request, response) => (lent ?? lobby.handlers).request(request, response),
      upgrade: (request, socket, head) => (lent ?? lobby.handlers).upgrade(request, socket, head),
    },
    { checkMs: CHECK_MS },
  );
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  const abandon = (): void => {
    // Takes the file away, too.
    server.close();
    for (const socket of sockets) socket.destroy();
    lobby.abandon();
  };

  try {
    await listenUnix(server, path);
  } catch (error) {
    abandon();
    throw error;
  }
  server.on('error', (error) => log.error('the local socket failed', { path, error }));

  return {
    path,
    silent,
    get size() {
      return sockets.size;
    },
    lend(handlers) {
      lent = handlers;
      lobby.sendOn();
      return () => {
        if (lent === handlers) lent = undefined;
      };
    },
    async close() {
      server.close();
      await lobby.close();
      abandon();
    },
    abandon,
  };
}
