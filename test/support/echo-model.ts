import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface EchoModel {
  readonly baseUrl: string;
  /** Requests so far. */
  readonly asked: number;
  close(): Promise<void>;
}

/** What people put into their messages so that the answer can be told from all others. */
export const MARK = /#(\w+-\d+)#/g;

/**
 * A loopback model server: says `answer #mark#` for every mark in the last user text, `answer` when there is none.
 * `thinkMs` is how long it takes to.
 */
export async function startEchoModel(thinkMs: () => number = () => 0): Promise<EchoModel> {
  let asked = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += String(chunk)));
    request.on('end', () => {
      asked += 1;
      const { messages = [] } = JSON.parse(body || '{}') as {
        messages?: { role: string; content: unknown }[];
      };
      const last = JSON.stringify(messages.findLast(({ role }) => role === 'user')?.content ?? '');
      const text = ['answer', ...(last.match(MARK) ?? [])].join(' ');
      setTimeout(() => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end(
          `${chunk({ role: 'assistant', content: text }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`,
        );
      }, thinkMs());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    get asked() {
      return asked;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const chunk = (delta: unknown, finish: string | null): string =>
  `data: ${JSON.stringify({
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta, finish_reason: finish }],
  })}\n\n`;
