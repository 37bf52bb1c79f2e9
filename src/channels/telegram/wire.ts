import type { Clock } from '../../platform/clock.ts';
import { createBotApi } from './bot-api.ts';
import type { BotApi } from './bot-api.ts';
import { apiRootOf } from './settings.ts';
import type { TelegramSettings } from './settings.ts';
import { createTransport } from './transport.ts';
import type { Transport } from './transport.ts';

/** One set of connections and the Bot API over it. */
export interface Wire {
  readonly bot: BotApi;
  readonly transport: Transport;
}

export interface WireOptions {
  readonly token: string;
  readonly settings: TelegramSettings;
  readonly clock: Clock;
}

export async function createWire({ token, settings, clock }: WireOptions): Promise<Wire> {
  const transport = createTransport({
    proxy: settings.proxy,
    autoSelectFamily: settings.network?.autoSelectFamily,
  });
  const bot = await createBotApi({ token, apiRoot: apiRootOf(settings), transport, clock });
  return { bot, transport };
}
