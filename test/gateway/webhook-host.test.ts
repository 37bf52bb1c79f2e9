import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { it } from 'node:test';
import { openRig } from './rig.ts';

async function post(port: number, host: string, path: string): Promise<number | undefined> {
  const sent = request({ port, host: '127.0.0.1', method: 'POST', path, headers: { host } });
  sent.end('{}');
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

it('takes calls under the public name of a webhook, and under no other', async (context) => {
  const rig = await openRig({
    config: {
      channels: {
        telegram: {
          enabled: false,
          webhookUrl: 'https://Bot.example.org/telegram-webhook',
          webhookSecret: 'secret',
          accounts: {
            default: {},
            work: { webhookUrl: 'https://work.example.org:8443/work', webhookPath: '/work' },
          },
        },
      },
    },
  });
  context.after(() => rig.close());
  const port = Number(new URL(rig.url()).port);
  const path = '/telegram-webhook';
  assert.equal(await post(port, 'bot.example.org', path), 401, 'without the secret');
  assert.equal(await post(port, 'work.example.org:8443', '/work'), 401);
  assert.equal(await post(port, 'evil.example.org', path), 403);
});
