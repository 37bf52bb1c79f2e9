import { deliver, settle, spokenKey } from './delivery.ts';
import type { SentMessage } from './facts.ts';
import { child, children, el, seconds, uint, type Node } from './nodes.ts';
import { groupAt, whoIs } from './people.ts';
import { bundleOf } from './sealing.ts';
import { reupload } from './reupload.ts';
import { messageId, sayAgain } from './speech.ts';
import type { Device, Person, Wire, World } from './world.ts';

const TAKES_OVER = new Set(['delivery', 'inactive', 'sender', 'peer_msg', 'hist_sync']);

/** A device confirms, reads, or asks for something again. */
export async function takeReceipt(world: World, wire: Wire, node: Node): Promise<void> {
  const { device } = wire;
  if (!device) throw new Error('a receipt from a client that has not logged in');
  const { id = '', type = 'delivery', to, recipient } = node.attrs;
  const items = children(child(node, 'list'), 'item').map((item) => item.attrs['id'] ?? '');
  const ids = [id, ...items];
  const chat = recipient ?? to ?? '';
  const retry = child(node, 'retry');
  world.happenings.emit('receipt', {
    phone: device.phone,
    device: device.number,
    ids,
    chat: groupAt(world, chat)?.jid ?? whoIs(world, chat)?.person.jid ?? chat,
    type,
    ...(retry && { count: Number(retry.attrs['count'] ?? 1) }),
  });
  wire.send(el('ack', { class: 'receipt', id, from: to, type: node.attrs['type'] }));
  if (TAKES_OVER.has(type))
    for (const each of ids) settle(world, device, { kind: 'message', id: each, from: to, by: 'receipt' });
  if (type === 'server-error') return reupload(world, device, node);
  if (type === 'retry') {
    const bundle = bundleOf(node);
    for (const each of ids) await sayAgain(world, device, each, bundle);
  }
  pass(world, device, node);
}

/** Other linked devices of the other side learn of it too. */
function pass(world: World, device: Device, node: Node): void {
  const target = whoIs(world, node.attrs['participant'] ?? node.attrs['to']);
  if (!target || target.person.phone === device.phone) return;
  for (const other of target.person.devices.values()) {
    const from = `${device.phone}:${device.number}@s.whatsapp.net`;
    const attrs = { id: node.attrs['id'], from, type: node.attrs['type'], t: seconds() };
    deliver(world, other, 'receipt', el('receipt', attrs, node.content));
  }
}

export function takeAck(world: World, wire: Wire, node: Node): void {
  const { device } = wire;
  if (!device) return;
  const { id = '', to, error } = node.attrs;
  const kind = node.attrs['class'];
  if (kind !== 'message' && kind !== 'receipt' && kind !== 'notification') return;
  settle(world, device, { kind, id, from: to, by: 'ack', error });
}

/** What receivers do with a message of a device by themselves: confirm it, and read it. */
export function answerFor(world: World, device: Device, sent: SentMessage): void {
  const owner = world.people.get(device.phone);
  if (!owner || owner.conduct.receipts === 'none') return;
  const group = groupAt(world, sent.chat);
  const readers = group
    ? group.members.filter((member) => member !== owner)
    : [whoIs(world, sent.chat)?.person].filter((person) => person !== undefined);
  for (const reader of readers) {
    if (!sent.copies.some((copy) => copy.phone === reader.phone && copy.message)) continue;
    sendReceipt(world, reader, device, { id: sent.id, chat: sent.chat, type: 'delivered' });
    if (owner.conduct.receipts === 'read')
      sendReceipt(world, reader, device, { id: sent.id, chat: sent.chat, type: 'read' });
  }
}

export interface ReceiptFor {
  readonly id: string;
  /** The chat the message is in, as in `SentMessage`. */
  readonly chat: string;
  readonly type: 'delivered' | 'read' | 'played';
}

export function sendReceipt(world: World, reader: Person, device: Device, receipt: ReceiptFor): void {
  const type = receipt.type === 'delivered' ? undefined : receipt.type;
  const attrs = { ...whence(world, reader, receipt.chat), id: receipt.id, t: seconds(), type };
  deliver(world, device, 'receipt', el('receipt', attrs));
}

export interface RetryFor {
  readonly id: string;
  readonly chat: string;
  /** Which try it is; 1 when absent. */
  readonly count?: number;
  /** `sent`: the receipt carries keys for a new session; `asked`: the device has to ask the server for them. */
  readonly keys?: 'sent' | 'asked';
}

/** A person asks a device for a message again, because it could not be decrypted. */
export function askAgain(world: World, reader: Person, device: Device, retry: RetryFor): void {
  const count = retry.count ?? 1;
  world.asked.add(spokenKey(device, retry.id));
  const attrs = {
    ...whence(world, reader, retry.chat),
    id: retry.id,
    t: seconds(),
    type: 'retry',
  };
  const content = [
    el('retry', { count, id: retry.id, t: seconds(), v: 1 }),
    el('registration', {}, uint(reader.keys.registrationId, 4)),
    ...(retry.keys === 'sent' ? [el('keys', {}, keysOf(reader))] : []),
  ];
  deliver(world, device, 'receipt', el('receipt', attrs, content));
}

/** Public keys of a phone, with a fresh one-time key. */
export function keysOf(person: Person): Node[] {
  const { identity, signedPreKey } = person.keys;
  const once = person.keys.newPreKey();
  return [
    el('type', {}, Buffer.from([5])),
    el('identity', {}, identity.public),
    el('skey', {}, [
      el('id', {}, uint(signedPreKey.keyId, 3)),
      el('value', {}, signedPreKey.pair.public),
      el('signature', {}, signedPreKey.signature),
    ]),
    el('key', {}, [el('id', {}, uint(once.keyId, 3)), el('value', {}, once.pair.public)]),
  ];
}

const whence = (world: World, reader: Person, chat: string): Record<string, string> =>
  groupAt(world, chat)
    ? { from: chat, participant: reader.jid, participant_lid: reader.lidJid }
    : { from: reader.jid };

/** A person starts or stops typing to an account. */
export function typeTo(reader: Person, device: Device, state: 'composing' | 'paused'): void {
  device.wire?.send(el('chatstate', { from: reader.jid, id: messageId() }, [el(state)]));
}
