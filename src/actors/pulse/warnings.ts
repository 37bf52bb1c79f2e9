import type { ConfigFacts, LifecycleFacts } from '../../api/lifecycle-facts.ts';
import type { ConfigState } from '../../protocol/config-states.ts';
import type { ActorNode, HealthWarning } from '../../protocol/generated/types.ts';
import type { AccessTrouble, ModelWarning } from './sources.ts';

/** Every code a health warning can have. */
export const WARNING = {
  /** A part gave up restarting and waits for the operator. */
  actorParked: 'actor_parked',
  actorBackingOff: 'actor_backing_off',
  /** A link is open and does not hear. */
  linkDeaf: 'link_deaf',
  /** Somebody else uses the account. */
  linkConflict: 'link_conflict',
  /** The credentials of an account are no longer valid. */
  linkLoggedOut: 'link_logged_out',
  /** An account is in the configuration but cannot be connected as it is. */
  linkUnconfigured: 'link_unconfigured',
  /** Messages that were not delivered, or may not have been. */
  outboxTrouble: 'outbox_trouble',
  /** Nothing new can be kept: the disk is full, or the store cannot be written. */
  storeTrouble: 'store_trouble',
  /** The last run of a model failed on its side: a wrong key, a limit, a server that is down, an unknown name. */
  modelTrouble: 'model_trouble',
  /** The log file cannot be written; the gateway goes on without it. */
  logTrouble: 'log_trouble',
  eventLoopLag: 'event_loop_lag',
  /** The process comes near the memory it may use; above that it drains and is started anew. */
  memoryShort: 'memory_short',
  /** Promises were rejected or connections failed with nobody waiting for it. The process went on. */
  unhandledFailures: 'unhandled_failures',
  /** The channels are parked because the gateway kept dying, or because it was asked for. */
  safeMode: 'safe_mode',
  /** The configuration file is broken; what runs is older. */
  configInvalid: 'config_invalid',
  /** The reload mode does not let a change of the file in. */
  configRefused: 'config_refused',
  /** The file was broken at start; the last good copy runs. */
  configLastGood: 'config_last_good',
  /** A change was tried and taken back. */
  configRestored: 'config_restored',
  /** A change waits. */
  configPending: 'config_pending',
  /** The certificate on disk cannot be used, or its time is nearly over. */
  tlsTrouble: 'tls_trouble',
  /** Tailscale does not lead to the gateway, though the configuration wants it. */
  tailscaleTrouble: 'tailscale_trouble',
  /** The gateway does not announce itself on the local network, though the configuration wants it. */
  discoveryTrouble: 'discovery_trouble',
  /** The snapshot is older than it should be, because building it failed. */
  healthStale: 'health_stale',
  /** Said over the local socket while the gateway starts, stops or restarts: nothing but a look at it is served. */
  notServing: 'gateway_not_serving',
} as const;

const ACCESS_CODES: readonly AccessTrouble['code'][] = [
  WARNING.tlsTrouble,
  WARNING.tailscaleTrouble,
  WARNING.discoveryTrouble,
];

/** The event loop stood still long enough for a client to notice. */
const LAG_LIMIT_MS = 1000;

const TROUBLED: ReadonlyMap<string, string> = new Map([
  ['parked', WARNING.actorParked],
  ['exhausted', WARNING.actorParked],
  ['backingOff', WARNING.actorBackingOff],
  ['conflict', WARNING.linkConflict],
  ['loggedOut', WARNING.linkLoggedOut],
  ['unconfigured', WARNING.linkUnconfigured],
  ['gaveUp', WARNING.actorParked],
]);

const DEAF = /\.deaf$/;

export interface WarningFacts {
  readonly lifecycle: LifecycleFacts;
  readonly command: string;
  readonly tree: readonly ActorNode[];
  readonly lagMs: number;
  readonly storeTrouble: string | undefined;
  readonly logTrouble: string | undefined;
  readonly outboxTrouble: string | undefined;
  readonly memoryTrouble: string | undefined;
  readonly accessTroubles: readonly AccessTrouble[];
  readonly modelTroubles: readonly ModelWarning[];
  readonly strays: { readonly count: number; readonly since: number } | undefined;
  readonly now: number;
}

function warningOfActor(node: ActorNode): HealthWarning[] {
  const deaf = DEAF.test(node.state) ? WARNING.linkDeaf : undefined;
  const code = deaf ?? TROUBLED.get(node.state.split('.')[0] ?? '');
  if (code === undefined) return [];
  const reason = node.lastError === null ? '' : `: ${node.lastError}`;
  return [{ code, message: `${node.id} is ${node.state}${reason}`, since: node.since }];
}

const CHANNELS = 'gateway/channels';

function warningOfSafeMode({ lifecycle, command }: WarningFacts): HealthWarning[] {
  if (lifecycle.safe === undefined) return [];
  const { reason, since } = lifecycle.safe;
  const message = `safe mode, the channels are parked: ${reason}; when the cause is mended: ${command} gateway resume channels`;
  return [{ code: WARNING.safeMode, message, since }];
}

/** What is the matter, and what helps. */
const CONFIG_WARNINGS: Readonly<
  Record<
    Exclude<ConfigState, 'current'>,
    { readonly code: string; readonly words: string; fix(command: string): string | undefined }
  >
> = {
  invalid: {
    code: WARNING.configInvalid,
    words: 'the config file cannot be used, and what runs is older',
    fix: (command) => `correct it, then: ${command} config validate`,
  },
  refused: {
    code: WARNING.configRefused,
    words: 'a change of the config file is not in effect',
    fix: (command) => `to apply it: ${command} gateway restart`,
  },
  lastGood: {
    code: WARNING.configLastGood,
    words: 'the config file could not be used at start, and the last good copy runs',
    fix: (command) => `the file is untouched; correct it, then: ${command} config validate`,
  },
  restored: {
    code: WARNING.configRestored,
    words: 'a change of the config was taken back, and what ran before runs again',
    fix: () => 'correct the file and save it again',
  },
  pending: {
    code: WARNING.configPending,
    words: 'a change of the config waits',
    fix: () => undefined,
  },
};

function warningOfConfig({ state, reason, since }: ConfigFacts, command: string): HealthWarning[] {
  if (state === 'current') return [];
  const { code, words, fix } = CONFIG_WARNINGS[state];
  const why = reason === null ? words : `${words}: ${reason}`;
  const helps = fix(command);
  return [{ code, message: helps === undefined ? why : `${why}; ${helps}`, since }];
}

// Without the error's text: health goes to every client, the log is masked and for the operator.
function warningOfStrays(strays: WarningFacts['strays']): HealthWarning[] {
  if (strays === undefined) return [];
  const { count, since } = strays;
  const message = `${count} unhandled ${count === 1 ? 'failure' : 'failures'}; the log has each under "unhandled"`;
  return [{ code: WARNING.unhandledFailures, message, since }];
}

/** Remembers since when a condition without a clock of its own holds. */
export function createWarnings(): (facts: WarningFacts) => HealthWarning[] {
  const since = new Map<string, number>();
  const lasting = (code: string, message: string | undefined, now: number): HealthWarning[] => {
    if (message === undefined) {
      since.delete(code);
      return [];
    }
    const began = since.get(code) ?? now;
    since.set(code, began);
    return [{ code, message, since: began }];
  };
  return (facts) => {
    const { tree, lagMs, storeTrouble, outboxTrouble, strays, now, lifecycle, command } = facts;
    const lagging =
      lagMs > LAG_LIMIT_MS ? `the event loop stood still for more than ${LAG_LIMIT_MS} ms` : undefined;
    return [
      ...warningOfSafeMode(facts),
      ...warningOfConfig(lifecycle.config, command),
      // In safe mode that the channels are parked is said once.
      ...tree.filter(({ id }) => lifecycle.safe === undefined || id !== CHANNELS).flatMap(warningOfActor),
      ...lasting(WARNING.storeTrouble, storeTrouble, now),
      ...lasting(WARNING.logTrouble, facts.logTrouble, now),
      ...lasting(WARNING.outboxTrouble, outboxTrouble, now),
      ...lasting(WARNING.eventLoopLag, lagging, now),
      ...lasting(WARNING.memoryShort, facts.memoryTrouble, now),
      ...ACCESS_CODES.flatMap((code) =>
        lasting(code, facts.accessTroubles.find((one) => one.code === code)?.message, now),
      ),
      ...facts.modelTroubles.map((one) => ({ code: WARNING.modelTrouble, ...one })),
      ...warningOfStrays(strays),
    ];
  };
}
