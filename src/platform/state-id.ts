import { statSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from './files.ts';
import type { Random } from './random.ts';
import { readSmallFile } from './read-file.ts';

const MAX_BYTES = 4096;
const fileIn = (stateDir: string): string => join(stateDir, 'state-id.json');

interface Recorded {
  readonly id: string;
  /** Inode of the directory it was made for: a copy of the directory, beside it or restored, is another instance. */
  readonly inode: string;
}

function recorded(stateDir: string): Recorded | undefined {
  const file = readSmallFile(fileIn(stateDir), MAX_BYTES);
  if (file.kind !== 'content') return undefined;
  try {
    const { id, inode } = JSON.parse(Buffer.from(file.bytes).toString('utf8')) as Partial<Recorded>;
    return typeof id === 'string' && id !== '' && typeof inode === 'string' ? { id, inode } : undefined;
  } catch {
    // Damaged: it is made anew, as if there were none.
    return undefined;
  }
}

/** As text: an inode may be larger than a number holds. */
const inodeOf = (stateDir: string): string | undefined =>
  statSync(stateDir, { bigint: true, throwIfNoEntry: false })?.ino.toString();

/** Who this state directory is, as far as is known. `undefined` before a gateway ran on it, and for a copy it did not run on yet. */
export function readStateId(stateDir: string): string | undefined {
  const found = recorded(stateDir);
  return found !== undefined && found.inode === inodeOf(stateDir) ? found.id : undefined;
}

/** The same, made when there is none. For the one who holds the lock. @throws the system's error when it cannot be written */
export function ensureStateId(stateDir: string, random: Random): string {
  const known = readStateId(stateDir);
  if (known !== undefined) return known;
  const made: Recorded = { id: random.uuid(), inode: inodeOf(stateDir) ?? '' };
  writeFileAtomic(fileIn(stateDir), `${JSON.stringify(made)}\n`);
  return made.id;
}
