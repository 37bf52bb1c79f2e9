import type { Tokens } from 'marked';
import { CODE_BREAK } from './dialect.ts';
import type { Dialect, TableStyle } from './dialect.ts';
import { plainOf, renderInline, renderMarked } from './render-inline.ts';
import type { Around } from './render-inline.ts';

/** Chats have no tables: rows become lists, or a block of code with aligned columns. */
export function renderTable(
  table: Tokens.Table,
  style: TableStyle,
  dialect: Dialect,
  around: Around,
): string {
  if (style === 'off') return dialect.text(table.raw.trimEnd());
  if (style === 'code') return dialect.codeBlock(aligned(table), undefined);
  if (table.rows.length === 0) {
    return table.header.map((cell) => renderInline(cell.tokens, dialect, around)).join(' · ');
  }
  return table.rows
    .map((row) => rowAsList(table.header, row, dialect, around))
    .filter((row) => row !== '')
    .join(table.header.length > 1 ? '\n\n' : '\n');
}

/** The first cell names the row, the others stand below it with the names of their columns. */
function rowAsList(
  header: readonly Tokens.TableCell[],
  row: readonly Tokens.TableCell[],
  dialect: Dialect,
  around: Around,
): string {
  const [first, ...others] = row;
  if (first === undefined) return '';
  if (others.length === 0) {
    const only = renderInline(first.tokens, dialect, around);
    return only.trim() === '' ? '' : `${dialect.bullet}${only}`;
  }
  const lines = others.flatMap((cell, at) => {
    const value = renderInline(cell.tokens, dialect, around).trim();
    if (value === '') return [];
    const column = plainOf(header[at + 1]?.tokens ?? []).trim();
    return [`${dialect.bullet}${column === '' ? '' : `${dialect.text(column)}: `}${value}`];
  });
  const name = renderMarked('bold', first.tokens, dialect, around).trim();
  return [...(name === '' ? [] : [name]), ...lines].join('\n');
}

function aligned(table: Tokens.Table): string {
  const rows = [table.header, ...table.rows].map((row) =>
    row.map((cell) => plainOf(cell.tokens).replaceAll(/\s+/gu, ' ').trim()),
  );
  const widths = table.header.map((_cell, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))))
      .join(' | ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '-'.repeat(Math.max(1, width))).join('-|-');
  return [lines[0], rule, ...lines.slice(1)].join(CODE_BREAK);
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const WITHOUT_WIDTH = /\p{M}|[\u200b-\u200f]/u;

/** Columns a text takes in a fixed-width font. */
function widthOf(text: string): number {
  let width = 0;
  for (const char of text) {
    if (WITHOUT_WIDTH.test(char)) continue;
    width += WIDE.test(char) ? 2 : 1;
  }
  return width;
}
