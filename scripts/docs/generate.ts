/** `node scripts/docs/generate.ts [--check]`: writes the reference pages that follow from the code of the command line. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cliReference } from './cli-help.ts';
import { environmentReference } from './environment.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CLI_PAGE = 'docs/reference/cli.md';
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
  new Map([
    [CLI_PAGE, cliReference(read(CLI_PAGE))],
    [ENVIRONMENT_PAGE, environmentReference()],
  ]);

/** Paths of pages that are missing or differ from what would be written. */
export const stalePages = (): string[] =>
  [...referencePages()].filter(([path, text]) => read(path) !== text).map(([path]) => path);

if (import.meta.main) {
  const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
  const stale = stalePages();
  const pages = referencePages();
  for (const path of stale) {
    if (values.check === true) {
      console.error(`stale: ${path} (run \`node scripts/docs/generate.ts\`)`);
      process.exitCode = 1;
    } else {
      writeFileSync(join(root, path), pages.get(path) ?? '');
      console.log(`wrote ${path}`);
    }
  }
  if (stale.length === 0) console.log('every reference page is up to date');
}
