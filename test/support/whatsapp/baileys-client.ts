import {
  BufferJSON,
  initAuthCreds,
  makeWASocket,
  WA_CERT_DETAILS,
  type AuthenticationState,
  type BaileysEventMap,
  type proto,
  type SignalDataTypeMap,
  type UserFacingSocketConfig,
  type WASocket,
} from '@whiskeysockets/baileys';
import { pino } from 'pino';
import type { WhatsAppServer } from './server.ts';

const GENUINE_ROOT = WA_CERT_DETAILS.PUBLIC_KEY;

/** Credentials and keys in memory, as they would be on a disk: nothing is shared by reference. */
export interface MemoryAuth {
  readonly state: AuthenticationState;
  /** An independent copy, as a backup of the disk would be. */
  snapshot(): MemoryAuth;
}

export function createMemoryAuth(
  creds: AuthenticationState['creds'] = initAuthCreds(),
  stored: ReadonlyMap<string, string> = new Map(),
): MemoryAuth {
  const values = new Map(stored);
  const keys: AuthenticationState['keys'] = {
    get: async <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) => {
      const found: { [id: string]: SignalDataTypeMap[T] } = {};
      for (const id of ids) {
        const text = values.get(`${type}|${id}`);
        if (text !== undefined) found[id] = JSON.parse(text, BufferJSON.reviver) as SignalDataTypeMap[T];
      }
      return found;
    },
    set: async (data) => {
      for (const [type, entries] of Object.entries(data))
        for (const [id, value] of Object.entries(entries))
          if (value === null) values.delete(`${type}|${id}`);
          else values.set(`${type}|${id}`, JSON.stringify(value, BufferJSON.replacer));
    },
  };
  const copyOf = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value, BufferJSON.replacer), BufferJSON.reviver) as T;
  return {
    state: { creds, keys },
    snapshot: () => createMemoryAuth(copyOf(creds), values),
  };
}

/** The real client library, with events to wait for. */
export interface TestClient {
  readonly socket: WASocket;
  next<K extends keyof BaileysEventMap>(
    event: K,
    where?: (value: BaileysEventMap[K]) => boolean,
  ): Promise<BaileysEventMap[K]>;
  opened(): Promise<void>;
  /** The status code the client ends with. */
  closed(): Promise<number>;
  /** The next message from somebody whose text this is, or that satisfies it. */
  message(wanted: string | ((message: proto.IWebMessageInfo) => boolean)): Promise<proto.IWebMessageInfo>;
  end(): Promise<void>;
}

export function connectClient(
  server: { readonly url: string; readonly rootHex?: string },
  auth: MemoryAuth,
  options: Partial<UserFacingSocketConfig> = {},
): TestClient {
  WA_CERT_DETAILS.PUBLIC_KEY =
    server.rootHex === undefined ? GENUINE_ROOT : Buffer.from(server.rootHex, 'hex');
  const socket = makeWASocket({
    waWebSocketUrl: server.url,
    auth: auth.state,
    logger: pino({ level: 'silent' }),
    syncFullHistory: false,
    markOnlineOnConnect: false,
    shouldSyncHistoryMessage: () => false,
    ...options,
  });
  const next: TestClient['next'] = (event, where = () => true) =>
    new Promise((resolve) => {
      const listen = (value: Parameters<typeof where>[0]): void => {
        if (!where(value)) return;
        socket.ev.off(event, listen);
        resolve(value);
      };
      socket.ev.on(event, listen);
    });
  socket.ev.on('creds.update', (update) => Object.assign(auth.state.creds, update));
  const ended = next('connection.update', ({ connection }) => connection === 'close');
  return {
    socket,
    next,
    opened: async () => void (await next('connection.update', ({ connection }) => connection === 'open')),
    closed: async () => statusOf((await ended).lastDisconnect?.error),
    async message(wanted) {
      const fits = typeof wanted === 'string' ? (m: proto.IWebMessageInfo) => textOf(m) === wanted : wanted;
      const { messages } = await next('messages.upsert', (event) => event.messages.some(fits));
      const found = messages.find(fits);
      if (!found) throw new Error('the message went away');
      return found;
    },
    end: async () => {
      socket.end(undefined);
      await ended;
    },
  };
}

export const textOf = ({
  message,
}: {
  readonly message?: proto.IMessage | null | undefined;
}): string | undefined => message?.conversation ?? message?.extendedTextMessage?.text ?? undefined;

function statusOf(error: unknown): number {
  const { output } = (error ?? {}) as { readonly output?: { readonly statusCode?: number } };
  return output?.statusCode ?? 0;
}

/** Links a new device by QR code and comes back with its credentials, disconnected. */
export async function linkDevice(server: WhatsAppServer, phone: string): Promise<MemoryAuth> {
  const auth = createMemoryAuth();
  const client = connectClient(server, auth);
  const { qr } = await client.next('connection.update', (update) => update.qr !== undefined);
  server.person(phone).scanQr(qr ?? '');
  await client.closed();
  return auth;
}
