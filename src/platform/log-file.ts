import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from './clock.ts';
import { ensureDir, errnoOf, writeAll } from './files.ts';
import { currentLogPath } from './log-names.ts';
import { OUT_OF_SPACE } from './disk-faults.ts';
import { dropOldest, prune, rotate } from './log-rotation.ts';
import { defer } from './schedule.ts';

export interface LogFileOptions {
  /** May contain `YYYY-MM-DD` for the local date. */
  readonly path: string;
  readonly maxBytes: number;
  /** Files kept beside the current one, of whatever date. */
  readonly files: number;
  readonly clock: Clock;
  /** The first failure of a row, and the recovery with the number of lines lost in between. */
  readonly onTrouble: (trouble: {
    readonly state: 'failing' | 'recovered';
    readonly code: string;
    readonly dropped: number;
  }) => void;
  /** The disk was full, and these older logs were deleted so that new lines have room. */
  readonly onRoomMade: (deleted: readonly string[]) => void;
}

export interface LogFile {
  /** Takes one line, without its line break. Never throws. Written with the others of this turn of the event loop. */
  append(line: string): void;
  /** Opens the file now rather than with the first line. @throws what the system says about it */
  check(): void;
  /** Writes what is left before returning. Happens by itself when the process exits. */
  flush(): void;
  /** Flushes and gives the descriptor back. */
  close(): void;
  /** Opens the file anew, after somebody moved it away. */
  reopen(): void;
  readonly path: () => string;
  readonly dropped: () => number;
}

const RETRY_MS = 1000;
/** Lines that wait for the end of the turn hold memory; from so many characters on they are written at once. */
const MAX_WAITING = 256 * 1024;
/** More than a file that is not full can take into its last block: once this fits, there is room again. */
const TRIAL = Buffer.alloc(8192, '\n');

/**
 * A log file that rotates by size and day, keeps within `(files + 1) × maxBytes`, and survives a full disk. Writes are synchronous, one
 * for all lines of a turn: a line is on its way before anything that follows it can end the process.
 */
export function createLogFile(options: LogFileOptions): LogFile {
  const { clock, maxBytes } = options;
  let open: { readonly descriptor: number; readonly path: string; size: number } | undefined;
  let waiting: string[] = [];
  let waitingSize = 0;
  let dropped = 0;
  let failing: { readonly code: string; readonly droppedBefore: number; retryAt: number } | undefined;
  let trial: unknown;
  let closed = false;

  const pathNow = (): string => currentLogPath(options.path, clock.now());

  const closeOpen = (): void => {
    const descriptor = open?.descriptor;
    open = undefined;
    if (descriptor !== undefined) closeSync(descriptor);
  };

  const openFor = (path: string) => {
    ensureDir(dirname(path));
    prune(options.path, path, options);
    const descriptor = openSync(path, 'a', 0o600);
    open = { descriptor, path, size: fstatSync(descriptor).size };
    return open;
  };

  const targetFor = (incoming: number) => {
    const path = pathNow();
    if (open !== undefined && open.path !== path) closeOpen();
    const target = open ?? openFor(path);
    if (target.size === 0 || target.size + incoming <= maxBytes) return target;
    closeOpen();
    rotate(path, options.files);
    return openFor(path);
  };

  /** Whole lines or none: what fitted of a group would else run into the line that comes next, and be counted as lost. */
  const takeBack = (): void => {
    if (open === undefined || fstatSync(open.descriptor).size <= open.size) return;
    ftruncateSync(open.descriptor, open.size);
  };

  const fail = (error: unknown, lines: number): void => {
    const code = errnoOf(error) ?? 'UNKNOWN';
    const first = failing === undefined;
    failing = {
      code,
      droppedBefore: failing?.droppedBefore ?? dropped,
      retryAt: clock.monotonic() + RETRY_MS,
    };
    dropped += lines;
    try {
      takeBack();
    } catch {
      // The disk refuses this too; the failure that is told about is the one that led here.
    }
    try {
      closeOpen();
    } catch {
      // So does a file system over the network, which may say only now that it is full; the descriptor is given back all the same.
    }
    arm();
    if (first) options.onTrouble({ state: 'failing', code, dropped: lines });
  };

  /** What is said now counts more than what was said long ago: on a full disk the oldest logs go, one by one, until it fits. */
  const write = (bytes: Buffer): void => {
    const deleted: string[] = [];
    try {
      for (;;) {
        try {
          const target = targetFor(bytes.length);
          writeAll(target.descriptor, bytes);
          target.size += bytes.length;
          return;
        } catch (error) {
          if (!OUT_OF_SPACE.has(errnoOf(error) ?? '')) throw error;
          takeBack();
          const gone = dropOldest(options.path, pathNow());
          if (gone === undefined) throw error;
          deleted.push(gone);
        }
      }
    } finally {
      if (deleted.length > 0) options.onRoomMade(deleted);
    }
  };

  const succeed = (): void => {
    if (failing === undefined) return;
    const { code, droppedBefore } = failing;
    failing = undefined;
    clock.clearTimeout(trial);
    options.onTrouble({ state: 'recovered', code, dropped: dropped - droppedBefore });
  };

  /** A gateway that has nothing to say must not be red for ever: so the next line is not waited for. */
  const tryAgain = (): void => {
    if (failing === undefined) return;
    try {
      writeAll(targetFor(0).descriptor, TRIAL);
      takeBack();
      succeed();
    } catch (error) {
      fail(error, 0);
    }
  };

  /** Before the descriptor goes. What does not stay anywhere, as a pipe or a device, has nothing to be synced. */
  const sync = (): void => {
    if (open === undefined || !fstatSync(open.descriptor).isFile()) return;
    try {
      fsyncSync(open.descriptor);
    } catch (error) {
      const code = errnoOf(error) ?? 'UNKNOWN';
      options.onTrouble({ state: 'failing', code, dropped: 0 });
    }
  };

  const arm = (): void => {
    clock.clearTimeout(trial);
    trial = clock.setTimeout(tryAgain, RETRY_MS);
    (trial as { unref?: () => void }).unref?.();
  };

  const flush = (): void => {
    waitingSize = 0;
    // A file takes at most `maxBytes`, so a great burst is written in parts.
    while (waiting.length > 0) {
      const lines = waiting.splice(0, linesFitting(waiting, maxBytes));
      // A line or two may fit into the last block of a full disk: it is tried as the timer does, which may be late.
      if (failing !== undefined && clock.monotonic() >= failing.retryAt) tryAgain();
      if (failing !== undefined) {
        dropped += lines.length;
        continue;
      }
      try {
        const bytes = Buffer.from(`${lines.join('\n')}\n`);
        write(bytes);
        succeed();
      } catch (error) {
        fail(error, lines.length);
      }
    }
  };

  process.once('exit', flush);
  return {
    append(line) {
      if (closed) return;
      if (waiting.length === 0) defer(flush);
      waiting.push(line);
      waitingSize += line.length;
      if (waitingSize >= MAX_WAITING) flush();
    },
    check() {
      if (open === undefined) openFor(pathNow());
    },
    flush,
    close() {
      flush();
      closed = true;
      clock.clearTimeout(trial);
      process.off('exit', flush);
      sync();
      closeOpen();
    },
    reopen() {
      flush();
      closeOpen();
    },
    path: pathNow,
    dropped: () => dropped,
  };
}

/** How many lines fit into `maxBytes`, at least one. */
function linesFitting(lines: readonly string[], maxBytes: number): number {
  let bytes = 0;
  for (const [index, line] of lines.entries()) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > maxBytes) return Math.max(1, index);
  }
  return lines.length;
}
