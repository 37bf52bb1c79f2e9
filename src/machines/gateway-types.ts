import type { KeeperReport } from './keeper.ts';
import type { PartName } from './tree.ts';

export type StopMode = 'stop' | 'restart';

export interface GatewayInput {
  /** Uniform in [0, 1), for the keepers' jitter. */
  readonly random: () => number;
  /** Milliseconds from the first signal to the end of the process. `loadPlan` may say otherwise. */
  readonly drainBudgetMs: number;
  readonly childInputs: Readonly<Partial<Record<PartName, unknown>>>;
}

/** What the root needs to know of the plan. */
export interface PlanFacts {
  /** May a bare SIGUSR1 or SIGUSR2 restart the gateway? */
  readonly restartAuthorised: boolean;
  readonly drainBudgetMs?: number;
}

/** Input of `announce`, `quiesce` and `settle`. Past `budgetMs` the body is aborted and the drain goes on without it. */
export interface DrainInput {
  readonly mode: StopMode;
  readonly reason: string;
  readonly budgetMs: number;
}

export interface GatewayOutput {
  readonly exitCode: number;
  readonly reason: string;
}

export interface GatewayContext {
  readonly random: () => number;
  readonly childInputs: Readonly<Partial<Record<PartName, unknown>>>;
  readonly budgetMs: number;
  readonly restartAuthorised: boolean;
  readonly mode: StopMode;
  readonly exitCode: number;
  readonly reason: string;
  /** Index in TREE of the part being started or stopped. */
  readonly cursor: number;
  /** Parts whose keeper itself crashed: nobody is left to answer for them. */
  readonly lost: readonly PartName[];
  readonly lastError: unknown;
}

export type GatewayEvent =
  | { readonly type: 'signal.term' }
  | { readonly type: 'signal.int' }
  | { readonly type: 'signal.restart' }
  | { readonly type: 'signal.reload' }
  | { readonly type: 'restart.requested'; readonly reason: string }
  | { readonly type: 'stop.requested'; readonly reason: string }
  | KeeperReport;
