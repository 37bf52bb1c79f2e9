import { fromPromise } from 'xstate';
import type { HealthPort, HeartbeatPort } from '../../api/ports.ts';
import { pulseMachine } from '../../machines/pulse.ts';
import type { PulseIntervals } from '../../machines/pulse.ts';
import { createHeartbeat } from './heartbeat.ts';
import { createLiveHealth } from './live-health.ts';
import type { PulseSources } from './sources.ts';

export const PULSE_INTERVALS: PulseIntervals = {
  tick: 30_000,
  refresh: 60_000,
  settle: 400,
  retry: 5000,
  prune: 60_000,
  sweep: 3_600_000,
};

export interface PulsePart {
  /** For the supervised child `pulse`; its input is `{ intervals }`. */
  readonly logic: typeof pulseMachine;
  readonly health: HealthPort;
  readonly heartbeat: HeartbeatPort;
  /** Builds the snapshot while the actor that would do it is down, so that health tells of that too. */
  refreshAlone(): void;
}

/** Gives the pulse machine its bodies. Tell the running actor `health.changed` when something health shows has changed. */
export function createPulsePart(sources: PulseSources): PulsePart {
  const health = createLiveHealth(sources);
  const noteFailure = (error: unknown): void => {
    sources.log.error('health refresh failed', { error });
    health.noteFailure(error);
  };
  const logic = pulseMachine.provide({
    actors: {
      refreshHealth: fromPromise(async () => {
        await health.refresh({ probe: false });
      }),
      sweepStore: fromPromise(() => sources.sweep()),
    },
    actions: {
      sendTick: () => sources.events.broadcast('tick', { ts: sources.clock.now() }),
      prunePresence: () => sources.prunePresence(),
      noteRefreshFailure: (_, { error }) => noteFailure(error),
      noteSweepFailure: (_, { error }) => {
        sources.log.warn('old runs and transcripts could not be deleted; the next sweep tries again', {
          error,
        });
      },
    },
  });
  return {
    logic,
    health,
    heartbeat: createHeartbeat(),
    refreshAlone() {
      const refresh = () => health.refresh({ probe: false });
      // Once more, because the first may be one under way, from before the part went down.
      refresh().then(refresh).catch(noteFailure);
    },
  };
}
