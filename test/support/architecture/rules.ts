import { posix } from 'node:path';
import { importsOf, lineAt } from './source.ts';
import type { Import, Source } from './source.ts';
import {
  BUILD_TIME,
  DOORS,
  LAZY_CROSSINGS,
  LIBRARIES,
  MAX_LINES,
  NODE_DOORS,
  ROOMS,
  VAGUE_NAMES,
} from './table.ts';

/** Each rule returns its violations as `path:line: what is wrong`. */
export type Rule = (sources: readonly Source[]) => string[];

const isGenerated = (path: string): boolean => path.includes('/generated/');

export const roomOf = (path: string): string => {
  const [top = '', next = ''] = path.split('/');
  if (top === 'ui') return 'ui';
  return next.endsWith('.ts') ? next.slice(0, -'.ts'.length) : next;
};

const isRelative = (specifier: string): boolean => specifier.startsWith('.');

export const targetOf = (from: Source, specifier: string): string =>
  posix.normalize(posix.join(posix.dirname(from.path), specifier));

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const under = (path: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => path.startsWith(prefix));

function eachImport(
  sources: readonly Source[],
  judge: (source: Source, item: Import) => string | undefined,
): string[] {
  const violations: string[] = [];
  for (const source of sources) {
    for (const item of importsOf(source)) {
      const verdict = judge(source, item);
      if (verdict !== undefined) violations.push(`${source.path}:${item.line}: ${verdict}`);
    }
  }
  return violations;
}

export const roomsKeepTheirDistance: Rule = (sources) =>
  eachImport(sources, (source, item) => {
    if (!isRelative(item.specifier)) return undefined;
    const from = roomOf(source.path);
    const target = targetOf(source, item.specifier);
    // The version has one home, and platform is the door to it.
    if (from === 'platform' && target === 'package.json') return undefined;
    const to = roomOf(target);
    const rule = ROOMS[from];
    if (rule === undefined) return `room ${from} is not in the import table`;
    if (from === to || rule.may.includes(to)) return undefined;
    if (rule.types?.includes(to) === true) {
      return item.typeOnly ? undefined : `${from} may import ${to} as types only (${item.specifier})`;
    }
    const lazily = item.dynamic && LAZY_CROSSINGS.some((way) => way.from === source.path && way.to === to);
    return lazily ? undefined : `${from} may not import ${to} (${item.specifier})`;
  });

export const librariesStayInTheirPlace: Rule = (sources) =>
  eachImport(sources, (source, item) => {
    if (isRelative(item.specifier) || item.specifier.startsWith('node:')) return undefined;
    if (source.path.startsWith('ui/')) return undefined;
    const name = packageOf(item.specifier);
    const places = LIBRARIES[name];
    if (places === undefined) return `library ${name} is not in the import table`;
    return under(source.path, places) ? undefined : `${name} may be imported only in ${places.join(', ')}`;
  });

export const nodeDoorsStayInTheirPlace: Rule = (sources) =>
  eachImport(sources, (source, item) => {
    if (source.path.startsWith('src/machines/') && item.specifier.startsWith('node:')) {
      return `a machine decides only; it may not import ${item.specifier}`;
    }
    const places = NODE_DOORS[item.specifier];
    if (places === undefined || item.typeOnly || under(source.path, places)) return undefined;
    return `${item.specifier} may be imported only in ${places.join(', ') || 'no place'}`;
  });

export const importsAreSpelledOut: Rule = (sources) =>
  eachImport(sources, (source, item) => {
    if (isRelative(item.specifier)) {
      return /\.(?:ts|tsx|js|json|css)$/.test(item.specifier)
        ? undefined
        : `import ${item.specifier} lacks its extension`;
    }
    const builtin =
      /^(?:assert|buffer|child_process|crypto|events|fs|http|https|net|os|path|stream|tls|url|util|zlib)(?:\/|$)/;
    return builtin.test(item.specifier) ? `write node:${item.specifier}` : undefined;
  });

export const daemonLoadsNoSchemas: Rule = (sources) =>
  eachImport(sources, (source, item) => {
    if (!isRelative(item.specifier) || item.typeOnly || under(source.path, BUILD_TIME)) return undefined;
    const target = targetOf(source, item.specifier);
    return under(target, BUILD_TIME)
      ? `${target} is build-time source; import what is generated from it`
      : undefined;
  });

/** Strongly connected components of the import graph; type imports and lazy imports count. */
export const importsFormNoCycle: Rule = (sources) => {
  const known = new Set(sources.map((source) => source.path));
  const graph = new Map<string, string[]>();
  for (const source of sources) {
    const targets = importsOf(source)
      .filter((item) => isRelative(item.specifier))
      .map((item) => targetOf(source, item.specifier));
    graph.set(
      source.path,
      targets.filter((target) => known.has(target)),
    );
  }
  const violations: string[] = [];
  const done = new Set<string>();
  const onPath: string[] = [];
  const visit = (path: string): void => {
    const seen = onPath.indexOf(path);
    if (seen >= 0) {
      violations.push(`${path}:1: import cycle ${[...onPath.slice(seen), path].join(' → ')}`);
      return;
    }
    if (done.has(path)) return;
    onPath.push(path);
    for (const target of graph.get(path) ?? []) visit(target);
    onPath.pop();
    done.add(path);
  };
  for (const source of sources) visit(source.path);
  return violations;
};

function eachMatch(
  source: Source,
  text: string,
  pattern: RegExp,
  judge: (match: RegExpMatchArray) => string | undefined,
): string[] {
  const violations: string[] = [];
  for (const match of text.matchAll(pattern)) {
    const verdict = judge(match);
    if (verdict !== undefined)
      violations.push(`${source.path}:${lineAt(text, match.index ?? 0)}: ${verdict}`);
  }
  return violations;
}

const handWritten = (sources: readonly Source[]): Source[] =>
  sources.filter((source) => !isGenerated(source.path));

export const doorsAreInPlatform: Rule = (sources) =>
  handWritten(sources)
    .filter((source) => source.path.startsWith('src/') && roomOf(source.path) !== 'platform')
    .flatMap((source) =>
      DOORS.flatMap(({ name, pattern }) =>
        eachMatch(
          source,
          source.code,
          pattern,
          () => `${name} is allowed in src/platform only; take it injected`,
        ),
      ),
    );

export const filesAreShort: Rule = (sources) =>
  handWritten(sources).flatMap((source) => {
    const lines = source.text.trimEnd().split('\n').length;
    return lines > MAX_LINES
      ? [`${source.path}:${MAX_LINES}: ${lines} lines, at most ${MAX_LINES}; split it by phase`]
      : [];
  });

export const namesSayTheRole: Rule = (sources) =>
  handWritten(sources).flatMap((source) => {
    const stem = posix.basename(source.path).replace(/\.(?:d\.)?(?:tsx?|js)$/, '');
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(stem)) return [`${source.path}:1: file names are kebab-case`];
    const vague = stem.split('-').find((word) => VAGUE_NAMES.includes(word));
    return vague === undefined ? [] : [`${source.path}:1: "${vague}" does not say a role`];
  });

export const languageIsPlain: Rule = (sources) =>
  handWritten(sources).flatMap((source) => [
    ...eachMatch(source, source.code, /^export\s+default\b/gm, () => 'named exports only'),
    ...eachMatch(source, source.code, /^(?:export\s+)?(?:let|var)\s/gm, () =>
      roomOf(source.path) === 'platform' ? undefined : 'module-level mutable state',
    ),
    ...eachMatch(
      source,
      source.code,
      /\b(?:enum|namespace)\s+[A-Z]\w*\s*\{/g,
      () => 'no enums and namespaces',
    ),
    ...eachMatch(source, source.code, /\bclass\s+(\w+)(?:\s+extends\s+(\w+))?/g, (match) =>
      /(?:Error|Failure)$/.test(match[2] ?? '')
        ? undefined
        : `class ${match[1] ?? ''}: only errors are classes`,
    ),
    ...eachMatch(
      source,
      source.text,
      /\bcatch\s*(?:\([^)]*\))?\s*\{\s*\}/g,
      () => 'an empty catch must give its reason',
    ),
  ]);

export const xstateEventNamesHaveOneHome: Rule = (sources) =>
  handWritten(sources)
    .filter((source) => !source.path.startsWith('src/actors/supervision/'))
    .flatMap((source) =>
      eachMatch(
        source,
        source.bare,
        /(['"`])xstate\./g,
        () => 'XState event names live only in src/actors/supervision',
      ),
    );

export const rootActorsHaveOneHome: Rule = (sources) =>
  handWritten(sources)
    .filter((source) => !source.path.startsWith('src/actors/supervision/'))
    .flatMap((source) =>
      eachMatch(
        source,
        source.code,
        /\bcreateActor\s*\(/g,
        () => 'createActor() is called only in src/actors/supervision',
      ),
    );

export const closeCodesComeFromTheTable: Rule = (sources) =>
  handWritten(sources)
    .filter((source) => roomOf(source.path) === 'actors')
    .flatMap((source) =>
      eachMatch(
        source,
        source.code,
        /\.close\s*\(\s*[1-4]\d{3}\b/g,
        () => 'close codes come from protocol/close-reasons.ts',
      ),
    );
