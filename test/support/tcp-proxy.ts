import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as elapsed } from 'node:timers/promises';

/** What happens to the bytes between client and server; for live connections as well as for new ones. */
export type ProxyMode =
  | { readonly mode: 'pass' }
  /** Does not listen: new connections are refused by the system. Live ones go on. */
  | { readonly mode: 'refuse' }
  /** Every connection is reset, live ones at once. */
  | { readonly mode: 'reset' }
  /** Connections are accepted and stay; no byte goes either way, and the end of one side is kept from the other. */
  | { readonly mode: 'halfOpen' }
  /** The server's answers vanish after that many more bytes on each connection. */
  | { readonly mode: 'blackHole'; readonly afterBytes: number }
  /** The client gets these bytes before anything else from the server, once on each connection. */
  | { readonly mode: 'garbage'; readonly bytes: Uint8Array }
  /** Everything arrives later, in order, both ways. */
  | { readonly mode: 'delay'; readonly ms: number };

export interface TcpProxyOptions {
  readonly port: number;
  /** Passes the time of `delay`; real time when absent. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** A fault proxy on loopback, in front of a server on loopback. */
export interface TcpProxy {
  readonly port: number;
  /** Connections accepted so far. */
  accepted(): number;
  live(): number;
  /** Switches; resolves when it is in force. */
  set(mode: ProxyMode): Promise<void>;
  /** The next connection that is accepted. */
  nextConnection(): Promise<void>;
  /** Resolves when no connection is left; at once if there is none. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket | undefined;
  /** Bytes to the client since the mode was set. */
  passed: number;
}

export async function startTcpProxy(options: TcpProxyOptions): Promise<TcpProxy> {
  const { port: upstream, wait = elapsed } = options;
  const pairs = new Set<Pair>();
  const onConnection: (() => void)[] = [];
  const onIdle: (() => void)[] = [];
  let mode: ProxyMode = { mode: 'pass' };
  let accepted = 0;

  const carry = (pair: Pair, from: Socket, to: Socket): void => {
    let tail: Promise<unknown> = Promise.resolve();
    const later = (act: () => void): void => {
      if (mode.mode === 'delay') {
        const { ms } = mode;
        const until = wait(ms);
        tail = Promise.all([tail, until]).then(act);
      } else tail = tail.then(act);
    };
    from.on('data', (chunk: Buffer) => {
      later(() => {
        const bytes = to === pair.client ? allowed(pair, chunk) : chunk;
        if (mode.mode === 'halfOpen' || bytes.length === 0 || to.destroyed || to.write(bytes)) return;
        from.pause();
        to.once('drain', () => from.resume());
      });
    });
    from.on('end', () => later(() => mode.mode !== 'halfOpen' && to.end()));
  };
  const allowed = (pair: Pair, chunk: Buffer): Buffer => {
    if (mode.mode !== 'blackHole') return chunk;
    const left = Math.max(0, mode.afterBytes - pair.passed);
    pair.passed += chunk.length;
    return chunk.subarray(0, left);
  };
  const forget = (pair: Pair): void => {
    if (!pair.client.destroyed || (pair.server && !pair.server.destroyed)) return;
    pairs.delete(pair);
    if (pairs.size === 0) for (const resolve of onIdle.splice(0)) resolve();
  };
  const strike = (pair: Pair): void => {
    pair.passed = 0;
    if (mode.mode === 'garbage') pair.client.write(mode.bytes);
    if (mode.mode !== 'reset') return;
    pair.client.resetAndDestroy();
    pair.server?.destroy();
  };

  // Each side may end on its own; the other is told by `carry`, or not at all.
  const listener = createServer({ allowHalfOpen: true }, (client) => {
    accepted += 1;
    const server =
      mode.mode === 'reset' || mode.mode === 'halfOpen'
        ? undefined
        : connect({ host: '127.0.0.1', port: upstream, allowHalfOpen: true });
    const pair: Pair = { client, server, passed: 0 };
    pairs.add(pair);
    for (const side of [client, server]) {
      // Errors are what this is for; the end follows as `close`.
      side?.on('error', () => undefined);
      side?.on('close', (failed) => {
        const other = side === client ? server : client;
        if (failed && mode.mode !== 'halfOpen') other?.destroy();
        forget(pair);
      });
    }
    if (server) {
      carry(pair, client, server);
      carry(pair, server, client);
    }
    strike(pair);
    for (const resolve of onConnection.splice(0)) resolve();
  });

  const listen = async (port: number): Promise<void> => {
    listener.listen(port, '127.0.0.1');
    await once(listener, 'listening');
  };
  await listen(0);
  const { port } = listener.address() as AddressInfo;
  return {
    port,
    accepted: () => accepted,
    live: () => pairs.size,
    async set(next) {
      mode = next;
      for (const pair of pairs) strike(pair);
      if (next.mode === 'refuse') listener.close();
      else if (!listener.listening) await listen(port);
    },
    nextConnection: () => new Promise((resolve) => onConnection.push(resolve)),
    idle: () => new Promise((resolve) => (pairs.size === 0 ? resolve() : onIdle.push(resolve))),
    async close() {
      for (const { client, server } of pairs) {
        client.destroy();
        server?.destroy();
      }
      if (!listener.listening) return;
      listener.close();
      await once(listener, 'close');
    },
  };
}
