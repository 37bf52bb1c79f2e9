import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Clock } from '../../src/platform/clock.ts';
import { createLogLimit, type RepeatedLine } from '../../src/platform/log-limit.ts';
import { createLogging, type LoggingOptions } from '../../src/platform/logging.ts';
import { createSecretRegistry } from '../../src/platform/secrets.ts';
import { mountSmallDisk, noSmallDisk } from '../support/small-disk.ts';
import { createTestClock } from '../support/test-clock.ts';

const root = mkdtempSync(join(tmpdir(), 'log-floods-'));
after(() => rmSync(root, { recursive: true, force: true }));
let made = 0;
const folder = (): string => {
  const dir = join(root, String(made++));
  mkdirSync(dir);
  return dir;
};

const SETTINGS = {
  level: 'info',
  consoleLevel: 'silent',
  style: 'json',
  colours: false,
  rotate: { maxBytes: 20_000, files: 3 },
} as const;

const setUp = (options: Partial<LoggingOptions>) => {
  const clock = createTestClock(Date.UTC(2026, 0, 29, 12));
  const logging = createLogging({ ...SETTINGS, clock, ...options }, createSecretRegistry());
  return { logging, log: logging.logger, clock };
};

const linesOf = (path: string): Record<string, unknown>[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const bytesIn = (dir: string): number =>
  readdirSync(dir).reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);

describe('the limit on lines of one kind', () => {
  const limited = (clock: Clock = createTestClock()) => {
    const told: RepeatedLine[] = [];
    const limit = createLogLimit({ clock, burst: 10, report: (line) => told.push(line) });
    let through = 0;
    return {
      limit,
      told,
      say: (message: string) => {
        if (limit.admit('error', undefined, message)) through += 1;
      },
      through: () => through,
      held: () => told.reduce((sum, { repeated }) => sum + repeated, 0),
    };
  };

  it('tells of a flood that never lets a timer run, window by window', () => {
    let ms = 0;
    // The time goes by, and the event loop does not turn.
    const stuck: Clock = { now: () => ms, monotonic: () => ms, setTimeout: () => 0, clearTimeout: () => {} };
    const { limit, told, say, through, held } = limited(stuck);
    for (; ms < 60_000; ms += 1000) for (let n = 0; n < 1000; n += 1) say('the same');
    assert.ok(told.length >= 5, `told ${told.length} times within a minute`);
    limit.settle();
    assert.equal(through() + held(), 60_000);
  });

  it('holds back a kind that comes up after thousands of others', () => {
    const { limit, told, say, through, held } = limited();
    for (let n = 0; n < 5000; n += 1) say(`line ${n}`);
    for (let n = 0; n < 3000; n += 1) {
      say('the same');
      say(`another ${n}`);
    }
    limit.settle();
    assert.deepEqual(
      told.map(({ message, repeated }) => [message, repeated]),
      [['the same', 2990]],
    );
    assert.equal(through() + held(), 5000 + 6000);
  });

  it('loses no count when more kinds flood at once than it remembers', () => {
    const { limit, say, through, held } = limited();
    const kinds = 3000;
    for (let round = 0; round < 40; round += 1) for (let n = 0; n < kinds; n += 1) say(`kind ${n}`);
    for (let round = 0; round < 40; round += 1)
      for (let n = 0; n < kinds; n += 1) if (n % 50 === 0) for (let m = 0; m < 30; m += 1) say(`kind ${n}`);
    limit.settle();
    assert.equal(through() + held(), 40 * kinds + 40 * (kinds / 50) * 30);
  });
});

describe('the cap of the log', () => {
  it('holds over many days, whatever each of them wrote', () => {
    const dir = folder();
    const rotate = { maxBytes: 20_000, files: 3 };
    const { logging, log, clock } = setUp({ file: join(dir, 'moltbot-YYYY-MM-DD.log'), rotate, burst: 1e6 });
    const days = new Set<string>();
    for (let day = 0; day < 12; day += 1) {
      // From a few lines to several files a day.
      for (let n = 0; n < 60 * (day % 5) + 5; n += 1) {
        log.error('disk trouble', { day, n, text: 'x'.repeat(200) });
        logging.flush();
        assert.ok(bytesIn(dir) <= 4 * rotate.maxBytes, `${bytesIn(dir)} bytes on day ${day}`);
        assert.ok(readdirSync(dir).length <= 4, readdirSync(dir).join());
      }
      const path = logging.file() ?? '';
      days.add(path);
      assert.equal(linesOf(path).at(-1)?.['day'], day);
      // The test's clock does not set the times of files.
      for (const name of readdirSync(dir))
        if (join(dir, name).startsWith(path)) utimesSync(join(dir, name), day + 1, day + 1);
      clock.advanceSync(24 * 3600 * 1000);
    }
    assert.equal(days.size, 12);
    logging.close();
    const last = linesOf([...days].at(-1) ?? '').at(-1);
    assert.deepEqual([last?.['day'], last?.['n']], [11, 64]);
  });

  it('holds as soon as it is lowered', () => {
    const dir = folder();
    const file = join(dir, 'x.log');
    const { logging, log } = setUp({ file, burst: 1e6 });
    for (let n = 0; n < 500; n += 1) log.info('line', { n, text: 'x'.repeat(200) });
    logging.flush();
    assert.ok(bytesIn(dir) > 60_000);
    logging.reconfigure({ ...SETTINGS, file, rotate: { maxBytes: 5_000, files: 3 } });
    log.info('lowered');
    logging.flush();
    assert.ok(bytesIn(dir) <= 20_000, `${bytesIn(dir)} bytes`);
    logging.close();
    assert.equal(linesOf(file).at(-1)?.['msg'], 'lowered');
  });

  it('holds while a burst keeps the event loop to itself, and so does memory', () => {
    const dir = folder();
    const file = join(dir, 'x.log');
    const { logging, log } = setUp({ file, burst: 1e9 });
    for (let n = 0; n < 20_000; n += 1) log.info(`line ${n}`, { text: 'x'.repeat(100) });
    // Nobody has flushed, and no turn of the event loop has passed.
    assert.ok(bytesIn(dir) > 20_000, 'most of it is written already');
    logging.close();
    assert.ok(bytesIn(dir) <= 80_000);
    assert.equal(linesOf(file).at(-1)?.['msg'], 'line 19999');
  });
});

describe('a disk that becomes full', { skip: noSmallDisk() }, () => {
  it('costs whole lines, each of them counted, and no line that was kept is cut', (context) => {
    const dir = folder();
    const disk = mountSmallDisk(dir, '64k');
    context.after(() => disk.unmount());
    const file = join(dir, 'x.log');
    const { logging, log, clock } = setUp({ file, burst: 1e6, rotate: { maxBytes: 1e6, files: 3 } });
    const said = 2000;
    for (let n = 0; n < said; n += 1) {
      log.info('line', { n, text: 'x'.repeat(37) });
      // Groups of uneven size, so that the end of the disk falls within one.
      if (n % 7 === 0) logging.flush();
    }
    logging.flush();
    const { trouble, dropped } = logging.status();
    assert.equal(trouble?.code, 'ENOSPC');
    const before = linesOf(file);
    // The line that tells of the trouble is one of those that were lost.
    assert.equal(before.length + dropped, said + 1);
    logging.reconfigure({ ...SETTINGS, file, rotate: { maxBytes: 8_000, files: 3 } });
    rmSync(file);
    clock.advanceSync(1000);
    log.info('room again');
    logging.close();
    assert.equal(linesOf(file).at(-1)?.['msg'], 'room again');
  });

  it('is not over because a short line fits into the last block, however late the timer is', (context) => {
    const dir = folder();
    const disk = mountSmallDisk(dir, '64k');
    context.after(() => disk.unmount());
    const file = join(dir, 'x.log');
    let ms = 0;
    // The time goes by, and no timer runs.
    const late: Clock = { now: () => ms, monotonic: () => ms, setTimeout: () => 0, clearTimeout: () => {} };
    const rotate = { maxBytes: 1e6, files: 3 };
    const { logging, log } = setUp({ file, burst: 1e6, rotate, clock: late });
    const say = (message: string, text = ''): void => {
      log.info(message, { text });
      logging.flush();
      ms += 1000;
    };
    say('first');
    disk.fill();
    say('long', 'x'.repeat(5000));
    for (const message of ['short', 'short again']) {
      say(message);
      assert.equal(logging.status().trouble?.code, 'ENOSPC', message);
    }
    assert.deepEqual(
      linesOf(file).map((line) => line['msg']),
      ['first'],
    );
    disk.empty();
    say('room again');
    assert.equal(logging.status().trouble, undefined);
    logging.close();
    assert.ok(linesOf(file).some((line) => line['msg'] === 'room again'));
  });
});
