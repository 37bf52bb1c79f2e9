import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as library from '@whiskeysockets/baileys';
import type {
  AuthenticationCreds,
  SignalDataTypeMap,
  SignalKeyStoreWithTransaction,
  SignalRepositoryWithLIDStore,
} from '@whiskeysockets/baileys';
import type { TappedMessage } from '../../../src/channels/whatsapp/inbound/tap.ts';
import type { SessionStore } from '../../../src/channels/whatsapp/session/session-store.ts';
import { createEvidence } from '../../../src/channels/whatsapp/evidence.ts';
import { createTap } from '../../../src/channels/whatsapp/inbound/tap.ts';
import { createLibraryLog, quietLibsignal } from '../../../src/channels/whatsapp/library-log.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { createTestClock } from '../../support/test-clock.ts';

quietLibsignal(console, silentLogger);

const log = createLibraryLog(silentLogger);
const OURS = '15550001111@s.whatsapp.net';
const THEIRS = '15552223333@s.whatsapp.net';

/** A device with its keys in memory, noting every commit. */
function makeDevice() {
  const creds = library.initAuthCreds();
  const held = new Map<string, unknown>();
  const commits: Record<string, Record<string, unknown>>[] = [];
  const keys = library.addTransactionCapability(
    {
      get: async <Type extends keyof SignalDataTypeMap>(type: Type, ids: string[]) =>
        Object.fromEntries(
          ids.flatMap((id) => (held.has(`${type}/${id}`) ? [[id, held.get(`${type}/${id}`)]] : [])),
        ) as {
          [id: string]: SignalDataTypeMap[Type];
        },
      set: async (data) => {
        commits.push(data);
        for (const [type, entries] of Object.entries(data))
          for (const [id, value] of Object.entries(entries)) held.set(`${type}/${id}`, value ?? undefined);
      },
    },
    log,
    { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
  );
  return { creds, held, commits, keys };
}

const publicKey = (bytes: Uint8Array): Uint8Array => library.generateSignalPubKey(bytes);

/** What the network hands out so that others can write to a device first. */
async function bundleOf(creds: AuthenticationCreds, keys: SignalKeyStoreWithTransaction) {
  const preKey = library.Curve.generateKeyPair();
  await keys.set({ 'pre-key': { '7': preKey } });
  return {
    registrationId: creds.registrationId,
    identityKey: publicKey(creds.signedIdentityKey.public),
    signedPreKey: {
      keyId: creds.signedPreKey.keyId,
      publicKey: publicKey(creds.signedPreKey.keyPair.public),
      signature: creds.signedPreKey.signature,
    },
    preKey: { keyId: 7, publicKey: publicKey(preKey.public) },
  };
}

const pad = (message: library.proto.IMessage): Uint8Array => library.encodeWAMessage(message);

async function makeTapped() {
  const ours = makeDevice();
  const theirs = makeDevice();
  const delivered: TappedMessage[] = [];
  const seen = new Set<string>();
  const gate = { deliver: async (_message: TappedMessage): Promise<void> => {} };
  const tap = createTap({
    library,
    store: { inbound: { has: (key: string) => seen.has(key) } } as unknown as SessionStore,
    evidence: createEvidence(createTestClock()),
    log: silentLogger,
    self: () => ({ id: OURS }),
    ready: Promise.resolve(),
    deliver: async (message) => {
      delivered.push(message);
      seen.add(message.key);
      await gate.deliver(message);
    },
  });
  const make = library.DEFAULT_CONNECTION_CONFIG.makeSignalRepository;
  const repository = tap.wrap(make)(ours, log);
  const peer = make(theirs, log);
  await peer.injectE2ESession({ jid: OURS, session: await bundleOf(ours.creds, ours.keys) });
  ours.commits.length = 0;
  /** Says something to us as the peer, and decrypts it as the library would. */
  const hear = async (id: string, message: library.proto.IMessage): Promise<Uint8Array> => {
    const { type, ciphertext } = await peer.encryptMessage({ jid: OURS, data: pad(message) });
    return arrive(tap, repository, id, type, ciphertext);
  };
  return { ours, theirs, peer, tap, repository, delivered, gate, hear };
}

function arrive(
  tap: ReturnType<typeof createTap>,
  repository: SignalRepositoryWithLIDStore,
  id: string,
  type: 'pkmsg' | 'msg',
  ciphertext: Uint8Array,
): Promise<Uint8Array> {
  tap.onFrame({
    tag: 'message',
    attrs: { from: THEIRS, id, t: '1700000000', type: 'text' },
    content: [{ tag: 'enc', attrs: { v: '2', type }, content: ciphertext }],
  });
  return repository.decryptMessage({ jid: THEIRS, type, ciphertext });
}

test('Ratchet, identity, used key and journal of a first message are one commit.', async () => {
  const { ours, hear, delivered } = await makeTapped();
  await hear('M1', { conversation: 'hi' });
  assert.equal(ours.commits.length, 1);
  assert.deepEqual(Object.keys(ours.commits[0] ?? {}).toSorted(), [
    'identity-key',
    'inbound',
    'pre-key',
    'session',
  ]);
  const [entry] = Object.values(ours.commits[0]?.inbound ?? {}) as { entry: string }[];
  assert.deepEqual(JSON.parse(entry?.entry ?? ''), delivered[0]);
});

test('The library gets the plaintext only when the gateway has the message.', async () => {
  const { hear, gate } = await makeTapped();
  const asked = Promise.withResolvers<void>();
  const stored = Promise.withResolvers<void>();
  gate.deliver = async () => {
    asked.resolve();
    await stored.promise;
  };
  let plain: Uint8Array | undefined;
  const hearing = hear('M1', { conversation: 'hi' }).then((bytes) => (plain = bytes));
  await asked.promise;
  assert.equal(plain, undefined);
  stored.resolve();
  await hearing;
  assert.equal(
    library.proto.Message.decode(library.unpadRandomMax16(plain ?? new Uint8Array())).conversation,
    'hi',
  );
});

test('A message that comes again is answered with nothing in it, without touching the ratchet.', async () => {
  const { peer, tap, repository, ours, delivered } = await makeTapped();
  const { type, ciphertext } = await peer.encryptMessage({ jid: OURS, data: pad({ conversation: 'hi' }) });
  await arrive(tap, repository, 'M1', type, ciphertext);
  const commits = ours.commits.length;
  const again = await arrive(tap, repository, 'M1', type, Uint8Array.from(ciphertext));
  assert.equal(library.unpadRandomMax16(again).length, 0);
  assert.equal(ours.commits.length, commits);
  assert.equal(delivered.length, 1);
});

test('What holds nothing for the gateway is noted as decrypted and not delivered.', async () => {
  const { hear, ours, delivered } = await makeTapped();
  await hear('M1', { protocolMessage: { key: { id: 'x' } } });
  assert.equal(delivered.length, 0);
  assert.deepEqual(Object.values(ours.commits[0]?.inbound ?? {}), [{ entry: null }]);
});

test('A step of an outgoing ratchet is committed before the transaction that sends it ends.', async () => {
  const { hear, ours, repository } = await makeTapped();
  await hear('M1', { conversation: 'hi' });
  const before = ours.commits.length;
  await ours.keys.transaction(async () => {
    await repository.encryptMessage({ jid: THEIRS, data: pad({ conversation: 'answer' }) });
    assert.equal(ours.commits.length, before + 1);
  }, OURS);
});

test('A message decrypted while another is being sent to the same person is not undone by it.', async () => {
  const { hear, ours, repository, peer, tap } = await makeTapped();
  await hear('M1', { conversation: 'hi' });
  const inside = Promise.withResolvers<void>();
  const heard = Promise.withResolvers<void>();
  const sending = ours.keys.transaction(async () => {
    await repository.encryptMessage({ jid: THEIRS, data: pad({ conversation: 'one' }) });
    inside.resolve();
    await heard.promise;
  }, OURS);
  await inside.promise;
  const { type, ciphertext } = await peer.encryptMessage({
    jid: OURS,
    data: pad({ conversation: 'meanwhile' }),
  });
  await arrive(tap, repository, 'M2', type, ciphertext);
  heard.resolve();
  await sending;
  // An older ratchet would decrypt it a second time.
  await assert.rejects(arrive(tap, repository, 'M3', type, Uint8Array.from(ciphertext)));
});
