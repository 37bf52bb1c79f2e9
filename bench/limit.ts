/**
 * The limit: a bare `ws` server that does nothing but `JSON.parse` and `JSON.stringify` of the frames the gateway
 * exchanges. Payloads are the gateway's own (read from the file named in argv), so the bytes are equal.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const payloads = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Record<string, unknown>;
const server = createServer((_request, response) => response.end('ok'));
const sockets = new WebSocketServer({ server });

sockets.on('connection', (socket) => {
  socket.send(JSON.stringify({ type: 'event', event: 'connect.challenge', payload: { nonce: 'n', ts: 1 } }));
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as { id: string; method: string };
    if (frame.method === 'chat.inject') {
      for (const other of sockets.clients) {
        other.send(JSON.stringify({ type: 'event', event: 'chat', payload: payloads['chat'], seq: 1 }));
      }
    }
    socket.send(
      JSON.stringify({ type: 'res', id: frame.id, ok: true, payload: payloads[frame.method] ?? { ok: true } }),
    );
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.stdout.write(`listening ${address.port}\n`);
});
process.on('SIGTERM', () => {
  for (const client of sockets.clients) client.close(1012, 'service restart');
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
