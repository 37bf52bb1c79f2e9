import type { Actor, InspectionEvent } from 'xstate';
import type { GatewayFlags } from '../../config/plan.ts';
import type { GatewayLogic } from '../../machines/gateway.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Env } from '../../platform/env.ts';
import type { HeldLock } from '../../platform/lock.ts';
import type { LogConsole } from '../../platform/logging.ts';
import type { Paths } from '../../platform/paths.ts';
import type { Random } from '../../platform/random.ts';
import type { SignalListener } from '../../platform/signals.ts';
import type { StrayFailure } from '../../platform/stray-failures.ts';
import type { Recorder } from '../inspect/recorder.ts';
import type { Parts } from './parts.ts';

export interface GatewayOptions {
  readonly flags: GatewayFlags;
  readonly paths: Paths;
  readonly env: Env;
  readonly terminal: boolean;
  readonly inspect: boolean;
  /** Move a damaged database aside and begin with an empty one. */
  readonly freshStore: boolean;
  /** Absent: the boot takes the lock itself. */
  readonly held?: HeldLock;
  /** A line for the operator, beside the log. */
  say(line: string): void;
  /** A line that explains why it ended. */
  complain(line: string): void;
  /** How the operator starts a command of ours, e.g. `moltbot --dev`. */
  readonly command: string;
}

/** What a gateway stands on: the process, or whatever stands in for it. */
export interface Ground {
  readonly clock: Clock;
  readonly random: Random;
  readonly console: LogConsole;
  onSignal(listener: SignalListener): () => void;
  onStrayFailure(listener: (failure: StrayFailure) => void): unknown;
  /** Sees every actor of the tree. */
  readonly inspect?: (event: InspectionEvent) => void;
  /** What it returns is put into the tree in place of the parts of a boot. */
  readonly amend?: (parts: Parts) => Parts;
}

export interface Gateway {
  readonly root: Actor<GatewayLogic>;
  readonly recorder: Recorder;
  /** The parts of the current boot. */
  parts(): Parts | undefined;
  /** Starts the tree and resolves with the exit code. Never rejects for anything an operator can cause. */
  run(): Promise<number>;
}
