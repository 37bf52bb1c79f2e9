import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { bootEndOf, createBootLedger, type SafeModeChoice } from '../../src/platform/boot-ledger.ts';
import { safeReason, type BootEnd, type BootRecord } from '../../src/platform/boot-rules.ts';
import { createTestClock } from '../support/test-clock.ts';

const NOW = 10_000_000;
const MINUTE = 60_000;

/** `age` in minutes before now; `end` absent: killed. */
const boot = (age: number, end?: BootEnd, safe?: true): BootRecord => ({
  at: NOW - age * MINUTE,
  instanceId: `boot-${age}`,
  version: '1',
  pid: 1,
  ...(end === undefined ? {} : { end, endedAt: NOW }),
  ...(safe === undefined ? {} : { safe }),
});

describe('the rules of safe mode', () => {
  const cases: readonly [title: string, boots: readonly BootRecord[], safe: boolean][] = [
    ['nothing is known', [], false],
    ['two kills', [boot(2), boot(1)], false],
    ['three kills', [boot(3), boot(2), boot(1)], true],
    ['three crashes', [boot(3, 'crashed'), boot(2, 'crashed'), boot(1, 'crashed')], true],
    ['kills and crashes together', [boot(3), boot(2, 'crashed'), boot(1)], true],
    ['exactly five minutes', [boot(5), boot(2), boot(1)], true],
    ['one of three is older than five minutes', [boot(5.001), boot(2), boot(1)], false],
    ['refusals are no crashes', [boot(3, 'refused'), boot(2, 'refused'), boot(1, 'refused')], false],
    [
      'refusals between do not forgive either',
      [boot(4), boot(3), boot(2, 'refused'), boot(1), boot(0.5, 'refused')],
      true,
    ],
    ['a clean end makes a fresh start', [boot(4), boot(3), boot(2), boot(1, 'clean')], false],
    ['kills after a clean end count', [boot(5, 'clean'), boot(4), boot(3), boot(2)], true],
    ['two kills after a clean end', [boot(4), boot(3, 'clean'), boot(2), boot(1)], false],
    ['a safe boot was killed an hour ago', [boot(70), boot(60, undefined, true)], true],
    ['a safe boot crashed', [boot(60, 'crashed', true)], true],
    ['a safe boot was stopped in order', [boot(3), boot(2), boot(1, 'clean', true)], false],
    ['records from the future', [boot(-3), boot(-2), boot(-1)], false],
  ];
  for (const [title, boots, safe] of cases) {
    it(`${safe ? 'make the next boot safe' : 'leave the next boot normal'}: ${title}`, () => {
      assert.equal(safeReason(boots, NOW) !== undefined, safe);
    });
  }

  it('read the exit code of a process', () => {
    const ends = [0, 75, 78, 64, 1, 70, 69].map(bootEndOf);
    assert.deepEqual(ends, ['clean', 'clean', 'refused', 'refused', 'crashed', 'crashed', 'crashed']);
  });
});

describe('the boot ledger', () => {
  let dir = '';
  let file = '';
  const warnings: string[] = [];
  const clock = createTestClock(NOW);
  let count = 0;

  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'boots-'));
    file = path.join(dir, 'boots.json');
    warnings.length = 0;
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  /** A process of its own; without an end it was killed. */
  const start = (mode: SafeModeChoice = 'auto') => {
    const ledger = createBootLedger({
      path: file,
      clock,
      mode,
      boot: { instanceId: `i-${(count += 1)}`, version: '1', pid: 42 },
      warn: (message, fields) => void warnings.push(`${message} ${JSON.stringify(fields)}`),
    });
    ledger.begin();
    return ledger;
  };
  const records = (): BootRecord[] =>
    (JSON.parse(readFileSync(file, 'utf8')) as { boots: BootRecord[] }).boots;

  it('is private, and says how each boot ended', () => {
    start().end('clean');
    start().end('refused');
    start();
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(
      records().map(({ end }) => end),
      ['clean', 'refused', undefined],
    );
    assert.equal(records()[2]?.pid, 42);
  });

  it('makes the fourth boot safe after three kills, and the fifth as well', () => {
    assert.deepEqual(
      [start(), start(), start()].map((ledger) => ledger.safe()),
      [undefined, undefined, undefined],
    );
    assert.deepEqual(start().safe(), {
      reason: '3 boots within 5 minutes ended by a crash or a kill',
      since: clock.now(),
    });
    assert.match(start().safe()?.reason ?? '', /nobody has left it/);
  });

  it('forgets what came before once the operator leaves safe mode', () => {
    for (let kill = 0; kill < 3; kill += 1) start();
    const safe = start();
    safe.leave();
    assert.equal(safe.safe(), undefined);
    assert.equal(records().length, 1);
    // That boot and two more are three again.
    assert.equal(start().safe(), undefined);
    assert.equal(start().safe(), undefined);
    assert.notEqual(start().safe(), undefined);
  });

  it('is safe when asked, once, and never when told so', () => {
    assert.match(start('always').safe()?.reason ?? '', /--safe-mode/);
    assert.equal(start().safe(), undefined);
    assert.equal(start().safe(), undefined);
    assert.equal(start('never').safe(), undefined);
    assert.notEqual(start().safe(), undefined);
  });

  it('notes one end only, and none without a begin', () => {
    const ledger = start();
    ledger.end('crashed');
    ledger.end('clean');
    assert.equal(records()[0]?.end, 'crashed');
    createBootLedger({
      path: file,
      clock,
      mode: 'auto',
      boot: { instanceId: 'x', version: '1', pid: 1 },
      warn: () => assert.fail('nothing to warn of'),
    }).end('refused');
    assert.equal(records().length, 1);
  });

  it('keeps the last boots only', () => {
    for (let round = 0; round < 30; round += 1) start().end('clean');
    assert.equal(records().length, 20);
  });

  for (const [title, content] of [
    ['cut short', '{"version":1,"boots":[{"at":1'],
    ['empty', ''],
    ['of another version', '{"version":2,"boots":[]}'],
    ['null', 'null'],
    ['with a strange record', '{"version":1,"boots":[{"at":"yesterday"}]}'],
    [
      'with an unknown end',
      '{"version":1,"boots":[{"at":1,"instanceId":"a","version":"1","pid":1,"end":"?"}]}',
    ],
  ] as const) {
    it(`counts a file that is ${title} as none, with a warning`, () => {
      writeFileSync(file, content);
      assert.equal(start().safe(), undefined);
      assert.match(warnings.join('\n'), /begins anew/);
      assert.equal(records().length, 1);
    });
  }

  it('starts all the same when the file can neither be read nor written', () => {
    mkdirSync(file);
    const ledger = start();
    ledger.end('clean');
    assert.equal(ledger.safe(), undefined);
    assert.match(warnings.join('\n'), /is a directory[\s\S]*could not be written/);
  });
});
