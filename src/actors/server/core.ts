import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { MethodHandler } from '../../api/method.ts';
import type { Ports } from '../../api/ports.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { createPool, type PoolLogic } from '../supervision/pool.ts';
import { acceptConnection, type ConnectionsHandle } from './accept.ts';
import { createAdmission } from './admission.ts';
import { createConnectionLogic, type ConnectionDelays, type ConnectionLogic } from './connection-bodies.ts';
import type { DeviceRegistry } from './device-registry.ts';
import { createDispatch } from './dispatch.ts';
import { checkLocalRequest, checkRequest, type GateRefusal } from './gate.ts';
import { createHelloWriter, type SessionDefaults } from './handshake/hello.ts';
import type { LoginOf } from './handshake/tailscale-identity.ts';
import { createRouter, type HttpHandler } from './http.ts';
import { createHub, type Hub } from './hub.ts';
import { createJsonTexts } from './json-texts.ts';
import type { ListenerHandlers, Transport } from './http-server.ts';
import type { LiveSocket } from './live-socket.ts';
import type { OutboxLimits } from './outbox.ts';
import { describePeer } from './peer.ts';
import type { ServerPlan } from './plan.ts';
import { createPresence, type Presence, type SelfEntry } from './presence.ts';
import { createAuthRateLimit, type RateLimits } from './rate-limit.ts';
import { createRefusalLog } from './refusal-log.ts';
import type { ResumeLimits } from './resume-ring.ts';
import type { SilentSockets } from './silent-sockets.ts';
import { createTrafficLog, type TrafficStyle } from './traffic-log.ts';
import { createUpgrader } from './upgrade.ts';

export interface CoreOptions {
  /** Read at each call, because the composition refers back to the hub made here. */
  readonly ports: () => Ports;
  readonly plan: Pick<ServerPlan, 'auth' | 'gate' | 'controlUi' | 'tickIntervalMs'>;
  /** Undefined while the store of devices is not there: operators are let in by the socket alone, nodes not at all. */
  readonly devices: DeviceRegistry | undefined;
  readonly methods: ReadonlyMap<string, MethodHandler>;
  readonly http: readonly HttpHandler[];
  /** Whose word Tailscale's headers are checked against. Absent: they count for nothing. */
  readonly loginOf?: LoginOf | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  /** The gateway's own presence entry. */
  readonly self: SelfEntry;
  readonly sessionDefaults: () => SessionDefaults | undefined;
  /** True while work handed in now would run; answers `/readyz`. */
  readonly ready: () => boolean;
  /** Which frames are logged. Default: failed and slow responses. */
  readonly traffic?: TrafficStyle | undefined;
  /** Takes secrets out of what is told to clients about a failure, and out of frames that are logged. */
  readonly mask?: ((text: string) => string) | undefined;
  /** Presence outlives an in-process restart: hand over the version that was reached. */
  readonly firstPresenceVersion?: number | undefined;
  readonly silent: SilentSockets;
  readonly limits?: {
    readonly outbox?: OutboxLimits;
    readonly rate?: RateLimits;
    readonly resume?: ResumeLimits;
    readonly delays?: Partial<ConnectionDelays>;
  };
}

/** Everything between a socket and the methods, without the addresses it is reached at. */
export interface ServerCore {
  /** For a pool of connections under supervision; its input is `poolInput`. */
  readonly connectionsLogic: PoolLogic<ConnectionLogic>;
  poolInput(stopDeadlineMs: number): {
    readonly stopDeadlineMs: number;
    expose(handle: ConnectionsHandle | undefined): void;
  };
  readonly handlers: ListenerHandlers;
  readonly hub: Hub;
  readonly presence: Presence;
  /** Refuses upgrades over TCP from now on. The operator's socket stays open as long as there are connections at all. */
  stopAccepting(): void;
  /** Closes every connection politely and goes on accepting. */
  sendAway(): void;
  counts(): { readonly clients: number; readonly sockets: number; readonly silent: number };
  /** Cancels what would still fire: the pending presence broadcast. */
  close(): void;
}

const DEFAULT_DELAYS: ConnectionDelays = {
  handshakeTimeout: LIMITS.handshakeTimeoutMs,
  drainDeadline: 30_000,
  closeDeadline: 3_000,
};

/** Nothing runs until the pool is started. */
export function createServerCore(options: CoreOptions): ServerCore {
  const { plan, clock, log, silent, limits = {} } = options;
  const sockets = new Map<string, LiveSocket>();
  const refusals = createRefusalLog(clock, log);
  const textOf = createJsonTexts();
  let connections: ConnectionsHandle | undefined;
  let accepting = true;

  const stateVersion = () => ({ presence: presence.version(), health: options.ports().health.version() });
  const traffic = createTrafficLog({ log, clock, style: options.traffic ?? 'notable', mask: options.mask });
  const hub = createHub({ clock, stateVersion, resumeLimits: limits.resume, traffic });
  const presence = createPresence({
    clock,
    self: options.self,
    broadcast: (full, delta) => hub.broadcastPresence(full, delta),
    firstVersion: options.firstPresenceVersion,
  });
  const hello = lazily(() => {
    const { self } = options.ports();
    return createHelloWriter({
      server: { version: self.version, host: self.host },
      tickIntervalMs: plan.tickIntervalMs,
      configPath: self.configPath,
      stateDir: self.stateDir,
      stateId: self.stateId,
      uptimeMs: () => clock.now() - options.ports().self.startedAtMs,
      sessionDefaults: options.sessionDefaults,
      presenceJson: () => presence.listJson(),
      healthJson: () => textOf(options.ports().health.current()),
      stateVersion,
    });
  });
  const admission = createAdmission({
    hub,
    presence,
    hello: { write: (of) => hello().write(of) },
    dispatch: createDispatch({
      ports: options.ports,
      methods: options.methods,
      log,
      refusals,
      textOf,
      traffic,
      mask: options.mask,
    }),
    outboxLimits: limits.outbox ?? {
      softBytes: LIMITS.softBufferedBytes,
      hardBytes: LIMITS.maxBufferedBytes,
    },
    clock,
    log,
    traffic,
  });
  const connectionLogic = createConnectionLogic({
    sockets,
    plan,
    devices: options.devices,
    loginOf: options.loginOf,
    rateLimit: createAuthRateLimit(clock, limits.rate),
    hub,
    clock,
    log,
    refusals,
    delays: { ...DEFAULT_DELAYS, ...limits.delays },
    admit: (socket, caller) => admission.admit(socket, caller),
    seal: (socket) => admission.seal(socket),
  });

  const check = (request: IncomingMessage, transport: Transport): GateRefusal | undefined => {
    const facts = {
      url: request.url ?? '',
      rawHeaders: request.rawHeaders,
      headers: request.headers,
      remoteAddress: request.socket.remoteAddress ?? '',
    };
    return transport === 'unix' ? checkLocalRequest(facts) : checkRequest(facts, plan.gate);
  };

  const onRefused = (refusal: GateRefusal, request: IncomingMessage): void =>
    refusals.note(refusal.code, { address: request.socket.remoteAddress, message: refusal.message });

  const acceptOptions = { sockets, silent, log, release: admission.seal };

  const onSocket = (ws: WebSocket, request: IncomingMessage, raw: Socket, transport: Transport): void => {
    // The pool may have gone between the gate and here.
    if (connections === undefined) return ws.terminate();
    const peer = describePeer(request, {
      transport,
      trustedProxies: plan.gate.trustedProxies,
      tailscale: plan.gate.tailscale,
    });
    acceptConnection({ ws, raw, peer }, connections, acceptOptions);
  };

  const forTransport = (transport: Transport) => ({
    route: createRouter({
      handlers: options.http,
      ready: () => accepting && options.ready(),
      check: (request) => check(request, transport),
      onRefused,
      log,
    }),
    upgrader: createUpgrader({
      check: (request) => check(request, transport),
      onRefused,
      // Whoever owns the state directory may look on while everybody else is told to come again.
      accepting: () => (accepting || transport === 'unix') && connections !== undefined,
      onSocket: (ws, request, raw) => onSocket(ws, request, raw, transport),
    }),
  });
  const ways = { tcp: forTransport('tcp'), unix: forTransport('unix') };

  return {
    connectionsLogic: createPool({ name: 'connections', logic: connectionLogic }),
    poolInput: (stopDeadlineMs) => ({
      stopDeadlineMs,
      expose(handle) {
        connections = handle;
        if (handle === undefined) for (const socket of sockets.values()) socket.ws.terminate();
      },
    }),
    handlers: {
      request: (request, response, transport) => ways[transport].route(request, response),
      upgrade: (request, socket, head, transport) => ways[transport].upgrader.upgrade(request, socket, head),
    },
    hub,
    presence,
    stopAccepting() {
      accepting = false;
    },
    sendAway() {
      for (const [connId, socket] of sockets) {
        hub.unicast(connId, 'shutdown', { reason: 'gateway restarting', restartExpectedMs: 0 });
        socket.tell({ type: 'shutdown' });
      }
    },
    counts: () => ({ clients: hub.size, sockets: sockets.size, silent: silent.size }),
    close: () => presence.close(),
  };
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
