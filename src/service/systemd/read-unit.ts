import { unitWords } from './quote.ts';

/** A unit file as read back: of ours, of an older release, or by another hand. */
export interface UnitFile {
  /** Of a section's key, every value in order; an empty one resets the list. */
  all(section: string, key: string): readonly string[];
  /** The value that counts; `undefined` when there is none. */
  last(section: string, key: string): string | undefined;
  /** There is such a line, be it one that only resets the list. */
  has(section: string, key: string): boolean;
  readonly command: readonly string[];
  /** Of all `Environment=` lines. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Reads what systemd would, as far as a service of ours uses it; drop-ins are not among it. Never throws. */
export function readUnit(text: string): UnitFile {
  const values = new Map<string, string[]>();
  let section = '';
  const joined = text.replaceAll(/\\\r?\n/g, ' ');
  for (const raw of joined.split(/\r?\n/)) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const head = /^\[(.+)\]$/.exec(line)?.[1];
    if (head !== undefined) {
      section = head;
      continue;
    }
    const at = line.indexOf('=');
    if (at < 0) continue;
    const key = `${section}.${line.slice(0, at).trim()}`;
    const value = line.slice(at + 1).trim();
    values.set(key, value === '' ? [] : [...(values.get(key) ?? []), value]);
  }
  const all = (where: string, key: string): readonly string[] => values.get(`${where}.${key}`) ?? [];
  return {
    all,
    has: (where, key) => values.has(`${where}.${key}`),
    last: (where, key) => all(where, key).at(-1),
    // In the path of the program a `$` is not doubled.
    command: unitWords(all('Service', 'ExecStart').at(-1) ?? '').map((word, at) =>
      at === 0 ? word : word.replaceAll('$$', '$'),
    ),
    environment: Object.fromEntries(
      all('Service', 'Environment')
        .flatMap(unitWords)
        .map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] as const)
        .filter(([name]) => name !== ''),
    ),
  };
}
