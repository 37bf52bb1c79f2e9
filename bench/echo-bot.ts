/**
 * What answering over Telegram costs at the least: one long poll, one answer per message, nothing kept. It loses what it
 * holds when it ends, and that is what the gateway's figure is paid for.
 */
import { Agent, request } from 'node:http';

const [root = '', token = ''] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

interface Update {
  readonly update_id: number;
  readonly message: {
    readonly text: string;
    readonly message_id: number;
    readonly chat: { readonly id: number };
  };
}

function call<T>(method: string, payload: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${root}/bot${token}/${method}`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve((JSON.parse(text) as { result: T }).result));
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify(payload));
  });
}

let offset = 0;
console.log('listening');
for (;;) {
  const updates = await call<Update[]>('getUpdates', { offset, timeout: 20, limit: 100 });
  for (const update of updates) {
    offset = update.update_id + 1;
    const { chat, message_id, text } = update.message;
    void call('sendMessage', {
      chat_id: chat.id,
      text: `You said: ${text}`,
      reply_parameters: { message_id },
    });
  }
}
