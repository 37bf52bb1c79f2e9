import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeQR } from 'qr/decode.js';
import { codeLines, qrLines } from '../../src/cli/terminal-qr.ts';

const LIT: Readonly<Record<string, readonly [upper: boolean, lower: boolean]>> = {
  '█': [true, true],
  '▀': [true, false],
  '▄': [false, true],
  ' ': [false, false],
};
const SCALE = 4;

/** What a phone's camera would see: bright where something is written, dark where not. */
function photograph(lines: readonly string[]): { width: number; height: number; data: Uint8Array } {
  const rows = lines.flatMap((line) => {
    const cells = line.split('').map((char) => LIT[char] ?? assert.fail(`unexpected character ${char}`));
    return [cells.map(([upper]) => upper), cells.map(([, lower]) => lower)];
  });
  const width = (rows[0]?.length ?? 0) * SCALE;
  const height = rows.length * SCALE;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bright = rows[Math.floor(y / SCALE)]?.[Math.floor(x / SCALE)] === true;
      data.fill(bright ? 255 : 0, (y * width + x) * 3, (y * width + x) * 3 + 3);
    }
  }
  return { width, height, data };
}

test('a QR code drawn in a terminal can be scanned', async () => {
  for (const text of ['first', `2@${'aB3/+='.repeat(40)},${'key='.repeat(20)}`]) {
    const lines = await qrLines(text);
    assert.equal(new Set(lines.map((line) => line.length)).size, 1);
    assert.ok(lines.length < 50, 'it fits on a screen');
    assert.equal(decodeQR(photograph(lines)), text);
  }
});

test('a text no QR code can hold is an error', async () => {
  await assert.rejects(qrLines('x'.repeat(5000)));
});

test('a pairing code is written large, in two groups', () => {
  const lines = codeLines('ABCD1234');
  assert.equal(lines[2], '│   A B C D  -  1 2 3 4   │');
  assert.equal(new Set(lines.map((line) => line.length)).size, 1);
});
