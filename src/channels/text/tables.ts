import { alignColumns } from './columns.ts';
import { fenceAfter } from './fences.ts';
import type { Fence } from './fences.ts';

/** `off` leaves tables as they stand. */
export type TableStyle = 'off' | 'bullets' | 'code';

type Row = readonly string[];

const RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/u;

/**
 * Chats have no tables: each becomes a list per row, or a block of code with aligned columns. Markdown in, markdown out;
 * to be done before a text is cut, since lists are longer.
 */
export function convertTables(markdown: string, style: TableStyle): string {
  if (style === 'off' || !markdown.includes('|')) return markdown;
  const lines = markdown.split('\n');
  const out: string[] = [];
  let fence: Fence | undefined;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const rows = fence === undefined ? tableAt(lines, at) : undefined;
    if (rows !== undefined) {
      const indent = /^\s*/u.exec(line)?.[0] ?? '';
      const written = style === 'code' ? asCode(rows) : asLists(rows);
      out.push(...written.map((text) => (text === '' ? '' : indent + text)));
      // The rule counts as a line of the source.
      at += rows.length;
      if ((lines[at + 1] ?? '').trim() !== '') out.push('');
      continue;
    }
    fence = fenceAfter(line, fence);
    out.push(line);
  }
  return out.join('\n');
}

/** The rows of the table that begins at a line, its header first, without the rule. */
function tableAt(lines: readonly string[], at: number): Row[] | undefined {
  const header = lines[at] ?? '';
  const rule = lines[at + 1] ?? '';
  if (!header.includes('|') || !rule.includes('-') || !RULE.test(rule)) return undefined;
  const names = cellsOf(header);
  if (names.length !== cellsOf(rule).length) return undefined;
  const rows: Row[] = [names];
  for (let next = at + 2; (lines[next] ?? '').includes('|'); next += 1) {
    rows.push(cellsOf(lines[next] ?? '').slice(0, names.length));
  }
  return rows;
}

function cellsOf(line: string): Row {
  const inner = line
    .trim()
    .replace(/^\|/u, '')
    .replace(/(?<!\\)\|$/u, '');
  return inner.split(/(?<!\\)\|/u).map((cell) => cell.replaceAll('\\|', '|').trim());
}

/** The first cell names the row, the others stand below it with the names of their columns. */
function asLists([names = [], ...rows]: readonly Row[]): string[] {
  if (rows.length === 0) return [names.join(' · ')];
  if (names.length === 1) return rows.flatMap(([only = '']) => (only === '' ? [] : [`- ${only}`]));
  return rows.flatMap(([first = '', ...others], index) => {
    const values = others.flatMap((cell, at) => {
      const column = names[at + 1] ?? '';
      if (cell === '') return [];
      return [column === '' ? `- ${cell}` : `- ${column}: ${cell}`];
    });
    const lines = [...(first === '' ? [] : [bold(first)]), ...values];
    return index === 0 || lines.length === 0 ? lines : ['', ...lines];
  });
}

const bold = (cell: string): string => (/\*\*|__/u.test(cell) ? cell : `**${cell}**`);

function asCode(rows: readonly Row[]): string[] {
  const plain = rows.map((row) => row.map((cell) => cell.replaceAll(/\*\*|__|~~|`/gu, '')));
  return ['```', ...alignColumns(plain), '```'];
}
