import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Clock } from './clock.ts';
import { ensureDir, errnoOf, writeAll } from './files.ts';
import { currentLogPath, isSiblingLog } from './log-names.ts';
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

/**
 * A log file that rotates by size and day, keeps within `(files + 1) × maxBytes`, and survives a full disk. Writes are synchronous, one
 * for all lines of a turn: a line is on its way before anything that follows it can end the process.
 */
export function createLogFile(options: LogFileOptions): LogFile {
  const { clock, maxBytes } = options;
  let open: { readonly descriptor: number; readonly path: string; size: number } | undefined;
  let waiting: string[] = [];
  let dropped = 0;
  let failing: { readonly code: string; readonly droppedBefore: number; retryAt: number } | undefined;

  const pathNow = (): string => currentLogPath(options.path, clock.now());

  const closeOpen = (): void => {
    if (open !== undefined) closeSync(open.descriptor);
    open = undefined;
  };

  const openFor = (path: string) => {
    ensureDir(dirname(path));
    prune(options.path, path, options.files);
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

  const fail = (error: unknown, lines: number): void => {
    const code = errnoOf(error) ?? 'UNKNOWN';
    const first = failing === undefined;
    failing = {
      code,
      droppedBefore: failing?.droppedBefore ?? dropped,
      retryAt: clock.monotonic() + RETRY_MS,
    };
    dropped += lines;
    closeOpen();
    if (first) options.onTrouble({ state: 'failing', code, dropped: lines });
  };

  const succeed = (): void => {
    if (failing === undefined) return;
    const { code, droppedBefore } = failing;
    failing = undefined;
    options.onTrouble({ state: 'recovered', code, dropped: dropped - droppedBefore });
  };

  const flush = (): void => {
    // A file takes at most `maxBytes`, so a great burst is written in parts.
    while (waiting.length > 0) {
      const lines = waiting.splice(0, linesFitting(waiting, maxBytes));
      if (failing !== undefined && clock.monotonic() < failing.retryAt) {
        dropped += lines.length;
        continue;
      }
      try {
        const bytes = Buffer.from(`${lines.join('\n')}\n`);
        const target = targetFor(bytes.length);
        writeAll(target.descriptor, bytes);
        target.size += bytes.length;
        succeed();
      } catch (error) {
        fail(error, lines.length);
      }
    }
  };

  process.once('exit', flush);
  return {
    append(line) {
      if (waiting.length === 0) defer(flush);
      waiting.push(line);
    },
    check() {
      if (open === undefined) openFor(pathNow());
    },
    flush,
    close() {
      flush();
      process.off('exit', flush);
      if (open !== undefined) fsyncSync(open.descriptor);
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

/** `x.log` becomes `x.log.1`, `x.log.1` becomes `x.log.2`, and so on; the last one goes. */
function rotate(path: string, files: number): void {
  rmSync(files === 0 ? path : `${path}.${files}`, { force: true });
  for (let index = files - 1; index >= 0; index--) {
    const from = index === 0 ? path : `${path}.${index}`;
    try {
      renameSync(from, `${path}.${index + 1}`);
    } catch (error) {
      // Fewer files than allowed so far.
      if (errnoOf(error) !== 'ENOENT') throw error;
    }
  }
}

/** Deletes the oldest logs of all dates until `files` are left, beside the one about to be written. */
function prune(pattern: string, current: string, files: number): void {
  const folder = dirname(current);
  const siblings = readdirSync(folder)
    .filter((name) => name !== basename(current) && isSiblingLog(basename(pattern), name))
    .map((name) => ({ path: join(folder, name), changed: statSync(join(folder, name)).mtimeMs }))
    .toSorted((a, b) => b.changed - a.changed);
  for (const { path } of siblings.slice(files)) rmSync(path, { force: true });
}
