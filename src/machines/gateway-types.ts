import type { ReloadMode, ReloadNeeds } from '../protocol/reload.ts';
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
  readonly restartAllowed: boolean;
  readonly drainBudgetMs?: number;
  /** Why this boot leaves the channels down; absent: an ordinary boot. */
  readonly safe?: string;
  /** The configuration has not been seen to work, and there is one that has. */
  readonly trial?: boolean;
  /** Links that were online before must show first that they can live with the configuration. */
  readonly prove?: boolean;
  /** The configuration must be confirmed within this time, or the one before comes back. Milliseconds. */
  readonly confirmMs?: number;
}

/** Input of `loadPlan`. */
export interface LoadInput {
  /** Why the configuration file must not be tried again; absent: it may. */
  readonly putBack: string | undefined;
}

/** A changed configuration, handed to the root by the watcher. */
export interface ReloadOffer {
  /** What the effects work on; nothing the machine looks into. */
  readonly candidate: unknown;
  readonly needs: ReloadNeeds;
  readonly mode: ReloadMode;
  /** For the log, the `shutdown` event and the report. */
  readonly reason: string;
  /** A restart waits this long first, so that an answer can go out. Milliseconds. */
  readonly delayMs: number;
  /** Without a confirmation within this time the configuration before comes back. Milliseconds. */
  readonly confirmMs?: number;
}

/** How a reload ended, for the watcher and the operator. */
export interface ReloadEnd {
  readonly result: 'nothing' | 'applied' | 'refused' | 'restored';
  readonly reason: string;
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
  /** Phases and parts that did not end in time. */
  readonly overdue: readonly string[];
}

export interface GatewayContext {
  readonly random: () => number;
  readonly childInputs: Readonly<Partial<Record<PartName, unknown>>>;
  readonly budgetMs: number;
  /** `commands.restart`: every signal may restart. */
  readonly restartAllowed: boolean;
  /** Single signals that may restart until the authorisation expires. */
  readonly grants: number;
  /** Raised with each authorisation, so that the end of an older one does not end a newer one. */
  readonly grantEpoch: number;
  /**
   * A restart signal came while booting: it is answered as soon as the gateway runs. One that came before the configuration was
   * read has nothing left to ask for, unless nobody allowed it: then it is told so.
   */
  readonly restartWanted: 'no' | 'early' | 'yes';
  /** The change being taken over. */
  readonly offer: ReloadOffer | undefined;
  /** The boot tries a configuration that has not been seen to work. */
  readonly trial: boolean;
  /** `proveBoot` has a say before the configuration counts as one that works. */
  readonly prove: boolean;
  /** Why the file must not be tried by the next boot. */
  readonly putBack: string | undefined;
  readonly confirmMs: number | undefined;
  readonly safe: string | undefined;
  readonly mode: StopMode;
  readonly exitCode: number;
  readonly reason: string;
  /** Index in TREE of the part being started or stopped. */
  readonly cursor: number;
  /** Parts whose keeper itself crashed: nobody is left to answer for them. */
  readonly lost: readonly PartName[];
  /** Phases and parts of this drain that did not end in time. */
  readonly overdue: readonly string[];
  readonly lastError: unknown;
}

export type GatewayEvent =
  | { readonly type: 'signal.term' }
  | { readonly type: 'signal.int' }
  | { readonly type: 'signal.restart' }
  | { readonly type: 'signal.reload' }
  | { readonly type: 'restart.requested'; readonly reason: string }
  /** `exitCode` for a stop that is not the operator's wish, e.g. 75: start me again. */
  | { readonly type: 'stop.requested'; readonly reason: string; readonly exitCode?: number }
  /** One restart signal is allowed within this time. Milliseconds. */
  | { readonly type: 'restart.authorised'; readonly forMs: number }
  | { readonly type: 'authorisation.expired'; readonly epoch: number }
  /** `commands.restart` was changed by a reload. */
  | { readonly type: 'restart.allowed'; readonly allowed: boolean }
  | { readonly type: 'config.offered'; readonly offer: ReloadOffer }
  | { readonly type: 'config.confirmed' }
  /** The supervisor's watchdog: a root that lives answers. */
  | { readonly type: 'pulse.asked' }
  /** How long the next stop may take. Milliseconds. */
  | { readonly type: 'budget.told'; readonly ms: number }
  | KeeperReport;
