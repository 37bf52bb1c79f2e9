import { connect } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Home } from './gateway-process.ts';

const PRELOAD = path.resolve('test/support/live-heap.mjs');

const socketOf = (home: Home): string => path.join(home.dir, 'live-heap.sock');

/** Lets the gateways of this home be asked. */
export function watchLiveHeap(home: Home): void {
  home.env['NODE_OPTIONS'] = `${home.env['NODE_OPTIONS'] ?? ''} --import=${PRELOAD}`;
  home.env['LIVE_HEAP_SOCKET'] = socketOf(home);
}

/** What the gateway of this home holds after a collection, heap and buffers, in bytes. */
export const liveHeap = async (home: Home): Promise<number> => Number(await text(connect(socketOf(home))));
