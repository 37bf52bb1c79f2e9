import { rmSync } from 'node:fs';
import { restoreBytes } from '../../config/replace-file.ts';
import type { Clock } from '../../platform/clock.ts';
import { writeFileAtomic } from '../../platform/files.ts';
import type { Logger } from '../../platform/logger.ts';
import { readSmallFile } from '../../platform/read-file.ts';
import type { ReloadRequest } from '../../protocol/reload-request.ts';

/** A change of the file that is taken back unless somebody confirms it. */
export interface Unconfirmed {
  /** SHA-256 of the file as the change made it. */
  readonly hash: string;
  /** Unix epoch, milliseconds. */
  readonly until: number;
  /** From the change to `until`, milliseconds: longer than this it never has, even if the clock of the machine is set back. */
  readonly withinMs: number;
  /** The file before; `null` when there was none. */
  readonly previous: Uint8Array | null;
}

/** On disk, so that a crash in the meantime confirms nothing. */
export interface UnconfirmedRecord {
  read(): Unconfirmed | undefined;
  /** @throws the file system's error */
  write(change: Unconfirmed): void;
  /**
   * The change a client wants on probation; nothing happens for one without a time limit. @returns why it cannot be remembered:
   * then it must not be taken over
   */
  begin(request: Pick<ReloadRequest, 'hash' | 'previous' | 'confirmWithinMs'>): string | undefined;
  clear(): void;
  /**
   * The boot does not run on it. One whose file is another by now has nothing to go back to; one that could not even boot is taken
   * back.
   */
  drop(replaced: boolean, log: Logger): void;
  /** Puts the old file back, if the file is still the changed one. @throws ConfigWriteRefused */
  withdraw(): Promise<void>;
}

/** Milliseconds. */
export const timeLeft = ({ until, withinMs }: Unconfirmed, now: number): number =>
  Math.min(withinMs, Math.max(0, until - now));

const MAX_BYTES = 16 * 1024 * 1024;

export function createUnconfirmedRecord(options: {
  readonly path: string;
  readonly configPath: string;
  readonly clock: Clock;
}): UnconfirmedRecord {
  const { path, configPath, clock } = options;
  const read = (): Unconfirmed | undefined => {
    const file = readSmallFile(path, MAX_BYTES);
    return file.kind === 'content' ? parse(Buffer.from(file.bytes).toString('utf8')) : undefined;
  };
  const clear = (): void => rmSync(path, { force: true });
  const write = ({ hash, until, withinMs, previous }: Unconfirmed): void => {
    const kept = previous === null ? null : Buffer.from(previous).toString('base64');
    writeFileAtomic(path, `${JSON.stringify({ hash, until, withinMs, previous: kept })}\n`);
  };
  const withdraw = async (): Promise<void> => {
    const change = read();
    if (change === undefined) return;
    await restoreBytes(configPath, change.previous, change.hash, clock);
    clear();
  };
  return {
    read,
    write,
    begin({ hash, previous, confirmWithinMs }) {
      if (confirmWithinMs === undefined) return undefined;
      try {
        write({ hash, until: clock.now() + confirmWithinMs, withinMs: confirmWithinMs, previous });
        return undefined;
      } catch (error) {
        return `it could not be remembered that it must be confirmed: ${error instanceof Error ? error.message : String(error)}`;
      }
    },
    clear,
    drop(replaced, log) {
      if (replaced) return clear();
      withdraw().catch((error: unknown) => {
        clear();
        log.warn('config: the change did not work and could not be taken back', { error });
      });
    },
    withdraw,
  };
}

function parse(text: string): Unconfirmed | undefined {
  try {
    const { hash, until, withinMs, previous } = JSON.parse(text) as Partial<Record<string, unknown>>;
    if (typeof hash !== 'string' || typeof until !== 'number' || typeof withinMs !== 'number')
      return undefined;
    if (previous !== null && typeof previous !== 'string') return undefined;
    return { hash, until, withinMs, previous: previous === null ? null : Buffer.from(previous, 'base64') };
  } catch {
    // Cut off or written by somebody else: then nothing is known of a change, and the file stays.
    return undefined;
  }
}
