import type { HealthPort } from '../../api/ports.ts';
import type { ChannelsStatusResult, HealthSummary, StatusSummary } from '../../protocol/generated/types.ts';
import { buildHealth, healthFingerprint } from './health.ts';
import type { PulseSources } from './sources.ts';
import { buildStatus } from './status.ts';
import { WARNING, createWarnings } from './warnings.ts';

/** `status` is asked far more often than it changes; within this time one answer serves everybody. */
const STATUS_MAX_AGE_MS = 1000;

const CHANNEL_TIMEOUT_MS = 10_000;

export interface LiveHealth extends HealthPort {
  /** Recorded as a warning until the next refresh succeeds. */
  noteFailure(error: unknown): void;
}

const noChannels = (now: number): ChannelsStatusResult => ({
  ts: now,
  channelOrder: [],
  channelLabels: {},
  channels: {},
  channelAccounts: {},
  channelDefaultAccountId: {},
});

/** The snapshot behind `health` and `status`; frozen, so that it is serialised once. It outlives the pulse actor, so both answer while that is down. */
export function createLiveHealth(sources: PulseSources): LiveHealth {
  const { clock } = sources;
  const warnings = createWarnings();
  let channels: ChannelsStatusResult | undefined;
  let snapshot: HealthSummary | undefined;
  let fingerprint = '';
  let version = 1;
  let status: { readonly builtMs: number; readonly value: StatusSummary } | undefined;
  let inFlight: { readonly probe: boolean; readonly work: Promise<HealthSummary> } | undefined;

  const build = (startedMs: number): HealthSummary => {
    const now = clock.now();
    const facts = {
      tree: sources.tree.inspect({}).tree,
      lagMs: sources.lagMs(),
      storeTrouble: sources.storeTrouble(),
      logTrouble: sources.logTrouble(),
      outboxTrouble: sources.outboxTrouble(),
      memoryTrouble: sources.memoryTrouble(),
      accessTroubles: sources.accessTroubles(),
      modelTroubles: sources.modelTroubles(),
      strays: sources.strays(),
      lifecycle: sources.lifecycle(),
      command: sources.command,
      now,
    };
    return buildHealth(sources, channels ?? noChannels(now), warnings(facts), startedMs);
  };

  const store = (health: HealthSummary): void => {
    snapshot = Object.freeze(health);
    const next = healthFingerprint(health);
    if (next === fingerprint) return;
    fingerprint = next;
    version += 1;
    // Else one would contradict the other for a second.
    status = undefined;
    sources.events.broadcast('health', health);
  };

  const refresh = async (probe: boolean): Promise<HealthSummary> => {
    const startedMs = clock.monotonic();
    channels = await sources.channels.status({ probe, timeoutMs: CHANNEL_TIMEOUT_MS });
    const health = build(startedMs);
    store(health);
    return health;
  };

  return {
    current() {
      snapshot ??= Object.freeze(build(clock.monotonic()));
      return snapshot;
    },
    /** Callers share the work under way, unless it does not probe and they want to. */
    refresh({ probe }) {
      if (inFlight !== undefined && (inFlight.probe || !probe)) return inFlight.work;
      const work = refresh(probe).finally(() => {
        if (inFlight?.work === work) inFlight = undefined;
      });
      inFlight = { probe, work };
      return work;
    },
    status() {
      const nowMs = clock.monotonic();
      if (status === undefined || nowMs - status.builtMs > STATUS_MAX_AGE_MS) {
        const value = buildStatus(sources, channels ?? noChannels(clock.now()));
        status = { builtMs: nowMs, value: Object.freeze(value) };
      }
      return status.value;
    },
    version: () => version,
    noteFailure(error) {
      if (snapshot === undefined) return;
      // Built from the last good snapshot, because building a new one is what just failed.
      const others = (snapshot.warnings ?? []).filter((warning) => warning.code !== WARNING.healthStale);
      const known = snapshot.warnings?.find((warning) => warning.code === WARNING.healthStale);
      const reason = error instanceof Error ? error.message : String(error);
      const message = `health could not be refreshed: ${reason}`;
      const stale = { code: WARNING.healthStale, message, since: known?.since ?? clock.now() };
      store({ ...snapshot, warnings: [...others, stale] });
    },
  };
}
