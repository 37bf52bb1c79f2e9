import { el, SERVER, type Node } from './nodes.ts';
import { asOffline, type Waiting } from './waiting.ts';
import type { Device, World } from './world.ts';

/** Below this many one-time keys the device is asked for more. */
const LOW_PRE_KEYS = 20;

/** Puts a stanza in a device's queue and sends it if the device listens. */
export function deliver(world: World, device: Device, kind: Waiting['kind'], node: Node): void {
  const entry = device.waiting.add(kind, node);
  if (device.active && device.wire) transmit(world, device, entry, node);
}

/** Sends everything that waits, then says how many had waited. */
export function drain(world: World, device: Device): void {
  const waiting = device.waiting.all();
  waiting.forEach((entry, position) => transmit(world, device, entry, asOffline(entry.node, position)));
  const count = el('offline', { count: waiting.length });
  device.wire?.send(el('ib', { from: SERVER }, [count]));
  world.happenings.emit('drained', {
    phone: device.phone,
    device: device.number,
    offline: waiting.length,
  });
}

function transmit(world: World, device: Device, entry: Waiting, node: Node): void {
  entry.deliveries += 1;
  const times = (device.deliveries.get(entry.id) ?? 0) + 1;
  device.deliveries.set(entry.id, times);
  device.wire?.send(node);
  world.happenings.emit('delivered', {
    phone: device.phone,
    device: device.number,
    id: entry.id,
    times,
  });
}

/** Tells a device once that its one-time keys run low. */
export function remindOfPreKeys(world: World, device: Device): void {
  if (device.preKeys.length >= LOW_PRE_KEYS || device.toldLow || !device.active || !device.wire) return;
  device.toldLow = true;
  const count = el('count', { value: Math.min(device.preKeys.length, 4) });
  deliver(
    world,
    device,
    'notification',
    el('notification', { from: SERVER, type: 'encrypt', id: device.wire.tag() }, [count]),
  );
}

/** The device has taken responsibility for a delivery. */
export function settle(
  world: World,
  device: Device,
  ended: {
    readonly kind: Waiting['kind'];
    readonly id: string;
    readonly from?: string | undefined;
    readonly by: 'receipt' | 'ack';
    readonly error?: string | undefined;
  },
): void {
  const entry = device.waiting.settle(ended.kind, ended.id, ended.from);
  if (!entry) return;
  if (!device.waiting.has(ended.id)) world.spoken.delete(spokenKey(device, ended.id));
  world.happenings.emit('settled', {
    phone: device.phone,
    device: device.number,
    id: ended.id,
    by: ended.by,
    ...(ended.error !== undefined && { error: ended.error }),
    deliveries: device.deliveries.get(ended.id) ?? 0,
  });
}

export const spokenKey = (device: Device, id: string): string => `${device.phone}:${device.number}|${id}`;
