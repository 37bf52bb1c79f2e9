import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** One request as the model server saw it. */
export interface ModelRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** Resolves when the client's side of the connection is gone. */
  readonly closed: Promise<void>;
}

/** Decides, byte by byte, what a request is answered with. */
export type Respond = (socket: Socket, request: ModelRequest) => void;

export interface SseModelServer {
  readonly url: string;
  readonly requests: readonly ModelRequest[];
  /** The next requests are answered by these in turn; the last one stays. */
  script(...responses: readonly Respond[]): void;
  close(): Promise<void>;
}

/** A loopback server below HTTP: it can answer properly, wrongly, half, or not at all. */
export async function startSseModelServer(): Promise<SseModelServer> {
  const requests: ModelRequest[] = [];
  const sockets = new Set<Socket>();
  let responses: readonly Respond[] = [];
  let asked = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    void closed.then(() => sockets.delete(socket));
    // The client resetting its side is part of the game.
    socket.on('error', () => undefined);
    let received = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const parsed = parseRequest(received.toString('utf8'));
      if (!parsed) return;
      received = Buffer.alloc(0);
      const request = { ...parsed, closed };
      requests.push(request);
      const respond = responses[Math.min(asked, responses.length - 1)];
      asked += 1;
      respond?.(socket, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    script(...next) {
      responses = next;
      asked = 0;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function parseRequest(text: string): Omit<ModelRequest, 'closed'> | undefined {
  const split = text.indexOf('\r\n\r\n');
  if (split < 0) return undefined;
  const [first = '', ...lines] = text.slice(0, split).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const raw = text.slice(split + 4);
  if (Buffer.byteLength(raw) < Number(headers['content-length'] ?? 0)) return undefined;
  return {
    path: first.split(' ')[1] ?? '',
    headers,
    body: JSON.parse(raw || '{}') as Record<string, unknown>,
  };
}

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n';

const event = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({
    id: 'c1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta, finish_reason: finish }],
  })}\n\n`;

const USAGE = `data: ${JSON.stringify({
  id: 'c1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [],
  usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
})}\n\n`;

const words = (texts: readonly string[]): string => texts.map((content) => event({ content })).join('');

/** A proper answer in the given pieces. */
export const answers =
  (...texts: readonly string[]): Respond =>
  (socket) =>
    void socket.end(`${HEAD}${words(texts)}${event({}, 'stop')}${USAGE}data: [DONE]\n\n`);

/** A proper call of one tool. */
export const callsTool =
  (id: string, name: string, args: object): Respond =>
  (socket) => {
    const call = { index: 0, id, type: 'function', function: { name, arguments: JSON.stringify(args) } };
    socket.end(`${HEAD}${event({ tool_calls: [call] })}${event({}, 'tool_calls')}${USAGE}data: [DONE]\n\n`);
  };

/** An HTTP refusal. */
export const refuses = (
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Respond => {
  const extra = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return (socket) =>
    void socket.end(
      `HTTP/1.1 ${status} Refused\r\ncontent-type: application/json\r\nconnection: close\r\n${extra.join('')}\r\n${JSON.stringify(body)}`,
    );
};

/** Some pieces, then a TCP reset. */
export const resetsAfter =
  (...texts: readonly string[]): Respond =>
  (socket) => {
    if (texts.length === 0) socket.resetAndDestroy();
    else socket.write(HEAD + words(texts), () => socket.resetAndDestroy());
  };

/** Some pieces, then silence on an open connection; none at all: not even a status line. */
export const stallsAfter =
  (...texts: readonly string[]): Respond =>
  (socket) => {
    if (texts.length > 0) socket.write(HEAD + words(texts));
  };

/** Some pieces, then a clean end of the connection without any finish. */
export const endsEarlyAfter =
  (...texts: readonly string[]): Respond =>
  (socket) =>
    void socket.end(HEAD + words(texts));

/** Bytes as they are. */
export const sendsRaw =
  (bytes: string): Respond =>
  (socket) =>
    void socket.end(bytes);

/** Well-formed HTTP around broken events. */
export const sendsEvents = (body: string): Respond => sendsRaw(HEAD + body);

/** Each piece only when `more` is called; `more()` without a piece finishes properly. */
export function dripsOnDemand(): { readonly respond: Respond; more(text?: string): void } {
  const open = Promise.withResolvers<Socket>();
  return {
    respond(socket) {
      socket.write(HEAD);
      open.resolve(socket);
    },
    more(text) {
      const bytes = text === undefined ? `${event({}, 'stop')}data: [DONE]\n\n` : event({ content: text });
      void open.promise.then((socket) => (text === undefined ? socket.end(bytes) : socket.write(bytes)));
    },
  };
}
