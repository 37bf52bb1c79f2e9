/**
 * The limit: a bare `ws` server that does nothing but `JSON.parse` and `JSON.stringify` of the frames the gateway
 * exchanges. Payloads are the gateway's own (read from the file named in argv), so the bytes are equal. It runs as one
 * plain JavaScript file, and a broadcast is serialised once: nothing here is slower than it has to be.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

interface Sample {
  readonly results: Record<string, unknown>;
  readonly refusal: unknown;
  readonly chat: unknown;
  readonly http: Record<string, { readonly status: number; readonly body: string }>;
}

const sample = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Sample;
const server = createServer((request, response) => {
  const answer = sample.http[request.method ?? ''] ?? { status: 200, body: 'ok' };
  response.writeHead(answer.status, { 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });

sockets.on('connection', (socket) => {
  socket.send(JSON.stringify({ type: 'event', event: 'connect.challenge', payload: { nonce: 'n', ts: 1 } }));
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(String(data)) as { id: string; method: string };
    if (frame.method === 'chat.inject') {
      const text = JSON.stringify({ type: 'event', event: 'chat', payload: sample.chat, seq: 1 });
      for (const other of sockets.clients) other.send(text);
    }
    const payload = sample.results[frame.method];
    const rest = payload === undefined ? { ok: false, error: sample.refusal } : { ok: true, payload };
    socket.send(JSON.stringify({ type: 'res', id: frame.id, ...rest }));
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
