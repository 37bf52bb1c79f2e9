import { createActor } from 'xstate';
import type { Actor, AnyActorLogic, AnyActorRef, InputFrom, InspectionEvent } from 'xstate';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { createLineage } from './lineage.ts';
import { indexTimers } from './timers.ts';

export interface RootOptions<TLogic extends AnyActorLogic> {
  readonly id: string;
  readonly input: InputFrom<TLogic>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Recorder, feeds: called in order, after lineage. */
  readonly inspectors: readonly ((event: InspectionEvent) => void)[];
  /** What they hear: events and snapshots, or the single actions and microsteps as well. Default: `lives`. */
  readonly detail?: 'lives' | 'steps';
}

/** XState keeps this off its types: what an inspector hears passes through here, once for all of them. */
interface Inspected {
  _sendInspectionEvent(event: { readonly type: string }): void;
}

/** Nobody in a gateway asks for the single actions and microsteps, which are two thirds of what XState would tell. */
function leaveOutSteps(system: AnyActorRef['system']): void {
  const inspected = system as typeof system & Inspected;
  const tell = inspected._sendInspectionEvent;
  inspected._sendInspectionEvent = (event) => {
    if (event.type === '@xstate.event' || event.type === '@xstate.snapshot') tell(event);
  };
}

/**
 * The one place that creates a root actor: clock, timers, lineage, inspectors and log are wired here. Not started yet.
 * A crash of the root itself is logged; its descendants are stopped.
 */
export function createRoot<TLogic extends AnyActorLogic>(
  logic: TLogic,
  options: RootOptions<TLogic>,
): Actor<TLogic> {
  const lineage = createLineage();
  const { clock, log } = options;
  const inspect = (event: InspectionEvent): void => {
    lineage.inspect(event);
    for (const inspector of options.inspectors) inspector(event);
  };
  const root = createActor(logic as AnyActorLogic, {
    id: options.id,
    input: options.input,
    // XState hands milliseconds as given by the delays; fractions are meaningless to timers.
    clock: {
      setTimeout: (run, ms) => clock.setTimeout(run, Math.round(ms)),
      clearTimeout: (handle) => clock.clearTimeout(handle),
    },
    logger: (message: unknown, fields?: unknown) => {
      log.warn(String(message), typeof fields === 'object' && fields !== null ? { ...fields } : {});
    },
    inspect,
  }) as Actor<TLogic>;
  indexTimers(root.system);
  if (options.detail !== 'steps') leaveOutSteps(root.system);
  root.subscribe({
    error: (error: unknown) => {
      lineage.reap(root);
      log.fatal('the root actor crashed', { error });
    },
  });
  return root;
}
