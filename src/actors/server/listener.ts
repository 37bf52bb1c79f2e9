import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { chmod, lstat, unlink } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import type { BindResult, BoundAddress } from '../../machines/ws-server.ts';
import { EXIT } from '../../platform/exit.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ServerPlan } from './plan.ts';
import type { SilentSockets } from './silent-sockets.ts';

export type Transport = 'unix' | 'tcp';

export interface ListenerHandlers {
  request(request: IncomingMessage, response: ServerResponse, transport: Transport): void;
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer, transport: Transport): void;
}

export interface Listener {
  /** Opens every address, or none. Never rejects. */
  bind(signal: AbortSignal): Promise<BindResult>;
  /** Stops listening at once and resolves when no plain HTTP exchange is left. Upgraded sockets are not its own. */
  unbind(): Promise<void>;
  /** Ends what is left without waiting. */
  abandon(): void;
  /** Calls back when an open listener breaks; returns the way to stop watching. */
  watch(onFailed: (error: Error) => void): () => void;
}

/** A sockaddr_un holds 108 bytes, the closing NUL included; macOS has 104. */
const MAX_SOCKET_PATH = 103;
/** With the interval below: nobody holds a place for more than ten seconds without a whole request. */
const HEADERS_TIMEOUT_MS = 8_000;
const REQUEST_TIMEOUT_MS = 60_000;
const KEEP_ALIVE_MS = 5_000;
const TIMEOUT_CHECK_MS = 2_000;
const OWNER_ONLY = 0o600;

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';

const urlHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);

function explain(error: Error, host: string, port: number): Error {
  const url = `ws://${urlHost(host)}:${port}`;
  const code = codeOf(error);
  const message =
    code === 'EADDRINUSE'
      ? `another gateway instance or program is already listening on ${url}; stop it first, or choose another port with --port or gateway.port`
      : `failed to bind gateway socket on ${url}: ${error.message}`;
  // An address that is not there yet may still come (a tunnel); a taken or forbidden port waits for the operator.
  const permanent = code === 'EADDRINUSE' || code === 'EACCES';
  const exitCode = permanent ? EXIT.config : EXIT.retry;
  return Object.assign(new Error(message, { cause: error }), { code, permanent, exitCode });
}

/** What a TCP connection holds until it becomes a WebSocket. */
interface Place {
  readonly socket: Socket;
  evict(): void;
  readonly onClose: () => void;
}

function createPlace(socket: Socket, leave: (place: Place) => void): Place {
  const place: Place = { socket, evict: () => void socket.destroy(), onClose: () => leave(place) };
  return place;
}

/** The HTTP servers of one boot: one per address, plus the unix socket. */
export function createListener(options: {
  readonly plan: ServerPlan;
  readonly handlers: ListenerHandlers;
  readonly silent: SilentSockets;
  readonly log: Logger;
}): Listener {
  const { plan, handlers, silent, log } = options;
  let servers: Server[] = [];
  let exchanges = 0;
  let onQuiet: (() => void) | undefined;

  const exchangeEnded = (): void => {
    exchanges -= 1;
    if (exchanges === 0) onQuiet?.();
  };

  const quiet = (): Promise<void> =>
    new Promise((resolve) => {
      onQuiet = resolve;
      if (exchanges === 0) resolve();
    });

  const build = (transport: Transport): Server => {
    const server = createServer({
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
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
      exchanges += 1;
      response.once('close', () => {
        exchangeEnded();
        if (place !== undefined && !place.socket.destroyed) silent.add(place);
      });
      handlers.request(request, response, transport);
    });
    server.on('upgrade', (request, socket, head) => {
      const place = places.get(socket);
      if (place !== undefined) {
        silent.remove(place);
        places.delete(socket);
        socket.off('close', place.onClose);
      }
      handlers.upgrade(request, socket as Socket, head, transport);
    });
    return server;
  };

  const listen = (server: Server, where: { port: number; host: string } | { path: string }): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(where, () => {
        server.off('error', reject);
        resolve();
      });
    });

  const openTcp = async (host: string, port: number): Promise<BoundAddress> => {
    const server = build('tcp');
    try {
      await listen(server, { port, host });
    } catch (error) {
      throw explain(error as Error, host, port);
    }
    servers.push(server);
    return { kind: 'tcp', host, port: (server.address() as AddressInfo).port, path: '' };
  };

  const openUnix = async (path: string): Promise<BoundAddress> => {
    if (Buffer.byteLength(path) > MAX_SOCKET_PATH) {
      const error = new Error(
        `the path of the local socket is ${Buffer.byteLength(path)} bytes long and the system allows ${MAX_SOCKET_PATH}: ` +
          `choose a shorter state directory (CLAWDBOT_STATE_DIR): ${path}`,
      );
      throw Object.assign(error, { permanent: true, exitCode: EXIT.config });
    }
    // The instance lock is held, so a socket file here was left by a process that is gone.
    const old = await lstat(path).catch(() => undefined);
    if (old?.isSocket() === true) await unlink(path);
    else if (old !== undefined) {
      const error = new Error(
        `${path} is in the way of the local socket and was not made by a gateway: move it away`,
      );
      throw Object.assign(error, { permanent: true, exitCode: EXIT.config });
    }
    const server = build('unix');
    // Binding happens inside this call: the file never exists with wider rights.
    const before = process.umask(0o177);
    const opened = listen(server, { path });
    process.umask(before);
    await opened;
    servers.push(server);
    await chmod(path, OWNER_ONLY);
    return { kind: 'unix', host: '', port: 0, path };
  };

  const openAll = async (): Promise<BoundAddress[]> => {
    const [first, ...aliases] = plan.hosts;
    if (first === undefined) throw new Error('no address to listen on: set gateway.bind');
    const main = await openTcp(first, plan.port);
    const addresses = [main];
    for (const host of aliases) {
      try {
        addresses.push(await openTcp(host, main.port));
      } catch (error) {
        log.warn('an alias address could not be opened', {
          host,
          port: main.port,
          error: (error as Error).message,
        });
      }
    }
    if (plan.socketPath !== undefined) addresses.push(await openUnix(plan.socketPath));
    return addresses;
  };

  const abandon = (): void => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    servers = [];
  };

  return {
    async bind(signal) {
      try {
        const addresses = await openAll();
        if (signal.aborted) abandon();
        return { kind: 'bound', addresses };
      } catch (error) {
        abandon();
        const failure = error instanceof Error ? error : new Error(String(error));
        return { kind: codeOf(failure) === 'EADDRINUSE' ? 'inUse' : 'failed', error: failure };
      }
    },
    async unbind() {
      const closing = servers;
      for (const server of closing) {
        server.close();
        server.closeIdleConnections();
      }
      // `close` calls back only when upgraded sockets are gone too, and those belong to their own actors.
      await quiet();
      for (const server of closing) server.closeAllConnections();
      servers = servers.filter((server) => !closing.includes(server));
    },
    abandon,
    watch(onFailed) {
      const watched = servers;
      const report = (error: Error): void => onFailed(error);
      for (const server of watched) server.on('error', report);
      return () => {
        for (const server of watched) server.off('error', report);
      };
    },
  };
}
