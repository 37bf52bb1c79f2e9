import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InboundMessage, OutboundMessage } from '../../../src/channels/message.ts';
import type {
  ChannelAccount,
  Link,
  LoginRequest,
  LoginStep,
  SelfIdentity,
} from '../../../src/channels/port.ts';
import type { Config } from '../../../src/config/generated/types.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import type { Logger } from '../../../src/platform/logger.ts';
import type { LinkFault } from '../../../src/protocol/link-faults.ts';
import type { PersonHandle } from '../../support/whatsapp/person.ts';
import { createWhatsAppAccount } from '../../../src/channels/whatsapp/account.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { createEnv } from '../../../src/platform/env.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { resolvePaths } from '../../../src/platform/paths.ts';
import { systemRandom } from '../../../src/platform/random.ts';

export const tempDir = (): { readonly path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), 'moltbot-wa-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

export interface AccountRigOptions {
  readonly home: string;
  readonly url?: string;
  readonly config?: Config;
  readonly clock?: Clock;
  readonly log?: Logger;
  readonly accountId?: string;
}

export function makeAccount(options: AccountRigOptions): ChannelAccount {
  const env = createEnv(options.url === undefined ? {} : { CLAWDBOT_WHATSAPP_TEST_URL: options.url });
  return createWhatsAppAccount({
    accountId: options.accountId ?? 'default',
    config: () => options.config ?? {},
    env,
    paths: resolvePaths({ env, profile: 'default', home: options.home }),
    clock: options.clock ?? systemClock,
    random: systemRandom,
    log: options.log ?? silentLogger,
  });
}

type Happening =
  | { readonly what: 'opened'; readonly self: SelfIdentity }
  | { readonly what: 'login'; readonly step: LoginStep }
  | { readonly what: 'closed'; readonly fault: LinkFault }
  | { readonly what: 'received'; readonly message: InboundMessage }
  | {
      readonly what: 'receipt';
      readonly messageId: string;
      readonly chatId: string;
      readonly status: string;
    };

export interface OpenLink {
  readonly link: Link;
  readonly happened: readonly Happening[];
  readonly messages: readonly InboundMessage[];
  opened(): Promise<SelfIdentity>;
  closed(): Promise<LinkFault>;
  login(): Promise<LoginStep>;
  message(where: (message: InboundMessage) => boolean): Promise<InboundMessage>;
  receipt(messageId: string, status: string): Promise<void>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly login?: LoginRequest;
  /** Called before a message counts as received; a rejection refuses it. */
  readonly store?: (messages: readonly InboundMessage[]) => Promise<void>;
}

/** Opens a link and keeps what it tells. */
export async function openLink(account: ChannelAccount, options: OpenOptions = {}): Promise<OpenLink> {
  const happened: Happening[] = [];
  const waiters = new Set<() => void>();
  const tell = (happening: Happening): void => {
    happened.push(happening);
    for (const waiter of waiters) waiter();
  };
  const first = <Found>(find: (happening: Happening) => Found | undefined): Promise<Found> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        for (const happening of happened) {
          const found = find(happening);
          if (found === undefined) continue;
          waiters.delete(look);
          return resolve(found);
        }
        const end = happened.find((happening) => happening.what === 'closed');
        if (end === undefined) return undefined;
        waiters.delete(look);
        return reject(new Error(`the link closed first: ${JSON.stringify(end)}`));
      };
      waiters.add(look);
      look();
    });
  const link = await account.open(
    {
      opened: (self) => tell({ what: 'opened', self }),
      login: (step) => tell({ what: 'login', step }),
      closed: (fault) => tell({ what: 'closed', fault }),
      received: async (messages) => {
        await options.store?.(messages);
        for (const message of messages) tell({ what: 'received', message });
      },
      cursor: () => undefined,
      receipt: ({ messageId, chatId, status }) => tell({ what: 'receipt', messageId, chatId, status }),
    },
    options.login,
  );
  const closed = (): Promise<LinkFault> =>
    first((happening) => (happening.what === 'closed' ? happening.fault : undefined));
  return {
    link,
    happened,
    get messages() {
      return happened.flatMap((happening) => (happening.what === 'received' ? [happening.message] : []));
    },
    opened: () => first((happening) => (happening.what === 'opened' ? happening.self : undefined)),
    closed,
    login: () => first((happening) => (happening.what === 'login' ? happening.step : undefined)),
    message: (where) =>
      first((happening) =>
        happening.what === 'received' && where(happening.message) ? happening.message : undefined,
      ),
    receipt: async (messageId, status) => {
      await first((happening) =>
        happening.what === 'receipt' && happening.messageId === messageId && happening.status === status
          ? true
          : undefined,
      );
    },
    close: async () => {
      await link.close();
      await closed();
    },
  };
}

/** Links the account by QR, as a person with a phone does, and returns the open link after the restart. */
export async function linkByQr(account: ChannelAccount, owner: PersonHandle): Promise<OpenLink> {
  const first = await openLink(account, { login: { method: 'qr' } });
  const step = await first.login();
  if (step.step !== 'qr') throw new Error('not a QR step');
  owner.scanQr(step.qr);
  const fault = await first.closed();
  if (fault.kind !== 'restart') throw new Error(`the login ended with ${JSON.stringify(fault)}`);
  const open = await openLink(account);
  await open.opened();
  return open;
}

/** Plans a message and delivers all its parts. */
export async function say(account: ChannelAccount, link: Link, message: OutboundMessage): Promise<string[]> {
  const ids: string[] = [];
  for (const part of account.plan(message)) {
    const receipt = await link.deliver(message.chat, part, new AbortController().signal);
    ids.push(receipt.messageId);
  }
  return ids;
}
