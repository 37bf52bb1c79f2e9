import type { Ports } from '../../api/ports.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { createRoot } from '../supervision/start-root.ts';
import { createServerCore } from './core.ts';
import type { SessionDefaults } from './handshake/hello.ts';
import type { HttpHandlers } from './http-server.ts';
import { lobbyMethods } from './lobby-methods.ts';
import type { SelfEntry } from './presence.ts';
import type { SilentSockets } from './silent-sockets.ts';

/**
 * Where the operator is received while no boot serves: the same handshake, frames and bounds, and of the methods those that
 * look on and the one that stops. Its guests are asked to come again as soon as a boot serves.
 */
export interface Lobby {
  readonly handlers: HttpHandlers;
  /** Closes every guest's connection; each comes again and finds whoever serves by then. */
  sendOn(): void;
  /** Tells every guest that the gateway stops, and is over within half a second. */
  close(): Promise<void>;
  /** Ends at once. */
  abandon(): void;
  readonly size: number;
}

/** A guest that does not read or answer its close frame is cut off after this. */
const FAREWELL_MS = 400;

export function createLobby(options: {
  /** Of its members only those are touched that need no part of a boot. */
  readonly ports: Ports;
  /** The gateway's own presence entry. */
  readonly self: SelfEntry;
  readonly sessionDefaults: () => SessionDefaults | undefined;
  /** The state of the gateway, as told to whoever asks for something that is not served now. */
  readonly phase: () => string;
  readonly silent: SilentSockets;
  readonly clock: Clock;
  readonly log: Logger;
}): Lobby {
  const { ports, self, sessionDefaults, phase, silent, clock, log } = options;
  const core = createServerCore({
    ports: () => ports,
    plan: {
      // Nobody comes here but through the socket file, which asks for nothing.
      auth: { mode: 'token' },
      gate: { allowedHosts: [], allowedOrigins: [], trustedProxies: [] },
      controlUi: { allowInsecureAuth: false, dangerouslyDisableDeviceAuth: false },
      tickIntervalMs: LIMITS.tickIntervalMs,
    },
    devices: undefined,
    methods: lobbyMethods(phase),
    http: [],
    clock,
    log,
    self,
    sessionDefaults,
    ready: () => false,
    silent,
  });
  const ended = Promise.withResolvers<void>();
  const input = core.poolInput(FAREWELL_MS);
  const pool = createRoot(core.connectionsLogic, {
    id: 'lobby',
    input: {
      ...input,
      expose(handle) {
        input.expose(handle);
        if (handle === undefined) ended.resolve();
      },
    },
    clock,
    log,
    inspectors: [],
  });
  pool.start();
  let timer: unknown;

  /** The beat that hello promised, only as long as somebody is there to hear it. */
  const beat = (): void => {
    timer ??= clock.setTimeout(() => {
      timer = undefined;
      if (core.counts().sockets === 0) return;
      core.hub.broadcast('tick', { ts: clock.now() });
      beat();
    }, LIMITS.tickIntervalMs);
  };

  let gone = false;
  const abandon = (): void => {
    if (timer !== undefined) clock.clearTimeout(timer);
    if (gone) return;
    gone = true;
    pool.stop();
    core.close();
  };

  return {
    handlers: {
      request: (request, response) => core.handlers.request(request, response, 'unix'),
      upgrade(request, socket, head) {
        beat();
        core.handlers.upgrade(request, socket, head, 'unix');
      },
    },
    sendOn: core.sendAway,
    async close() {
      if (gone) return;
      core.hub.broadcast('shutdown', { reason: 'gateway stopping', restartExpectedMs: null });
      pool.send({ type: 'shutdown' });
      await ended.promise;
      abandon();
    },
    abandon,
    get size() {
      return core.counts().sockets;
    },
  };
}
