import { configuredChannels } from '../../channels/configured.ts';
import type { ChannelId } from '../../channels/message.ts';
import type { AccountOptions, ChannelAccount } from '../../channels/port.ts';
import type { Config } from '../../config/generated/types.ts';

export type AccountFactory = (options: AccountOptions) => ChannelAccount;

export type Adapters = ReadonlyMap<string, AccountFactory>;

const LOADERS: Readonly<Record<ChannelId, () => Promise<AccountFactory>>> = {
  telegram: async () => (await import('../../channels/telegram/account.ts')).createTelegramAccount,
  whatsapp: async () => (await import('../../channels/whatsapp/account.ts')).createWhatsAppAccount,
};

const isChannelId = (id: string): id is ChannelId => Object.hasOwn(LOADERS, id);

/** The adapter of one network; `undefined` for one this gateway does not speak to. */
export const loadAdapter = async (id: string): Promise<AccountFactory | undefined> =>
  isChannelId(id) ? LOADERS[id]() : undefined;

/** The adapters of the networks in use: a gateway without channels loads none. */
export async function loadAdapters(config: Config): Promise<Adapters> {
  const ids = configuredChannels(config)
    .map(({ name }) => name.id)
    .filter(isChannelId);
  return new Map(await Promise.all(ids.map(async (id) => [id, await LOADERS[id]()] as const)));
}
