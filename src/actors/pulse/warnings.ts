import type { ActorNode, HealthWarning } from '../../protocol/generated/types.ts';

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
  storeTrouble: 'store_trouble',
  eventLoopLag: 'event_loop_lag',
  /** Promises were rejected or connections failed with nobody waiting for it. The process went on. */
  unhandledFailures: 'unhandled_failures',
  /** The snapshot is older than it should be, because building it failed. */
  healthStale: 'health_stale',
} as const;

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
  readonly tree: readonly ActorNode[];
  readonly lagMs: number;
  readonly storeTrouble: string | undefined;
  readonly outboxTrouble: string | undefined;
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
  return ({ tree, lagMs, storeTrouble, outboxTrouble, strays, now }) => {
    const lagging =
      lagMs > LAG_LIMIT_MS ? `the event loop stood still for more than ${LAG_LIMIT_MS} ms` : undefined;
    return [
      ...tree.flatMap(warningOfActor),
      ...lasting(WARNING.storeTrouble, storeTrouble, now),
      ...lasting(WARNING.outboxTrouble, outboxTrouble, now),
      ...lasting(WARNING.eventLoopLag, lagging, now),
      ...warningOfStrays(strays),
    ];
  };
}
