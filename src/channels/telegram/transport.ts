import http from 'node:http';
import https from 'node:https';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';

/** A request that got no proper answer. Its message never holds the address, which contains the token. */
export class TransportError extends Error {
  /** What the system said, e.g. `ECONNRESET`; `aborted` and `garbage` are ours. */
  readonly code: string;
  /** The request may have reached the server. */
  readonly reached: boolean;
  /** The HTTP status, when there was one. */
  readonly status: number | undefined;

  constructor(code: string, message: string, facts: { readonly reached: boolean; readonly status?: number }) {
    super(message);
    this.name = 'TransportError';
    this.code = code;
    this.reached = facts.reached;
    this.status = facts.status;
  }
}

/** The part of a fetch request that is understood here; what grammY hands over. */
export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
  readonly signal?: AbortLike;
}

/** Any implementation of AbortSignal. */
export interface AbortLike {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface Transport {
  /**
   * Resolves with the head of the answer; the body breaks off with a TransportError.
   * @throws TransportError
   */
  request(url: string, options: RequestOptions): Promise<IncomingMessage>;
  /** In the shape grammY asks for: an answer whose `json()` gives the parsed body. */
  fetch(url: string | URL, options: RequestOptions): Promise<{ json(): Promise<unknown> }>;
  /** Cuts every connection, so that the next request opens a new one. */
  renew(): void;
  close(): void;
}

export interface TransportOptions {
  readonly proxy: string | undefined;
  readonly autoSelectFamily: boolean | undefined;
}

/** Idle connections are given up before the server's side does, or a send would meet its reset. */
const IDLE_MS = 10_000;
/** A hundred updates are far below it. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** Connections to one Bot API server. Opened on demand, kept for a short while. */
export function createTransport(options: TransportOptions): Transport {
  let agents = createAgents(options);
  const closeAgents = (): void => {
    agents.http.destroy();
    agents.https.destroy();
  };

  const request: Transport['request'] = (url, init) => exchange(agents, url, init);

  return {
    request,
    async fetch(url, init) {
      const response = await request(String(url), init);
      const text = await readText(response);
      return { json: async () => parseAnswer(text, response.statusCode ?? 0) };
    },
    renew() {
      closeAgents();
      agents = createAgents(options);
    },
    close: closeAgents,
  };
}

interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

function createAgents({ proxy, autoSelectFamily }: TransportOptions): Agents {
  const shared = {
    keepAlive: true,
    timeout: IDLE_MS,
    ...(autoSelectFamily === undefined ? {} : { autoSelectFamily }),
    ...(proxy === undefined ? {} : { proxyEnv: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy } }),
  };
  return { http: new http.Agent(shared), https: new https.Agent(shared) };
}

function exchange(agents: Agents, url: string, options: RequestOptions): Promise<IncomingMessage> {
  const { signal, body } = options;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  if (signal?.aborted === true) {
    reject(new TransportError('aborted', 'given up before it began', { reached: false }));
    return promise;
  }
  const target = new URL(url);
  const secure = target.protocol === 'https:';
  const request = (secure ? https : http).request(target, {
    method: options.method ?? 'GET',
    headers: { ...options.headers },
    agent: secure ? agents.https : agents.http,
  });
  let reached = false;
  let response: IncomingMessage | undefined;
  const abort = (): void => {
    const error = new TransportError('aborted', 'cut off before an answer came', { reached });
    (response ?? request).destroy(error);
    request.destroy(error);
  };
  request.on('socket', (socket) => {
    // Before the connection stands nothing can have been read at the other end.
    if (!socket.connecting) reached = true;
    else socket.once(secure ? 'secureConnect' : 'connect', () => (reached = true));
  });
  request.on('error', (error) => reject(toTransportError(error, reached)));
  request.once('response', (head) => {
    response = head;
    resolve(head);
  });
  request.once('close', () => signal?.removeEventListener('abort', abort));
  signal?.addEventListener('abort', abort);
  if (body === undefined || typeof body === 'string') request.end(body);
  else {
    // The request's own `error` event tells a failure; what matters here is that neither side outlives the other.
    pipeline(body, request, () => undefined);
  }
  return promise;
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES) {
        const facts = { reached: true, status: response.statusCode ?? 0 };
        throw new TransportError('garbage', 'the answer is too long', facts);
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw toTransportError(error, true);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseAnswer(text: string, status: number): unknown {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    // Proxies and broken servers answer with pages; the status says what is known.
    answer = undefined;
  }
  if (typeof answer === 'object' && answer !== null && 'ok' in answer) return answer;
  throw new TransportError('garbage', `an answer that is not from a Bot API server (HTTP ${status})`, {
    reached: true,
    status,
  });
}

/** Keeps what the system called it; its message may name the address and is not kept. */
export function toTransportError(error: unknown, reached: boolean): TransportError {
  if (error instanceof TransportError) return error;
  const code = codeOf(error) ?? 'ERR_NETWORK';
  return new TransportError(code, `the connection failed (${code})`, { reached });
}

/** Races over several addresses fail with a list; its members name the code. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  const inner: readonly unknown[] = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  const cause = 'cause' in error ? [error.cause] : [];
  return [...inner, ...cause].map(codeOf).find((code) => code !== undefined);
}
