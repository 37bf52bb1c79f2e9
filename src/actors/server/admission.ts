import type { Caller } from '../../api/method.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { isCliClient, isWebchatClient } from '../../protocol/client-kind.ts';
import { CLOSE } from '../../protocol/close-reasons.ts';
import type { ConnectParams } from '../../protocol/generated/types.ts';
import { seesEvent } from '../../protocol/scopes.ts';
import { EVENTS } from '../../protocol/generated/tables.ts';
import type { Dispatch } from './dispatch.ts';
import type { RawFrame } from './frame-text.ts';
import type { HelloWriter } from './handshake/hello.ts';
import type { Hub } from './hub.ts';
import type { LiveSocket, OpenConnection } from './live-socket.ts';
import {
  createOutbox,
  isCongested,
  offerEvent,
  offerReply,
  releaseHeld,
  sealOutbox,
  type OutboxLimits,
} from './outbox.ts';
import type { Presence } from './presence.ts';
import { entryOfCaller } from './presence-entry.ts';
import { successText } from './responses.ts';
import type { TrafficLog } from './traffic-log.ts';

/** A client that sends this capability, or asks to resume, can be resumed after it is lost. */
export const RESUME = 'resume';

/** A session may be resumed by the same device or client in the same role, nobody else. */
const principalOf = (caller: Caller): string =>
  JSON.stringify([caller.role, caller.deviceId ?? null, caller.client.id, caller.origin === 'unix']);

export interface Admission {
  admit(socket: LiveSocket, caller: Caller): void;
  seal(socket: LiveSocket): void;
}

/** From a granted handshake to an open connection, and back out of everything that writes to it. */
export function createAdmission(options: {
  readonly hub: Hub;
  readonly presence: Presence;
  readonly hello: HelloWriter;
  readonly dispatch: Dispatch;
  readonly outboxLimits: OutboxLimits;
  readonly clock: Clock;
  readonly log: Logger;
  readonly traffic: TrafficLog;
}): Admission {
  const { hub, presence, dispatch, log } = options;

  const serve = (socket: LiveSocket, open: OpenConnection, data: RawFrame): void => {
    if (socket.sealed) return;
    if (isCongested(open.outbox)) {
      // Answers nobody reads would pile up: stop taking requests until the client has caught up.
      open.parked.push(data);
      socket.ws.pause();
      return;
    }
    if (!dispatch.frame(open, data)) socket.tell({ type: 'frame.rejected', close: CLOSE.invalidJson });
  };

  const drained = (socket: LiveSocket, open: OpenConnection): void => {
    if (socket.sealed) return;
    releaseHeld(open.outbox);
    while (open.parked.length > 0 && !isCongested(open.outbox) && !socket.sealed) {
      const next = open.parked.shift();
      if (next !== undefined) serve(socket, open, next);
    }
    if (open.parked.length === 0 && socket.ws.isPaused) socket.ws.resume();
  };

  const claimOf = (caller: Caller, resume: ConnectParams['resume']) =>
    resume === undefined ? undefined : hub.ring.claim({ ...resume, principal: principalOf(caller) });

  const track = (socket: LiveSocket, caller: Caller): void => {
    // Command-line calls come and go; listing them would only be noise.
    if (isCliClient(caller.client)) return;
    const { key, entry } = entryOfCaller(caller, {
      publicAddress: socket.peer.publicAddress,
      now: options.clock.now(),
    });
    presence.arrived(key, entry);
    if (socket.open !== undefined) socket.open.presenceKey = key;
  };

  return {
    admit(socket, caller) {
      const { handshake } = socket;
      const requestId = handshake?.requestId;
      if (handshake === undefined || requestId === undefined)
        throw new Error('admitted without a connect request');
      const resume = handshake.params?.resume;
      const claim = claimOf(caller, resume);
      const firstSeq = claim?.kind === 'missed' && resume !== undefined ? resume.seq : 0;
      const resumable = resume !== undefined || caller.caps.includes(RESUME);
      const record = resumable
        ? hub.ring.open({ sessionId: caller.connId, principal: principalOf(caller), firstSeq })
        : undefined;
      const outbox = createOutbox({
        sink: socket.raw,
        limits: options.outboxLimits,
        firstSeq,
        onSlow: () => socket.tell({ type: 'consumer.slow', close: CLOSE.slowConsumer }),
        onNumbered: record === undefined ? undefined : (frame) => record.numbered(frame.ordinal),
      });
      const open: OpenConnection = {
        caller,
        outbox,
        inFlight: 0,
        parked: [],
        abort: undefined,
        presenceKey: undefined,
      };
      socket.open = open;
      socket.handshake = undefined;
      socket.intake = (data) => serve(socket, open, data);
      socket.raw.on('drain', () => drained(socket, open));
      track(socket, caller);
      // One synchronous block: no event can reach the socket before its hello, none is missed after it.
      offerReply(
        outbox,
        successText(requestId, options.hello.write({ connId: caller.connId, token: handshake.token })),
      );
      hub.join({ caller, outbox });
      const connect = { id: requestId, method: 'connect', params: handshake.params };
      const exchange = options.traffic.request(caller.connId, connect);
      options.traffic.response(exchange, { ok: true, payload: { type: 'hello-ok' } });
      if (claim?.kind === 'reset') hub.unicast(caller.connId, 'resume.reset', { reason: claim.reason });
      for (const { frame, traits } of claim?.kind === 'missed' ? claim.entries : []) {
        const scope = EVENTS.get(frame.event)?.scope ?? null;
        if (seesEvent(caller.role, caller.scopes, scope)) offerEvent(outbox, frame, traits);
      }
      const line = {
        connId: caller.connId,
        client: caller.client.id,
        mode: caller.client.mode,
        role: caller.role,
      };
      if (isWebchatClient(caller.client)) log.info('client connected', line);
      else log.debug('client connected', line);
    },
    seal(socket) {
      if (socket.sealed) return;
      socket.sealed = true;
      socket.intake = () => {};
      const { open } = socket;
      if (open === undefined) return;
      sealOutbox(open.outbox);
      open.parked.length = 0;
      hub.leave(open.caller.connId);
      open.abort?.abort();
      // The close frame's answer must be readable even if requests were being held back.
      if (socket.ws.isPaused) socket.ws.resume();
      if (open.presenceKey !== undefined) presence.left(open.presenceKey);
      log.debug('client left', { connId: socket.connId, client: open.caller.client.id });
    },
  };
}
