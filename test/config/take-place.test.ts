import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { listBackups } from '../../src/config/backups.ts';
import { hashOf } from '../../src/config/file-state.ts';
import { takeAway, takePlace } from '../../src/config/take-place.ts';
import { openExchange, type Exchange } from '../../src/platform/exchange.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'moltbot-place-'));
after(() => rmSync(dir, { recursive: true }));
const file = path.join(dir, 'café config.json');
const temporary = `${file}.tmp`;
const draft = path.join(dir, 'hand.json');
const hash = (text: string): string => hashOf(Buffer.from(text));
const text = (): string => readFileSync(file, 'utf8');
const real = await openExchange();
const skip = real === undefined ? 'renameat2 through ffi-rs is on Linux only' : false;

/** Saves as an editor does: never in place. */
const saveByHand = (content: string): void => {
  writeFileSync(draft, content);
  renameSync(draft, file);
};

/** The real exchange, with somebody saving right before some of its calls. */
function beside(saves: Readonly<Record<number, string>>): Exchange {
  let call = 0;
  return (one, other) => {
    const save = saves[(call += 1)];
    if (save !== undefined) saveByHand(save);
    return (real as Exchange)(one, other);
  };
}

beforeEach(() => {
  rmSync(`${file}.bak`, { force: true });
  writeFileSync(file, 'old');
  writeFileSync(temporary, 'new');
});

describe('taking the place of a file', { skip }, () => {
  it('replaces the one expected and leaves nothing beside it', () => {
    takePlace({ temporary, path: file, expected: hash('old'), exchange: beside({}) });
    assert.equal(text(), 'new');
    assert.ok(!existsSync(temporary));
  });

  it('gives the place back to a file that was saved at the last moment', () => {
    const exchange = beside({ 1: 'by hand' });
    assert.throws(
      () => takePlace({ temporary, path: file, expected: hash('old'), exchange }),
      /changed by somebody else/,
    );
    assert.equal(text(), 'by hand');
    assert.equal(readFileSync(temporary, 'utf8'), 'new');
  });

  it('leaves the newest of two that were saved at the last moment, and keeps the other as a backup', () => {
    const exchange = beside({ 1: 'first', 2: 'second' });
    assert.throws(
      () => takePlace({ temporary, path: file, expected: hash('old'), exchange }),
      /changed by somebody else/,
    );
    assert.equal(text(), 'second');
    assert.deepEqual(
      listBackups(file).map(({ bytes }) => Buffer.from(bytes).toString()),
      ['first'],
    );
  });

  it('does not make a file that was deleted at the last moment come back', () => {
    const exchange: Exchange = (one, other) => {
      rmSync(file);
      return (real as Exchange)(one, other);
    };
    assert.throws(
      () => takePlace({ temporary, path: file, expected: hash('old'), exchange }),
      /changed by somebody else/,
    );
    assert.ok(!existsSync(file));
  });
});

describe('where two files cannot be exchanged', () => {
  for (const [what, exchange] of [
    ['the package is missing', undefined],
    ['the file system does not know it', () => false],
  ] as const) {
    it(`replaces by rename when ${what}`, () => {
      takePlace({ temporary, path: file, expected: hash('old'), exchange });
      assert.equal(text(), 'new');
      assert.ok(!existsSync(temporary));
    });
  }
});

describe('a name that was free', () => {
  it('is taken', () => {
    rmSync(file);
    takePlace({ temporary, path: file, expected: hash(''), exchange: real });
    assert.equal(text(), 'new');
    assert.ok(!existsSync(temporary));
  });

  it('is taken from an empty file too, which has the same hash', () => {
    writeFileSync(file, '');
    takePlace({ temporary, path: file, expected: hash(''), exchange: real });
    assert.equal(text(), 'new');
  });

  it('is given back when a file that is not the expected one was taken away', () => {
    const aside = `${file}.aside`;
    assert.throws(() => takeAway(file, aside, hash('other')), /changed by somebody else/);
    assert.equal(text(), 'old');
    assert.ok(!existsSync(aside));
    takeAway(file, aside, hash('old'));
    assert.ok(!existsSync(file));
    assert.throws(() => takeAway(file, aside, hash('old')), /changed by somebody else/);
  });
});
