import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { CLOSE } from '../../protocol/close-reasons.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { refuse } from '../../protocol/refusals.ts';
import type { ConnectionInput } from '../../machines/connection.ts';
import type { Logger } from '../../platform/logger.ts';
import type { PoolHandle } from '../supervision/pool.ts';
import type { ConnectionLogic } from './connection-bodies.ts';
import type { RawFrame } from './frame-text.ts';
import { readFirstFrame } from './handshake/frame.ts';
import type { LiveSocket } from './live-socket.ts';
import type { Peer } from './peer.ts';
import type { SilentSockets } from './silent-sockets.ts';

const ENDINGS: ConnectionInput['endings'] = {
  timeout: CLOSE.handshakeTimeout,
  evicted: CLOSE.evicted,
  restart: CLOSE.serviceRestart,
  crashed: refuse('crashed'),
};

/** Room for frame headers and pings beside the one frame a client may send before hello. */
const HANDSHAKE_BYTES = LIMITS.maxHandshakePayloadBytes + 1_024;
/** A frame that is merely too large may still end, and its sender hear the close frame answered. */
const DEAF_BYTES = 1.5 * HANDSHAKE_BYTES;

export type ConnectionsHandle = PoolHandle<ConnectionLogic>;

export interface AcceptOptions {
  readonly sockets: Map<string, LiveSocket>;
  readonly silent: SilentSockets;
  readonly log: Logger;
  /** Seals whatever the connection still holds; called once, however it ended. */
  readonly release: (socket: LiveSocket) => void;
}

/** One for all of them, as there are thousands. */
function evictSelf(this: LiveSocket): void {
  this.tell({ type: 'connection.evicted' });
}

/** Turns an upgraded socket into a connection actor and routes what the socket says to where its phase allows. */
export function acceptConnection(
  upgraded: { readonly ws: WebSocket; readonly raw: Socket; readonly peer: Peer },
  connections: ConnectionsHandle,
  options: AcceptOptions,
): void {
  const { ws, raw, peer } = upgraded;
  const { sockets, silent } = options;
  const connId = randomUUID();
  const live: LiveSocket = {
    connId,
    ws,
    raw,
    peer,
    intake: (data) => readConnect(live, data),
    tell: () => {},
    handshake: {
      nonce: randomUUID(),
      requestId: undefined,
      params: undefined,
      attempt: undefined,
      method: undefined,
      claim: undefined,
      token: undefined,
    },
    open: undefined,
    sealed: false,
    evict: evictSelf,
  };

  let heard = 0;
  const measure = (chunk: Buffer): void => {
    heard += chunk.length;
    if (live.handshake === undefined) return void raw.off('data', measure);
    if (heard <= HANDSHAKE_BYTES) return;
    live.tell({ type: 'handshake.refused', refusal: refuse('tooLarge') });
    if (heard <= DEAF_BYTES) return;
    // Whoever goes on is not read any more: a message that never ends would be kept in memory.
    raw.off('data', measure);
    ws.pause();
  };

  const release = (): void => {
    if (!sockets.delete(connId)) return;
    live.tell = () => {};
    silent.remove(live);
    raw.off('data', measure);
    options.release(live);
    // A connection that ended without its socket ending (crash, kill, deadline) must not leave it open.
    if (!raw.destroyed) ws.terminate();
  };

  sockets.set(connId, live);
  ws.on('message', (data: RawFrame) => {
    if (live.handshake !== undefined) silent.remove(live);
    live.intake(data);
  });
  ws.on('close', () => live.tell({ type: 'socket.closed' }));
  // `ws` ends our half after the peer's close frame or a broken one, and then waits for the peer without a bound.
  raw.on('finish', () => live.tell({ type: 'peer.left' }));
  ws.on('error', (error: Error) => {
    // ws closes the socket by itself after this; the code it used is in the close frame.
    options.log.debug('socket error', { connId, address: peer.address, error: error.message });
  });
  raw.on('data', measure);

  const actor = start(connections, connId);
  if (actor === undefined) {
    options.log.warn('a connection came while connections were being stopped', { connId });
    return release();
  }
  live.tell = actor.send;
  silent.add(live);
  actor.subscribe({ complete: release, error: release });
}

/** The pool refuses while it stops: then this socket came a moment too late and is simply dropped. */
function start(
  connections: ConnectionsHandle,
  connId: string,
): ReturnType<ConnectionsHandle['spawn']> | undefined {
  try {
    return connections.spawn(connId, { connId, endings: ENDINGS });
  } catch {
    // The one reason to throw, ids being unique; the caller closes the socket.
    return undefined;
  }
}

function readConnect(live: LiveSocket, data: RawFrame): void {
  const { handshake } = live;
  if (handshake === undefined) return;
  const first = readFirstFrame(data);
  handshake.requestId = first.id;
  if (first.kind === 'refused') return live.tell({ type: 'handshake.refused', refusal: first.refusal });
  handshake.params = first.params;
  live.intake = refuseSecond(live);
  live.tell({ type: 'connect.received', params: first.params });
}

/** Nobody who speaks the protocol sends anything between connect and its answer. */
const refuseSecond = (live: LiveSocket) => (): void =>
  live.tell({ type: 'handshake.refused', refusal: refuse('notConnect') });
