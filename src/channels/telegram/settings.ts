import type { Config, TelegramConfig } from '../../config/generated/types.ts';

/** What holds for one account: its own keys over those of the channel. */
export type TelegramSettings = Omit<TelegramConfig, 'accounts'>;

export const DEFAULT_ACCOUNT = 'default';
export const DEFAULT_API_ROOT = 'https://api.telegram.org';
export const DEFAULT_WEBHOOK_PATH = '/telegram-webhook';
export const DEFAULT_TIMEOUT_S = 30;

export function settingsOf(config: Config, accountId: string): TelegramSettings {
  const { accounts, ...shared } = config.channels?.telegram ?? {};
  return { ...shared, ...accounts?.[accountId] };
}

/** Without a slash at the end. */
export const apiRootOf = (settings: TelegramSettings): string =>
  (settings.apiRoot ?? DEFAULT_API_ROOT).replace(/\/+$/, '');

export const modeOf = (settings: TelegramSettings): 'polling' | 'webhook' =>
  settings.webhookUrl === undefined ? 'polling' : 'webhook';

export const requestDeadlineMs = (settings: TelegramSettings): number =>
  (settings.timeoutSeconds ?? DEFAULT_TIMEOUT_S) * 1000;

/** The config path of an account's key, for messages. */
export const keyOf = (accountId: string, key: string): string =>
  accountId === DEFAULT_ACCOUNT
    ? `channels.telegram.${key}`
    : `channels.telegram.accounts.${accountId}.${key}`;

/** Under which names Telegram calls: the hosts of every account's `webhookUrl`, in lower case. */
export const webhookHostsOf = (config: Config): readonly string[] =>
  [DEFAULT_ACCOUNT, ...Object.keys(config.channels?.telegram?.accounts ?? {})].flatMap((accountId) => {
    const { webhookUrl } = settingsOf(config, accountId);
    const host = webhookUrl === undefined ? undefined : URL.parse(webhookUrl)?.hostname;
    return host === undefined ? [] : [host];
  });
