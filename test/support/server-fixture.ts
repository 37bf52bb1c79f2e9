import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setup } from 'xstate';
import { openDoor, type Door } from '../../src/actors/server/door.ts';
import { createLobby } from '../../src/actors/server/lobby.ts';
import {
  createServerParts,
  type ServerParts,
  type ServerPartsOptions,
} from '../../src/actors/server/parts.ts';
import { createSilentSockets, MAX_SILENT } from '../../src/actors/server/silent-sockets.ts';
import { createRoot } from '../../src/actors/supervision/start-root.ts';
import { keep } from '../../src/actors/supervision/keep.ts';
import type { MethodHandler } from '../../src/api/method.ts';
import type { Ports } from '../../src/api/ports.ts';
import { METHOD_HANDLERS } from '../../src/api/registry.ts';
import { edgeMachine } from '../../src/machines/edge.ts';
import { systemClock, type Clock } from '../../src/platform/clock.ts';
import type { LogFields, Logger } from '../../src/platform/logger.ts';
import { createMemoryDevices, type MemoryDevices } from './memory-devices.ts';

export const TOKEN = 'correct horse battery staple';

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: LogFields;
}

export interface ServerFixture extends AsyncDisposable {
  readonly url: string;
  readonly http: string;
  readonly port: number;
  readonly socketPath: string;
  readonly parts: ServerParts;
  readonly devices: MemoryDevices;
  readonly logs: LogLine[];
  /** Stops politely: listener first, then every connection. */
  stop(): Promise<void>;
}

export interface FixtureOptions {
  readonly plan?: Partial<ServerPartsOptions['plan']>;
  readonly limits?: ServerPartsOptions['limits'];
  readonly methods?: readonly MethodHandler[];
  readonly http?: ServerPartsOptions['http'];
  readonly clock?: Clock;
  readonly ready?: () => boolean;
  readonly ports?: Partial<Ports>;
  readonly devices?: MemoryDevices;
  readonly loginOf?: ServerPartsOptions['loginOf'];
  /** Serve through this door instead of one of its own. */
  readonly door?: Door;
  /** Where its own door is. */
  readonly socketPath?: string;
}

function recorder(lines: LogLine[]): Logger {
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}): void =>
      void lines.push({ level, message, fields });
  const log: Logger = {
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
    child: () => log,
  };
  return log;
}

const HEALTH = {
  ok: true,
  ts: 1_700_000_000_000,
  durationMs: 0,
  channels: {},
  channelOrder: [],
  channelLabels: {},
  heartbeatSeconds: 0,
  defaultAgentId: 'main',
  agents: [],
  sessions: { path: '/tmp/db', count: 0, recent: [] },
};

/** The server under its real edge machine, over real sockets, with the rest of the gateway replaced by constants. */
export async function startServer(options: FixtureOptions = {}): Promise<ServerFixture> {
  const directory = await mkdtemp(join(tmpdir(), 'wire-'));
  const socketPath = options.socketPath ?? join(directory, 'gateway.sock');
  const clock = options.clock ?? systemClock;
  const logs: LogLine[] = [];
  const log = recorder(logs);
  const devices = options.devices ?? createMemoryDevices();
  const methods = new Map(METHOD_HANDLERS);
  for (const handler of options.methods ?? []) methods.set(handler.method, handler);

  const base = {
    clock,
    log,
    self: {
      version: '0.0.0-test',
      host: 'testhost',
      pid: 1,
      instanceId: 'boot',
      startedAtMs: clock.now(),
      profile: 'default',
      stateDir: directory,
      configPath: join(directory, 'moltbot.json'),
    },
    health: {
      current: () => HEALTH,
      refresh: async () => HEALTH,
      status: () => ({ uptimeMs: 1 }),
      version: () => 1,
    },
  };
  const ports = (): Ports =>
    ({
      ...base,
      events: parts.events,
      presence: parts.presence,
      ...options.ports,
    }) as unknown as Ports;
  const self = { host: 'testhost', text: 'Gateway: testhost', mode: 'gateway', reason: 'self' };
  const sessionDefaults = () => ({
    defaultAgentId: 'main',
    mainKey: 'main',
    mainSessionKey: 'agent:main:main',
  });

  const ownDoor = async (): Promise<Door> => {
    const silent = createSilentSockets(options.limits?.maxSilent ?? MAX_SILENT);
    const lobby = createLobby({
      ports: base as unknown as Ports,
      self,
      sessionDefaults,
      phase: () => 'resting',
      silent,
      clock,
      log,
    });
    return openDoor({ path: socketPath, silent, lobby, log });
  };
  const removeDirectory = (): Promise<void> => rm(directory, { recursive: true, force: true });
  const door =
    options.door ??
    (await ownDoor().catch(async (error: unknown) => {
      await removeDirectory();
      throw error;
    }));
  const closeDoor = async (): Promise<void> => {
    if (options.door === undefined) await door.close();
  };

  const parts = createServerParts({
    ports,
    plan: {
      port: 0,
      hosts: ['127.0.0.1'],
      auth: { mode: 'token', token: TOKEN },
      gate: { allowedHosts: [], allowedOrigins: [], trustedProxies: [] },
      controlUi: { allowInsecureAuth: false, dangerouslyDisableDeviceAuth: false },
      tickIntervalMs: 30_000,
      ...options.plan,
    },
    devices,
    methods,
    http: options.http ?? [],
    loginOf: options.loginOf,
    clock,
    log,
    self,
    sessionDefaults,
    door,
    ready: options.ready ?? (() => true),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });

  const opened = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const logic = edgeMachine.provide({
    actors: { connections: parts.connectionsLogic as never, wsServer: keep(parts.wsServerLogic) },
  });
  const root = createRoot(
    setup({
      actors: { edge: logic },
      actions: {
        opened: () => opened.resolve(),
        ended: () => ended.resolve(),
        failed: (_, error: unknown) => opened.reject(error),
      },
    }).createMachine({
      invoke: {
        id: 'edge',
        src: 'edge',
        input: { random: () => 0.5, connections: parts.poolInput(4_000), listener: parts.wsServerInput },
      },
      on: {
        'child.ready': { actions: 'opened' },
        'child.stopped': { actions: 'ended' },
        'child.failed': {
          actions: {
            type: 'failed',
            params: ({ event }: { event: Record<string, unknown> }) => event['error'],
          },
        },
        stop: { actions: ({ self }) => self.getSnapshot().children['edge']?.send({ type: 'shutdown' }) },
      },
    }),
    { id: 'test', input: undefined, clock, log, inspectors: [] },
  );
  root.start();
  try {
    await opened.promise;
  } catch (error) {
    root.stop();
    parts.close();
    await closeDoor();
    await removeDirectory();
    throw error;
  }
  const port = parts.addresses().find(({ kind }) => kind === 'tcp')?.port ?? 0;

  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      root.send({ type: 'stop' });
      await ended.promise;
      root.stop();
      parts.close();
      await closeDoor();
      await removeDirectory();
    })();
    return stopping;
  };

  return {
    url: `ws://127.0.0.1:${port}/`,
    http: `http://127.0.0.1:${port}`,
    port,
    socketPath: door.path,
    parts,
    devices,
    logs,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
