import type { Config, WhatsAppConfig } from '../../config/generated/types.ts';
import type { AccountOptions } from '../port.ts';
import { join } from 'node:path';
import { expandHome } from '../../platform/paths.ts';

type AccountSection = NonNullable<WhatsAppConfig['accounts']>[string];

/** What the configuration says about one account; its own section wins over the channel's. */
export interface WhatsAppSettings {
  /** Why the account must stay off; absent when it may run. */
  readonly off?: string;
  /** Absolute directory of the session store. */
  readonly directory: string;
  readonly dmPolicy: string;
  readonly allowFrom: readonly string[];
  readonly selfChatMode: boolean;
  readonly textChunkLimit: number;
  readonly chunkMode: 'length' | 'newline';
  readonly tables: 'off' | 'bullets' | 'code';
}

const DEFAULT_CHUNK = 4_000;

/** Read anew at each call: `channels.whatsapp` takes effect without a restart. */
export function readSettings(
  options: Pick<AccountOptions, 'accountId' | 'config' | 'paths'>,
): WhatsAppSettings {
  const config = options.config();
  const channel: WhatsAppConfig = config.channels?.whatsapp ?? {};
  const account: AccountSection = sectionOf(channel, options.accountId);
  const off = whyOff(config, channel, account);
  return {
    ...(off === undefined ? {} : { off }),
    directory: directoryOf(account, options),
    dmPolicy: account.dmPolicy ?? channel.dmPolicy ?? 'pairing',
    allowFrom: account.allowFrom ?? channel.allowFrom ?? [],
    selfChatMode: account.selfChatMode ?? channel.selfChatMode ?? false,
    textChunkLimit: account.textChunkLimit ?? channel.textChunkLimit ?? DEFAULT_CHUNK,
    chunkMode: account.chunkMode ?? channel.chunkMode ?? 'length',
    tables: account.markdown?.tables ?? channel.markdown?.tables ?? 'bullets',
  };
}

function sectionOf(channel: WhatsAppConfig, accountId: string): AccountSection {
  const accounts = channel.accounts ?? {};
  return (Object.hasOwn(accounts, accountId) ? accounts[accountId] : undefined) ?? {};
}

function whyOff(config: Config, channel: WhatsAppConfig, account: AccountSection): string | undefined {
  if (config.web?.enabled === false) return 'web.enabled is false';
  if (channel.enabled === false) return 'channels.whatsapp.enabled is false';
  if (account.enabled === false) return 'the account is switched off by its own `enabled: false`';
  return undefined;
}

function directoryOf(account: AccountSection, options: Pick<AccountOptions, 'accountId' | 'paths'>): string {
  const own = account.authDir?.trim();
  if (own) return expandHome(own, options.paths.home);
  return join(options.paths.credentialsDir, 'whatsapp', options.accountId);
}
