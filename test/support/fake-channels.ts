import type { ChannelsPort, OutboxPort, PairingPort, Ports } from '../../src/api/ports.ts';
import { findChannelName } from '../../src/channels/names.ts';
import type { OutboxEntry, PairingRequest } from '../../src/protocol/generated/types.ts';

export const OUTBOX_ENTRY: OutboxEntry = {
  id: 3,
  key: 'k1',
  channel: 'telegram',
  accountId: 'default',
  to: '42',
  state: 'dead',
  attempts: 5,
  createdAt: 1_000,
  expiresAt: 3_601_000,
  preview: 'Good morning',
  error: 'chat not found',
  messageIds: ['11'],
  parts: { total: 2, sent: 1 },
};

export const PAIRING_REQUEST: PairingRequest = {
  channel: 'telegram',
  accountId: 'default',
  id: '777',
  code: 'ABCDEFGH',
  createdAt: 1_000,
  lastSeenAt: 2_000,
  expiresAt: 3_601_000,
  meta: { username: 'ada' },
};

type Noted = <A extends unknown[], R>(name: string, answer: (...args: A) => R) => (...args: A) => R;

/** Channels that take everything: each answer echoes what was asked, `asked` of the ports holds the rest. */
export function createFakeChannels(noted: Noted): Pick<Ports, 'channels' | 'pairing' | 'outbox'> {
  const route = (params: { readonly channel?: string; readonly accountId?: string }) => ({
    channel: params.channel ?? 'whatsapp',
    accountId: params.accountId ?? 'default',
  });
  const sent = (params: { readonly idempotencyKey: string; readonly channel?: string }) => ({
    runId: params.idempotencyKey,
    messageId: 'm1',
    channel: params.channel ?? 'whatsapp',
  });
  const channels: ChannelsPort = {
    canonicalId: (channel) => findChannelName(channel)?.id,
    status: noted('status', () =>
      Promise.resolve({
        ts: 1,
        channelOrder: [],
        channelLabels: {},
        channels: {},
        channelAccounts: {},
        channelDefaultAccountId: {},
      }),
    ),
    send: noted('send', (params) =>
      Promise.resolve({ ...sent(params), state: 'sent' as const, outboxId: 3 }),
    ),
    poll: noted('poll', (params) => Promise.resolve({ ...sent(params), pollId: 'p1' })),
    react: noted('react', (params) => Promise.resolve({ ...sent(params), messageId: params.messageId })),
    logout: noted('logout', (target) =>
      Promise.resolve({ ...route(target), cleared: true, loggedOut: true }),
    ),
    start: noted('start', (target) => Promise.resolve({ ...route(target), state: 'connecting' })),
    stop: noted('stop', (target) => Promise.resolve({ ...route(target), state: 'stopped' })),
    loginStart: noted('loginStart', () =>
      Promise.resolve({ message: 'Scan this code', qr: 'raw-qr', expiresAt: 9 }),
    ),
    loginWait: noted('loginWait', () => Promise.resolve({ connected: true, message: 'linked' })),
  };
  const pairing: PairingPort = {
    list: noted('pairing.list', () => ({ requests: [PAIRING_REQUEST] })),
    approve: noted('pairing.approve', ({ channel, code }) => {
      const known = code === PAIRING_REQUEST.code;
      return Promise.resolve(known ? { channel, accountId: 'default', id: '777', entry: '777' } : undefined);
    }),
    reject: noted('pairing.reject', ({ channel, code }) => {
      const known = code === PAIRING_REQUEST.code;
      return Promise.resolve(known ? { channel, accountId: 'default', id: '777' } : undefined);
    }),
  };
  const known = (id: number): Promise<OutboxEntry | undefined> =>
    Promise.resolve(id === OUTBOX_ENTRY.id ? OUTBOX_ENTRY : undefined);
  const outbox: OutboxPort = {
    list: noted('outbox.list', () => ({
      counts: { accepted: 0, sending: 1, sent: 9, unknown: 0, dead: 1 },
      entries: [OUTBOX_ENTRY],
    })),
    retry: noted('outbox.retry', known),
    drop: noted('outbox.drop', known),
  };
  return { channels, pairing, outbox };
}
