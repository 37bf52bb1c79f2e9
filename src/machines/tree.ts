/**
 * The parts of the gateway in the order they start; they stop in reverse. The edge is last because the port opens only
 * when everything behind it can serve. A new part is one line here and one policy of the same name.
 */
export const TREE = [
  'store',
  'configWatcher',
  'runs',
  'channels',
  'pulse',
  'tailscale',
  'discovery',
  'edge',
] as const;

export type PartName = (typeof TREE)[number];

/** How the drain budget is divided; what is left over is the reserve. */
export const DRAIN_SHARES = { announce: 0.1, quiesce: 0.1, settle: 0.45, stop: 0.3 } as const;

/** Bounds of a reload, milliseconds. Each step has its own, so that none can keep the gateway between two configurations. */
export const RELOAD_DEADLINES = {
  /** A restart that a changed file asks for waits this long for runs to end by themselves; then the drain takes over. */
  defer: 60_000,
  apply: 15_000,
  gate: 10_000,
  restore: 15_000,
} as const;
