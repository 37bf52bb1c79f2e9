import type { Page } from './pages.ts';

export interface DocCommand {
  readonly page: string;
  /** As it stands on the page, comments and continuations taken away. */
  readonly line: string;
}

const PROGRAMS = /^(?:[A-Z_]+=\S+ +)*(?:moltbot|npm|npx|pnpm|node)\b/;

/** Splits `a && b`, drops a comment that begins after a space, honours quotes. */
function statements(line: string): string[] {
  const out: string[] = [];
  let current = '';
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const letter = line[at] ?? '';
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === "'" || letter === '"') {
      quote = letter;
    } else if (letter === '#' && /^$|\s$/.test(current)) {
      break;
    } else if (line.startsWith('&&', at)) {
      out.push(current);
      current = '';
      at += 1;
      continue;
    }
    current += letter;
  }
  return [...out, current].map((part) => part.trim()).filter((part) => part !== '');
}

/** The commands of a page's shell blocks that call this program or its package scripts. */
export function commandsOf({ path, text }: Page): DocCommand[] {
  return [...text.matchAll(/^ *```(?:bash|sh|shell|console) *\n([\s\S]*?)^ *```/gm)]
    .flatMap((block) => (block[1] ?? '').replaceAll(/\s*\\\n\s*/g, ' ').split('\n'))
    .flatMap((line) => statements(line.replace(/^\s*\$ /, '')))
    .filter((line) => PROGRAMS.test(line))
    .map((line) => ({ page: path, line }));
}

export interface Words {
  readonly env: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
}

/** Words of a simple command; a `~` before a path is the given home. */
export function words(line: string, home: string): Words {
  const argv = [...line.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ''),
  );
  const env: Record<string, string> = {};
  while (/^[A-Z_]+=/.test(argv[0] ?? '')) {
    const [name = '', ...value] = (argv.shift() ?? '').split('=');
    env[name] = value.join('=').replace(/^~/, home);
  }
  return { env, argv: argv.map((word) => word.replace(/^~(?=\/)/, home)) };
}
