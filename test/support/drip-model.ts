import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What an OpenAI-compatible server does to one request. `drip` streams a word every `everyMs`. */
export type Behaviour =
  | { readonly kind: 'drip'; readonly words: number; readonly everyMs: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'resetMidway'; readonly afterWords: number }
  | { readonly kind: 'status'; readonly status: number; readonly body: string }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'silence' };

export interface DripModel {
  readonly baseUrl: string;
  /** The last user text of every request, in order of arrival. */
  readonly asked: string[];
  behave(next: Behaviour): void;
  close(): Promise<void>;
}

/** A loopback model server whose failures are chosen byte by byte. */
export async function startDripModel(first: Behaviour): Promise<DripModel> {
  let behaviour = first;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += String(chunk)));
    request.on('end', () => {
      const { messages = [] } = JSON.parse(body || '{}') as {
        messages?: { role: string; content: unknown }[];
      };
      asked.push(JSON.stringify(messages.findLast((message) => message.role === 'user')?.content ?? ''));
      answer(behaviour, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    asked,
    behave: (next) => {
      behaviour = next;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(behaviour: Behaviour, response: ServerResponse): void {
  if (behaviour.kind === 'silence') return;
  if (behaviour.kind === 'reset') return void response.socket?.resetAndDestroy();
  if (behaviour.kind === 'status') {
    response.writeHead(behaviour.status, { 'content-type': 'application/json' });
    return void response.end(behaviour.body);
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (behaviour.kind === 'garbage')
    return void response.end('data: {"choices":[{"delta":{"content":\n\n<html>\u0000');
  const total = behaviour.kind === 'drip' ? behaviour.words : behaviour.afterWords;
  const everyMs = behaviour.kind === 'drip' ? behaviour.everyMs : 5;
  let sent = 0;
  const chunk = (delta: unknown, finish: string | null): string =>
    `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const timer = setInterval(() => {
    if (sent < total) {
      sent += 1;
      response.write(chunk({ role: 'assistant', content: `word${sent} ` }, null));
      return;
    }
    clearInterval(timer);
    if (behaviour.kind === 'resetMidway') {
      response.socket?.resetAndDestroy();
      return;
    }
    response.write(chunk({}, 'stop'));
    response.end('data: [DONE]\n\n');
  }, everyMs);
  response.on('close', () => clearInterval(timer));
}

/** The config that points the gateway at it. */
export const modelConfig = (baseUrl: string): Record<string, unknown> => ({
  models: {
    providers: {
      local: {
        baseUrl,
        apiKey: 'test-key-000000',
        api: 'openai-completions',
        models: [{ id: 'm', name: 'm' }],
      },
    },
  },
  agents: { defaults: { model: { primary: 'local/m' } } },
});
