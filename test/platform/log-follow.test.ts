import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createLogFile } from '../../src/platform/log-file.ts';
import { tailLog, type TailParams, type TailResult } from '../../src/platform/log-tail.ts';
import { createTestClock } from '../support/test-clock.ts';

function stage(context: TestContext) {
  const dir = mkdtempSync(join(tmpdir(), 'follow-'));
  context.after(() => rmSync(dir, { recursive: true, force: true }));
  const pattern = join(dir, 'x-YYYY-MM-DD.log');
  let current = join(dir, 'x-2026-01-31.log');
  const tail = (params: TailParams = {}): TailResult => tailLog({ file: () => current, pattern }, params);
  return {
    dir,
    pattern,
    tail,
    path: () => current,
    day: (date: string) => {
      current = join(dir, `x-${date}.log`);
    },
    say: (text: string) => appendFileSync(current, text),
  };
}

/** Everything since, as a client gets it that asks until nothing waits. */
function rest(tail: (params: TailParams) => TailResult, after: string, params: TailParams = {}) {
  const lines: string[] = [];
  let position = after;
  for (let turns = 0; turns < 1_000; turns += 1) {
    const answer = tail({ ...params, after: position });
    assert.equal(answer.reset, false);
    lines.push(...answer.lines);
    position = answer.position ?? '';
    if (answer.more !== true) return { lines, position };
  }
  throw new Error('it never ends');
}

const many = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `line ${from + index}`);
const text = (lines: readonly string[]): string => lines.map((one) => `${one}\n`).join('');

describe('following the log', () => {
  it('gives what came since, and nothing twice', (context) => {
    const { tail, say } = stage(context);
    say('a\nb\n');
    const first = tail();
    assert.deepEqual(first.lines, ['a', 'b']);
    const second = rest(tail, first.position ?? '');
    assert.deepEqual(second.lines, []);
    say('c\n');
    const third = rest(tail, second.position);
    assert.deepEqual(third.lines, ['c']);
    assert.deepEqual(rest(tail, third.position).lines, []);
  });

  it('goes by the number of a rotated file, as the clock may have been set back since it was written', (context) => {
    const { tail, say, path } = stage(context);
    say(text(many(0, 3)));
    const { position = '' } = tail();
    say(text(many(3, 5)));
    renameSync(path(), `${path()}.1`);
    utimesSync(`${path()}.1`, new Date('2100-01-01'), new Date('2100-01-01'));
    say(text(many(5, 7)));
    const { lines, position: end } = rest(tail, position);
    assert.deepEqual(lines, many(3, 7));
    say(text(many(7, 9)));
    assert.deepEqual(rest(tail, end).lines, many(7, 9));
  });

  it('waits for the other half of a line', (context) => {
    const { tail, say } = stage(context);
    say('a\n');
    const { position = '' } = tail();
    say('ha');
    const half = rest(tail, position);
    assert.deepEqual(half.lines, []);
    say('lf\n');
    assert.deepEqual(rest(tail, half.position).lines, ['half']);
  });

  it('goes on through files that were rotated, and through midnight', (context) => {
    const { tail, say, path, day } = stage(context);
    say(text(many(0, 3)));
    const { position = '' } = tail();
    say(text(many(3, 5)));
    renameSync(path(), `${path()}.1`);
    say(text(many(5, 7)));
    renameSync(`${path()}.1`, `${path()}.2`);
    renameSync(path(), `${path()}.1`);
    say(text(many(7, 9)));
    day('2026-02-01');
    say(text(many(9, 12)));
    assert.deepEqual(rest(tail, position).lines, many(3, 12));
    assert.deepEqual(rest(tail, position, { limit: 2 }).lines, many(3, 12), 'in small answers');
    assert.deepEqual(rest(tail, position, { maxBytes: 20 }).lines, many(3, 12), 'in few bytes');
  });

  it('takes the torn end of a file that is written no more', (context) => {
    const { tail, say, path } = stage(context);
    say('a\n');
    const { position = '' } = tail();
    say('torn');
    renameSync(path(), `${path()}.1`);
    say('b\n');
    assert.deepEqual(rest(tail, position).lines, ['torn', 'b']);
  });

  it('begins anew, and says so, when the file is gone or the position is not one', (context) => {
    const { tail, say, path } = stage(context);
    say('a first line\n');
    const { position = '' } = tail();
    rmSync(path());
    say('b\n');
    for (const after of [position, 'nonsense', '1-1:5']) {
      const answer = tail({ after });
      assert.deepEqual([answer.lines, answer.reset], [['b'], true], after);
    }
    writeFileSync(path(), '');
    assert.equal(tail({ after: tail().position ?? '' }).reset, false);
  });

  it('loses no line of a log that is rotated by its size all the time', (context) => {
    const { dir } = stage(context);
    const path = join(dir, 'small.log');
    const clock = createTestClock();
    const log = createLogFile({
      path,
      maxBytes: 200,
      files: 8,
      clock,
      onTrouble: () => {},
      onRoomMade: () => {},
    });
    context.after(() => log.close());
    const tail = (params: TailParams = {}): TailResult =>
      tailLog({ file: () => log.path(), pattern: path }, params);
    log.append('line -1');
    log.flush();
    let { position = '' } = tail();
    const seen: string[] = [];
    for (const [index, line] of many(0, 500).entries()) {
      log.append(line);
      // Looked at seldom enough for several files to be full meanwhile.
      if (index % 60 !== 59) continue;
      log.flush();
      const found = rest(tail, position, { limit: 7 });
      seen.push(...found.lines);
      ({ position } = found);
    }
    log.flush();
    seen.push(...rest(tail, position).lines);
    assert.deepEqual(seen, many(0, 500));
    assert.ok(readFileSync(`${path}.1`, 'utf8').length <= 200);
  });
});
