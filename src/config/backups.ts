import { existsSync, renameSync, statSync } from 'node:fs';
import { writeFileAtomic } from '../platform/files.ts';
import { readSmallFile } from '../platform/read-file.ts';
import { hashOf, MAX_CONFIG_BYTES } from './file-state.ts';

const SUFFIXES = ['.bak', '.bak.1', '.bak.2', '.bak.3', '.bak.4'] as const;

export interface Backup {
  /** 1 is the newest. */
  readonly to: number;
  readonly path: string;
  /** Unix epoch, milliseconds. */
  readonly replacedAt: number;
  readonly bytes: Uint8Array;
  readonly hash: string;
}

const namesOf = (path: string): readonly string[] => SUFFIXES.map((suffix) => path + suffix);

/** The readable backups of a file, newest first. */
export const listBackups = (path: string): readonly Backup[] =>
  namesOf(path).flatMap((name, index) => {
    const file = readSmallFile(name, MAX_CONFIG_BYTES);
    if (file.kind !== 'content') return [];
    const { bytes } = file;
    return [
      {
        to: index + 1,
        path: name,
        replacedAt: Math.round(statSync(name).mtimeMs),
        bytes,
        hash: hashOf(bytes),
      },
    ];
  });

/**
 * Makes these bytes the newest backup, durable and mode 0600; the others move up by one, the sixth goes. Killed half-way it
 * leaves a free number in between, which the next call fills: nothing is lost or repeated.
 * @throws the file system's error
 */
export function keepBackup(path: string, bytes: Uint8Array): void {
  const names = namesOf(path);
  const [newest = path] = names;
  const kept = readSmallFile(newest, MAX_CONFIG_BYTES);
  // Kept already by a write that did not come to its end.
  if (kept.kind === 'content' && Buffer.compare(kept.bytes, bytes) === 0) return;
  const free = names.findIndex((name) => !existsSync(name));
  for (let at = free < 0 ? names.length - 1 : free; at > 0; at--) {
    renameSync(names[at - 1] ?? newest, names[at] ?? newest);
  }
  writeFileAtomic(newest, bytes);
}
