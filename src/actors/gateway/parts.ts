import { modelTroubleWords } from '../../agent/model-trouble.ts';
import { createSessions } from '../../agent/sessions/sessions.ts';
import type { LifecycleFacts } from '../../api/lifecycle-facts.ts';
import type { Ports } from '../../api/ports.ts';
import { METHOD_HANDLERS } from '../../api/registry.ts';
import { tempDirectory } from '../../platform/host.ts';
import { tailLog } from '../../platform/log-tail.ts';
import { createDeviceRegistry } from '../../store/devices.ts';
import { createPairingStore } from '../../store/pairing.ts';
import { createRunStore } from '../../store/runs.ts';
import { createPulsePart, type PulsePart } from '../pulse/pulse.ts';
import type { ChannelsPart } from '../channels/part.ts';
import { createRunsPart, type RunsPart } from '../runs/part.ts';
import { createServerParts, type ServerParts } from '../server/parts.ts';
import { createAgentRoom } from './agent-room.ts';
import { createConfigWatcherPart, type ConfigWatcherPart } from '../config/part.ts';
import { createChannelsRoom } from './channels-room.ts';
import { createAllowlist } from './allowlist.ts';
import { sweepAll } from './retention.ts';
import type { BootPlan } from './boot-plan.ts';
import { logTrouble } from './disk-watch.ts';
import { createRemoteAccess, type RemoteAccess } from './remote-access.ts';
import { createHotEffects, type HotEffects } from './hot-effects.ts';
import type { Asked } from './reload-answers.ts';
import type { Candidate } from './reload-reading.ts';
import type { PartsOptions } from './parts-options.ts';
import { selfEntry } from './self-entry.ts';
import { sessionDefaults } from './session-defaults.ts';
import { toServerPlan } from './server-plan.ts';
import { createRestarts, type Restarts } from './restarts.ts';
import { createResume } from './resume.ts';
import { createBootDesk } from './boot-desk.ts';
import { createStorePart, type StorePart } from './store-part.ts';

/** The parts of one boot. Nothing runs until the tree starts their logic. */
export interface Parts {
  readonly boot: BootPlan;
  readonly store: StorePart;
  readonly configWatcher: ConfigWatcherPart;
  readonly runs: RunsPart;
  readonly channels: ChannelsPart;
  readonly pulse: PulsePart;
  readonly server: ServerParts;
  readonly access: RemoteAccess;
  readonly ports: Ports;
  /** What a reload does to the parts that run. */
  readonly hot: HotEffects;
  readonly restarts: Restarts;
}

export function createParts(options: PartsOptions): Parts {
  const { boot, paths, clock, random, log, recorder, self, host } = options;
  const plan = boot.live.plan();
  const config = boot.live.current;
  const ready = (): boolean => options.root().getSnapshot().hasTag('ready');

  const store = createStorePart({
    path: paths.dbPath,
    clock,
    log: log.child('store'),
    onFirstOpen: async () => {
      await runs.recover();
      await channels.recover();
    },
  });
  const sessions = createSessions({ store: store.store, config, clock, random, log: log.child('sessions') });
  const devices = createDeviceRegistry(store.store, clock, random, log.child('devices'));
  const pairing = createPairingStore(store.store, { clock, random });
  const restarts: Restarts = createRestarts({
    stateDir: paths.stateDir,
    clock,
    random,
    log: log.child('restart'),
    config,
    sessions,
    channels: {
      send: (params) => channels.port.send(params),
      canonicalId: (id) => channels.port.canonicalId(id),
    },
    events: { broadcast: (event, payload) => server.events.broadcast(event, payload) },
    running: ready,
    send: (event) => {
      if (options.alive()) options.root().send(event);
    },
  });

  const healthChanged = (): void => {
    if (!options.alive()) return;
    const { children } = options.root().getSnapshot();
    children.pulse?.send({ type: 'tell', event: { type: 'health.changed' } });
  };

  const access = createRemoteAccess({
    boot,
    server: () => server,
    leaving: () => options.root().getSnapshot().context.mode !== 'restart',
    hostname: host.hostname,
    changed: healthChanged,
    clock,
    log,
  });

  const server: ServerParts = createServerParts({
    ports: () => ports,
    plan: toServerPlan(plan, {
      hostname: host.hostname,
      certificate: boot.certificate,
      config,
    }),
    devices,
    methods: METHOD_HANDLERS,
    loginOf: access.loginOf,
    http: [...options.http, (request, response) => channels.webhook(request, response)],
    clock,
    log: log.child('gateway/ws'),
    self: selfEntry(host, self.version),
    sessionDefaults: () => sessionDefaults(room.agents.defaults()),
    ready,
    traffic: plan.logging.traffic,
    mask: boot.secrets.mask,
    door: options.front.door(),
    ...options.carried,
  });

  const room = createAgentRoom({
    config,
    env: boot.env,
    paths,
    clock,
    random,
    log,
    self,
    sessions,
    runs: () => runs.port,
    health: () => pulse.health,
    tempDir: tempDirectory(),
    restart: restarts.ask,
    configPort: () => ports.config,
    allowlist: createAllowlist({ config, pairing }),
    healthChanged,
  });

  const runStore = createRunStore(store.store);
  const runs: RunsPart = createRunsPart({
    store: runStore,
    sessions,
    engines: room.engines,
    commands: room.commands,
    events: server.events,
    clock,
    log: log.child('runs'),
    config,
    pause: room.pause,
    toolsFor: room.toolsFor,
    prompts: room.prompts,
    mask: boot.secrets.mask,
    get timeZone() {
      return room.timeZone;
    },
  });
  sessions.setRuns(runs.port);

  const tree: Ports['tree'] = {
    ...options.front.tree,
    resume: createResume({ recorder, log }),
  };

  const network = createChannelsRoom({
    boot,
    paths,
    clock,
    random,
    log,
    recorder,
    store: store.store,
    pairing,
    sessions,
    events: server.events,
    runs: () => runs.port,
    timeZone: () => room.timeZone,
    adapters: options.adapters,
    command: options.command,
    resume: tree.resume,
    tempDir: tempDirectory(),
  });
  const channels = network.part;

  const pulse: PulsePart = createPulsePart({
    clock,
    log: log.child('gateway/pulse'),
    config,
    self,
    events: server.events,
    channels: channels.port,
    sessions,
    agents: room.agents,
    runs: runs.port,
    tree,
    listen: () => ({ bind: plan.bind, port: boundPort(server) ?? plan.port, authMode: plan.auth.mode }),
    lagMs: () => options.lag.read().maxMs,
    storeTrouble: () => store.trouble(),
    outboxTrouble: () => (store.trouble() === undefined ? channels.trouble() : undefined),
    memoryTrouble: options.memoryTrouble,
    accessTroubles: access.troubles,
    modelTroubles: () => {
      const words = { config: config(), command: options.command, mask: boot.secrets.mask };
      return room.engines
        .troubles()
        .map((trouble) => ({ message: modelTroubleWords(trouble, words), since: trouble.since }));
    },
    logTrouble: () => logTrouble(boot.logging),
    strays: options.strays,
    command: options.command,
    lifecycle: () => ({
      root: recorder.tree(0).find(({ parent }) => parent === null)?.state ?? 'starting',
      config: options.reloads.facts.config(),
      ...safeMode(options),
    }),
    // Reading the list drops what has expired.
    prunePresence: () => {
      server.presence.list();
      channels.expire();
    },
    sweep: () => {
      access.look();
      return sweepAll(
        [runStore.sweep, sessions.sweep, network.inbox.sweep, network.outbox.sweep, network.media.sweep],
        clock.now(),
      );
    },
  });

  const ports: Ports = {
    clock,
    log: log.child('api'),
    config: createBootDesk({ ...options, store: store.store }),
    self,
    events: server.events,
    presence: server.presence,
    health: pulse.health,
    heartbeat: pulse.heartbeat,
    runs: runs.port,
    sessions,
    devices,
    channels: channels.port,
    pairing: channels.pairing,
    outbox: channels.outbox,
    agents: room.agents,
    logs: {
      tail: (params) => {
        boot.logging.flush();
        return Promise.resolve(
          tailLog({ file: boot.logging.file, pattern: boot.live.plan().logging.file }, params),
        );
      },
    },
    tree,
    lifecycle: { ...restarts.port, stop: options.front.stop },
  };

  const hot = createHotEffects({
    live: boot.live,
    secrets: boot.secrets,
    logging: boot.logging,
    channels,
    runs,
    allowRestart: (allowed) => options.root().send({ type: 'restart.allowed', allowed }),
    terminal: options.terminal,
    env: boot.env,
    clock,
    log: log.child('config'),
  });

  const { reloads } = options;
  const configWatcher = createConfigWatcherPart<Candidate, Asked>({
    files: reloads.files,
    read: reloads.read,
    plan: reloads.plan,
    offer: reloads.hand,
    adopt: reloads.adopt,
    concluded: reloads.conclude,
    debounceMs: reloads.debounceMs,
    clock,
    log: log.child('config'),
  });

  return { boot, store, configWatcher, runs, channels, pulse, server, access, ports, hot, restarts };
}

/** The root decides whether it still is in safe mode; the ledger knows since when. */
const safeMode = ({ root, safe }: Pick<PartsOptions, 'root' | 'safe'>): Pick<LifecycleFacts, 'safe'> => {
  const [reason, known] = [root().getSnapshot().context.safe, safe()];
  return reason === undefined || known === undefined ? {} : { safe: { reason, since: known.since } };
};

export const boundPort = (server: ServerParts): number | undefined =>
  server.addresses().find((address) => address.kind === 'tcp')?.port;
