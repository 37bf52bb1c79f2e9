import type { Config } from '../../config/generated/types.ts';

/** The config as it is once the token of a Telegram account has been taken out of the file. */
export function withoutToken(config: Config, accountId: string): Config {
  const telegram = config.channels?.telegram;
  if (telegram === undefined) return config;
  const { botToken: shared, ...bare } = telegram;
  const accounts = Object.entries(telegram.accounts ?? {}).map(([id, section]) => {
    const { botToken: _, ...rest } = section;
    return [id, id === accountId ? rest : section] as const;
  });
  const keepsShared = accountId !== 'default' && shared !== undefined;
  return {
    ...config,
    channels: {
      ...config.channels,
      telegram: {
        ...bare,
        ...(keepsShared ? { botToken: shared } : {}),
        ...(telegram.accounts === undefined ? {} : { accounts: Object.fromEntries(accounts) }),
      },
    },
  };
}
