import type { BotCommand } from 'grammy/types';
import type { Logger } from '../../platform/logger.ts';
import type { BotApi } from './bot-api.ts';
import type { TelegramSettings } from './settings.ts';

export interface MenuOptions {
  readonly bot: BotApi;
  readonly log: Logger;
  readonly settings: TelegramSettings;
  readonly commands: readonly BotCommand[] | undefined;
  readonly signal: AbortSignal;
}

const COMMAND = /^[a-z0-9_]{1,32}$/;
const MAX_COMMANDS = 100;
const MAX_DESCRIPTION = 256;
const DEADLINE_MS = 10_000;

/** Shows the commands in the client's menu. Comfort: a refusal is logged and changes nothing else. */
export async function setMenu({ bot, log, settings, commands, signal }: MenuOptions): Promise<void> {
  const wanted = [...(commands ?? []), ...(settings.customCommands ?? [])];
  if (settings.commands?.native === false || wanted.length === 0) return;
  const menu = menuOf(wanted);
  if (menu.length < wanted.length)
    log.warn('some commands do not fit into the menu of Telegram', { left: wanted.length - menu.length });
  try {
    await bot.call('setMyCommands', { commands: menu }, { deadlineMs: DEADLINE_MS, signal });
  } catch (error) {
    if (!signal.aborted) log.warn('the command menu could not be set', { reason: String(error) });
  }
}

/** Names Telegram takes, each once; the first of a name wins. */
function menuOf(wanted: readonly BotCommand[]): BotCommand[] {
  const byName = new Map<string, BotCommand>();
  for (const { command, description } of wanted) {
    const name = command.replace(/^\//, '').toLowerCase();
    const text = description.trim().slice(0, MAX_DESCRIPTION);
    if (COMMAND.test(name) && text !== '' && !byName.has(name))
      byName.set(name, { command: name, description: text });
  }
  return [...byName.values()].slice(0, MAX_COMMANDS);
}
