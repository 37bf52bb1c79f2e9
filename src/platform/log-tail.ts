import { closeSync, fstatSync, openSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errnoOf } from './files.ts';
import { followLog, logId, parsePosition, positionText, readRange } from './log-follow.ts';
import { isDailyLog, isDated } from './log-names.ts';

export interface TailParams {
  /** Byte offset from an earlier answer. */
  readonly cursor?: number;
  readonly limit?: number;
  readonly maxBytes?: number;
  /** `position` of an earlier answer: what came after it, whatever was rotated meanwhile. Before `cursor`. */
  readonly after?: string;
}

export interface TailResult {
  readonly file: string;
  readonly cursor: number;
  readonly size: number;
  readonly lines: string[];
  readonly truncated: boolean;
  readonly reset: boolean;
  /** To be given back as `after`; absent while there is no file. */
  readonly position?: string;
  /** With `after`: more waits than this answer holds. */
  readonly more?: boolean;
}

export interface LogTailOptions {
  /** The file written now; `undefined` without one. */
  readonly file: () => string | undefined;
  /** The path as configured, with `YYYY-MM-DD` when the log is daily. */
  readonly pattern: string;
}

const DEFAULT_LIMIT = 500;
const DEFAULT_MAX_BYTES = 250_000;

/**
 * Reads the end of the log, or what came after `cursor`. The cursor returned is the size at reading time.
 *
 * @throws Error `log read failed: …`
 */
export function tailLog(options: LogTailOptions, params: TailParams): TailResult {
  let file = options.file() ?? options.pattern;
  try {
    file = existingFile(options, file);
    return readAfter(options, file, params) ?? readTail(file, params);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') {
      return { file, cursor: 0, size: 0, lines: [], truncated: false, reset: false };
    }
    throw new Error(`log read failed: ${(error as Error).message}`, { cause: error });
  }
}

function readAfter(options: LogTailOptions, file: string, params: TailParams): TailResult | undefined {
  const { after, limit = DEFAULT_LIMIT, maxBytes = DEFAULT_MAX_BYTES } = params;
  if (after === undefined) return undefined;
  const from = parsePosition(after);
  const found =
    from === undefined
      ? undefined
      : followLog({ pattern: options.pattern, current: file }, from, { limit, maxBytes });
  if (found === undefined) return { ...readTail(file, { limit, maxBytes }), reset: true };
  const { size } = statSync(file);
  const position = positionText(found.position);
  const { lines, more } = found;
  return {
    file,
    cursor: size,
    size,
    lines,
    truncated: false,
    reset: false,
    position,
    ...(more ? { more } : {}),
  };
}

function readTail(file: string, params: TailParams): TailResult {
  const { cursor, limit = DEFAULT_LIMIT, maxBytes = DEFAULT_MAX_BYTES } = params;
  const descriptor = openSync(file, 'r');
  try {
    const stat = fstatSync(descriptor);
    const { size } = stat;
    const lastBytes = Math.max(0, size - maxBytes);
    const behind = cursor !== undefined && cursor <= size && size - cursor > maxBytes;
    const beyond = cursor !== undefined && cursor > size;
    const start = cursor === undefined || behind || beyond ? lastBytes : cursor;
    const bytes = readRange(descriptor, start, size);
    const midLine = start > 0 && readRange(descriptor, start - 1, start)[0] !== NEWLINE;
    const lines = bytes.toString('utf8').split('\n');
    if (midLine) lines.shift();
    if (lines.at(-1) === '') lines.pop();
    return {
      file,
      cursor: size,
      size,
      lines: lines.slice(-limit),
      truncated: behind || (cursor === undefined && start > 0),
      reset: behind || beyond,
      position: positionText({ id: logId(stat), offset: size }),
    };
  } finally {
    closeSync(descriptor);
  }
}

const NEWLINE = 0x0a;

/** Shortly after midnight today's file may not exist yet: then the newest daily one is the log. */
function existingFile(options: LogTailOptions, current: string): string {
  if (!isDated(options.pattern) || exists(current)) return current;
  const folder = dirname(current);
  const daily = basename(options.pattern);
  const newest = listFolder(folder)
    .filter((name) => isDailyLog(daily, name))
    .map((name) => ({ path: join(folder, name), changed: statSync(join(folder, name)).mtimeMs }))
    .toSorted((a, b) => b.changed - a.changed)[0];
  return newest?.path ?? current;
}

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;
const listFolder = (path: string): readonly string[] => (exists(path) ? readdirSync(path) : []);
