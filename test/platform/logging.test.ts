import assert from 'node:assert/strict';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { spawnSync } from 'node:child_process';
import { createLogging, type LoggingOptions } from '../../src/platform/logging.ts';
import { createPatternMask } from '../../src/platform/secret-patterns.ts';
import { createSecretRegistry } from '../../src/platform/secrets.ts';
import { createTestClock } from '../support/test-clock.ts';

const root = mkdtempSync(join(tmpdir(), 'logging-'));
after(() => rmSync(root, { recursive: true, force: true }));
let made = 0;
const folder = (): string => {
  const dir = join(root, String(made++));
  mkdirSync(dir);
  return dir;
};

const setUp = (options: Partial<LoggingOptions> = {}, secretValues: readonly string[] = []) => {
  const out: string[] = [];
  const errors: string[] = [];
  const secrets = createSecretRegistry(createPatternMask());
  for (const value of secretValues) assert.ok(secrets.register(value, 'test'));
  const clock = createTestClock(Date.UTC(2026, 0, 29, 12));
  const logging = createLogging(
    {
      level: 'info',
      consoleLevel: 'info',
      style: 'compact',
      colours: false,
      rotate: { maxBytes: 1_000_000, files: 3 },
      clock,
      console: { out: (line) => out.push(line), error: (line) => errors.push(line) },
      ...options,
    },
    secrets,
  );
  return { logging, log: logging.logger, out, errors, advance: clock.advanceSync };
};

const linesOf = (path: string): Record<string, unknown>[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('log lines', () => {
  it('are flat JSON in the file', () => {
    const file = join(folder(), 'x.log');
    const { logging, log } = setUp({ file });
    log.child('gateway/ws').warn('slow request', { method: 'health', ms: 51 });
    log.info('ready');
    logging.close();
    assert.deepEqual(linesOf(file), [
      {
        level: 'warn',
        time: '2026-01-29T12:00:00.000Z',
        subsystem: 'gateway/ws',
        method: 'health',
        ms: 51,
        msg: 'slow request',
      },
      { level: 'info', time: '2026-01-29T12:00:00.000Z', msg: 'ready' },
    ]);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it('cannot have their own fields replaced, and errors tell name, code and cause', () => {
    const file = join(folder(), 'x.log');
    const { logging, log } = setUp({ file });
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    log.error('failed', { level: 'trace', msg: 'other', error: new Error('outer', { cause }) });
    logging.close();
    const [line] = linesOf(file) as [Record<string, Record<string, Record<string, unknown>>>];
    assert.equal(line['level'], 'error');
    assert.equal(line['msg'], 'failed');
    assert.equal(line['level_'], 'trace');
    assert.equal(line['error']?.['cause']?.['code'], 'ECONNREFUSED');
  });

  it('reach each side by its own level; errors go to the other stream', () => {
    const file = join(folder(), 'x.log');
    const { logging, log, out, errors } = setUp({ file, level: 'debug', consoleLevel: 'warn' });
    for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const) log[level](level);
    logging.close();
    assert.deepEqual(
      linesOf(file).map((line) => line['msg']),
      ['debug', 'info', 'warn', 'error', 'fatal'],
    );
    assert.deepEqual(out.length, 1);
    assert.equal(errors.length, 2);
  });

  it('may be silent on one side', () => {
    const { log, out } = setUp({ level: 'silent', consoleLevel: 'info' });
    log.info('x');
    assert.equal(out.length, 1);
  });

  const styles: readonly [LoggingOptions['style'], string][] = [
    ['pretty', '12:00:00 [ws] warn slow ms=51 who="a b"'],
    ['compact', '2026-01-29T12:00:00.000Z [ws] warn slow ms=51 who="a b"'],
    [
      'json',
      '{"time":"2026-01-29T12:00:00.000Z","level":"warn","subsystem":"gateway/ws","message":"slow","ms":51,"who":"a b"}',
    ],
  ];
  for (const [style, expected] of styles) {
    it(`look as documented in style ${style}`, () => {
      const { log, out } = setUp({ style });
      log.child('gateway/ws').warn('slow', { ms: 51, who: 'a b' });
      assert.deepEqual(out, [expected]);
    });
  }

  it('are one line each and free of control characters, whatever clients send', () => {
    const file = join(folder(), 'x.log');
    for (const style of ['pretty', 'compact', 'json'] as const) {
      const { logging, log, out } = setUp({ file, style });
      const hostile = 'a\r\nFAKE\u001b[2J\u009b31m\u202e\u2066\u0007\u0000b';
      log.info(`hi ${hostile}`, { [hostile]: hostile, nested: { deep: hostile } });
      logging.close();
      // oxlint-disable-next-line no-control-regex -- looking for them
      const unsafe = /[\u0000-\u001f\u007f-\u009f\u202e\u2066]/;
      assert.equal(out.length, 1);
      assert.doesNotMatch(out[0] ?? '', unsafe);
      assert.doesNotMatch(readFileSync(file, 'utf8').replaceAll('\n', ''), unsafe);
    }
    assert.equal(linesOf(file).length, 3);
  });

  it('have a bounded length', () => {
    const { log, out } = setUp();
    log.info('x'.repeat(1_000_000), { agent: 'y'.repeat(1_000_000) });
    assert.ok((out[0]?.length ?? 0) < 10_000);
  });

  it('have a bounded length in the file, however deep the long text lies', () => {
    const file = join(folder(), 'x.log');
    const { logging, log } = setUp({ file, consoleLevel: 'silent' });
    log.child('gateway').warn('odd', { list: [{ deep: 'z'.repeat(1_000_000) }], n: 1 });
    logging.close();
    assert.ok(statSync(file).size < 70_000, `${statSync(file).size} bytes`);
    const [line] = linesOf(file);
    assert.equal(line?.['msg'], 'odd');
    assert.equal(line?.['subsystem'], 'gateway');
    assert.equal(line?.['leftOut'], 'list, n');
  });

  it('written right before the process ends are not lost', () => {
    const file = join(folder(), 'x.log');
    const logging = new URL('../../src/platform/logging.ts', import.meta.url).href;
    const secrets = new URL('../../src/platform/secrets.ts', import.meta.url).href;
    const script = `
      import { createLogging } from ${JSON.stringify(logging)};
      import { createSecretRegistry } from ${JSON.stringify(secrets)};
      const { logger } = createLogging({ file: ${JSON.stringify(file)}, level: 'info', consoleLevel: 'silent', style: 'json',
        colours: false, rotate: { maxBytes: 1e6, files: 1 } }, createSecretRegistry());
      for (let n = 0; n < 50; n++) logger.info('line ' + n);
      throw new Error('crash');`;
    const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.equal(linesOf(file).length, 50);
  });
});

describe('secrets in logs', () => {
  it('forty canaries in every encoding, place and sink leave no trace', () => {
    const dir = folder();
    const canaries = Array.from(
      { length: 40 },
      (_, index) => `cAn4ry-${index}-${'x'.repeat(index % 5)}"\\ä/+${index * 7919}`,
    );
    const forms = (secret: string) => [
      secret,
      JSON.stringify({ token: secret }),
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
      Buffer.from(`user:${secret}`).toString('base64'),
      Buffer.from(secret).toString('hex'),
      secret.slice(0, 12),
    ];
    const seen: string[] = [];
    for (const style of ['pretty', 'compact', 'json'] as const) {
      const file = join(dir, `${style}.log`);
      const { logging, log, out, errors } = setUp({ file, style, burst: 1_000_000 }, canaries);
      for (const canary of canaries) {
        for (const form of forms(canary)) {
          log.info(`text ${form} text`);
          log.warn('field', { value: form, [form]: 1, list: [{ deep: form }] });
          log.error('error', {
            error: new Error(`cannot reach https://h/?k=${form}`, { cause: new Error(form) }),
          });
          log.child(`sub/${form}`).info('name');
        }
      }
      logging.close();
      seen.push(readFileSync(file, 'utf8'), out.join('\n'), errors.join('\n'));
    }
    const all = seen.join('\n');
    for (const canary of canaries) {
      const traces = [
        canary.slice(0, 11),
        encodeURIComponent(canary),
        Buffer.from(canary).toString('base64').slice(0, 20),
      ];
      for (const trace of [...traces, Buffer.from(canary).toString('hex')]) {
        assert.ok(!all.includes(trace), `found ${trace}`);
      }
    }
    assert.ok(all.includes('[redacted]'));
  });
});

describe('floods', () => {
  it('of one kind collapse to one line with the exact count', () => {
    const file = join(folder(), 'x.log');
    const { logging, log, advance } = setUp({ file, consoleLevel: 'silent', burst: 10 });
    for (let n = 0; n < 5000; n++) log.warn('bad frame', { n });
    for (let n = 0; n < 3; n++) log.warn('other');
    advance(10_000);
    for (let n = 0; n < 25; n++) log.child('a').warn('bad frame');
    logging.close();
    const lines = linesOf(file);
    const told = (subsystem: string | undefined) =>
      lines.filter((line) => line['subsystem'] === subsystem && String(line['msg']).includes('bad frame'));
    const total = (of: Record<string, unknown>[]) =>
      of.reduce((sum, line) => sum + Number(line['repeated'] ?? 1), 0);
    assert.equal(told(undefined).length, 11);
    assert.equal(total(told(undefined)), 5000);
    assert.equal(told(undefined).at(-1)?.['msg'], 'repeated 4990×: bad frame');
    assert.equal(total(told('a')), 25);
    assert.equal(lines.filter((line) => line['msg'] === 'other').length, 3);
  });

  it('of different lines stay within the cap of all files together, and the last line is there', () => {
    const dir = folder();
    const file = join(dir, 'x.log');
    const rotate = { maxBytes: 20_000, files: 3 };
    const { logging, log } = setUp({ file, rotate, consoleLevel: 'silent', burst: 1_000_000 });
    for (let n = 0; n < 5000; n++) {
      log.info('line', { n, text: 'x'.repeat(100) });
      if (n % 50 === 0) logging.flush();
    }
    log.info('the end');
    logging.close();
    const sizes = readdirSync(dir).map((name) => statSync(join(dir, name)).size);
    assert.deepEqual(readdirSync(dir).toSorted(), ['x.log', 'x.log.1', 'x.log.2', 'x.log.3']);
    assert.ok(
      sizes.every((size) => size <= rotate.maxBytes),
      sizes.join(),
    );
    assert.equal(linesOf(file).at(-1)?.['msg'], 'the end');
    const kept = ['x.log.3', 'x.log.2', 'x.log.1', 'x.log'].flatMap((name) => linesOf(join(dir, name)));
    const numbers = kept.filter((line) => line['msg'] === 'line').map((line) => Number(line['n']));
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => (numbers[0] ?? 0) + index),
    );
  });
});

describe('the log file', () => {
  it('has the local date in its name, changes at midnight and removes the oldest days', () => {
    const dir = folder();
    for (let day = 1; day <= 6; day++) {
      const path = join(dir, `moltbot-2025-12-0${day}.log`);
      writeFileSync(path, 'old\n');
      utimesSync(path, day, day);
    }
    writeFileSync(join(dir, 'unrelated.log'), 'keep');
    const { logging, log, advance } = setUp({
      file: join(dir, 'moltbot-YYYY-MM-DD.log'),
      rotate: { maxBytes: 1e6, files: 2 },
    });
    log.info('today');
    logging.flush();
    const today = logging.file();
    advance(24 * 3600 * 1000);
    log.info('tomorrow');
    logging.close();
    const names = readdirSync(dir).toSorted();
    assert.equal(names.includes('unrelated.log'), true);
    assert.equal(names.length, 4, names.join());
    assert.equal(linesOf(today ?? '')[0]?.['msg'], 'today');
    assert.equal(
      names.some((name) => name.startsWith('moltbot-2025-12-01')),
      false,
    );
  });

  it('is opened anew after it was moved away', () => {
    const dir = folder();
    const file = join(dir, 'x.log');
    const { logging, log } = setUp({ file });
    log.info('one');
    logging.flush();
    renameSync(file, join(dir, 'moved.log'));
    log.info('two');
    logging.reopen();
    log.info('three');
    logging.close();
    assert.deepEqual(
      linesOf(join(dir, 'moved.log')).map((line) => line['msg']),
      ['one', 'two'],
    );
    assert.deepEqual(
      linesOf(file).map((line) => line['msg']),
      ['three'],
    );
  });

  it(
    'on a full disk costs lines, is said at once, and is told exactly when there is room again',
    { skip: process.platform !== 'linux' && 'needs /dev/full' },
    () => {
      const file = join(folder(), 'x.log');
      symlinkSync('/dev/full', file);
      const { logging, log, errors, out, advance } = setUp({ file });
      for (let n = 0; n < 5; n++) log.info('lost', { n });
      logging.flush();
      assert.match(errors.join('\n'), /log file cannot be written.*code=ENOSPC dropped=5.*free some space/);
      assert.equal(logging.status().trouble?.code, 'ENOSPC');
      assert.equal(logging.status().trouble?.file, file);
      for (let n = 0; n < 7; n++) log.info('lost too', { n });
      logging.flush();
      // The line that says so about itself could not be written either.
      assert.equal(logging.status().trouble?.lost, 13);
      unlinkSync(file);
      // Nobody has to say anything for it to be found out.
      advance(1000);
      assert.equal(logging.status().trouble, undefined);
      assert.equal(logging.status().dropped, 13);
      assert.match(out.join('\n'), /log file is written again.*code=ENOSPC dropped=13/);
      log.info('back');
      logging.close();
      assert.deepEqual(
        linesOf(file).map((line) => line['msg']),
        ['log file is written again', 'back'],
      );
    },
  );
});

describe('a log file beside a link that leads nowhere', () => {
  it('is written all the same', () => {
    const dir = folder();
    symlinkSync(join(dir, 'gone'), join(dir, 'x.log.1'));
    const { logging, log } = setUp({ file: join(dir, 'x.log') });
    log.info('here');
    logging.flush();
    assert.equal(logging.status().trouble, undefined);
    logging.close();
    assert.deepEqual(
      linesOf(join(dir, 'x.log')).map((line) => line['msg']),
      ['here'],
    );
  });
});

describe('a log file whose descriptor is no good any more', () => {
  it(
    'is opened anew, and costs the lines it could not take',
    { skip: process.platform !== 'linux' && 'needs /proc' },
    () => {
      const file = join(folder(), 'x.log');
      const { logging, log, advance } = setUp({ file });
      log.info('before');
      logging.flush();
      const descriptor = readdirSync('/proc/self/fd').find((fd) => linkOf(`/proc/self/fd/${fd}`) === file);
      closeSync(Number(descriptor));
      log.info('lost');
      // As with a file system that says only at the end that it is full: closing fails, too.
      logging.flush();
      assert.equal(logging.status().trouble?.code, 'EBADF');
      advance(1000);
      assert.equal(logging.status().trouble, undefined);
      log.info('after');
      logging.close();
      assert.deepEqual(
        linesOf(file).map((line) => line['msg']),
        ['before', 'log file is written again', 'after'],
      );
    },
  );
});

const linkOf = (path: string): string | undefined => {
  try {
    return readlinkSync(path);
  } catch {
    // The descriptor of the listing itself is gone by now.
    return undefined;
  }
};

describe('a log that is set up anew', () => {
  const SETTINGS = {
    level: 'info',
    consoleLevel: 'info',
    style: 'compact',
    colours: false,
    rotate: { maxBytes: 1_000_000, files: 3 },
  } as const;
  const messages = (path: string): unknown[] => linesOf(path).map(({ msg }) => msg);

  it('goes on in another file without losing or repeating a line', () => {
    const dir = folder();
    const [before, after] = [join(dir, 'before.log'), join(dir, 'deeper', 'after.log')];
    const { logging, log } = setUp({ file: before });
    const child = log.child('runs');
    for (let n = 0; n < 50; n += 1) child.info(`line ${n}`);
    logging.reconfigure({ ...SETTINGS, file: after });
    for (let n = 50; n < 100; n += 1) child.info(`line ${n}`);
    assert.equal(logging.file(), after);
    assert.equal(logging.pattern(), after);
    logging.close();
    const numbers = (from: number) => Array.from({ length: 50 }, (_, n) => `line ${from + n}`);
    assert.deepEqual(messages(before), numbers(0));
    assert.deepEqual(messages(after), numbers(50));
  });

  it('leaves nothing for the old file to be opened again with', async () => {
    const dir = folder();
    const [before, after] = [join(dir, 'before.log'), join(dir, 'after.log')];
    const { logging, log } = setUp({ file: before });
    log.info('one');
    logging.reconfigure({ ...SETTINGS, file: after });
    unlinkSync(before);
    log.info('two');
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    logging.close();
    assert.deepEqual(readdirSync(dir), ['after.log']);
  });

  it('keeps to the old file when the new one cannot be written', () => {
    const dir = folder();
    const file = join(dir, 'x.log');
    const obstacle = join(dir, 'taken');
    writeFileSync(obstacle, 'a file, not a directory');
    const { logging, log } = setUp({ file });
    assert.throws(
      () => logging.reconfigure({ ...SETTINGS, level: 'debug', file: join(obstacle, 'y.log') }),
      /the log file .*taken\/y\.log cannot be written/u,
    );
    log.debug('not wanted');
    log.info('still here');
    logging.close();
    assert.deepEqual(messages(file), ['still here']);
  });

  it('takes new levels and another form from the next line on, up and down', () => {
    const file = join(folder(), 'x.log');
    const { logging, log, out } = setUp({ file });
    const child = log.child('gateway/ws');
    child.debug('too quiet');
    logging.reconfigure({ ...SETTINGS, file, level: 'trace', consoleLevel: 'debug', style: 'json' });
    child.trace('heard in the file');
    child.debug('heard everywhere');
    logging.reconfigure({ ...SETTINGS, file, level: 'warn', consoleLevel: 'silent' });
    child.info('too quiet again');
    child.warn('only in the file');
    logging.close();
    assert.deepEqual(messages(file), ['heard in the file', 'heard everywhere', 'only in the file']);
    assert.deepEqual(
      out.map((line) => (JSON.parse(line) as { message: string }).message),
      ['heard everywhere'],
    );
  });

  it('rotates by the new size', () => {
    const dir = folder();
    const file = join(dir, 'x.log');
    const { logging, log } = setUp({ file });
    log.info('a'.repeat(400));
    logging.reconfigure({ ...SETTINGS, file, rotate: { maxBytes: 500, files: 1 } });
    log.info('b'.repeat(400));
    logging.flush();
    log.info('c'.repeat(400));
    logging.close();
    assert.deepEqual(readdirSync(dir).toSorted(), ['x.log', 'x.log.1']);
    assert.match(readFileSync(file, 'utf8'), /c{400}/u);
    assert.match(readFileSync(`${file}.1`, 'utf8'), /b{400}/u);
  });

  it('changes nothing once it is closed', () => {
    const dir = folder();
    const { logging } = setUp({ file: join(dir, 'x.log') });
    logging.close();
    assert.throws(() => logging.reconfigure({ ...SETTINGS, file: join(dir, 'y.log') }), /closed/u);
    assert.ok(!readdirSync(dir).includes('y.log'));
  });
});

it(
  'a log that leads to what cannot be synced is closed like any other',
  { skip: process.platform === 'win32' && 'no /dev/null' },
  () => {
    const file = join(folder(), 'gateway.log');
    symlinkSync('/dev/null', file);
    const { logging, log, errors } = setUp({ file });
    log.info('hello');
    logging.close();
    assert.deepEqual(errors, []);
  },
);
