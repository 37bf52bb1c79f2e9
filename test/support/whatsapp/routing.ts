import type { proto } from '@whiskeysockets/baileys';
import { deliver, spokenKey } from './delivery.ts';
import type { Copy, SentMessage } from './facts.ts';
import { child, children, el, seconds, type Node } from './nodes.ts';
import { groupAt, whoIs, type Address } from './people.ts';
import { answerFor, askAgain } from './receipts.ts';
import { acceptSenderKey, unseal, unsealFromGroup } from './sealing.ts';
import type { Device, Group, Person, Wire, World } from './world.ts';

/** A message of a device: refused, lost, or given to everybody it was written for, then acknowledged. */
export async function routeMessage(world: World, wire: Wire, node: Node): Promise<void> {
  const { device } = wire;
  const author = device && world.people.get(device.phone);
  if (!device || !author) throw new Error('a message from a client that has not logged in');
  const { acks } = author.conduct;
  if (acks === 'lose') return;
  const id = node.attrs['id'] ?? '';
  const group = groupAt(world, node.attrs['to']);
  const addressee = whoIs(world, node.attrs['recipient'] ?? node.attrs['to']);
  const chat = group?.jid ?? addressee?.person.jid ?? node.attrs['to'] ?? '';
  const repeat = countTimes(world, `${device.phone}:${device.number}|${chat}|${id}`);
  // Reading it may lead to new wishes; those are for the next time.
  const asked = world.asked.delete(spokenKey(device, id));
  const refused = typeof acks === 'number' ? String(acks) : undefined;
  const copies = refused === undefined ? await distribute(world, author, device, node, chat, group) : [];
  const read = copies.find((copy) => copy.message && (group ?? copy.phone === addressee?.person.phone));
  const message = read?.message ?? copies.find((copy) => copy.message)?.message;
  const sent: SentMessage = {
    phone: device.phone,
    device: device.number,
    id,
    chat,
    at: Date.now(),
    repeat,
    asked,
    ...(message && { message }),
    copies,
    ...(refused !== undefined && { refused }),
  };
  const forPerson = node.attrs['category'] !== 'peer';
  if (forPerson) world.sent.push(sent);
  if (acks !== 'swallow') {
    const attrs = { class: 'message', id, from: node.attrs['to'], t: seconds(), error: refused };
    wire.send(el('ack', attrs));
  }
  if (!forPerson) return world.happenings.emit('peerRequest', sent);
  if (refused === undefined) answerFor(world, device, sent);
  world.happenings.emit('sent', sent);
}

function countTimes(world: World, key: string): number {
  const before = world.sentTimes.get(key) ?? 0;
  world.sentTimes.set(key, before + 1);
  return before;
}

async function distribute(
  world: World,
  author: Person,
  device: Device,
  node: Node,
  chat: string,
  group: Group | undefined,
): Promise<readonly Copy[]> {
  const copies: Copy[] = [];
  const give = async (to: Address, enc: Node, extra: readonly Node[] = []): Promise<void> => {
    const target = to.device === 0 ? undefined : to.person.devices.get(to.device);
    if (target) forward(world, author, device, node, target, chat, [...extra, enc]);
    else copies.push(await read(world, author, device, node, chat, to.person, enc));
  };
  const direct = children(node, 'enc');
  const shared = direct.find((enc) => enc.attrs['type'] === 'skmsg');
  const single = shared ? undefined : direct[0];
  const introductions = new Map<string, Node>();
  for (const to of children(child(node, 'participants'), 'to')) {
    const address = whoIs(world, to.attrs['jid']);
    const enc = child(to, 'enc');
    if (!address || !enc) continue;
    // In a group the ciphertext for one device only carries the sender key; the device gets it with the message.
    if (shared && address.device !== 0) introductions.set(`${address.person.phone}:${address.device}`, enc);
    else await give(address, enc);
  }
  const named = whoIs(world, node.attrs['participant'] ?? node.attrs['to']);
  if (single && named) await give(named, single);
  if (!shared || !group) return copies;
  for (const member of group.members) {
    if (member !== author) await give({ person: member, device: 0 }, shared);
    for (const number of member.devices.keys()) {
      if (member === author && number === device.number) continue;
      const introduction = introductions.get(`${member.phone}:${number}`);
      await give({ person: member, device: number }, shared, introduction && [introduction]);
    }
  }
  return copies;
}

/** A phone reads its copy; what it has not seen yet goes into its inbox. */
async function read(
  world: World,
  author: Person,
  device: Device,
  node: Node,
  chat: string,
  reader: Person,
  enc: Node,
): Promise<Copy> {
  const id = node.attrs['id'] ?? '';
  const type = enc.attrs['type'] ?? '';
  const seen = `${chat}|${id}`;
  try {
    const message = await reader.lane.run(() => open(author, device, chat, reader, enc));
    if (!isOnlyIntroduction(message) && reader !== author && !reader.seen.has(seen)) {
      reader.seen.add(seen);
      const inbox = chat.endsWith('@g.us') ? chat : author.jid;
      reader.inbox.push({ id, chat: inbox, from: author.jid, message });
    }
    return { phone: reader.phone, device: 0, type, message };
  } catch (failure) {
    // Old counters are usual after a crash of the client; what has been read before needs no second reading.
    const error = failure instanceof Error ? failure.message : String(failure);
    if (!reader.seen.has(seen) && reader !== author) {
      world.happenings.emit('undecryptable', {
        phone: device.phone,
        device: device.number,
        id,
        by: reader.phone,
        error,
      });
      if (author.conduct.retries === 'ask') askAgain(world, reader, device, { id, chat, keys: 'sent' });
    }
    return { phone: reader.phone, device: 0, type, error };
  }
}

async function open(
  author: Person,
  device: Device,
  chat: string,
  reader: Person,
  enc: Node,
): Promise<proto.Message> {
  if (enc.attrs['type'] === 'skmsg') return unsealFromGroup(reader, author, device.number, chat, enc);
  const message = await unseal(reader, author, device.number, enc);
  await acceptSenderKey(reader, author, device.number, message);
  return message;
}

const ABOUT_KEYS = new Set(['senderKeyDistributionMessage', 'messageContextInfo']);

const isOnlyIntroduction = (message: proto.Message): boolean =>
  Object.keys(message).every((field) => ABOUT_KEYS.has(field));

/** Hands a ciphertext on to a linked device of the receiver, or to another one of the author. */
function forward(
  world: World,
  author: Person,
  device: Device,
  node: Node,
  target: Device,
  chat: string,
  content: Node[],
): void {
  const own = target.phone === author.phone;
  const jid = `${author.phone}:${device.number}@s.whatsapp.net`;
  const lid = `${author.lid}:${device.number}@lid`;
  const base = {
    id: node.attrs['id'],
    t: seconds(),
    type: node.attrs['type'],
    notify: author.name,
  };
  const attrs = chat.endsWith('@g.us')
    ? { ...base, from: chat, participant: jid, participant_lid: lid, addressing_mode: 'pn' }
    : { ...base, from: jid, sender_lid: lid, recipient: own ? chat : undefined };
  deliver(world, target, 'message', el('message', attrs, content));
}
