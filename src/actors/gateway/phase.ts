import type { Actor } from 'xstate';
import type { SelfPort } from '../../api/ports.ts';
import type { GatewayLogic } from '../../machines/gateway.ts';
import { processId } from '../../platform/host.ts';
import { VERSION } from '../../platform/version.ts';
import type { GatewayPhase } from '../../protocol/generated/types.ts';
import { dotted } from '../inspect/extract.ts';
import type { Recorder } from '../inspect/recorder.ts';

/** Where in its life the gateway is, said by the root itself. */
export interface PhaseReader {
  /** The states of the root from the outside in, with dots. */
  state(): string;
  /** @param serving whether the one who asks is connected to a boot that serves */
  read(serving: boolean): GatewayPhase;
}

const ENDING: ReadonlySet<string> = new Set(['draining', 'stopping']);

const outermost = (state: string): string => state.split('.')[0] ?? state;

/** To be made before the root is started, because it notes when each phase begins. */
export function createPhaseReader(deps: {
  readonly root: () => Actor<GatewayLogic>;
  readonly recorder: Recorder;
  readonly self: () => SelfPort | undefined;
  /** Unix epoch, milliseconds. */
  readonly now: () => number;
}): PhaseReader {
  const { root, recorder, self, now } = deps;
  let since = now();
  let stateSince = since;
  let endingSince = since;

  recorder.subscribe(({ actor, at, from, to }) => {
    if (actor.includes('/')) return;
    stateSince = at;
    const [before, after] = [outermost(from), outermost(to)];
    if (before === after) return;
    since = at;
    if (!ENDING.has(before)) endingSince = at;
  });

  const state = (): string => dotted(root().getSnapshot().value);

  return {
    state,
    read(serving) {
      const { mode, reason, budgetMs } = root().getSnapshot().context;
      const present = state();
      const boot = self();
      return {
        state: present,
        since,
        stateSince,
        serving,
        instanceId: boot?.instanceId ?? null,
        startedAt: boot?.startedAtMs ?? null,
        version: VERSION,
        pid: processId(),
        ending: ENDING.has(outermost(present)) ? { mode, reason, deadline: endingSince + budgetMs } : null,
      };
    },
  };
}
