import { startTelegramServer } from '../telegram/server.ts';
import type { TelegramServer, TestBot } from '../telegram/server.ts';
import type { ServerOptions } from '../telegram/wire-types.ts';
import type { Heard, Network } from './network.ts';

export interface TelegramNetwork extends Network {
  readonly server: TelegramServer;
  readonly bot: TestBot;
}

const FIRST_PERSON = 5000;

/** One bot and some people, each in a private chat with it. */
export async function openTelegram(people: number, options: ServerOptions = {}): Promise<TelegramNetwork> {
  const server = await startTelegramServer(options);
  const bot = server.addBot();
  const ids = Array.from({ length: people }, (_, index) => FIRST_PERSON + index);
  const said = new Map<number, string>();
  return {
    server,
    bot,
    channel: 'telegram',
    accountId: 'default',
    channels: {
      telegram: { apiRoot: server.url, botToken: bot.token, dmPolicy: 'open', allowFrom: ['*'] },
    },
    env: {},
    people: ids.map(String),
    repeatsAreHarmless: false,
    link: () => bot.polling(),
    say(person, text) {
      const from = ids[person];
      if (from === undefined) throw new Error(`there is no person ${person}`);
      const id = bot.state.nextMessageId();
      said.set(id, text);
      bot.say(text, { from, fields: { message_id: id } });
      return Promise.resolve(String(id));
    },
    heard(person) {
      const chatId = String(ids[person]);
      return bot.sent
        .filter((one) => one.chatId === chatId && one.method === 'sendMessage')
        .map(({ text, payload }): Heard => {
          const quoted = (payload.reply_parameters as { message_id?: number } | undefined)?.message_id;
          const quotes = quoted === undefined ? undefined : said.get(quoted);
          return { text, ...(quotes === undefined ? {} : { quotes }) };
        });
    },
    repeats: 0,
    down: server.down,
    up: server.up,
    faults: () => (bot.overlaps === 0 ? [] : [`${bot.overlaps} overlapping polls`]),
    close: server.close,
  };
}
