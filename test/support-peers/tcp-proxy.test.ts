import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

describe('the fault proxy', () => {
  let echo: Server;
  let proxy: TcpProxy;
  let waits: { readonly ms: number; pass(): void }[];
  let sockets: Socket[];

  beforeEach(async () => {
    waits = [];
    sockets = [];
    echo = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.pipe(socket);
    });
    echo.listen(0, '127.0.0.1');
    await once(echo, 'listening');
    proxy = await startTcpProxy({
      port: (echo.address() as AddressInfo).port,
      wait: (ms) => new Promise<void>((resolve) => waits.push({ ms, pass: resolve })),
    });
  });
  afterEach(async () => {
    await proxy.close();
    for (const socket of sockets) socket.destroy();
    echo.close();
    await once(echo, 'close');
  });

  const open = async (): Promise<Socket> => {
    const socket = connect(proxy.port, '127.0.0.1');
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  };
  /** Sends the text and resolves with what has come back once it is as long. */
  const echoed = async (socket: Socket, text: string, length = text.length): Promise<string> => {
    let back = '';
    const all = new Promise<void>((resolve) => {
      socket.on('data', (chunk: Buffer) => {
        back += chunk.toString();
        if (back.length >= length) resolve();
      });
    });
    socket.write(text);
    await all;
    socket.removeAllListeners('data');
    return back;
  };

  it('passes bytes and ends of connections', async () => {
    const socket = await open();
    assert.equal(await echoed(socket, 'hello'), 'hello');
    socket.end();
    await once(socket, 'close');
    await proxy.idle();
    assert.equal(proxy.accepted(), 1);
  });

  it('refuses new connections, lets live ones go on, and accepts again', async () => {
    const live = await open();
    assert.equal(await echoed(live, 'before'), 'before');
    await proxy.set({ mode: 'refuse' });
    await assert.rejects(open(), { code: 'ECONNREFUSED' });
    assert.equal(await echoed(live, 'still'), 'still');
    await proxy.set({ mode: 'pass' });
    assert.equal(await echoed(await open(), 'again'), 'again');
  });

  it('resets live connections and new ones', async () => {
    const live = await open();
    await echoed(live, 'x');
    const broken = once(live, 'error');
    await proxy.set({ mode: 'reset' });
    assert.equal(((await broken)[0] as NodeJS.ErrnoException).code, 'ECONNRESET');
    const fresh = connect(proxy.port, '127.0.0.1');
    const [failure] = (await once(fresh, 'error')) as [NodeJS.ErrnoException];
    assert.equal(failure.code, 'ECONNRESET');
    await proxy.idle();
  });

  it('keeps half-open connections silent, even about their end', async () => {
    const socket = await open();
    await echoed(socket, 'x');
    await proxy.set({ mode: 'halfOpen' });
    let heard = 0;
    socket.on('data', () => (heard += 1));
    socket.write('lost');
    socket.end();
    await once(socket, 'finish');
    // Whatever the proxy wanted to say on the first connection it would have said before it accepts a second.
    const accepted = proxy.nextConnection();
    await open();
    await accepted;
    assert.equal(heard, 0);
    assert.equal(socket.closed, false);
    assert.equal(proxy.live(), 2);
  });

  it('lets answers vanish after a number of bytes', async () => {
    const socket = await open();
    await echoed(socket, 'x');
    await proxy.set({ mode: 'blackHole', afterBytes: 4 });
    assert.equal(await echoed(socket, 'abcdefgh', 4), 'abcd');
    await proxy.set({ mode: 'pass' });
    assert.equal(await echoed(socket, 'back'), 'back');
  });

  it('puts garbage before the answers', async () => {
    const socket = await open();
    await echoed(socket, 'x');
    await proxy.set({ mode: 'garbage', bytes: Buffer.from('#!') });
    assert.equal(await echoed(socket, 'abc', 5), '#!abc');
  });

  it('delays both ways and keeps the order', async () => {
    const socket = await open();
    await echoed(socket, 'x');
    await proxy.set({ mode: 'delay', ms: 300 });
    const back = echoed(socket, 'later');
    for (let way = 0; way < 2; way += 1) {
      await proxyHolds(1);
      const held = waits.shift();
      assert.equal(held?.ms, 300);
      held?.pass();
    }
    assert.equal(await back, 'later');
  });

  /** Turns of the event queue until the proxy holds something back. */
  async function proxyHolds(count: number): Promise<void> {
    while (waits.length < count) await new Promise((resolve) => setImmediate(resolve));
  }
});
