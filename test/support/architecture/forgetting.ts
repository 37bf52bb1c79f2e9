import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineNames } from '../../../scripts/charts.ts';
import { repoRoot } from './source.ts';
import type { Source } from './source.ts';

const camel = (name: string): string =>
  name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const has = (path: string): boolean => existsSync(join(repoRoot, path));

/** Every machine has its test, its chart, and bodies given by `provide` somewhere in actors/. */
export function incompleteMachines(sources: readonly Source[]): string[] {
  return machineNames().flatMap((name) => {
    const file = `src/machines/${name}.ts`;
    const machine = `${camel(name)}Machine`;
    const provided = sources.some(
      (source) =>
        source.path.startsWith('src/actors/') &&
        new RegExp(`\\b${machine}\\s*\\.provide\\(`).test(source.code),
    );
    return [
      ...(has(`test/machines/${name}.test.ts`) ? [] : [`${file}:1: no test/machines/${name}.test.ts`]),
      ...(has(`docs/machines/${name}.md`)
        ? []
        : [`${file}:1: no chart docs/machines/${name}.md; run npm run charts`]),
      ...(provided ? [] : [`${file}:1: nobody in src/actors calls ${machine}.provide()`]),
    ];
  });
}

/** A file of src/machines that creates more than one machine. */
export function crowdedMachineFiles(sources: readonly Source[]): string[] {
  return sources
    .filter((source) => source.path.startsWith('src/machines/'))
    .filter((source) => source.code.split('createMachine(').length > 2)
    .map((source) => `${source.path}:1: one machine per file`);
}

export function readDocs(folder = 'docs'): string {
  const dir = join(repoRoot, folder);
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(join(dir, name), 'utf8'))
    .join('\n');
}

/** Words that no document names between backticks or has as a heading. */
export function undocumented(words: readonly string[], docs: string): string[] {
  const headings = new Set([...docs.matchAll(/^#+ (.+)$/gm)].map((match) => match[1]?.trim()));
  return words.filter((word) => !docs.includes(`\`${word}\``) && !headings.has(word));
}

/** Names that no source outside protocol/ mentions as a string: declared and forgotten. */
export function unused(words: readonly string[], sources: readonly Source[]): string[] {
  const users = sources.filter(
    (source) => !source.path.startsWith('src/protocol/') && !source.path.startsWith('src/config/'),
  );
  return words.filter((word) => !users.some((source) => source.bare.includes(`'${word}'`)));
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}

/** Dotted names of the keys of the first two levels of a JSON Schema. */
export function twoLevels(schema: SchemaNode): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [
    name,
    ...Object.keys(inner.properties ?? {}).map((key) => `${name}.${key}`),
  ]);
}
