import { statSync } from 'node:fs';
import { join } from 'node:path';
import { configuredChannels } from '../../channels/configured.ts';
import { findToken } from '../../channels/telegram/token.ts';
import { hasKeyFiles } from '../../channels/whatsapp/session/import-files.ts';
import { readSettings } from '../../channels/whatsapp/settings.ts';
import type { Config } from '../../config/generated/types.ts';
import type { Env } from '../../platform/env.ts';
import type { Paths } from '../../platform/paths.ts';

/** What keeps the link of an account from coming up, as far as it can be seen without a network. */
export interface ChannelFault {
  readonly code: 'credentials' | 'notLinked';
  readonly channel: string;
  readonly accountId: string;
  readonly message: string;
  /** Absent: linking it is what helps. */
  readonly fix?: string;
}

export interface ChannelQuestion {
  readonly config: Config;
  readonly env: Env;
  readonly paths: Paths;
}

/** Looks at the credentials of every account that is switched on. Nothing is opened for writing. */
export function findChannelFaults(question: ChannelQuestion): readonly ChannelFault[] {
  return configuredChannels(question.config)
    .filter(({ enabled }) => enabled)
    .flatMap(({ name, accounts }) =>
      accounts.flatMap((accountId) => {
        if (name.id === 'telegram') return telegramFault(question, accountId);
        return name.id === 'whatsapp' ? whatsAppFault(question, accountId) : [];
      }),
    );
}

function telegramFault({ config, env }: ChannelQuestion, accountId: string): ChannelFault[] {
  if (config.channels?.telegram?.accounts?.[accountId]?.enabled === false) return [];
  const found = findToken({ config, env, accountId });
  if (found.source !== 'none') return [];
  const { reason: message, fix } = found;
  return [{ code: 'credentials', channel: 'telegram', accountId, message, fix }];
}

function whatsAppFault({ config, paths }: ChannelQuestion, accountId: string): ChannelFault[] {
  const { off, directory } = readSettings({ accountId, config: () => config, paths });
  if (off !== undefined) return [];
  const at = { channel: 'whatsapp', accountId };
  const path = join(directory, 'session.db');
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    return hasKeyFiles(directory)
      ? []
      : [
          {
            code: 'notLinked',
            ...at,
            message: `the WhatsApp account "${accountId}" is not linked to a phone`,
          },
        ];
  if (stat.isFile() && stat.size > 0) return [];
  const what = stat.isFile() ? 'empty' : 'no file';
  return [
    {
      code: 'credentials',
      ...at,
      message: `the session of the WhatsApp account "${accountId}" cannot be used: ${path} is ${what}`,
      fix: `put a backup of it back, or move it away and link the phone anew`,
    },
  ];
}
