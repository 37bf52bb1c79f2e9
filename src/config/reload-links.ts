import type { Config } from './generated/types.ts';
import { sameValue } from './diff.ts';
import { isRecord } from './validate.ts';

type Tree = Readonly<Record<string, unknown>>;

/** What has to happen to the connection of one account. */
export interface LinkChange {
  readonly channel: string;
  /** `channel:account`. */
  readonly key: string;
  readonly how: 'start' | 'stop' | 'restart';
  /** The account was added, removed, or switched on or off; else a setting of its connection differs. */
  readonly came: boolean;
  /** The section of the channel as a whole came or went. */
  readonly whole: boolean;
}

interface Account {
  readonly on: boolean;
  /** What the connection is made of, in effect: inherited values included, unused ones not. */
  readonly bound: unknown;
}

const DEFAULT_ACCOUNT = 'default';

/** The accounts whose connection is touched by the step from one configuration to the other. */
export function linkChanges(before: Config, after: Config): readonly LinkChange[] {
  return CHANNELS.flatMap(([channel, accountsOf]) => {
    const [old, current] = [accountsOf(before), accountsOf(after)];
    const whole = old.size === 0 || current.size === 0;
    const ids = [...new Set([...old.keys(), ...current.keys()])];
    return ids.flatMap((id): readonly LinkChange[] => {
      const found = step(old.get(id), current.get(id));
      return found === undefined ? [] : [{ channel, key: `${channel}:${id}`, whole, ...found }];
    });
  });
}

function step(
  before: Account | undefined,
  after: Account | undefined,
): Pick<LinkChange, 'how' | 'came'> | undefined {
  if (after === undefined) return before === undefined ? undefined : { how: 'stop', came: true };
  if (before === undefined) return { how: 'start', came: true };
  if (before.on !== after.on) return { how: after.on ? 'start' : 'stop', came: true };
  // What is switched off has no connection; it is read when it is switched on.
  return !after.on || sameValue(before.bound, after.bound) ? undefined : { how: 'restart', came: false };
}

const CHANNELS: readonly (readonly [string, (config: Config) => ReadonlyMap<string, Account>])[] = [
  ['telegram', telegramAccounts],
  ['whatsapp', whatsappAccounts],
];

function telegramAccounts({ channels }: Config): ReadonlyMap<string, Account> {
  return accountsIn(channels?.telegram, (channel, own, id) => {
    const settings = { ...channel, ...own };
    const { apiRoot, proxy, network, timeoutSeconds, webhookUrl, webhookSecret } = settings;
    const { commands, customCommands } = settings;
    return {
      on: channel['enabled'] !== false && settings['enabled'] !== false,
      bound: {
        token: tokenOf(id === DEFAULT_ACCOUNT ? [own, channel] : [own]),
        apiRoot,
        proxy,
        autoSelectFamily: isRecord(network) ? network['autoSelectFamily'] : undefined,
        timeoutSeconds,
        webhookUrl,
        // Polling has no use for it.
        webhookSecret: webhookUrl === undefined ? undefined : webhookSecret,
        menu: isRecord(commands) && commands['native'] === false ? false : (customCommands ?? []),
      },
    };
  });
}

/** Only the default account takes the token of the channel; a file goes before a token of the same place. */
function tokenOf(places: readonly Tree[]): unknown {
  for (const { tokenFile, botToken } of places) {
    if (tokenFile !== undefined) return { tokenFile };
    const token = typeof botToken === 'string' ? botToken.trim() : '';
    if (token !== '') return { token };
  }
  return undefined;
}

function whatsappAccounts({ channels, web }: Config): ReadonlyMap<string, Account> {
  return accountsIn(channels?.whatsapp, (channel, own) => ({
    on: web?.enabled !== false && channel['enabled'] !== false && own['enabled'] !== false,
    bound: { authDir: own['authDir'], reconnect: web?.reconnect },
  }));
}

/** Without any named account there is one, `default`. */
function accountsIn(
  section: unknown,
  read: (channel: Tree, own: Tree, id: string) => Account,
): ReadonlyMap<string, Account> {
  if (!isRecord(section)) return new Map();
  const accounts = isRecord(section['accounts']) ? section['accounts'] : {};
  const ids = Object.keys(accounts);
  return new Map(
    (ids.length === 0 ? [DEFAULT_ACCOUNT] : ids).map((id) => {
      const own = Object.hasOwn(accounts, id) ? accounts[id] : undefined;
      return [id, read(section, isRecord(own) ? own : {}, id)];
    }),
  );
}
