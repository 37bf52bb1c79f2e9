/**
 * How a keeper treats its child. All times are milliseconds.
 */
export interface Policy {
  /** Restarts allowed within `periodMs`; the next failure exhausts the budget. */
  readonly intensity: number;
  readonly periodMs: number;
  /** After running this long without failure the budget and the backoff start afresh. */
  readonly stableMs: number;
  readonly backoff: Backoff;
  /** A child that is not ready by then counts as failed. */
  readonly startDeadlineMs: number;
  /** A child that has not stopped by then is killed. */
  readonly stopDeadlineMs: number;
  /** Escalate: the parent must act. Park: stay visible and wait for the operator. */
  readonly onExhausted: 'escalate' | 'park';
  readonly reason: string;
}

/** Delay before restart n (from 0) is `initialMs * factor^n`, at most `maxMs`, then moved by up to ± `jitter` (0..1). */
export interface Backoff {
  readonly initialMs: number;
  readonly maxMs: number;
  readonly factor: number;
  readonly jitter: number;
}

/** For children of a pool: never restarted, only given time to end. */
export interface TemporaryPolicy {
  readonly stopDeadlineMs: number;
  readonly reason: string;
}

const quick: Backoff = { initialMs: 100, maxMs: 5_000, factor: 2, jitter: 0.25 };

/** Every keeper of the tree. */
export const POLICIES = {
  store: {
    intensity: 3,
    periodMs: 60_000,
    stableMs: 60_000,
    backoff: quick,
    startDeadlineMs: 30_000,
    stopDeadlineMs: 5_000,
    onExhausted: 'escalate',
    reason:
      'Nothing may be acknowledged without durable truth, so the gateway cannot go on without its store.',
  },
  configWatcher: {
    intensity: 5,
    periodMs: 60_000,
    stableMs: 60_000,
    backoff: quick,
    startDeadlineMs: 5_000,
    stopDeadlineMs: 1_000,
    onExhausted: 'park',
    reason:
      'What runs goes on without anybody watching its file; a parked watcher shows in the tree and in health.',
  },
  runs: {
    intensity: 5,
    periodMs: 60_000,
    stableMs: 60_000,
    backoff: quick,
    startDeadlineMs: 10_000,
    stopDeadlineMs: 10_000,
    onExhausted: 'escalate',
    reason:
      'Answering messages is the main job; a gateway that cannot is better restarted by its OS supervisor.',
  },
  channels: {
    intensity: 5,
    periodMs: 60_000,
    stableMs: 60_000,
    backoff: quick,
    startDeadlineMs: 10_000,
    stopDeadlineMs: 8_000,
    onExhausted: 'park',
    reason:
      'Without its links the gateway still answers every other client; a parked part shows in the tree and in health.',
  },
  channelLink: {
    intensity: 10,
    periodMs: 300_000,
    stableMs: 60_000,
    backoff: { initialMs: 2_000, maxMs: 30_000, factor: 1.8, jitter: 0.25 },
    startDeadlineMs: 10_000,
    stopDeadlineMs: 6_000,
    onExhausted: 'park',
    reason:
      'A lost connection is a state of the link; what brings the link itself down is a defect, and repeating it for ever helps nobody.',
  },
  pulse: {
    intensity: 5,
    periodMs: 60_000,
    stableMs: 60_000,
    backoff: quick,
    startDeadlineMs: 5_000,
    stopDeadlineMs: 1_000,
    onExhausted: 'park',
    reason:
      'Ticks and health events are comfort: messages still flow without them, and a parked pulse shows in the tree.',
  },
  tailscale: {
    intensity: 5,
    periodMs: 60_000,
    stableMs: 60_000,
    backoff: quick,
    startDeadlineMs: 5_000,
    stopDeadlineMs: 3_000,
    onExhausted: 'park',
    reason:
      'That Tailscale cannot lead others here is a state of the part; without it the gateway serves everybody on this machine.',
  },
  discovery: {
    intensity: 5,
    periodMs: 60_000,
    stableMs: 60_000,
    backoff: quick,
    startDeadlineMs: 5_000,
    stopDeadlineMs: 3_000,
    onExhausted: 'park',
    reason: 'Whoever knows the address needs nobody to tell it.',
  },
  edge: {
    intensity: 3,
    periodMs: 60_000,
    stableMs: 60_000,
    backoff: quick,
    startDeadlineMs: 20_000,
    stopDeadlineMs: 10_000,
    onExhausted: 'escalate',
    reason:
      'Without its port the gateway is unreachable, also for the operator who could resume a parked part.',
  },
  wsServer: {
    intensity: 3,
    periodMs: 60_000,
    stableMs: 60_000,
    backoff: quick,
    startDeadlineMs: 15_000,
    stopDeadlineMs: 4_000,
    onExhausted: 'escalate',
    reason:
      'A listener that keeps failing may be fighting with its own connections: the edge restarts both together.',
  },
} as const satisfies Readonly<Record<string, Policy>>;

/** Every pool of the tree. */
export const POOL_POLICIES = {
  connections: {
    stopDeadlineMs: 4_000,
    reason:
      'Temporary, because the peer owns the socket: a crashed connection cannot be restarted, its client reconnects.',
  },
  runs: {
    stopDeadlineMs: 8_000,
    reason:
      'Temporary, because a run has an effect on the world: it is recorded as ended, never silently repeated.',
  },
} as const satisfies Readonly<Record<string, TemporaryPolicy>>;

export type KeeperName = keyof typeof POLICIES;
