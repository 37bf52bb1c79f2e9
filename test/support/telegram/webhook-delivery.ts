import { request } from 'node:http';
import type { Clock } from '../../../src/platform/clock.ts';
import type { BotState } from './bot-state.ts';

/** Brings updates to webhooks, one at a time per bot, each until it is answered with 2xx. */
export interface WebhookDelivery {
  wake(bot: BotState): void;
  stop(): void;
}

export function createWebhookDelivery(clock: Clock, retryMs: number): WebhookDelivery {
  const busy = new Set<BotState>();
  let stopped = false;

  const run = async (bot: BotState): Promise<void> => {
    for (let update = bot.queue.first(); update !== undefined; update = bot.queue.first()) {
      const { webhook } = bot;
      if (stopped || webhook === undefined) return;
      const status = await post(webhook.url, webhook.secret, JSON.stringify(update));
      if (status >= 200 && status < 300) {
        bot.queue.confirm(update.update_id);
        continue;
      }
      webhook.lastError = `Wrong response from the webhook: ${status}`;
      await new Promise<void>((resolve) => clock.setTimeout(resolve, retryMs));
    }
  };

  return {
    wake(bot) {
      if (busy.has(bot) || bot.webhook === undefined || stopped) return;
      busy.add(bot);
      void run(bot).finally(() => busy.delete(bot));
    },
    stop() {
      stopped = true;
    },
  };
}

/** The status, 0 when there was no answer. */
function post(url: string, secret: string | undefined, body: string): Promise<number> {
  return new Promise((resolve) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }),
    };
    const call = request(url, { method: 'POST', headers, agent: false }, (response) => {
      response.resume();
      response.once('close', () => resolve(response.statusCode ?? 0));
    });
    call.once('error', () => resolve(0));
    call.end(body);
  });
}
