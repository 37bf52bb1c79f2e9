import type {
  AuthenticationCreds,
  AuthenticationState,
  SignalDataSet,
  SignalDataTypeMap,
} from '@whiskeysockets/baileys';
import type { Clock } from '../../../platform/clock.ts';
import type { Baileys } from '../library.ts';
import type { KeyChanges, SessionStore } from './session-store.ts';
import { decodeJson, encodeJson } from './buffer-json.ts';

/** The pretended key type by which the journal of decrypted messages enters the transaction of their ratchets. */
export const JOURNAL = 'inbound';

/** Journal entries as values of the pretended key type. */
export interface JournalValue {
  readonly entry: string | null;
}

const FLUSH_MS = 500;

export interface SessionAuth {
  readonly state: AuthenticationState;
  /**
   * The credentials have changed. Within a key transaction they are committed together with its keys, so that neither is
   * ever ahead of the other; otherwise at once.
   */
  credsChanged(place: 'inTransaction' | 'alone'): void;
  /** Commits what is still waiting and stops. */
  finish(): void;
}

export interface SessionAuthOptions {
  readonly store: SessionStore;
  readonly epoch: number;
  readonly creds: AuthenticationCreds;
  readonly proto: Baileys['proto'];
  readonly clock: Clock;
  /** The store could not commit: the link must end, nothing may be acknowledged. */
  readonly onFailure: (error: unknown) => void;
}

export function createSessionAuth(options: SessionAuthOptions): SessionAuth {
  const { store, epoch, creds, clock } = options;
  let dirty = false;
  let finished = false;
  let timer: unknown;

  const commit = (data: SignalDataSet): void => {
    const { [JOURNAL]: journal, ...keys } = data as KeyChanges;
    const inbound = Object.entries(journal ?? {}).map(([key, value]) => ({
      key,
      entry: (value as JournalValue).entry,
    }));
    try {
      store.commit(epoch, { keys, inbound, ...(dirty ? { creds } : {}) });
    } catch (error) {
      options.onFailure(error);
      throw error;
    }
    dirty = false;
    clock.clearTimeout(timer);
  };

  const flush = (): void => {
    if (dirty && !finished) commit({});
  };

  return {
    state: {
      creds,
      keys: {
        get: async <Type extends keyof SignalDataTypeMap>(type: Type, ids: string[]) => {
          const found = finished ? {} : store.keys(epoch, type, ids);
          for (const [id, value] of Object.entries(found)) {
            if (type === 'app-state-sync-key')
              found[id] = options.proto.Message.AppStateSyncKeyData.fromObject(value as object);
            if (type === 'sender-key' && value instanceof Uint8Array) found[id] = readableSenderKey(value);
          }
          return found as { [id: string]: SignalDataTypeMap[Type] };
        },
        set: async (data) => {
          // The library writes an index after its end; nothing of it is needed.
          if (!finished) commit(data);
        },
      },
    },
    credsChanged: (place) => {
      if (finished) return;
      dirty = true;
      if (place === 'alone') {
        flush();
        return;
      }
      // A transaction that fails commits nothing; the change must not wait for the next one for ever.
      clock.clearTimeout(timer);
      timer = clock.setTimeout(flush, FLUSH_MS);
    },
    finish: () => {
      flush();
      finished = true;
      clock.clearTimeout(timer);
    },
  };
}

/**
 * The library writes the keys of group messages it has skipped in a form it cannot read back, so that one that arrives
 * late would never be decrypted. Here they get the form that it reads.
 */
export function readableSenderKey(record: Uint8Array): Uint8Array {
  return Buffer.from(encodeJson(decodeJson(Buffer.from(record).toString('utf8'))));
}
