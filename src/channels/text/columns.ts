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

/** The rows as lines of a fixed-width font, with a rule below the first. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_none, column) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(row[column] ?? '')), 1),
  );
  const lines = rows.map((row) =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? '';
        return cell + ' '.repeat(width - widthOf(cell));
      })
      .join(' | ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '-'.repeat(width)).join('-|-');
  return [...lines.slice(0, 1), rule, ...lines.slice(1)];
}
