import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A disk of its own of a few megabytes, mounted on a directory. */
export interface SmallDisk {
  readonly dir: string;
  /** Takes what is left of it, to the last byte. */
  fill(): void;
  /** Gives all of that back. */
  empty(): void;
  unmount(): void;
}

/** Mounts it over `dir`, whose files are hidden meanwhile. @throws Error with what `mount` says */
export function mountSmallDisk(dir: string, size = '8m'): SmallDisk {
  const { status, stderr } = spawnSync('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${size},mode=0700`,
    'tmpfs',
    dir,
  ]);
  if (status !== 0) throw new Error(String(stderr).trim() || `mount ended with ${status}`);
  const filler = path.join(dir, 'filler');
  return {
    dir,
    fill() {
      for (const size of [65_536, 4096, 512, 1]) writeAsLongAsItFits(filler, size);
      if (statfsSync(dir).bavail !== 0) throw new Error(`there is room left on ${dir}`);
    },
    empty: () => rmSync(filler),
    unmount: () => void spawnSync('umount', ['-l', dir]),
  };
}

function writeAsLongAsItFits(file: string, size: number): void {
  const bytes = Buffer.alloc(size);
  const descriptor = openSync(file, 'a');
  try {
    while (writeSync(descriptor, bytes) > 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Why it cannot be mounted here; `false` where it can: for `skip`. */
export function noSmallDisk(): string | false {
  if (process.platform !== 'linux') return 'a tmpfs is mounted on Linux only';
  const dir = mkdtempSync(path.join(tmpdir(), 'small-disk-'));
  try {
    mountSmallDisk(dir, '64k').unmount();
    return false;
  } catch (error) {
    return `a tmpfs cannot be mounted here: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    rmdirSync(dir);
  }
}
