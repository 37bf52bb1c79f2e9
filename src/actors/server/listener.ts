import type { AddressInfo } from 'node:net';
import type { BindResult, BoundAddress } from '../../machines/ws-server.ts';
import type { Certificate } from '../../platform/certificate.ts';
import type { Clock } from '../../platform/clock.ts';
import { EXIT } from '../../platform/exit.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Door } from './door.ts';
import { createExchanges } from './exchanges.ts';
import {
  createHttpServer,
  listen,
  type HttpDoorway,
  type HttpHandlers,
  type ListenerHandlers,
  type Transport,
} from './http-server.ts';
import type { ServerPlan } from './plan.ts';
import type { TlsDoorway } from './tls-server.ts';
import type { SilentSockets } from './silent-sockets.ts';

export interface Listener {
  /** Opens every address, or none. Never rejects. */
  bind(signal: AbortSignal): Promise<BindResult>;
  /** Stops listening at once and resolves when no plain HTTP exchange is left. Upgraded sockets are not its own. */
  unbind(): Promise<void>;
  /** Ends what is left without waiting. */
  abandon(): void;
  /** Whoever connects from now on is shown this one. */
  renew(certificate: Certificate): void;
  /** Calls back when an open listener breaks; returns the way to stop watching. */
  watch(onFailed: (error: Error) => void): () => void;
}

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';

/** `ws://127.0.0.1:18789`, `wss://[::1]:18789`. */
export const socketUrl = (host: string, port: number, secure: boolean): string =>
  `${secure ? 'wss' : 'ws'}://${host.includes(':') ? `[${host}]` : host}:${port}`;

function explain(error: Error, host: string, port: number, secure: boolean): Error {
  const url = socketUrl(host, port, secure);
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

/** What speaks TLS is loaded only where it is spoken. */
async function openDoorway(
  certificate: Certificate | undefined,
  silent: SilentSockets,
  handlers: HttpHandlers,
  clock: Clock,
): Promise<HttpDoorway & Partial<TlsDoorway>> {
  if (certificate === undefined) return createHttpServer(silent, handlers);
  const { createTlsServer } = await import('./tls-server.ts');
  return createTlsServer(certificate, silent, handlers, clock);
}

/** The HTTP servers of one boot, one per address, and its hold on the door of the process. */
export function createListener(options: {
  readonly plan: Pick<ServerPlan, 'hosts' | 'port'>;
  /** Absent: plain. Asked at each bind, because a certificate is renewed. */
  readonly certificate?: (() => Certificate | undefined) | undefined;
  /** Absent: no local socket. */
  readonly door?: Door | undefined;
  readonly handlers: ListenerHandlers;
  readonly silent: SilentSockets;
  readonly clock: Clock;
  readonly log: Logger;
}): Listener {
  const { plan, door, handlers, silent, clock, log } = options;
  const exchanges = createExchanges();
  let servers: (HttpDoorway & Partial<TlsDoorway>)[] = [];
  let giveBack = (): void => {};

  const handlersFor = (transport: Transport): HttpHandlers => ({
    request(request, response) {
      exchanges.begin(response);
      handlers.request(request, response, transport);
    },
    upgrade: (request, socket, head) => handlers.upgrade(request, socket, head, transport),
  });

  const openTcp = async (host: string, port: number): Promise<BoundAddress> => {
    const certificate = options.certificate?.();
    const doorway = await openDoorway(certificate, silent, handlersFor('tcp'), clock);
    const { server } = doorway;
    try {
      await listen(server, { port, host });
    } catch (error) {
      throw explain(error as Error, host, port, certificate !== undefined);
    }
    servers.push(doorway);
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
    for (const { server, cut } of servers) {
      server.close();
      cut();
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
      for (const { server } of closing) {
        server.close();
        server.closeIdleConnections();
      }
      // `close` calls back only when upgraded sockets are gone too, and those belong to their own actors.
      await exchanges.quiet();
      for (const { cut } of closing) cut();
      servers = servers.filter((server) => !closing.includes(server));
    },
    abandon,
    renew(certificate) {
      for (const { renew } of servers) renew?.(certificate);
    },
    watch(onFailed) {
      const watched = servers;
      const report = (error: Error): void => onFailed(error);
      for (const { server } of watched) server.on('error', report);
      return () => {
        for (const { server } of watched) server.off('error', report);
      };
    },
  };
}
