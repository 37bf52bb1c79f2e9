import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Page {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Every Markdown page of the repository that people read. */
export const pages: readonly Page[] = globSync(
  ['*.md', 'docs/**/*.md', 'src/**/*.md', 'bench/**/*.md', 'ui/**/*.md'],
  {
    cwd: root,
    exclude: (name) => name.includes('node_modules'),
  },
)
  .sort()
  .map((path) => ({ path, text: read(path) }));

/** Everything that belongs to the repository, tracked or about to be. */
export const repositoryFiles = (): readonly string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)));

/** As the anchors of rendered Markdown are named. */
const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const withoutCode = (text: string): string =>
  text.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '').replaceAll(/`[^`\n]*`/g, '');

const anchorsOf = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^#+ (.+)$/gm)].map((match) =>
      slug(match[1] ?? ''),
    ),
  );

/** Links of a page to other pages, pictures and headings that lead nowhere. Addresses on the web are not followed. */
export function brokenLinks({ path, text }: Page): string[] {
  const targets = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [file = '', anchor] = target.split('#');
    if (file === '') return !anchorsOf(text).has(anchor ?? '');
    const at = normalize(join(dirname(path), file));
    if (!existsSync(join(root, at))) return true;
    return anchor !== undefined && !anchorsOf(read(at)).has(anchor);
  });
}
