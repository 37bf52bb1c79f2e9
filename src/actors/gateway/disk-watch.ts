import type { Clock } from '../../platform/clock.ts';
import { diskFault, OUT_OF_SPACE } from '../../platform/disk-faults.ts';
import type { Logging } from '../../platform/logging.ts';
import { tryCommit } from '../../store/trial.ts';
import type { StorePart } from './store-part.ts';

/** Between two trials of a store that could not be written. */
const RETRY_MS = 5_000;

/** What an operator should know of the log, or `undefined`: which file, why, what it has cost and what helps. */
export function logTrouble(logging: Pick<Logging, 'status'>): string | undefined {
  const { trouble } = logging.status();
  if (trouble === undefined) return undefined;
  const { file, code, lost } = trouble;
  const mend = OUT_OF_SPACE.has(code) ? 'make room on the disk that holds it,' : 'let it be written,';
  const lines = lost === 1 ? '1 line is lost' : `${lost} lines are lost`;
  return `the log file ${file} cannot be written (${code}: ${diskFault(code)}); ${lines} so far, the console still has them; ${mend} or set logging.file to a path elsewhere`;
}

type WatchedStore = Pick<StorePart, 'store' | 'trouble' | 'mayHeal'>;

export interface DiskWatchOptions {
  /** Calls back about once a second; the watch causes no wake-up of its own. @returns how to end it */
  readonly onTick: (listener: () => void) => () => void;
  readonly clock: Clock;
  readonly parts: () =>
    | { readonly store: WatchedStore; readonly boot: { readonly logging: Pick<Logging, 'status'> } }
    | undefined;
  /** A trouble began or ended. */
  readonly changed: () => void;
}

/**
 * Sees that the store or the log cannot be written, or can be again, and lets health say so at once. A store that failed is tried
 * again here: without a message nobody else would find out that there is room, and health would stay red.
 */
export function watchDisk({ onTick, clock, parts, changed }: DiskWatchOptions): { stop(): void } {
  let before: readonly (string | undefined)[] = [undefined, undefined];
  let triedAt = Number.NEGATIVE_INFINITY;

  const trial = ({ store, mayHeal }: WatchedStore): void => {
    if (!mayHeal() || clock.monotonic() - triedAt < RETRY_MS) return;
    triedAt = clock.monotonic();
    // The store keeps what it met; the next look shows it.
    tryCommit(store).catch(() => {});
  };

  const look = (): void => {
    const now = parts();
    if (now === undefined) return;
    const after = [now.store.trouble(), now.boot.logging.status().trouble?.code];
    if (after.some((one, index) => one !== before[index])) changed();
    before = after;
    trial(now.store);
  };

  return { stop: onTick(look) };
}
