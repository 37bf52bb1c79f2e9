import { createTelegramAccount } from '../../../src/channels/telegram/account.ts';
import type { InboundMessage, PlannedPart } from '../../../src/channels/message.ts';
import type {
  AccountOptions,
  ChannelAccount,
  Cursor,
  Link,
  LinkEvents,
  SelfIdentity,
} from '../../../src/channels/port.ts';
import type { Config, TelegramConfig } from '../../../src/config/generated/types.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { createEnv } from '../../../src/platform/env.ts';
import type { EnvVars } from '../../../src/platform/env.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import type { Paths } from '../../../src/platform/paths.ts';
import type { LinkFault } from '../../../src/protocol/link-faults.ts';
import { createWaiting } from './waiting.ts';

export interface AccountSetting {
  readonly telegram?: TelegramConfig;
  readonly env?: EnvVars;
  readonly accountId?: string;
  readonly options?: Partial<AccountOptions>;
}

/** An account of the given settings, on real time and without logs. */
export function makeAccount({
  telegram,
  env = {},
  accountId = 'default',
  options = {},
}: AccountSetting): ChannelAccount {
  const config = { channels: telegram === undefined ? {} : { telegram } } as Config;
  return createTelegramAccount({
    accountId,
    config: () => config,
    env: createEnv(env),
    paths: {} as Paths,
    clock: systemClock,
    random: {} as AccountOptions['random'],
    log: silentLogger,
    ...options,
  });
}

/** What was committed, kept over links like a store keeps it. */
export interface Store {
  readonly messages: InboundMessage[];
  readonly cursors: Map<string, number>;
  /** Called before each commit; a throw is a store that fails. */
  beforeCommit: ((messages: readonly InboundMessage[], cursor: Cursor | undefined) => unknown) | undefined;
  /** Resolves with the messages once there are so many. */
  has(count: number): Promise<readonly InboundMessage[]>;
}

export function createStore(): Store {
  const arrived = createWaiting<InboundMessage>();
  const store: Store = {
    messages: arrived.all as InboundMessage[],
    cursors: new Map(),
    beforeCommit: undefined,
    has: (count) => arrived.atLeast(count, () => true),
  };
  keep.set(store, arrived.add);
  return store;
}

const keep = new WeakMap<Store, (message: InboundMessage) => void>();

/** One link with what it said. */
export interface OpenedLink {
  readonly link: Link;
  /** Rejects when the link ends instead. */
  readonly opened: Promise<SelfIdentity>;
  readonly closed: Promise<LinkFault>;
}

export async function openLink(account: ChannelAccount, store: Store): Promise<OpenedLink> {
  const opened = Promise.withResolvers<SelfIdentity>();
  const closed = Promise.withResolvers<LinkFault>();
  let ended = false;
  // Tests that expect the end never look at the opening.
  opened.promise.catch(() => undefined);
  const events: LinkEvents = {
    opened: opened.resolve,
    login: () => undefined,
    receipt: () => undefined,
    closed(fault) {
      if (ended) throw new Error('closed twice');
      ended = true;
      opened.reject(new Error(`the link ended: ${fault.message}`));
      closed.resolve(fault);
    },
    async received(messages, cursor) {
      if (ended) throw new Error('received after closed');
      await store.beforeCommit?.(messages, cursor);
      if (cursor !== undefined) store.cursors.set(cursor.name, cursor.value);
      for (const message of messages) keep.get(store)?.(message);
    },
    cursor: (name) => store.cursors.get(name),
  };
  const link = await account.open(events);
  return { link, opened: opened.promise, closed: closed.promise };
}

export const textPart = (account: ChannelAccount, text: string): PlannedPart => {
  const [part] = account.plan({ chat: { chatId: '42' }, text });
  if (part === undefined) throw new Error('no part was planned');
  return part;
};

export const never = new AbortController().signal;
