import { randomBytes } from 'node:crypto';
import { Curve, generateSignalPubKey, type KeyPair } from '@whiskeysockets/baileys';
import { SenderKeyRecord, type SenderKeyName } from '@whiskeysockets/baileys/lib/Signal/Group/index.js';
import * as signal from 'libsignal';

interface SignalKeyPair {
  readonly privKey: Buffer;
  readonly pubKey: Buffer;
}

const forSignal = (pair: KeyPair): SignalKeyPair => ({
  privKey: Buffer.from(pair.private),
  pubKey: Buffer.from(generateSignalPubKey(pair.public)),
});

/** The Signal identity, keys and sessions of one phone. Kept in memory as long as the server lives. */
export interface SignalStore {
  readonly identity: KeyPair;
  readonly registrationId: number;
  readonly signedPreKey: { readonly keyId: number; readonly pair: KeyPair; readonly signature: Uint8Array };
  /** What libsignal reads and writes. */
  readonly storage: signal.SignalStorage & {
    loadSenderKey(name: SenderKeyName): Promise<SenderKeyRecord>;
    storeSenderKey(name: SenderKeyName, record: SenderKeyRecord): Promise<void>;
  };
  /** A message of a session that exists. @throws Error when it belongs to none of them */
  decrypt(address: signal.ProtocolAddress, body: Uint8Array): Promise<Buffer>;
  newPreKey(): { readonly keyId: number; readonly pair: KeyPair };
  hasOpenSession(address: signal.ProtocolAddress): boolean;
  /** As after a reinstall of the phone's app: nothing said before can be decrypted any more. */
  forgetSessions(): void;
}

interface Session {
  readonly indexInfo: { used: number };
}

/** Moves every time of use before 1970 and keeps their order: the session that fits is the only one used since. */
const LONG_AGO = 1e15;

/**
 * The library steps the ratchet of every session on which it tries a message, and keeps all of them once one fits. A phone
 * tries on copies, so what was tried in vain is put back.
 */
const sessionsOf = (record: signal.SessionRecord | null): Record<string, Session> =>
  (record as unknown as { readonly sessions: Record<string, Session> } | null)?.sessions ?? {};

export function createSignalStore(): SignalStore {
  const identity = Curve.generateKeyPair();
  const registrationId = 1 + (randomBytes(2).readUInt16BE() & 0x3fff);
  const pair = Curve.generateKeyPair();
  const signature = Curve.sign(identity.private, generateSignalPubKey(pair.public));
  // Sessions are kept serialized, so that a message that cannot be decrypted leaves no trace in them.
  const sessions = new Map<string, Uint8Array>();
  const preKeys = new Map<number, KeyPair>();
  const senderKeys = new Map<string, SenderKeyRecord>();
  let nextPreKey = 1;

  const load = (address: string): signal.SessionRecord | null => {
    const session = sessions.get(address);
    return session ? signal.SessionRecord.deserialize(session) : null;
  };
  const storage: SignalStore['storage'] = {
    loadSession: async (address) => load(address),
    storeSession: async (address, record) => void sessions.set(address, record.serialize()),
    isTrustedIdentity: () => true,
    loadPreKey: async (id) => {
      const found = preKeys.get(Number(id));
      return found && forSignal(found);
    },
    removePreKey: (id) => void preKeys.delete(id),
    loadSignedPreKey: () => forSignal(pair),
    getOurRegistrationId: () => registrationId,
    getOurIdentity: () => forSignal(identity),
    loadSenderKey: async (name) => {
      const known = senderKeys.get(name.toString());
      if (known) return known;
      const fresh = new SenderKeyRecord();
      senderKeys.set(name.toString(), fresh);
      return fresh;
    },
    storeSenderKey: async (name, record) => void senderKeys.set(name.toString(), record),
  };
  return {
    identity,
    registrationId,
    signedPreKey: { keyId: 1, pair, signature },
    storage,
    async decrypt(address, body) {
      const before = sessionsOf(load(address.toString()));
      const marked = load(address.toString());
      for (const { indexInfo } of Object.values(sessionsOf(marked))) indexInfo.used -= LONG_AGO;
      const cipher = new signal.SessionCipher(
        {
          ...storage,
          loadSession: async () => marked,
          storeSession: async (name, stepped) => {
            const after = sessionsOf(stepped);
            for (const [key, { indexInfo }] of Object.entries(after))
              if (indexInfo.used < 0 && before[key] !== undefined) after[key] = before[key];
            await storage.storeSession(name, stepped);
          },
        },
        address,
      );
      return cipher.decryptWhisperMessage(body);
    },
    newPreKey() {
      const made = { keyId: nextPreKey++, pair: Curve.generateKeyPair() };
      preKeys.set(made.keyId, made.pair);
      return made;
    },
    hasOpenSession: (address) => load(address.toString())?.haveOpenSession() ?? false,
    forgetSessions() {
      sessions.clear();
      senderKeys.clear();
    },
  };
}
