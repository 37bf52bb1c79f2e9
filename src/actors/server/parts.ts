import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { MethodHandler } from '../../api/method.ts';
import type { EventsPort, Ports } from '../../api/ports.ts';
import type { BoundAddress } from '../../machines/ws-server.ts';
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
import { createRouter, type HttpHandler } from './http.ts';
import { createHub } from './hub.ts';
import { createJsonTexts } from './json-texts.ts';
import { createListener, type Listener, type Transport } from './listener.ts';
import type { LiveSocket } from './live-socket.ts';
import type { OutboxLimits } from './outbox.ts';
import { describePeer } from './peer.ts';
import type { ServerPlan } from './plan.ts';
import { createPresence, type Presence, type SelfEntry } from './presence.ts';
import { createAuthRateLimit, type RateLimits } from './rate-limit.ts';
import { createRefusalLog } from './refusal-log.ts';
import type { ResumeLimits } from './resume-ring.ts';
import { createSilentSockets } from './silent-sockets.ts';
import { createTrafficLog, type TrafficStyle } from './traffic-log.ts';
import { createUpgrader } from './upgrade.ts';
import { createWsServerLogic, type WsServerLogic } from './ws-server-bodies.ts';

/** Sockets without hello that may exist at once. */
const MAX_SILENT = 2_048;
/** How often an address in use is tried again: a predecessor may take a moment to let go. */
const BIND_RETRIES = 10;

export interface ServerPartsOptions {
  /** Read at each call, because the composition refers back to the hub made here. */
  readonly ports: () => Ports;
  readonly plan: ServerPlan;
  readonly devices: DeviceRegistry;
  readonly methods: ReadonlyMap<string, MethodHandler>;
  readonly http: readonly HttpHandler[];
  readonly clock: Clock;
  readonly log: Logger;
  /** The gateway's own presence entry. */
  readonly self: SelfEntry;
  readonly sessionDefaults: () => SessionDefaults;
  /** True while work handed in now would run; answers `/readyz`. */
  readonly ready: () => boolean;
  /** Which frames are logged. Default: failed and slow responses. */
  readonly traffic?: TrafficStyle;
  /** Presence outlives an in-process restart: hand over the version that was reached. */
  readonly firstPresenceVersion?: number;
  /** With port 0 in the plan: the port the system gave before an in-process restart, where clients still look for us. */
  readonly lastPort?: number;
  readonly limits?: {
    readonly outbox?: OutboxLimits;
    readonly rate?: RateLimits;
    readonly resume?: ResumeLimits;
    readonly maxSilent?: number;
    readonly delays?: Partial<ConnectionDelays>;
  };
}

export interface ServerParts {
  /** For the supervised pool of connections, to be started before `wsServerLogic`; its input is `poolInput`. */
  readonly connectionsLogic: PoolLogic<ConnectionLogic>;
  readonly poolInput: (stopDeadlineMs: number) => {
    readonly stopDeadlineMs: number;
    expose(handle: ConnectionsHandle | undefined): void;
  };
  /** For the supervised listener; its input is `wsServerInput`. Speaks the child protocol. */
  readonly wsServerLogic: WsServerLogic;
  readonly wsServerInput: { readonly bindRetries: number };
  readonly events: EventsPort;
  readonly presence: Presence;
  /** Refuses new upgrades with 503 from here on; what is connected stays. */
  stopAccepting(): void;
  /** Where clients can reach us; empty while not listening. */
  addresses(): readonly BoundAddress[];
  /** Connections that have said hello, and sockets in all. */
  counts(): { readonly clients: number; readonly sockets: number; readonly silent: number };
  /** Cancels what would still fire: the pending presence broadcast. */
  close(): void;
}

const DEFAULT_DELAYS: ConnectionDelays = {
  handshakeTimeout: LIMITS.handshakeTimeoutMs,
  drainDeadline: 30_000,
  closeDeadline: 3_000,
};

/** Composes the server of one boot out of its parts. Nothing runs until the two logics are started. */
export function createServerParts(options: ServerPartsOptions): ServerParts {
  const { plan, clock, log, limits = {} } = options;
  const sockets = new Map<string, LiveSocket>();
  const silent = createSilentSockets(limits.maxSilent ?? MAX_SILENT);
  const refusals = createRefusalLog(clock, log);
  const textOf = createJsonTexts();
  let connections: ConnectionsHandle | undefined;
  let accepting = true;
  let addresses: readonly BoundAddress[] = [];
  let port = plan.port === 0 ? (options.lastPort ?? 0) : plan.port;

  const stateVersion = () => ({ presence: presence.version(), health: options.ports().health.version() });
  const traffic = createTrafficLog({ log, clock, style: options.traffic ?? 'notable' });
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
      uptimeMs: () => clock.now() - self.startedAtMs,
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

  const onSocket = (ws: WebSocket, request: IncomingMessage, raw: Socket, transport: Transport): void => {
    // The pool may have gone between the gate and here.
    if (connections === undefined) return ws.terminate();
    const peer = describePeer(request, { transport, trustedProxies: plan.gate.trustedProxies });
    acceptConnection({ ws, raw, peer }, connections, {
      sockets,
      silent,
      log,
      release: (socket) => admission.seal(socket),
    });
  };

  const createBootListener = (): Listener => {
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
        accepting: () => accepting && connections !== undefined,
        onSocket: (ws, request, raw) => onSocket(ws, request, raw, transport),
      }),
    });
    const doors = { tcp: forTransport('tcp'), unix: forTransport('unix') };
    return createListener({
      plan: { ...plan, port },
      silent,
      log,
      handlers: {
        request: (request, response, transport) => doors[transport].route(request, response),
        upgrade: (request, socket, head, transport) =>
          doors[transport].upgrader.upgrade(request, socket, head),
      },
    });
  };

  return {
    connectionsLogic: createPool({ name: 'connections', logic: connectionLogic }),
    poolInput: (stopDeadlineMs) => ({
      stopDeadlineMs,
      expose(handle) {
        connections = handle;
        if (handle === undefined) for (const socket of sockets.values()) socket.ws.terminate();
      },
    }),
    wsServerLogic: createWsServerLogic({
      listener: createBootListener,
      onBound: (bound) => {
        addresses = bound;
        port = bound.find((address) => address.kind === 'tcp')?.port ?? port;
      },
      onClosed: () => {
        addresses = [];
      },
    }),
    wsServerInput: { bindRetries: BIND_RETRIES },
    events: hub,
    presence,
    stopAccepting() {
      accepting = false;
    },
    addresses: () => addresses,
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
