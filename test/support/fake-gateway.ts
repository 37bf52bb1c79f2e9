import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Ports } from '../../src/api/ports.ts';
import type { Failure } from '../../src/protocol/failure.ts';
import { METHODS } from '../../src/protocol/generated/tables.ts';
import type { ConnectParams, MethodName } from '../../src/protocol/generated/types.ts';
import { CALLER } from './fake-ports.ts';
import { METHOD_HANDLERS } from '../../src/api/registry.ts';

export interface FakeGateway {
  readonly port: number;
  /** What clients said in `connect`, in order. */
  readonly hellos: ConnectParams[];
  /** Every request after hello, `[method, params]`. */
  readonly requests: [string, unknown][];
  /** To every client. */
  broadcast(event: string, payload: unknown): void;
  /** Cuts every connection without a close frame. */
  cut(): void;
  stop(): Promise<void>;
}

export interface FakeGatewayOptions {
  readonly ports: Ports;
  /** Listens here too, and there asks for no secret. */
  readonly socketPath?: string;
  readonly token?: string;
  /** Answers instead of the real handlers, at once or later; `undefined` leaves the request open. */
  readonly answer?: (method: string, params: unknown) => unknown;
}

interface Request {
  readonly id: string;
  readonly method: string;
  readonly params: unknown;
}

const hello = {
  type: 'hello-ok',
  protocol: 3,
  server: { version: '0.1.0', host: 'box', connId: 'c1' },
  features: { methods: [...METHODS.keys()], events: [] },
  snapshot: { presence: [], health: {}, stateVersion: { presence: 1, health: 1 }, uptimeMs: 5 },
  policy: { maxPayload: 524_288, maxBufferedBytes: 1_572_864, tickIntervalMs: 30_000 },
};

/** A small real server: the wire and the method handlers are the product's, the ports behind them answer from memory. */
export async function startFakeGateway(options: FakeGatewayOptions): Promise<FakeGateway> {
  const hellos: ConnectParams[] = [];
  const requests: [string, unknown][] = [];
  const clients = new Set<WebSocket>();

  const greet = (socket: WebSocket, request: Request, trusted: boolean): void => {
    const params = request.params as ConnectParams;
    hellos.push(params);
    const good =
      trusted ||
      params.auth?.token === options.token ||
      (params.auth?.password === 'pw' && params.device !== undefined);
    if (good) {
      socket.send(JSON.stringify({ type: 'res', id: request.id, ok: true, payload: hello }));
      return;
    }
    const message =
      'unauthorized: gateway token mismatch (set gateway.remote.token to match gateway.auth.token)';
    socket.send(
      JSON.stringify({ type: 'res', id: request.id, ok: false, error: { code: 'INVALID_REQUEST', message } }),
    );
    socket.close(1008, message.slice(0, 120));
  };

  const serve = async (socket: WebSocket, { id, method, params }: Request): Promise<void> => {
    requests.push([method, params]);
    const reply = (frame: object): void => socket.send(JSON.stringify({ type: 'res', id, ...frame }));
    try {
      const handler = METHOD_HANDLERS.get(method);
      const own = await options.answer?.(method, params);
      if (options.answer !== undefined && own === undefined) return;
      if (own === undefined && handler === undefined)
        throw Object.assign(new Error(`unknown method: ${method}`), { code: 'INVALID_REQUEST' });
      const call = {
        caller: CALLER,
        ports: options.ports,
        signal: new AbortController().signal,
        method: method as MethodName,
        accept: (payload: unknown) => reply({ ok: true, payload }),
      };
      reply({ ok: true, payload: own ?? (await handler?.handle(params as never, call)) });
    } catch (error) {
      const { code, message, options: extra } = error as Failure;
      reply({ ok: false, error: { code, message, details: extra?.details }, payload: extra?.payload });
    }
  };

  const open = async (
    trusted: boolean,
    where: { port: number; host: string } | { path: string },
  ): Promise<ReturnType<typeof createServer>> => {
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket) => {
      clients.add(socket);
      socket.on('close', () => clients.delete(socket));
      socket.on('error', () => clients.delete(socket));
      socket.send(
        JSON.stringify({ type: 'event', event: 'connect.challenge', payload: { nonce: 'n1', ts: 1 } }),
      );
      let greeted = false;
      socket.on('message', (data: Buffer) => {
        const request = JSON.parse(String(data)) as Request;
        if (greeted) void serve(socket, request);
        else greet(socket, request, trusted);
        greeted = true;
      });
    });
    server.listen(where);
    await once(server, 'listening');
    return server;
  };

  const tcp = await open(false, { port: 0, host: '127.0.0.1' });
  const unix = options.socketPath === undefined ? undefined : await open(true, { path: options.socketPath });
  return {
    port: (tcp.address() as AddressInfo).port,
    hellos,
    requests,
    broadcast: (event, payload) => {
      for (const socket of clients) socket.send(JSON.stringify({ type: 'event', event, payload }));
    },
    cut: () => {
      for (const socket of clients) socket.terminate();
    },
    async stop() {
      for (const socket of clients) socket.terminate();
      await Promise.all(
        [tcp, unix].map(
          async (server) =>
            new Promise<void>((resolve) => {
              if (server === undefined) resolve();
              else server.close(() => resolve());
            }),
        ),
      );
    },
  };
}
