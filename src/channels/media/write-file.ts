import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diskFault } from '../../platform/disk-faults.ts';
import { errnoOf, syncDir } from '../../platform/files.ts';
import { unavailable } from '../../protocol/failure.ts';

/** Files are copied in pieces of this many bytes; the first tells what the file is. */
export const HEAD_BYTES = 262_144;

/** How a file is called before it is complete. */
export const UNFINISHED = '.part';

export interface WritingFile {
  append(piece: Uint8Array): Promise<void>;
  /**
   * Gives the file its name once it is on disk.
   *
   * @param writtenAt epoch ms, kept as the file's time
   * @returns its absolute path
   */
  finish(name: string, writtenAt: number): Promise<string>;
  /** Removes what was written; afterwards nothing else is called. */
  discard(): Promise<void>;
}

/**
 * A new file of mode 0600 in a directory of mode 0700, invisible under its name until it is complete.
 *
 * @throws Failure UNAVAILABLE naming what the disk refused, also from its methods
 */
export async function openWriting(dir: string, id: string): Promise<WritingFile> {
  const partial = join(dir, `${id}${UNFINISHED}`);
  const handle = await onDisk(dir, async () => {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    await chmod(dir, 0o700);
    return open(partial, 'wx', 0o600);
  });
  return {
    append: (piece) =>
      onDisk(dir, async () => {
        for (let at = 0; at < piece.length;) {
          at += (await handle.write(piece, at, piece.length - at)).bytesWritten;
        }
      }),
    finish: (name, writtenAt) =>
      onDisk(dir, async () => {
        const path = join(dir, name);
        await handle.utimes(writtenAt / 1_000, writtenAt / 1_000);
        await handle.sync();
        await handle.close();
        await rename(partial, path);
        syncDir(dir);
        return path;
      }),
    async discard() {
      // Closing twice is harmless; the file must go whatever happened to it.
      await handle.close();
      await rm(partial, { force: true });
    },
  };
}

async function onDisk<Result>(dir: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw diskFailure(dir, error);
  }
}

/** What the disk refused, in words; anything but a system error as it is. */
export function diskFailure(dir: string, error: unknown): unknown {
  const code = errnoOf(error);
  if (code === undefined) return error;
  const reason = diskFault(code);
  return unavailable(`the file cannot be stored in ${dir}: ${reason}`, { details: { code }, cause: error });
}
