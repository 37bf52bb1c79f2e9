/**
 * Draws every machine of src/machines into docs/machines/<file>.md: state diagram, state × event table, the names it
 * gives to its effects, and the policies it lives under. `--check` writes nothing and fails on the first stale chart.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { drawMachine } from './charts/draw.ts';
import type { DrawnMachine } from './charts/draw.ts';
import { drawIndex } from './charts/index-page.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const machinesDir = join(root, 'src', 'machines');
const docsDir = join(root, 'docs', 'machines');

const camel = (name: string): string =>
  name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** File names, without extension, of the files that create a machine. */
export function machineNames(dir = machinesDir): string[] {
  return readdirSync(dir)
    .filter(
      (file) => file.endsWith('.ts') && readFileSync(join(dir, file), 'utf8').includes('createMachine('),
    )
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}

async function loadMachine(name: string): Promise<DrawnMachine> {
  const exportName = `${camel(name)}Machine`;
  const module = (await import(pathToFileURL(join(machinesDir, `${name}.ts`)).href)) as Record<
    string,
    unknown
  >;
  const machine = module[exportName];
  if (machine === undefined) throw new Error(`src/machines/${name}.ts must export ${exportName}`);
  return machine as DrawnMachine;
}

/** Every page this script owns, by path relative to the repository. */
export async function drawAll(): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  const names = machineNames();
  for (const name of names) pages.set(`docs/machines/${name}.md`, drawMachine(name, await loadMachine(name)));
  pages.set('docs/machines/README.md', drawIndex(names));
  return pages;
}

/** Paths whose file is missing or differs from what would be written, and chart files of machines that are gone. */
export async function staleCharts(): Promise<string[]> {
  const pages = await drawAll();
  const stale: string[] = [];
  for (const [path, text] of pages) {
    if (readOrEmpty(join(root, path)) !== text) stale.push(path);
  }
  for (const file of readdirSync(docsDir)) {
    if (!pages.has(`docs/machines/${file}`)) stale.push(`docs/machines/${file} (no such machine)`);
  }
  return stale;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

async function main(args: readonly string[]): Promise<number> {
  mkdirSync(docsDir, { recursive: true });
  if (args.includes('--check')) {
    const stale = await staleCharts();
    for (const path of stale) console.error(`stale: ${path}; run npm run charts`);
    return stale.length === 0 ? 0 : 1;
  }
  const pages = await drawAll();
  for (const [path, text] of pages) writeFileSync(join(root, path), text);
  console.log(`${pages.size} pages written to docs/machines`);
  return 0;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
