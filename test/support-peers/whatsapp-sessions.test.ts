import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateSignalPubKey } from '@whiskeysockets/baileys';
import * as signal from 'libsignal';
import { createSignalStore } from '../support/whatsapp/signal-store.ts';

const PERSON = new signal.ProtocolAddress('person', 0);
const DEVICE = new signal.ProtocolAddress('device', 1);

test('a late message of an older session leaves a person’s newer session usable', async () => {
  const person = createSignalStore();
  const device = createSignalStore();
  const openSession = async (): Promise<void> => {
    const preKey = person.newPreKey();
    await new signal.SessionBuilder(device.storage, PERSON).initOutgoing({
      registrationId: person.registrationId,
      identityKey: generateSignalPubKey(person.identity.public),
      signedPreKey: {
        keyId: person.signedPreKey.keyId,
        publicKey: generateSignalPubKey(person.signedPreKey.pair.public),
        signature: person.signedPreKey.signature,
      },
      preKey: { keyId: preKey.keyId, publicKey: generateSignalPubKey(preKey.pair.public) },
    });
  };
  const fromDevice = (): signal.SessionCipher => new signal.SessionCipher(device.storage, PERSON);
  const fromPerson = (): signal.SessionCipher => new signal.SessionCipher(person.storage, DEVICE);
  const sealed = async (cipher: signal.SessionCipher, text: string): Promise<Buffer> =>
    Buffer.from((await cipher.encrypt(Buffer.from(text))).body, 'binary');

  await openSession();
  await fromPerson().decryptPreKeyWhisperMessage(await sealed(fromDevice(), 'first'));
  await device.decrypt(PERSON, await sealed(fromPerson(), 'answer to the first'));
  const late = await sealed(fromDevice(), 'late');
  await openSession();
  await fromPerson().decryptPreKeyWhisperMessage(await sealed(fromDevice(), 'second'));

  assert.equal(String(await person.decrypt(DEVICE, late)), 'late');
  const answer = await sealed(fromPerson(), 'answer to the second');
  assert.equal(String(await device.decrypt(PERSON, answer)), 'answer to the second');
  await assert.rejects(() => person.decrypt(DEVICE, late), /No matching sessions/);
});
