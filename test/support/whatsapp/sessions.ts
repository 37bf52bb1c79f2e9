import { drain } from './delivery.ts';
import { confirm, offerRefs } from './linking.ts';
import { child, el, firstTag, result, seconds, SERVER, type Node } from './nodes.ts';
import { cutsAt, type Entry, type Newcomer } from './plan.ts';
import { answerQuery } from './queries.ts';
import { takeAck, takeReceipt } from './receipts.ts';
import { routeMessage } from './routing.ts';
import type { Device, Wire, World } from './world.ts';

/** Routing advice that clients send back when they connect again. */
const EDGE_ROUTING = '081508';

/** The handshake is done and the client has said who it is: lets it in, or plays what is planned for it. */
export function enter(world: World, wire: Wire): void {
  const { payload } = wire;
  if (payload?.devicePairingData) {
    const number = countNewcomers(world, 'new');
    if (admits(wire, world.plan.entry({ number }))) offerRefs(world, wire);
    return;
  }
  const phone = String(payload?.username ?? '');
  const device = payload?.device ?? 0;
  wire.attempt.phone = phone;
  wire.attempt.device = device;
  const newcomer: Newcomer = { number: countNewcomers(world, `${phone}:${device}`), phone, device };
  if (!admits(wire, world.plan.entry(newcomer))) return;
  const known = world.people.get(phone)?.devices.get(device);
  if (!known || !wire.clientKey?.equals(known.noiseKey)) {
    wire.attempt.notes.push('login refused 401');
    world.happenings.emit('loginRefused', { attempt: wire.attempt.number, reason: 401 });
    return wire.send(el('failure', { reason: 401, location: 'frc' }));
  }
  if (cutsAt(world.plan, 'login')) return wire.terminate();
  logIn(world, wire, known);
}

function countNewcomers(world: World, who: string): number {
  const number = (world.newcomers.get(who) ?? 0) + 1;
  world.newcomers.set(who, number);
  return number;
}

/** Plays the planned entry; whether the client may go on. */
function admits(wire: Wire, entry: Entry): boolean {
  if (entry === 'serve') return true;
  if (entry === 'silent' || entry === 'halfOpen') wire.hush(entry);
  else if (entry === 'drop') wire.terminate();
  else if ('failure' in entry) wire.send(el('failure', { reason: entry.failure, location: 'frc' }));
  else wire.send(streamError(entry.streamError, entry.conflict));
  wire.attempt.notes.push(`entry ${typeof entry === 'string' ? entry : JSON.stringify(entry)}`);
  return false;
}

export const streamError = (code: number, conflict?: string): Node =>
  conflict === undefined
    ? el('stream:error', { code })
    : el('stream:error', { code }, [el('conflict', { type: conflict })]);

function logIn(world: World, wire: Wire, device: Device): void {
  device.wire?.send(el('stream:error', {}, [el('conflict', { type: 'replaced' })]));
  if (device.wire) device.wire.device = undefined;
  device.wire = wire;
  device.active = false;
  wire.device = device;
  const lid = world.people.get(device.phone)?.lid;
  wire.send(el('success', { t: seconds(), lid: `${lid}:${device.number}@lid`, location: 'frc' }));
  const routing = el('routing_info', {}, Buffer.from(EDGE_ROUTING, 'hex'));
  wire.send(el('ib', { from: SERVER }, [el('edge_routing', {}, [routing])]));
  wire.attempt.notes.push('login');
  world.happenings.emit('login', {
    phone: device.phone,
    device: device.number,
    attempt: wire.attempt.number,
  });
  const hearing = world.people.get(device.phone)?.conduct.hearing;
  if (hearing === 'silent' || hearing === 'halfOpen') wire.hush(hearing);
  if (cutsAt(world.plan, 'success')) wire.terminate();
}

/** Anything a client says after the handshake. */
export async function hear(world: World, wire: Wire, node: Node): Promise<void> {
  const { device } = wire;
  // Whoever was replaced or unlinked may still be talking.
  if (!device && !wire.payload?.devicePairingData) return;
  const hearing = device && world.people.get(device.phone)?.conduct.hearing;
  if (hearing === 'pingsOnly' && node.attrs['xmlns'] !== 'w:p') return;
  switch (node.tag) {
    case 'iq':
      return hearQuery(world, wire, node);
    case 'message':
      return routeMessage(world, wire, node);
    case 'receipt':
      return takeReceipt(world, wire, node);
    case 'ack':
      return takeAck(world, wire, node);
    case 'ib':
      return hearBatch(world, wire, node);
    case 'presence':
    case 'chatstate':
      return hearMood(world, wire, node);
    default:
      return;
  }
}

function hearQuery(world: World, wire: Wire, node: Node): void {
  if (node.attrs['type'] === 'result') {
    const signed = child(node, 'pair-device-sign');
    if (signed) confirm(world, wire, signed);
    return;
  }
  if (node.attrs['xmlns'] !== 'passive') return answerQuery(world, wire, node);
  wire.send(result(node));
  if (firstTag(node) === 'active') activate(world, wire);
}

/** The device wants its messages: announces them where some wait, else says at once that there are none. */
function activate(world: World, wire: Wire): void {
  const { device } = wire;
  if (!device || device.active) return;
  if (cutsAt(world.plan, 'active')) return wire.terminate();
  const waiting = device.waiting.all();
  if (waiting.length === 0) {
    device.active = true;
    return drain(world, device);
  }
  const of = (kind: string): number => waiting.filter((entry) => entry.kind === kind).length;
  const preview = {
    count: waiting.length,
    message: of('message'),
    receipt: of('receipt'),
    notification: of('notification'),
    appdata: 0,
  };
  wire.send(el('ib', { from: SERVER }, [el('offline_preview', preview)]));
}

function hearBatch(world: World, wire: Wire, node: Node): void {
  const { device } = wire;
  if (!device || device.active || !child(node, 'offline_batch')) return;
  device.active = true;
  drain(world, device);
}

function hearMood(world: World, wire: Wire, node: Node): void {
  const { device } = wire;
  if (!device) return;
  const name = { phone: device.phone, device: device.number };
  if (node.tag === 'chatstate') {
    const state = firstTag(node);
    return world.happenings.emit('chatstate', { ...name, chat: node.attrs['to'] ?? '', state });
  }
  const label = node.attrs['name'];
  world.happenings.emit('presence', {
    ...name,
    type: node.attrs['type'] ?? 'available',
    ...(label !== undefined && { name: label }),
  });
}
