import type { LiveRun } from './live-run.ts';
import type { RunsOptions } from './needs.ts';
import { absorbedBy } from './shared-end.ts';

/** Between two tries, in milliseconds. */
const RETRY_MS = 1_000;

/**
 * Puts the start on record. A run of a chat network whose start is not on record is asked again after a crash, so its
 * engine must not begin before; for the others only the recorded time is lost. Never rejects.
 */
export function recordStart(options: RunsOptions, run: LiveRun, alive: () => boolean): Promise<void> {
  const { runId, startedAt = options.clock.now() } = run;
  const begin = (): Promise<unknown> => options.store.begin(runId, startedAt, absorbedBy(run));
  return recorded(options, run, { first: begin(), begin, alive });
}

async function recorded(
  { clock, log }: RunsOptions,
  { runId, source }: LiveRun,
  tries: {
    readonly first: Promise<unknown>;
    readonly begin: () => Promise<unknown>;
    readonly alive: () => boolean;
  },
): Promise<void> {
  for (let begun = tries.first; ; begun = tries.begin()) {
    try {
      await begun;
      return;
    } catch (error) {
      if (begun === tries.first) log.warn('the start of a run is not on record', { runId, error });
      // The settle that follows fails loudly if the store stays broken.
      if (source !== 'channel') return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    clock.setTimeout(resolve, RETRY_MS);
    await promise;
    if (!tries.alive()) return;
  }
}

/** Resolves when the engine may begin, or has to end. */
export async function mayBegin(run: LiveRun, signal: AbortSignal): Promise<void> {
  if (run.source !== 'channel' || signal.aborted) return;
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => resolve(), { once: true });
  await Promise.race([run.begun, ended]);
}
