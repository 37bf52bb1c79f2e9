import { fromPromise } from 'xstate';
import type { Caller } from '../../api/method.ts';
import {
  connectionMachine,
  type ConnectionEvent,
  type IdentityVerdict,
  type PairVerdict,
} from '../../machines/connection.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { isControlUi } from '../../protocol/client-kind.ts';
import type { ConnectParams } from '../../protocol/generated/types.ts';
import { refuse, type Refusal } from '../../protocol/refusals.ts';
import type { DeviceRegistry } from './device-registry.ts';
import { createAttempt, type Attempt } from './handshake/attempt.ts';
import { checkDevicePresence } from './handshake/device-presence.ts';
import { checkDeviceProof, createDeviceKeys } from './handshake/device-proof.ts';
import { pairs, settlePairing } from './handshake/pairing.ts';
import { checkProtocolAndRole } from './handshake/protocol-and-role.ts';
import { checkSecret, prepareSecret } from './handshake/shared-secret.ts';
import { checkClaim, type LoginOf } from './handshake/tailscale-identity.ts';
import type { Hub } from './hub.ts';
import type { Handshake, LiveSocket } from './live-socket.ts';
import type { ServerPlan } from './plan.ts';
import type { AuthRateLimit } from './rate-limit.ts';
import type { RefusalLog } from './refusal-log.ts';
import { describeError, handshakeRefusal } from './responses.ts';
import { textFrame } from './text-frame.ts';

export interface ConnectionWorld {
  readonly sockets: ReadonlyMap<string, LiveSocket>;
  readonly plan: Pick<ServerPlan, 'auth' | 'controlUi'>;
  /** Undefined while the store of devices is not there. */
  readonly devices: DeviceRegistry | undefined;
  /** Absent: nobody vouches for anybody. */
  readonly loginOf?: LoginOf | undefined;
  readonly rateLimit: AuthRateLimit;
  readonly hub: Hub;
  readonly clock: Clock;
  readonly log: Logger;
  readonly refusals: RefusalLog;
  readonly delays: ConnectionDelays;
  /** Puts a granted connection to work: outbox, registry, hello, replay. */
  admit(socket: LiveSocket, caller: Caller): void;
  /** Takes it out of everything that could still write to it. */
  seal(socket: LiveSocket): void;
}

/** Milliseconds. */
export interface ConnectionDelays {
  readonly handshakeTimeout: number;
  /** How long a client may take to read what is already queued before its close frame. */
  readonly drainDeadline: number;
  /** How long the peer may take to answer the close frame. */
  readonly closeDeadline: number;
}

export type ConnectionLogic = typeof connectionMachine;

/** The machine with its effects. Bodies find the socket by `connId`; one logic serves every connection. */
export function createConnectionLogic(world: ConnectionWorld): ConnectionLogic {
  const socketOf = (connId: string): LiveSocket => {
    const socket = world.sockets.get(connId);
    if (socket === undefined) throw new Error(`connection ${connId} has no socket`);
    return socket;
  };

  const handshakeOf = (socket: LiveSocket): Handshake => {
    if (socket.handshake === undefined) throw new Error(`connection ${socket.connId} is past its handshake`);
    return socket.handshake;
  };

  const secret = prepareSecret(world.plan.auth);
  const keys = createDeviceKeys();

  const refused = (refusal: Refusal): ConnectionEvent => ({ type: 'handshake.refused', refusal });

  /** What follows once the client has proved that it may come in. */
  const proven = (attempt: Attempt): IdentityVerdict => {
    if (world.devices === undefined) {
      // Nobody to be looked up: whoever opened the socket is the operator, and a node is its device.
      return attempt.role === 'operator'
        ? { kind: 'granted' }
        : { kind: 'refused', refusal: refuse('notServing') };
    }
    return { kind: pairs(attempt) ? 'unpaired' : 'granted' };
  };

  const judge = (connId: string, params: ConnectParams): ConnectionEvent => {
    const socket = socketOf(connId);
    const handshake = handshakeOf(socket);
    const early = checkProtocolAndRole(params);
    if (early !== undefined) return refused(early);
    const attempt = createAttempt(params, {
      peer: socket.peer,
      nonce: handshake.nonce,
      plan: world.plan,
      isControlUi: isControlUi(params.client),
    });
    const problem = checkDevicePresence(attempt) ?? checkDeviceProof(attempt, world.clock.now(), keys);
    if (problem !== undefined) return refused(problem);
    const proof = checkSecret(attempt, {
      secret,
      devices: world.devices,
      rateLimit: world.rateLimit,
      identity: world.loginOf !== undefined,
    });
    if (proof.kind === 'refused') return refused(proof.refusal);
    handshake.attempt = attempt;
    if (proof.kind === 'claimed') {
      handshake.claim = proof.claim;
      return { type: 'identity.claimed' };
    }
    handshake.method = proof.method;
    const verdict = proven(attempt);
    if (verdict.kind === 'refused') return refused(verdict.refusal);
    return { type: verdict.kind === 'unpaired' ? 'device.unpaired' : 'connect.granted' };
  };

  const identify = async (connId: string): Promise<IdentityVerdict> => {
    const { attempt, claim } = handshakeOf(socketOf(connId));
    const { loginOf } = world;
    if (attempt === undefined || claim === undefined || loginOf === undefined)
      throw new Error('an identity was to be looked at that nobody claimed');
    const refusal = await checkClaim(claim, {
      loginOf,
      client: attempt.params.client,
      onFailure: (error) =>
        world.log.warn('tailscale whois failed', { address: claim.address, error: describeError(error) }),
    });
    if (refusal !== undefined) return { kind: 'refused', refusal };
    // The socket may have gone meanwhile; then there is no handshake left to note it in.
    const handshake = world.sockets.get(connId)?.handshake;
    if (handshake !== undefined) handshake.method = 'tailscale';
    return proven(attempt);
  };

  const judged = (connId: string, params: ConnectParams): ConnectionEvent => {
    try {
      return judge(connId, params);
    } catch (error) {
      // A rule that breaks is a crash like any other, but the client is still owed its answer.
      return { type: 'handshake.crashed', error };
    }
  };

  const pair = async (connId: string): Promise<PairVerdict> => {
    const handshake = handshakeOf(socketOf(connId));
    if (handshake.attempt === undefined || handshake.method === undefined || world.devices === undefined) {
      throw new Error('pairing was reached without a sound connect');
    }
    const ruling = await settlePairing(handshake.attempt, {
      method: handshake.method,
      devices: world.devices,
      events: world.hub,
      clock: world.clock,
    });
    if (ruling.kind === 'refused') return ruling;
    handshake.token = ruling.token;
    return { kind: 'granted' };
  };

  const callerOf = (socket: LiveSocket): Caller => {
    const { attempt } = handshakeOf(socket);
    if (attempt === undefined)
      throw new Error(`connection ${socket.connId} was granted without a sound connect`);
    const { params, role, scopes, device } = attempt;
    const local = socket.peer.localDirect ? 'loopback' : 'remote';
    return Object.freeze({
      connId: socket.connId,
      role,
      scopes,
      client: params.client,
      caps: params.caps ?? [],
      origin: socket.peer.transport === 'unix' ? 'unix' : local,
      ...(device === undefined ? {} : { deviceId: device.id }),
    });
  };

  const sendRefusal = (socket: LiveSocket, refusal: Refusal): void => {
    world.refusals.note(refusal.reason, {
      connId: socket.connId,
      address: socket.peer.address,
      client: socket.handshake?.params?.client.id,
      message: refusal.message,
    });
    const answer = handshakeRefusal(socket.handshake?.requestId, refusal);
    if (answer !== undefined && socket.raw.writable) socket.raw.write(textFrame(answer));
  };

  return connectionMachine.provide({
    delays: world.delays,
    actors: {
      identify: fromPromise(({ input }) => identify(input.connId)),
      pair: fromPromise(({ input }) => pair(input.connId)),
    },
    actions: {
      sendChallenge: ({ context }) => {
        const socket = socketOf(context.connId);
        const payload = { nonce: handshakeOf(socket).nonce, ts: world.clock.now() };
        const frame = { type: 'event', event: 'connect.challenge', payload };
        if (socket.raw.writable) socket.raw.write(textFrame(JSON.stringify(frame)));
      },
      judge: ({ context, self }, { params }) => self.send(judged(context.connId, params)),
      reportCrash: ({ context }, { error }) => {
        world.log.error('handshake failed', { connId: context.connId, error: describeError(error) });
      },
      admit: ({ context }) => {
        const socket = socketOf(context.connId);
        world.admit(socket, callerOf(socket));
      },
      sendRefusal: ({ context }) => {
        if (context.refusal !== null) sendRefusal(socketOf(context.connId), context.refusal);
      },
      sealOutbox: ({ context }) => world.seal(socketOf(context.connId)),
      sendClose: ({ context }) => {
        const socket = world.sockets.get(context.connId);
        if (socket === undefined || context.close === null) return;
        const { ws, raw } = socket;
        const { code, reason } = context.close;
        // Asked again, after the close frame has gone out: now it may end the socket, and nothing is left to be reported.
        if (ws.readyState !== ws.OPEN) return ws.close(code, reason);
        // One write for both, as a shutdown does this for everybody at once.
        raw.cork();
        ws.close(code, reason);
        // An empty write reports when everything before it, the close frame included, has left the process.
        if (raw.writable) raw.write('', () => socket.tell({ type: 'outbox.drained' }));
        raw.uncork();
      },
      destroySocket: ({ context }) => {
        world.sockets.get(context.connId)?.ws.terminate();
      },
    },
  });
}
