/** Words a line begins with that an operator would type. */
const PROGRAMS = 'moltbot|pnpm|npm|node|ssh|sudo|systemctl|loginctl|launchctl|curl';
const INLINE = new RegExp(`^(?:[A-Z_]+=\\S+ )*(?:(?:${PROGRAMS}) |gateway [a-z-]|logs$|logs )`);
/** `npm start` and the like on one line. */
const JOINED = / && /;

/** A comment begins after a space, outside of quotes. */
function withoutComment(line: string): string {
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const letter = line[at] ?? '';
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === "'" || letter === '"') quote = letter;
    else if (letter === '#' && (at === 0 || line[at - 1] === ' ')) return line.slice(0, at).trim();
  }
  return line.trim();
}

/** Every command line of a runbook, each once, in its order: all lines of its shell blocks, and what stands between backticks in its text. */
export function commandLines(text: string): readonly string[] {
  const blocks = /^ *```(\w*) *\n([\s\S]*?)^ *```/gm;
  const fromBlock = (language: string, block: string): string[] => {
    const lines = block.replaceAll(/\s*\\\n\s*/g, ' ').split('\n');
    if (/^(?:bash|sh|shell|console)$/.test(language)) return lines.flatMap((line) => line.split(JOINED));
    // A block without a language may be a file or commands: what begins like a command is one.
    return language === '' ? lines.filter((line) => INLINE.test(line.trim())) : [];
  };
  const found: [at: number, line: string][] = [];
  for (const match of text.matchAll(blocks))
    for (const line of fromBlock(match[1] ?? '', match[2] ?? '')) found.push([match.index, line]);
  const prose = text.replaceAll(blocks, (block) => ' '.repeat(block.length));
  for (const match of prose.matchAll(/`([^`\n]+)`/g))
    if (INLINE.test(match[1] ?? '')) found.push([match.index, match[1] ?? '']);
  const lines = found
    .toSorted(([a], [b]) => a - b)
    .map(([, line]) => withoutComment(line))
    .filter((line) => line !== '');
  return [...new Set(lines)];
}
