import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../../platform/logger.ts';
import type { GateRefusal } from './gate.ts';

/** Claims a request and answers it, or leaves it to the next handler. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

const SECURITY_HEADERS: readonly (readonly [string, string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
];

export interface Answer {
  readonly status: number;
  readonly type: 'text/plain; charset=utf-8' | 'application/json; charset=utf-8';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const jsonAnswer = (status: number, value: unknown): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: `${JSON.stringify(value)}\n`,
});

const textAnswer = (
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body,
  headers,
});

export const gateAnswer = (refusal: GateRefusal): Answer =>
  jsonAnswer(refusal.status, { error: { code: refusal.code, message: refusal.message } });

export function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    'Content-Type': answer.type,
    'Content-Length': Buffer.byteLength(answer.body),
    'Cache-Control': 'no-store',
    ...answer.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

/** The path without its query. */
export const pathOf = (request: IncomingMessage): string => {
  const url = request.url ?? '/';
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
};

/**
 * `/healthz`: the process answers. `/readyz`: work handed in now would run. Neither touches a channel nor tells more
 * than that.
 */
function probe(options: { readonly ready: () => boolean }): HttpHandler {
  return (request, response) => {
    const path = pathOf(request);
    if (path !== '/healthz' && path !== '/readyz') return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      sendAnswer(request, response, textAnswer(405, 'Method Not Allowed', { Allow: 'GET, HEAD' }));
      return true;
    }
    if (path === '/healthz') {
      sendAnswer(request, response, jsonAnswer(200, { ok: true }));
      return true;
    }
    const ready = options.ready();
    sendAnswer(request, response, jsonAnswer(ready ? 200 : 503, { ready }));
    return true;
  };
}

/** Whoever looks for a page or an API of later versions is told what there is. */
const NOT_FOUND =
  'Not Found. This port speaks the WebSocket protocol of the gateway; over HTTP this version answers /healthz and /readyz.\n';

/** The routes of the port: first handler that claims a request wins, nobody is 404, a throw is 500. */
export function createRouter(options: {
  readonly handlers: readonly HttpHandler[];
  readonly ready: () => boolean;
  readonly check: (request: IncomingMessage) => GateRefusal | undefined;
  readonly onRefused: (refusal: GateRefusal, request: IncomingMessage) => void;
  readonly log: Logger;
}): (request: IncomingMessage, response: ServerResponse) => void {
  const handlers = [probe(options), ...options.handlers];

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const handler of handlers) {
      const claimed = handler(request, response);
      if (claimed === true || (claimed !== false && (await claimed))) return;
    }
    sendAnswer(request, response, textAnswer(404, NOT_FOUND));
  };

  return (request, response) => {
    for (const [name, value] of SECURITY_HEADERS) response.setHeader(name, value);
    const refusal = options.check(request);
    if (refusal !== undefined) {
      options.onRefused(refusal, request);
      sendAnswer(request, response, gateAnswer(refusal));
      return;
    }
    route(request, response).catch((error: unknown) => {
      options.log.error('http handler failed', { method: request.method, path: pathOf(request), error });
      if (response.headersSent) response.destroy();
      else sendAnswer(request, response, textAnswer(500, 'Internal Server Error'));
    });
  };
}
