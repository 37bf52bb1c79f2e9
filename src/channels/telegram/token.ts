import type { Config } from '../../config/generated/types.ts';
import type { Env } from '../../platform/env.ts';
import { readSmallFile } from '../../platform/read-file.ts';
import { DEFAULT_ACCOUNT, keyOf } from './settings.ts';

export type FoundToken =
  | { readonly source: 'tokenFile' | 'config' | 'env'; readonly token: string }
  | { readonly source: 'none'; readonly reason: string; readonly fix: string };

export interface TokenQuestion {
  readonly config: Config;
  readonly env: Env;
  readonly accountId: string;
}

interface Level {
  readonly tokenFile?: string;
  readonly botToken?: string;
}

const MAX_FILE_BYTES = 4096;
export const TOKEN_VARIABLE = 'TELEGRAM_BOT_TOKEN';
/** The bot's id, a colon, and what may stand in an address without being escaped. */
const TOKEN_FORM = /^\d+:[A-Za-z0-9_-]+$/;

/**
 * The account's own file, then its own key; the default account goes on to the channel's file, the channel's key and the
 * environment. A file that is named but gives nothing ends the search: another token than the one meant must not be used.
 */
export function findToken({ config, env, accountId }: TokenQuestion): FoundToken {
  const channel: Level = config.channels?.telegram ?? {};
  const own: Level = config.channels?.telegram?.accounts?.[accountId] ?? {};
  const levels = accountId === DEFAULT_ACCOUNT ? [own, channel] : [own];
  for (const { tokenFile, botToken } of levels) {
    if (tokenFile !== undefined) return fromFile(tokenFile);
    const token = botToken?.trim();
    if (token !== undefined && token !== '') return checked(token, 'config', keyOf(accountId, 'botToken'));
  }
  const variable = accountId === DEFAULT_ACCOUNT ? env.foreign(TOKEN_VARIABLE)?.trim() : undefined;
  if (variable !== undefined && variable !== '') return checked(variable, 'env', TOKEN_VARIABLE);
  const places = [keyOf(accountId, 'botToken'), keyOf(accountId, 'tokenFile')];
  if (accountId === DEFAULT_ACCOUNT) places.push(`the variable ${TOKEN_VARIABLE}`);
  return {
    source: 'none',
    reason: `no bot token for the Telegram account "${accountId}"`,
    fix: `set ${places.join(' or ')}; @BotFather gives the token`,
  };
}

/** The token of every account that has one, wherever it comes from. */
export const tokensInUse = (
  config: Config,
  env: Env,
): readonly { readonly accountId: string; readonly token: string }[] =>
  [DEFAULT_ACCOUNT, ...Object.keys(config.channels?.telegram?.accounts ?? {})].flatMap((accountId) => {
    const found = findToken({ config, env, accountId });
    return found.source === 'none' ? [] : [{ accountId, token: found.token }];
  });

function fromFile(path: string): FoundToken {
  const file = readSmallFile(path, MAX_FILE_BYTES);
  const none = (reason: string, fix: string): FoundToken => ({
    source: 'none',
    reason: `the token file ${path} ${reason}`,
    fix,
  });
  if (file.kind === 'missing') return none('does not exist', 'create it with the token in it');
  if (file.kind === 'unreadable') return none(file.message, file.fix);
  const token = Buffer.from(file.bytes).toString('utf8').trim();
  if (token === '') return none('is empty', 'write the token into it');
  return checked(token, 'tokenFile', path);
}

function checked(token: string, source: 'tokenFile' | 'config' | 'env', place: string): FoundToken {
  if (TOKEN_FORM.test(token)) return { source, token };
  return {
    source: 'none',
    reason: `what ${place} holds is not a bot token`,
    fix: 'a token looks like 123456:ABC-def; copy it anew from @BotFather',
  };
}
