/** Two rows of modules per line: upper half, lower half. */
const HALVES = { both: '█', upper: '▀', lower: '▄', none: ' ' } as const;
const QUIET_ZONE = 2;

/**
 * A QR code as lines of text, light modules written and dark ones blank, to be shown with the tone `paper`.
 * @throws Error when the text is too long for a QR code
 */
export async function qrLines(text: string): Promise<readonly string[]> {
  const { encodeQR } = await import('qr');
  const dark = encodeQR(text, 'raw', { ecc: 'low', border: QUIET_ZONE });
  const lines: string[] = [];
  for (let row = 0; row < dark.length; row += 2) {
    const width = dark[row]?.length ?? 0;
    lines.push(Array.from({ length: width }, (_, column) => half(dark, row, column)).join(''));
  }
  return lines;
}

function half(dark: readonly (readonly boolean[])[], row: number, column: number): string {
  const upper = dark[row]?.[column] !== true;
  // Below an odd last row the terminal's own line goes on.
  const lower = dark[row + 1] !== undefined && dark[row + 1]?.[column] !== true;
  if (upper) return lower ? HALVES.both : HALVES.upper;
  return lower ? HALVES.lower : HALVES.none;
}

/** A code to be typed on a phone, easy to read from a distance: `ABCDEFGH` in a frame, in two groups. */
export function codeLines(code: string): readonly string[] {
  const middle = Math.ceil(code.length / 2);
  const groups = [code.slice(0, middle), code.slice(middle)].filter((group) => group !== '');
  const text = `   ${groups.map((group) => group.split('').join(' ')).join('  -  ')}   `;
  const edge = '─'.repeat(text.length);
  return [
    `┌${edge}┐`,
    `│${' '.repeat(text.length)}│`,
    `│${text}│`,
    `│${' '.repeat(text.length)}│`,
    `└${edge}┘`,
  ];
}
