import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errnoOf } from './files.ts';
import { isSiblingLog } from './log-names.ts';

/** Which file by what it is and not by its name, which rotation gives to another; and how far it was read. */
export interface LogPosition {
  readonly id: string;
  readonly offset: number;
}

export const positionText = ({ id, offset }: LogPosition): string => `${id}:${offset}`;

export function parsePosition(text: string): LogPosition | undefined {
  const [, id, offset] = /^(\d+-\d+):(\d{1,15})$/.exec(text) ?? [];
  return id === undefined ? undefined : { id, offset: Number(offset) };
}

/** A number of a file is given again after it was deleted, but not with the same birth. */
export const logId = ({ ino, birthtimeMs }: { readonly ino: number; readonly birthtimeMs: number }): string =>
  `${ino}-${Math.floor(birthtimeMs)}`;

interface Found {
  readonly path: string;
  /** Its name before it was rotated. */
  readonly base: string;
  readonly id: string;
  readonly size: number;
  readonly changed: number;
  /** 0 for a file that is not rotated; the higher, the older. */
  readonly turn: number;
}

/** Every log of the pattern, oldest first: those of one date by their numbers, as the clock may have been set back meanwhile. */
function logsOf(pattern: string, current: string): readonly Found[] {
  const folder = dirname(current);
  const found = readdirSync(folder)
    .filter((name) => isSiblingLog(basename(pattern), name))
    .flatMap((name) => {
      const path = join(folder, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat === undefined) return [];
      const turn = Number(/\.(\d+)$/.exec(name)?.[1] ?? 0);
      const base = name.replace(/\.\d+$/, '');
      return [{ path, base, id: logId(stat), size: stat.size, changed: stat.mtimeMs, turn }];
    });
  const changed = new Map<string, number>();
  for (const one of found) changed.set(one.base, Math.max(changed.get(one.base) ?? 0, one.changed));
  const lastOf = ({ base }: Found): number => changed.get(base) ?? 0;
  return found.toSorted((a, b) =>
    a.base === b.base ? b.turn - a.turn : lastOf(a) - lastOf(b) || (a.base < b.base ? -1 : 1),
  );
}

export interface Followed {
  readonly lines: string[];
  readonly position: LogPosition;
  /** More waits than this. */
  readonly more: boolean;
}

/**
 * What came after a position, oldest first, through files that were rotated meanwhile: at most so many lines and bytes, and the rest when
 * asked again. `undefined` when the file of the position is gone.
 */
export function followLog(
  options: { readonly pattern: string; readonly current: string },
  from: LogPosition,
  { limit, maxBytes }: { readonly limit: number; readonly maxBytes: number },
): Followed | undefined {
  const files = logsOf(options.pattern, options.current);
  const begin = files.findIndex(({ id, size }) => id === from.id && size >= from.offset);
  if (begin === -1) return undefined;
  const lines: string[] = [];
  let position = from;
  let bytesLeft = maxBytes;
  for (const [index, { path, id, size }] of files.slice(begin).entries()) {
    const offset = id === from.id ? from.offset : 0;
    if (size > offset && (lines.length >= limit || bytesLeft <= 0)) return { lines, position, more: true };
    const ended = begin + index < files.length - 1;
    const most = { lines: limit - lines.length, bytes: bytesLeft, ended, alone: lines.length === 0 };
    const piece = readPiece({ path, id, offset }, most);
    // Rotated between the look and the read: it is found under its other name when asked again.
    if (piece === undefined) return { lines, position, more: true };
    lines.push(...piece.lines);
    bytesLeft -= piece.bytes;
    position = { id, offset: offset + piece.bytes };
    // Of the last file half a line may wait for its other half.
    if (position.offset < size) return { lines, position, more: piece.cut || (ended && piece.bytes > 0) };
  }
  return { lines, position, more: false };
}

const NEWLINE = 0x0a;

/** Whole lines only, unless one alone is more than may be taken, or nothing more will be written to the file. */
function readPiece(
  { path, id, offset }: LogPosition & { readonly path: string },
  most: {
    readonly lines: number;
    readonly bytes: number;
    /** Nothing more will be written to it. */
    readonly ended: boolean;
    /** Nothing else is in the answer yet. */
    readonly alone: boolean;
  },
): { readonly lines: readonly string[]; readonly bytes: number; readonly cut: boolean } | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const stat = fstatSync(descriptor);
    if (logId(stat) !== id) return undefined;
    const bytes = readRange(descriptor, offset, Math.min(stat.size, offset + most.bytes));
    let end = 0;
    let count = 0;
    while (count < most.lines) {
      const next = bytes.indexOf(NEWLINE, end);
      if (next === -1) break;
      end = next + 1;
      count += 1;
    }
    const full = bytes.length === most.bytes;
    if (end === 0 && (full ? most.alone : most.ended)) end = bytes.length;
    const lines = bytes.subarray(0, end).toString('utf8').split('\n');
    if (lines.at(-1) === '') lines.pop();
    return { lines, bytes: end, cut: full || count === most.lines };
  } finally {
    closeSync(descriptor);
  }
}

/** Bytes of an open file; fewer when it became shorter meanwhile. */
export function readRange(descriptor: number, start: number, end: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, end - start));
  let filled = 0;
  while (filled < bytes.length) {
    const count = readSync(descriptor, bytes, filled, bytes.length - filled, start + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}
