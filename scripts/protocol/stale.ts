import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Output } from './output.ts';

async function current(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The outputs whose file under `root` is missing or differs. */
export async function stale(root: string, wanted: readonly Output[]): Promise<readonly Output[]> {
  const found = await Promise.all(wanted.map(({ path }) => current(join(root, path))));
  return wanted.filter(({ text }, index) => found[index] !== text);
}
