import type { Config } from '../config/generated/types.ts';
import type { ConfigEdit } from '../config/edit.ts';
import { usageError } from './cli-error.ts';

/** The networks this program can set up. */
export const CHANNELS = ['telegram', 'whatsapp'] as const;
export type Channel = (typeof CHANNELS)[number];

export const LABELS: Readonly<Record<Channel, string>> = { telegram: 'Telegram', whatsapp: 'WhatsApp' };
export const DEFAULT_ACCOUNT = 'default';

const BOT_TOKEN = /^\d+:[A-Za-z0-9_-]+$/;

/** Whether it has the form of what @BotFather gives. */
export const isBotToken = (text: string): boolean => BOT_TOKEN.test(text);

const ACCOUNT_ID = /^[a-z0-9][a-z0-9_-]{0,63}$/i;

/** @throws CliError usage */
export function checkAccountId(id: string): string {
  if (ACCOUNT_ID.test(id)) return id;
  throw usageError('--account: use letters, digits, _ and -, beginning with a letter or digit');
}

interface Account {
  readonly enabled?: boolean;
  readonly name?: string;
  readonly botToken?: string;
  readonly tokenFile?: string;
}

interface Section extends Account {
  readonly accounts?: Readonly<Record<string, Account>>;
}

const sectionOf = (config: Config, channel: string): Section | undefined =>
  (config.channels as Readonly<Record<string, Section | undefined>> | undefined)?.[channel];

/** Ids of the accounts of a channel, the default one first. A section without accounts is the default account. */
export function accountIds(config: Config, channel: string): readonly string[] {
  const section = sectionOf(config, channel);
  if (section === undefined) return [];
  const ids = Object.keys(section.accounts ?? {}).toSorted();
  if (ids.length === 0) return [DEFAULT_ACCOUNT];
  return ids.toSorted((a, b) => Number(b === DEFAULT_ACCOUNT) - Number(a === DEFAULT_ACCOUNT));
}

export interface AccountFact {
  readonly channel: string;
  readonly label: string;
  readonly accountId: string;
  readonly enabled: boolean;
  readonly name?: string;
  /** Telegram: where the configuration takes the token from. */
  readonly tokenSource?: 'tokenFile' | 'config' | 'env' | 'none';
}

const ENV_TOKEN = 'TELEGRAM_BOT_TOKEN';

function tokenSource(levels: readonly Account[], envToken: string | undefined): AccountFact['tokenSource'] {
  for (const { tokenFile, botToken } of levels) {
    if (tokenFile !== undefined) return 'tokenFile';
    if (botToken !== undefined && botToken !== '') return 'config';
  }
  return envToken === undefined || envToken === '' ? 'none' : 'env';
}

/** Every account the configuration names, in the order they are written. */
export function configuredAccounts(
  config: Config,
  foreign: (name: string) => string | undefined,
): readonly AccountFact[] {
  const sections = Object.keys(config.channels ?? {}).filter((name) => name !== 'defaults');
  return sections.flatMap((channel) =>
    accountIds(config, channel).map((accountId) => {
      const section = sectionOf(config, channel) ?? {};
      const own = section.accounts?.[accountId] ?? {};
      const name = own.name ?? (accountId === DEFAULT_ACCOUNT ? section.name : undefined);
      const isDefault = accountId === DEFAULT_ACCOUNT;
      const source = tokenSource(
        isDefault ? [own, section] : [own],
        isDefault ? foreign(ENV_TOKEN) : undefined,
      );
      return {
        channel,
        label: LABELS[channel as Channel] ?? channel,
        accountId,
        enabled: section.enabled !== false && own.enabled !== false,
        ...(name === undefined ? {} : { name }),
        ...(channel === 'telegram' && source !== undefined ? { tokenSource: source } : {}),
      };
    }),
  );
}

export type NewToken =
  | { readonly kind: 'text'; readonly token: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'env' };

export interface AccountRequest {
  readonly channel: Channel;
  readonly accountId: string;
  readonly name?: string;
  readonly token?: NewToken;
}

type Path = readonly [string, ...string[]];

/** The edits that add an account, or change and enable one that is there. */
export function additionEdits(config: Config, request: AccountRequest): readonly ConfigEdit[] {
  const { channel, accountId, name, token } = request;
  const section = sectionOf(config, channel);
  const listed = Object.keys(section?.accounts ?? {});
  const top: Path = ['channels', channel];
  const asSection = accountId === DEFAULT_ACCOUNT && listed.length === 0;
  const base: Path = asSection ? top : [...top, 'accounts', accountId];
  const own = asSection ? section : section?.accounts?.[accountId];
  const edits: ConfigEdit[] = [];
  // Until now the section itself was the default account; beside a list it would be no account at all.
  if (!asSection && listed.length === 0 && section !== undefined)
    edits.push({ op: 'set', path: [...top, 'accounts', DEFAULT_ACCOUNT], value: {} });
  if (own === undefined) edits.push({ op: 'set', path: base, value: {} });
  if (section?.enabled === false) edits.push({ op: 'set', path: [...top, 'enabled'], value: true });
  if (!asSection && own?.enabled === false)
    edits.push({ op: 'set', path: [...base, 'enabled'], value: true });
  if (name !== undefined) edits.push({ op: 'set', path: [...base, 'name'], value: name });
  // The default account would go on to a token of the section.
  const shared = token?.kind === 'env' && !asSection ? tokenEdits(top, section ?? {}, token) : [];
  return [...edits, ...tokenEdits(base, own ?? {}, token), ...shared];
}

/** One source only: a file would win over a text, and both over the environment. */
function tokenEdits(base: Path, own: Account, token: NewToken | undefined): readonly ConfigEdit[] {
  if (token === undefined) return [];
  const stale = (key: 'botToken' | 'tokenFile'): readonly ConfigEdit[] =>
    own[key] === undefined ? [] : [{ op: 'unset', path: [...base, key] }];
  if (token.kind === 'text')
    return [...stale('tokenFile'), { op: 'set', path: [...base, 'botToken'], value: token.token }];
  if (token.kind === 'file')
    return [...stale('botToken'), { op: 'set', path: [...base, 'tokenFile'], value: token.path }];
  return [...stale('botToken'), ...stale('tokenFile')];
}

/**
 * The edits that disable an account or delete what the configuration says of it.
 * @throws CliError usage when there is no such account
 */
export function removalEdits(
  config: Config,
  { channel, accountId }: Pick<AccountRequest, 'channel' | 'accountId'>,
  how: 'disable' | 'delete',
): readonly ConfigEdit[] {
  const ids = accountIds(config, channel);
  if (!ids.includes(accountId)) {
    const known = ids.length === 0 ? `channels.${channel} is not configured` : `it has: ${ids.join(', ')}`;
    throw usageError(`there is no ${LABELS[channel]} account "${accountId}"; ${known}`);
  }
  const section = sectionOf(config, channel) ?? {};
  const top: Path = ['channels', channel];
  const base: Path = section.accounts?.[accountId] === undefined ? top : [...top, 'accounts', accountId];
  if (how === 'disable') return [{ op: 'set', path: [...base, 'enabled'], value: false }];
  if (ids.length === 1) return [{ op: 'unset', path: top }];
  const shared = accountId === DEFAULT_ACCOUNT ? tokenEdits(top, section, { kind: 'env' }) : [];
  return [{ op: 'unset', path: base }, ...shared];
}
