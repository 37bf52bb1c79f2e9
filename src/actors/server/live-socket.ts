import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Caller } from '../../api/method.ts';
import type { ConnectionEvent } from '../../machines/connection.ts';
import type { ConnectParams } from '../../protocol/generated/types.ts';
import type { DeviceToken } from './device-registry.ts';
import type { RawFrame } from './frame-text.ts';
import type { Attempt, AuthMethod } from './handshake/attempt.ts';
import type { IdentityClaim } from './handshake/tailscale-identity.ts';
import type { Outbox } from './outbox.ts';
import type { Peer } from './peer.ts';
import type { SilentSocket } from './silent-sockets.ts';

/** What the handshake has established so far; gone once the client is in. */
export interface Handshake {
  readonly nonce: string;
  /** The id of the `connect` request, which every answer carries. */
  requestId: string | undefined;
  params: ConnectParams | undefined;
  attempt: Attempt | undefined;
  method: AuthMethod | undefined;
  /** What the client claims to be without a secret, until it has been looked at. */
  claim: IdentityClaim | undefined;
  token: DeviceToken | undefined;
}

/** A connection that has said hello: the only thing a method handler can be reached from. */
export interface OpenConnection {
  readonly caller: Caller;
  readonly outbox: Outbox;
  inFlight: number;
  /** Frames that came while the client did not read its answers. */
  readonly parked: RawFrame[];
  abort: AbortController | undefined;
  /** The key of its presence entry, if it has one. */
  presenceKey: string | undefined;
}

/** The data-plane record of one socket; the connection actor refers to it by `connId`. */
export interface LiveSocket extends SilentSocket {
  readonly connId: string;
  readonly ws: WebSocket;
  readonly raw: Socket;
  readonly peer: Peer;
  /** Replaced at hello and again at the end, so that a frame can only reach what the phase allows. */
  intake: (data: RawFrame) => void;
  /** Tells the connection's actor; silent once the actor has ended. */
  tell: (event: ConnectionEvent) => void;
  handshake: Handshake | undefined;
  open: OpenConnection | undefined;
  /** True once the close frame is on its way. */
  sealed: boolean;
}
