import { connect as dial, type Socket } from 'node:net';
import { once } from 'node:events';
import { createHome, startGateway, TOKEN } from '../support/gateway-process.ts';
import { connect } from '../support/operator-client.ts';
import { allowedMs, scaled, type Proof } from './proof.ts';

const UPGRADE = (port: number): string =>
  `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;

/** Sockets that upgrade and then say nothing; a good client arrives in the middle of them. */
export const proof: Proof = {
  name: 'silent-sockets',
  promise: '2,000 sockets that never say hello are gone in time and a good client connects meanwhile',
  async run(context) {
    const count = scaled(context, 2000, 100);
    const home = createHome();
    const gateway = await startGateway(home);
    const open = new Set<Socket>();
    const begun = performance.now();
    try {
      const sockets = Array.from({ length: count }, () => {
        const socket = dial(gateway.port, '127.0.0.1');
        open.add(socket);
        socket.on('error', () => open.delete(socket));
        socket.on('close', () => open.delete(socket));
        socket.resume();
        return socket;
      });
      await Promise.all(
        sockets.map((socket) => Promise.race([once(socket, 'connect'), once(socket, 'close')])),
      );
      for (const socket of sockets) socket.write(UPGRADE(gateway.port));
      const tried = performance.now();
      const good = await connect({ url: gateway.url, token: TOKEN });
      const helloMs = performance.now() - tried;
      await good.call('health');
      await Promise.race([
        Promise.all([...open].map((socket) => once(socket, 'close'))),
        new Promise((resolve) => setTimeout(resolve, allowedMs(context, 15_000)).unref()),
      ]);
      const goneMs = performance.now() - begun;
      const left = open.size;
      await good.call('health');
      await good.close();
      return {
        pass: left === 0 && helloMs < allowedMs(context, 1000),
        figure: `${count - left} of ${count} gone after ${(goneMs / 1000).toFixed(1)} s; the good client had its hello in ${helloMs.toFixed(0)} ms`,
      };
    } finally {
      for (const socket of open) socket.destroy();
      await gateway.stop();
      home.remove();
    }
  },
};
