import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { tailLog, type TailParams } from '../../src/platform/log-tail.ts';

const root = mkdtempSync(join(tmpdir(), 'tail-'));
after(() => rmSync(root, { recursive: true, force: true }));
let made = 0;
const logOf = (text: string): string => {
  const file = join(root, `${made++}.log`);
  writeFileSync(file, text);
  return file;
};
const tail = (file: string, params: TailParams = {}) => {
  const { position: _position, ...result } = tailLog({ file: () => file, pattern: file }, params);
  return result;
};
const tenLines = Array.from({ length: 10 }, (_, index) => `line ${index}\n`).join('');

describe('the end of the log', () => {
  it('comes whole when it is small', () => {
    const file = logOf(tenLines);
    const result = tail(file);
    assert.deepEqual(result, {
      file,
      cursor: 70,
      size: 70,
      lines: tenLines.trim().split('\n'),
      truncated: false,
      reset: false,
    });
  });

  it('starts at a whole line when only a part fits, and says that it is a part', () => {
    const result = tail(logOf(tenLines), { maxBytes: 17 });
    assert.deepEqual(result.lines, ['line 8', 'line 9']);
    assert.equal(result.truncated, true);
    assert.equal(result.reset, false);
  });

  it('keeps a first line that starts exactly at the cut', () => {
    assert.deepEqual(tail(logOf(tenLines), { maxBytes: 14 }).lines, ['line 8', 'line 9']);
  });

  it('is limited to the newest lines without calling that truncated', () => {
    const result = tail(logOf(tenLines), { limit: 3 });
    assert.deepEqual(result.lines, ['line 7', 'line 8', 'line 9']);
    assert.equal(result.truncated, false);
  });

  it('continues from a cursor', () => {
    const file = logOf(tenLines);
    const { cursor } = tail(file);
    appendFileSync(file, 'new 1\nnew 2\n');
    assert.deepEqual(tail(file, { cursor }).lines, ['new 1', 'new 2']);
    assert.deepEqual(tail(file, { cursor: 82 }).lines, []);
  });

  it('jumps ahead when more is pending than fits', () => {
    const result = tail(logOf(tenLines), { cursor: 0, maxBytes: 10 });
    assert.deepEqual(result, { ...result, lines: ['line 9'], reset: true, truncated: true });
  });

  it('starts over when the file became shorter than the cursor', () => {
    const file = logOf(tenLines);
    truncateSync(file, 14);
    const result = tail(file, { cursor: 70 });
    assert.deepEqual(result, {
      file,
      cursor: 14,
      size: 14,
      lines: ['line 0', 'line 1'],
      truncated: false,
      reset: true,
    });
  });

  it('that cannot be read says so, whatever is in its way', () => {
    const circle = join(root, `circle-${made++}`);
    symlinkSync(circle, circle);
    const pattern = join(circle, 'moltbot-YYYY-MM-DD.log');
    assert.throws(() => tailLog({ file: () => undefined, pattern }, {}), /^Error: log read failed: ELOOP/);
  });

  it('of a missing file is empty', () => {
    const file = join(root, 'none.log');
    assert.deepEqual(tail(file, { cursor: 5 }), {
      file,
      cursor: 0,
      size: 0,
      lines: [],
      truncated: false,
      reset: false,
    });
    assert.deepEqual(tail(join(root, 'no', 'such', 'dir.log')).lines, []);
  });

  it('is that of the newest daily file until today’s exists', () => {
    const dir = join(root, 'daily');
    mkdirSync(dir);
    for (const [index, name] of [
      'moltbot-2026-01-27.log',
      'moltbot-2026-01-28.log',
      'other-2026-01-29.log',
      'moltbot-2026-01-28.log.1',
    ].entries()) {
      writeFileSync(join(dir, name), `${name}\n`);
      utimesSync(join(dir, name), 1000 + index, 1000 + index);
    }
    const pattern = join(dir, 'moltbot-YYYY-MM-DD.log');
    const today = join(dir, 'moltbot-2026-01-29.log');
    const result = tailLog({ file: () => today, pattern }, {});
    assert.equal(result.file, join(dir, 'moltbot-2026-01-28.log'));
    writeFileSync(today, 'today\n');
    assert.deepEqual(tailLog({ file: () => today, pattern }, {}).lines, ['today']);
  });

  it('that cannot be read says so', () => {
    assert.throws(() => tail(root), /^Error: log read failed: .*EISDIR/);
  });
});
