import { randomBytes } from 'node:crypto';
import { generateSignalPubKey, proto, unpadRandomMax16 } from '@whiskeysockets/baileys';
import {
  GroupCipher,
  GroupSessionBuilder,
  SenderKeyDistributionMessage,
  SenderKeyName,
} from '@whiskeysockets/baileys/lib/Signal/Group/index.js';
import * as signal from 'libsignal';
import { child, bytesOf, uintOf, type Node } from './nodes.ts';
import type { Device, Person, PublicKeyPart } from './world.ts';

export type EncType = 'pkmsg' | 'msg' | 'skmsg';

export interface Sealed {
  readonly type: EncType;
  readonly body: Buffer;
}

/** Public keys from which a session with a device can be opened. */
export interface Bundle {
  readonly registrationId: number;
  readonly identity: Uint8Array;
  readonly signedPreKey: PublicKeyPart & { readonly signature: Uint8Array };
  readonly preKey?: PublicKeyPart;
}

const SIGNAL_PREKEY_TYPE = 3;
const MAX_PADDING = 16;

/** How a person's Signal store names a device of somebody; device 0 is the phone. */
export const addressOf = (owner: Person, device: number): signal.ProtocolAddress =>
  new signal.ProtocolAddress(owner.lid, device);

function pad(plain: Uint8Array): Buffer {
  const length = 1 + ((randomBytes(1)[0] ?? 0) % MAX_PADDING);
  return Buffer.concat([plain, Buffer.alloc(length, length)]);
}

const encode = (message: proto.IMessage): Buffer => pad(proto.Message.encode(message).finish());
const decode = (plain: Uint8Array): proto.Message => proto.Message.decode(unpadRandomMax16(plain));

/** Takes one of the device's pre-keys off the server, as a real sender would. */
export function takeBundle(device: Device): Bundle {
  const preKey = device.preKeys.shift();
  return {
    registrationId: device.registrationId,
    identity: device.identity,
    signedPreKey: device.signedPreKey,
    ...(preKey && { preKey }),
  };
}

/** The keys a device sent along with a retry receipt; undefined without. */
export function bundleOf(receipt: Node): Bundle | undefined {
  const keys = child(receipt, 'keys');
  if (!keys) return undefined;
  const part = (node: Node | undefined): PublicKeyPart => ({
    keyId: uintOf(bytesOf(node, 'id')),
    key: bytesOf(node, 'value'),
  });
  const signed = child(keys, 'skey');
  const once = child(keys, 'key');
  return {
    registrationId: uintOf(bytesOf(receipt, 'registration')),
    identity: bytesOf(keys, 'identity'),
    signedPreKey: { ...part(signed), signature: bytesOf(signed, 'signature') },
    ...(once && { preKey: part(once) }),
  };
}

/** Opens a new session of a person with a device. */
export async function openSession(
  from: Person,
  owner: Person,
  device: Device,
  bundle: Bundle,
): Promise<void> {
  const { preKey } = bundle;
  const keys = {
    registrationId: bundle.registrationId,
    identityKey: generateSignalPubKey(bundle.identity),
    signedPreKey: {
      keyId: bundle.signedPreKey.keyId,
      publicKey: generateSignalPubKey(bundle.signedPreKey.key),
      signature: bundle.signedPreKey.signature,
    },
    ...(preKey && { preKey: { keyId: preKey.keyId, publicKey: generateSignalPubKey(preKey.key) } }),
  };
  const builder = new signal.SessionBuilder(from.keys.storage, addressOf(owner, device.number));
  // A device that has run out of one-time keys is reached by its signed one; the declared type forgets that.
  await builder.initOutgoing(keys as Parameters<typeof builder.initOutgoing>[0]);
}

/** Encrypts for one device, opening a session first where there is none. */
export async function seal(
  from: Person,
  owner: Person,
  device: Device,
  message: proto.IMessage,
): Promise<Sealed> {
  const address = addressOf(owner, device.number);
  if (!from.keys.hasOpenSession(address)) await openSession(from, owner, device, takeBundle(device));
  const { type, body } = await new signal.SessionCipher(from.keys.storage, address).encrypt(encode(message));
  return { type: type === SIGNAL_PREKEY_TYPE ? 'pkmsg' : 'msg', body: Buffer.from(body, 'binary') };
}

/** @throws Error when this person cannot decrypt it */
export async function unseal(
  reader: Person,
  writer: Person,
  device: number,
  enc: Node,
): Promise<proto.Message> {
  const address = addressOf(writer, device);
  const body = bytesOf(enc);
  const plain =
    enc.attrs['type'] === 'pkmsg'
      ? await new signal.SessionCipher(reader.keys.storage, address).decryptPreKeyWhisperMessage(body)
      : await reader.keys.decrypt(address, body);
  return decode(plain);
}

const senderKeyName = (group: string, writer: Person, device: number): SenderKeyName =>
  new SenderKeyName(group, addressOf(writer, device));

/** What a person hands to a device so that it can read what the person says in the group. */
export async function distributeSenderKey(from: Person, group: string): Promise<proto.IMessage> {
  const made = await new GroupSessionBuilder(from.keys.storage).create(senderKeyName(group, from, 0));
  return {
    senderKeyDistributionMessage: {
      groupId: group,
      axolotlSenderKeyDistributionMessage: made.serialize(),
    },
  };
}

export async function acceptSenderKey(
  reader: Person,
  writer: Person,
  device: number,
  message: proto.IMessage,
): Promise<void> {
  const given = message.senderKeyDistributionMessage;
  if (!given?.groupId || !given.axolotlSenderKeyDistributionMessage) return;
  const parsed = new SenderKeyDistributionMessage(
    null,
    null,
    null,
    null,
    given.axolotlSenderKeyDistributionMessage,
  );
  const name = senderKeyName(given.groupId, writer, device);
  await new GroupSessionBuilder(reader.keys.storage).process(name, parsed);
}

export async function sealForGroup(from: Person, group: string, message: proto.IMessage): Promise<Sealed> {
  const cipher = new GroupCipher(from.keys.storage, senderKeyName(group, from, 0));
  return { type: 'skmsg', body: Buffer.from(await cipher.encrypt(encode(message))) };
}

/** @throws Error when this person cannot decrypt it */
export async function unsealFromGroup(
  reader: Person,
  writer: Person,
  device: number,
  group: string,
  enc: Node,
): Promise<proto.Message> {
  const cipher = new GroupCipher(reader.keys.storage, senderKeyName(group, writer, device));
  return decode(await cipher.decrypt(bytesOf(enc)));
}
