/** `node scripts/docs/generate.ts [--check]`: writes the reference pages that follow from the code of the command line. */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { commandPages } from './command-pages.ts';
import { environmentReference } from './environment.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CLI_SHELF = 'docs/cli';
const ENVIRONMENT_PAGE = 'docs/reference/environment.md';

const read = (path: string): string => {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
};

/** Every page this script owns, by path relative to the repository. */
export const referencePages = (): ReadonlyMap<string, string> =>
  new Map([...commandPages(read), [ENVIRONMENT_PAGE, environmentReference()]]);

/** Pages of commands that are no more. */
const leftOver = (pages: ReadonlyMap<string, string>): string[] =>
  readdirSync(join(root, CLI_SHELF))
    .map((name) => `${CLI_SHELF}/${name}`)
    .filter((path) => !pages.has(path));

/** Paths of pages that are missing, differ from what would be written, or belong to no command. */
export const stalePages = (pages: ReadonlyMap<string, string> = referencePages()): string[] => [
  ...[...pages].filter(([path, text]) => read(path) !== text).map(([path]) => path),
  ...leftOver(pages),
];

if (import.meta.main) {
  const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
  const pages = referencePages();
  const stale = stalePages(pages);
  for (const path of stale) {
    if (values.check === true) {
      console.error(`stale: ${path} (run \`node scripts/docs/generate.ts\`)`);
      process.exitCode = 1;
    } else {
      const text = pages.get(path);
      if (text === undefined) rmSync(join(root, path));
      else writeFileSync(join(root, path), text);
      console.log(`${text === undefined ? 'removed' : 'wrote'} ${path}`);
    }
  }
  if (stale.length === 0) console.log('every reference page is up to date');
}
