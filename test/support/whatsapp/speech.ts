import { randomBytes } from 'node:crypto';
import type { proto } from '@whiskeysockets/baileys';
import { deliver, remindOfPreKeys, spokenKey } from './delivery.ts';
import { el, seconds, type Node } from './nodes.ts';
import {
  distributeSenderKey,
  openSession,
  seal,
  sealForGroup,
  takeBundle,
  type Bundle,
  type Sealed,
} from './sealing.ts';
import type { Device, Group, Person, World } from './world.ts';

export type Said = string | proto.IMessage;

export interface SayOptions {
  /** Message id; made up when absent. */
  readonly id?: string;
  /** Epoch seconds; now when absent. */
  readonly at?: number;
  /** Damages this ciphertext only, so that its check fails. */
  readonly damage?: 'none' | 'mac';
  /** Only this device of the receiver gets it; else every one. */
  readonly device?: number;
}

export const messageId = (): string => `3EB0${randomBytes(8).toString('hex').toUpperCase()}`;

const asMessage = (said: Said): proto.IMessage => (typeof said === 'string' ? { conversation: said } : said);

/** A person's phone writes to somebody's number; every linked device of that number gets its own ciphertext. */
export async function sayTo(
  world: World,
  from: Person,
  to: Person,
  said: Said,
  options: SayOptions = {},
): Promise<string> {
  const id = options.id ?? messageId();
  const message = asMessage(said);
  const attrs = { ...senderAttrs(from), ...commonAttrs(from, message, id, options) };
  await from.lane.run(async () => {
    for (const device of devicesOf(to, options)) {
      const sealed = await seal(from, to, device, message);
      send(world, { from, to: device, message, attrs }, [enc(sealed, message, damageFor(to, options))]);
    }
  });
  return id;
}

/** The owner of an account writes from the phone: linked devices get a copy. */
export async function sayAsOwner(
  world: World,
  owner: Person,
  chat: string,
  said: Said,
  options: SayOptions = {},
): Promise<string> {
  const id = options.id ?? messageId();
  const message: proto.IMessage = {
    deviceSentMessage: { destinationJid: chat, message: asMessage(said) },
  };
  const attrs = {
    ...senderAttrs(owner),
    ...commonAttrs(owner, asMessage(said), id, options),
    recipient: chat,
  };
  await owner.lane.run(async () => {
    for (const device of devicesOf(owner, options)) {
      const sealed = await seal(owner, owner, device, message);
      send(world, { from: owner, to: device, message, attrs }, [
        enc(sealed, message, damageFor(owner, options)),
      ]);
    }
  });
  return id;
}

/** A person's phone writes into a group; every linked device of every member hears it. */
export async function sayInGroup(
  world: World,
  from: Person,
  group: Group,
  said: Said,
  options: SayOptions = {},
): Promise<string> {
  const id = options.id ?? messageId();
  const message = asMessage(said);
  const attrs = { ...groupAttrs(from, group), ...commonAttrs(from, message, id, options) };
  await from.lane.run(async () => {
    const introduced = group.introduced.get(from) ?? new WeakSet();
    group.introduced.set(from, introduced);
    const distribution = await distributeSenderKey(from, group.jid);
    const sealed = await sealForGroup(from, group.jid, message);
    for (const member of group.members) {
      for (const device of devicesOf(member, options)) {
        const content: Node[] = [];
        if (!introduced.has(device)) {
          content.push(enc(await seal(from, member, device, distribution), distribution, 'none'));
          introduced.add(device);
        }
        content.push(enc(sealed, message, damageFor(member, options)));
        send(world, { from, to: device, message, attrs }, content);
      }
    }
  });
  return id;
}

/** Says the same once more to a device that could not decrypt it, on a new session. */
export async function sayAgain(
  world: World,
  device: Device,
  id: string,
  bundle: Bundle | undefined,
): Promise<void> {
  const spoken = world.spoken.get(spokenKey(device, id));
  if (!spoken) return;
  const { from, message, attrs } = spoken;
  const owner = world.people.get(device.phone);
  if (!owner) return;
  await from.lane.run(async () => {
    await openSession(from, owner, device, bundle ?? takeBundle(device));
    const group = world.groups.get(attrs['from'] ?? '');
    const again = group ? { ...message, ...(await distributeSenderKey(from, group.jid)) } : message;
    const sealed = await seal(from, owner, device, again);
    send(world, spoken, [enc(sealed, message, owner.conduct.damage)]);
  });
}

const devicesOf = (person: Person, options: SayOptions): readonly Device[] =>
  [...person.devices.values()].filter(
    (device) => options.device === undefined || device.number === options.device,
  );

const damageFor = (to: Person, options: SayOptions): 'none' | 'mac' => options.damage ?? to.conduct.damage;

function send(
  world: World,
  spoken: { from: Person; to: Device; message: proto.IMessage; attrs: Readonly<Record<string, string>> },
  content: Node[],
): void {
  const { to, attrs } = spoken;
  world.spoken.set(spokenKey(to, attrs['id'] ?? ''), spoken);
  deliver(world, to, 'message', el('message', attrs, content));
  remindOfPreKeys(world, to);
}

const senderAttrs = (from: Person): Record<string, string> =>
  from.addressing === 'lid'
    ? { from: from.lidJid, sender_pn: from.jid }
    : { from: from.jid, sender_lid: from.lidJid };

const groupAttrs = (from: Person, group: Group): Record<string, string> =>
  group.addressing === 'lid'
    ? { from: group.jid, participant: from.lidJid, participant_pn: from.jid, addressing_mode: 'lid' }
    : { from: group.jid, participant: from.jid, participant_lid: from.lidJid, addressing_mode: 'pn' };

function commonAttrs(
  from: Person,
  message: proto.IMessage,
  id: string,
  options: SayOptions,
): Record<string, string> {
  return { id, t: String(options.at ?? seconds()), type: stanzaType(message), notify: from.name };
}

function stanzaType(message: proto.IMessage): string {
  if (message.reactionMessage) return 'reaction';
  if (message.pollCreationMessage || message.pollUpdateMessage) return 'poll';
  return mediaType(message) ? 'media' : 'text';
}

function mediaType(message: proto.IMessage): string | undefined {
  if (message.imageMessage) return 'image';
  if (message.videoMessage) return message.videoMessage.gifPlayback ? 'gif' : 'video';
  if (message.audioMessage) return message.audioMessage.ptt ? 'ptt' : 'audio';
  if (message.documentMessage) return 'document';
  return message.stickerMessage ? 'sticker' : undefined;
}

function enc(sealed: Sealed, message: proto.IMessage, damage: 'none' | 'mac'): Node {
  const body = Buffer.from(sealed.body);
  // The last bytes are the check of a pairwise message and the signature of a group message.
  if (damage === 'mac') body.writeUInt8(body.readUInt8(body.length - 1) ^ 0xff, body.length - 1);
  return el('enc', { v: 2, type: sealed.type, mediatype: mediaType(message) }, body);
}
