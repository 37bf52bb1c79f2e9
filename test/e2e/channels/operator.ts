import { connectPeer, type Frame } from '../../support/ws-peer.ts';
import { TOKEN, type GatewayProcess } from '../../support/gateway-process.ts';
import type {
  AccountSnapshot,
  ChannelLoginEvent,
  ChannelsStatusResult,
} from '../../../src/protocol/generated/types.ts';

/** A client of the gateway that may do everything. */
export interface Operator {
  /** @throws RefusedCall */
  call<T>(method: string, params?: object): Promise<T>;
  status(channel: string, accountId?: string): Promise<AccountSnapshot>;
  /** Asks for the status until it fits. */
  until(
    channel: string,
    fits: (account: AccountSnapshot) => boolean,
    accountId?: string,
  ): Promise<AccountSnapshot>;
  /** The steps of logins so far, as the event told them. */
  logins(): readonly ChannelLoginEvent[];
  /** The first event of this name that fits, arrived already or still to come. */
  event<T>(name: string, fits: (payload: T) => boolean): Promise<T>;
  /** Resolves when the connection has ended, whoever ended it. */
  closed(): Promise<unknown>;
  close(): Promise<void>;
}

export class RefusedCall extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = 'RefusedCall';
    this.code = code;
  }
}

const DEFAULT = 'default';

export async function openOperator(gateway: GatewayProcess): Promise<Operator> {
  const peer = await connectPeer(gateway.url, {
    token: TOKEN,
    role: 'operator',
    scopes: ['operator.admin', 'operator.pairing', 'operator.read', 'operator.write'],
  });
  const eventsOf = <T>(name: string): T[] =>
    peer.received.filter(({ event }) => event === name).map(({ payload }) => payload as T);

  const call = async <T>(method: string, params: object = {}): Promise<T> => {
    const { ok, payload, error } = (await peer.call(method, params)) as Frame & {
      readonly error?: { readonly code: string; readonly message: string };
    };
    if (ok !== true) throw new RefusedCall(error?.code ?? '', error?.message ?? '');
    return payload as T;
  };
  const status: Operator['status'] = async (channel, accountId = DEFAULT) => {
    const { channelAccounts } = await call<ChannelsStatusResult>('channels.status');
    const found = channelAccounts[channel]?.find((account) => account.accountId === accountId);
    if (found === undefined) throw new Error(`${channel} has no account ${accountId}`);
    return found;
  };

  return {
    call,
    status,
    async until(channel, fits, accountId) {
      for (;;) {
        const account = await status(channel, accountId);
        if (fits(account)) return account;
      }
    },
    logins: () => eventsOf<ChannelLoginEvent>('channel.login'),
    event: async <T>(name: string, fits: (payload: T) => boolean) => {
      const frame = await peer.frame(({ event, payload }) => event === name && fits(payload as T));
      return frame['payload'] as T;
    },
    closed: () => peer.closed,
    async close() {
      peer.ws.close();
      await peer.closed;
    },
  };
}
