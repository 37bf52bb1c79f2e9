import { fromPromise } from 'xstate';
import type { ReloadOffer } from '../../machines/gateway-types.ts';
import type { Parts } from './parts.ts';
import type { Reloads } from './reloads.ts';

/** Looked at again after each: a run that ends may let the next one of its queue begin. */
const LOOK_MS = 60_000;

/** The steps of a reload, over the parts of the current boot. */
export function createReloadActors(reloads: Reloads, parts: () => Parts | undefined) {
  return {
    whenIdle: fromPromise<void>(async ({ signal }) => {
      const runs = parts()?.ports.runs;
      for (let [next] = runs?.active() ?? []; next !== undefined; [next] = runs?.active() ?? []) {
        await runs?.wait(next.runId, LOOK_MS, signal);
        if (signal.aborted) return;
      }
    }),
    applyReload: fromPromise<void, ReloadOffer>(({ input }) => reloads.apply(input)),
    gateReload: fromPromise<string | undefined, ReloadOffer>(({ input, signal }) =>
      reloads.gate(input, signal),
    ),
    proveBoot: fromPromise<string | undefined>(({ signal }) => reloads.prove(signal)),
    restoreReload: fromPromise<void, ReloadOffer>(({ input }) => reloads.restore(input)),
    commitConfig: fromPromise<void>(async () => reloads.commit()),
    withdrawConfig: fromPromise<void>(() => reloads.withdraw()),
  };
}
