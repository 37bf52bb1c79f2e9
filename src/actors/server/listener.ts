import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BindResult, BoundAddress } from '../../machines/ws-server.ts';
import { EXIT } from '../../platform/exit.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Door } from './door.ts';
import { createExchanges } from './exchanges.ts';
import {
  createHttpServer,
  listen,
  type HttpHandlers,
  type ListenerHandlers,
  type Transport,
} from './http-server.ts';
import type { ServerPlan } from './plan.ts';
import type { SilentSockets } from './silent-sockets.ts';

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

/** The HTTP servers of one boot, one per address, and its hold on the door of the process. */
export function createListener(options: {
  readonly plan: Pick<ServerPlan, 'hosts' | 'port'>;
  /** Absent: no local socket. */
  readonly door?: Door | undefined;
  readonly handlers: ListenerHandlers;
  readonly silent: SilentSockets;
  readonly log: Logger;
}): Listener {
  const { plan, door, handlers, silent, log } = options;
  const exchanges = createExchanges();
  let servers: Server[] = [];
  let giveBack = (): void => {};

  const handlersFor = (transport: Transport): HttpHandlers => ({
    request(request, response) {
      exchanges.begin(response);
      handlers.request(request, response, transport);
    },
    upgrade: (request, socket, head) => handlers.upgrade(request, socket, head, transport),
  });

  const openTcp = async (host: string, port: number): Promise<BoundAddress> => {
    const server = createHttpServer(silent, handlersFor('tcp'));
    try {
      await listen(server, { port, host });
    } catch (error) {
      throw explain(error as Error, host, port);
    }
    servers.push(server);
    return { kind: 'tcp', host, port: (server.address() as AddressInfo).port, path: '' };
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
    if (door !== undefined) addresses.push({ kind: 'unix', host: '', port: 0, path: door.path });
    return addresses;
  };

  const abandon = (): void => {
    giveBack();
    exchanges.abandon();
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
        else if (door !== undefined) giveBack = door.lend(handlersFor('unix'));
        return { kind: 'bound', addresses };
      } catch (error) {
        abandon();
        const failure = error instanceof Error ? error : new Error(String(error));
        return { kind: codeOf(failure) === 'EADDRINUSE' ? 'inUse' : 'failed', error: failure };
      }
    },
    async unbind() {
      const closing = servers;
      giveBack();
      for (const server of closing) {
        server.close();
        server.closeIdleConnections();
      }
      // `close` calls back only when upgraded sockets are gone too, and those belong to their own actors.
      await exchanges.quiet();
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
