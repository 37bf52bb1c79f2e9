import type { BinaryNode, WASocket } from '@whiskeysockets/baileys';
import type { Clock } from '../../platform/clock.ts';
import type { LoginRequest } from '../port.ts';
import type { Baileys } from './library.ts';
import type { SentTable } from './session/sent-table.ts';
import type { SessionAuth } from './session/auth-state.ts';
import type { Tap } from './inbound/tap.ts';
import { VERSION } from '../../platform/version.ts';

/** How the device is called in the phone's list. */
const OWN_NAME = ['moltbot', 'cli', VERSION] as const;
/** Together with a pairing code only names of common browsers and systems are accepted. */
const COMMON_NAME = ['Ubuntu', 'Chrome', VERSION] as const;
const POLITE_MS = 1_000;

export interface ConnectionOptions {
  readonly library: Baileys;
  readonly auth: SessionAuth;
  readonly sent: SentTable;
  readonly tap: Tap;
  readonly clock: Clock;
  readonly libraryLog: NonNullable<Parameters<Baileys['makeWASocket']>[0]['logger']>;
  /** A test server; absent for the network. */
  readonly testUrl: string | undefined;
  readonly login: LoginRequest | undefined;
  /** Something inside the library threw, or a promise of its own was rejected. */
  readonly onCrash: (error: unknown) => void;
}

/** The library's socket and the end of it. */
export interface Connection {
  readonly sock: WASocket;
  inTransaction(): boolean;
  /** Closes it, politely for at most a second. Nothing of it runs afterwards. */
  end(): Promise<void>;
  /** Cuts the line at once: nothing that the library still wants to say goes out. */
  cut(): void;
}

interface RawSocket {
  close(): void;
  terminate(): void;
}

export function openConnection(options: ConnectionOptions): Connection {
  const { library, auth, tap } = options;
  const sock = library.makeWASocket({
    ...(options.testUrl === undefined ? {} : { waWebSocketUrl: options.testUrl }),
    auth: auth.state,
    browser: [...(options.login?.method === 'code' ? COMMON_NAME : OWN_NAME)],
    logger: options.libraryLog,
    markOnlineOnConnect: false,
    syncFullHistory: false,
    // With any history wanted, the first connection holds back events for 20 s.
    shouldSyncHistoryMessage: () => false,
    emitOwnEvents: false,
    // Held in the session store instead, where it survives a restart.
    enableRecentMessageCache: true,
    transactionOpts: { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
    getMessage: async (key) => {
      const kept = key.id ? options.sent.resendable(key.id) : undefined;
      return kept === undefined ? undefined : library.proto.Message.decode(kept.message);
    },
    makeSignalRepository: tap.wrap(library.DEFAULT_CONNECTION_CONFIG.makeSignalRepository),
  });
  const raw = rawSocketOf(sock);
  guard(sock, options.onCrash);
  skipAppState(sock, (error) => options.libraryLog.debug({ error }, 'a notification was not acknowledged'));
  sock.ws.on('frame', tap.onFrame);
  const keys = sock.authState.keys;

  const cut = (): void => raw.terminate();
  const closePolitely = raw.close.bind(raw);
  let timer: unknown;
  // The library waits for the other side's goodbye, and tells nobody of the end before that: for 30 s if it never comes.
  raw.close = () => {
    timer ??= options.clock.setTimeout(cut, POLITE_MS);
    closePolitely();
  };
  return {
    sock,
    inTransaction: () => keys.isInTransaction(),
    cut,
    end: async () => {
      try {
        await sock.end(undefined);
      } finally {
        options.clock.clearTimeout(timer);
        // Questions that nobody will answer any more would keep their timers for a minute.
        sock.ws.emit('error', new Error('the link has ended'));
        sock.ws.removeAllListeners();
        // A closing socket may still report an error, which without a listener would end the process.
        sock.ws.on('error', () => {});
      }
    },
  };
}

/**
 * The library does not expose the socket it writes to. Without it a message could not be left unacknowledged, so a
 * version that keeps it elsewhere must not be used.
 */
function rawSocketOf(sock: WASocket): RawSocket {
  const { socket }: { socket?: unknown } = sock.ws as unknown as { socket?: unknown };
  if (typeof socket === 'object' && socket !== null && 'terminate' in socket) return socket as RawSocket;
  throw new Error('this version of the WhatsApp library hides its socket');
}

/** The library's own listeners are async and unguarded: what they throw becomes the end of this link, not of the process. */
function guard(sock: WASocket, onCrash: (error: unknown) => void): void {
  for (const event of sock.ws.eventNames()) {
    const listeners = sock.ws.listeners(event) as ((...values: unknown[]) => unknown)[];
    sock.ws.removeAllListeners(event);
    for (const listener of listeners) sock.ws.on(event, guarded(listener, onCrash));
  }
}

/**
 * Settings, archived chats and the like are synchronised between devices through files; the gateway has no use for them,
 * and the library's download of such a file ends the process when the line breaks. They are acknowledged and left.
 */
function skipAppState(sock: WASocket, onFailure: (error: unknown) => void): void {
  const [handle] = sock.ws.listeners('CB:notification') as ((node: BinaryNode) => void)[];
  if (handle === undefined) return;
  sock.ws.removeAllListeners('CB:notification');
  sock.ws.on('CB:notification', (node: BinaryNode) => {
    if (node.attrs.type !== 'server_sync') return handle(node);
    guarded(() => sock.sendMessageAck(node), onFailure)();
  });
}

/** What `listener` throws, at once or later, goes to `onCrash`. */
export const guarded =
  <Values extends unknown[]>(listener: (...values: Values) => unknown, onCrash: (error: unknown) => void) =>
  (...values: Values): void => {
    try {
      void settled(listener(...values)).catch(onCrash);
    } catch (error) {
      onCrash(error);
    }
  };

const settled = async (result: unknown): Promise<unknown> => result;
