import { fromPromise } from 'xstate';
import type { DrainInput } from '../../machines/gateway-types.ts';
import type { Parts } from './parts.ts';

/** How long clients should expect to wait for an in-process restart, in milliseconds. */
const RESTART_EXPECTED_MS = 1500;
/** Of the settle budget, what runs get to end by themselves; the rest is for aborting and writing the record. */
const PATIENCE = 0.6;

/** The three phases of a drain, over whatever parts the current boot has. */
export function createDrainActors(parts: () => Parts | undefined) {
  return {
    /** Closes the door, then tells everybody inside. */
    announce: fromPromise<void, DrainInput>(async ({ input }) => {
      const current = parts();
      current?.server.stopAccepting();
      const restarting = input.mode === 'restart';
      current?.server.events.broadcast('shutdown', {
        reason: restarting ? 'gateway restarting' : 'gateway stopping',
        restartExpectedMs: restarting ? RESTART_EXPECTED_MS : null,
      });
    }),
    /** Pauses what comes in from outside. Channels will stand here; clients were told by `announce`. */
    quiesce: fromPromise<void, DrainInput>(async () => {}),
    /** Lets runs end, then interrupts what is left. */
    settle: fromPromise<void, DrainInput>(async ({ input }) => {
      await parts()?.runs.drain(Math.floor(input.budgetMs * PATIENCE));
    }),
  };
}
