import { realpathSync } from 'node:fs';
import { delimiter, dirname, resolve } from 'node:path';
import { isSea } from 'node:sea';

/** The executable that has Node and the program in it, when that is what runs here. */
export interface SingleFile {
  /** As it was called: links are not followed, so that the path stays good when what it leads to is replaced. */
  readonly path: string;
  /** Where packages that are not in it are looked for, in `node_modules`. */
  readonly directory: string;
}

/** @returns `undefined` where a Node runs the program */
export function singleFile(): SingleFile | undefined {
  if (!isSea()) return undefined;
  const { argv0, execPath } = process;
  return {
    path: calledAs({ typed: argv0, executable: execPath, searchPath: process.env['PATH'] ?? '' }),
    directory: dirname(execPath),
  };
}

/** The path behind the word a program was started with; the program itself when the word leads somewhere else. */
export function calledAs(start: {
  readonly typed: string;
  /** Where the program really is. */
  readonly executable: string;
  readonly searchPath: string;
}): string {
  const { typed, executable, searchPath } = start;
  const directories = /[\\/]/.test(typed) ? ['.'] : searchPath.split(delimiter);
  const real = whereReally(executable);
  return (
    directories.map((directory) => resolve(directory, typed)).find((path) => whereReally(path) === real) ??
    executable
  );
}

function whereReally(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // Nothing is there.
    return undefined;
  }
}
