import type { EventsPort } from '../../api/ports.ts';
import type { Certificate } from '../../platform/certificate.ts';
import type { BoundAddress } from '../../machines/ws-server.ts';
import { createServerCore, type CoreOptions, type ServerCore } from './core.ts';
import type { DeviceRegistry } from './device-registry.ts';
import type { Door } from './door.ts';
import { createListener, type Listener } from './listener.ts';
import type { ServerPlan } from './plan.ts';
import type { Presence } from './presence.ts';
import { createSilentSockets, MAX_SILENT } from './silent-sockets.ts';
import { createWsServerLogic, type WsServerLogic } from './ws-server-bodies.ts';

/** How often an address in use is tried again: a predecessor may take a moment to let go. */
const BIND_RETRIES = 10;

export interface ServerPartsOptions extends Omit<CoreOptions, 'silent' | 'plan' | 'devices' | 'limits'> {
  readonly plan: ServerPlan;
  readonly devices: DeviceRegistry;
  /** The unix socket of the process, served by this boot while it listens. Absent: none. */
  readonly door?: Door | undefined;
  /** With port 0 in the plan: the port the system gave before an in-process restart, where clients still look for us. */
  readonly lastPort?: number;
  readonly limits?: NonNullable<CoreOptions['limits']> & { readonly maxSilent?: number };
}

export interface ServerParts {
  /** For the supervised pool of connections, to be started before `wsServerLogic`; its input is `poolInput`. */
  readonly connectionsLogic: ServerCore['connectionsLogic'];
  readonly poolInput: ServerCore['poolInput'];
  /** For the supervised listener; its input is `wsServerInput`. */
  readonly wsServerLogic: WsServerLogic;
  readonly wsServerInput: { readonly bindRetries: number };
  readonly events: EventsPort;
  readonly presence: Presence;
  /** Refuses upgrades over TCP from now on: the first thing a drain does. Existing connections stay, and the door stays open. */
  stopAccepting(): void;
  /** Resolves with the port once it is open; what happens to the listener later does not matter. */
  whenListening(): Promise<number>;
  /** Shown to whoever connects from now on. Only for a server that speaks TLS already. */
  renewCertificate(certificate: Certificate): void;
  /** What is open right now. */
  addresses(): readonly BoundAddress[];
  /** Connections that have said hello, and sockets in all. */
  counts(): { readonly clients: number; readonly sockets: number; readonly silent: number };
  /** Cancels what would still fire: the pending presence broadcast. */
  close(): void;
}

/** Composes the server of one boot out of its parts. Nothing runs until the two logics are started. */
export function createServerParts(options: ServerPartsOptions): ServerParts {
  const { plan, door, log, limits } = options;
  const silent = door?.silent ?? createSilentSockets(limits?.maxSilent ?? MAX_SILENT);
  const core = createServerCore({ ...options, silent });
  let addresses: readonly BoundAddress[] = [];
  let certificate = plan.tls;
  let current: Listener | undefined;
  const listening = Promise.withResolvers<number>();
  let port = plan.port === 0 ? (options.lastPort ?? 0) : plan.port;

  const createBootListener = (): Listener => {
    current = createListener({
      plan: { ...plan, port },
      certificate: () => certificate,
      door,
      silent,
      clock: options.clock,
      log,
      handlers: core.handlers,
    });
    return current;
  };

  return {
    connectionsLogic: core.connectionsLogic,
    poolInput: core.poolInput,
    wsServerLogic: createWsServerLogic({
      listener: createBootListener,
      onBound: (bound) => {
        addresses = bound;
        port = bound.find((address) => address.kind === 'tcp')?.port ?? port;
        listening.resolve(port);
      },
      onClosed: () => {
        addresses = [];
      },
    }),
    wsServerInput: { bindRetries: BIND_RETRIES },
    events: core.hub,
    presence: core.presence,
    stopAccepting: core.stopAccepting,
    whenListening: () => listening.promise,
    renewCertificate(renewed) {
      certificate = renewed;
      current?.renew(renewed);
    },
    addresses: () => addresses,
    counts: core.counts,
    close: core.close,
  };
}
