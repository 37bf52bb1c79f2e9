import { fromPromise } from 'xstate';
import type { DrainInput } from '../../machines/gateway-types.ts';
import type { Parts } from './parts.ts';
import type { RestartClock } from './restart-clock.ts';

/** Of the settle budget, what runs get to end by themselves; the rest is for aborting and writing the record. */
const PATIENCE = 0.6;

/** The three phases of a drain, over whatever parts the current boot has. */
export function createDrainActors(parts: () => Parts | undefined, watch: RestartClock) {
  return {
    /** Closes the door, then tells everybody inside. */
    announce: fromPromise<void, DrainInput>(async ({ input }) => {
      const current = parts();
      current?.server.stopAccepting();
      const restarting = input.mode === 'restart';
      current?.server.events.broadcast('shutdown', {
        reason: restarting ? 'gateway restarting' : 'gateway stopping',
        restartExpectedMs: restarting ? watch.expectedMs() : null,
      });
      if (restarting) watch.doorCloses();
    }),
    /** Pauses what comes in from the networks: it is stored, and the next boot takes it up. */
    quiesce: fromPromise<void, DrainInput>(async () => {
      await parts()?.channels.quiesce();
    }),
    /** Lets runs end, interrupts what is left, and sends the answers that are ready. */
    settle: fromPromise<void, DrainInput>(async ({ input }) => {
      await parts()?.runs.drain(Math.floor(input.budgetMs * PATIENCE));
      await parts()?.channels.flush();
    }),
  };
}
