import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { execFileSync } from 'node:child_process';
import { ensureDir, writeFileAtomic } from '../../src/platform/files.ts';
import { hexId, secretToken, shortId } from '../../src/platform/ids.ts';
import { createSeededRandom, systemRandom } from '../../src/platform/random.ts';
import { readSmallFile } from '../../src/platform/read-file.ts';
import { ensureSecretFile, readSecretFile } from '../../src/platform/secret-file.ts';
import { escapeControls, escapeControlsKeepLines } from '../../src/platform/control-chars.ts';
import { VERSION } from '../../src/platform/version.ts';
import { readHostFacts } from '../../src/platform/host.ts';

const dir = mkdtempSync(join(tmpdir(), 'files-'));
after(() => rmSync(dir, { recursive: true, force: true }));
const mode = (path: string): number => statSync(path).mode & 0o777;

describe('files', () => {
  it('are replaced as a whole, for the owner only, without leftovers', () => {
    const sub = join(dir, 'a', 'b');
    ensureDir(sub);
    assert.equal(mode(sub), 0o700);
    const path = join(sub, 'x');
    writeFileAtomic(path, 'one');
    chmodSync(path, 0o644);
    writeFileAtomic(path, new Uint8Array([116, 119, 111]));
    assert.equal(readFileSync(path, 'utf8'), 'two');
    assert.equal(mode(path), 0o600);
    assert.deepEqual(readdirSync(sub), ['x']);
  });

  it('stay as they were when the replacement fails, and the temporary file is removed', () => {
    const sub = join(dir, 'target-is-dir');
    mkdirSync(join(sub, 'x', 'inner'), { recursive: true });
    assert.throws(() => writeFileAtomic(join(sub, 'x'), 'new'));
    assert.deepEqual(readdirSync(sub), ['x']);
  });

  it('are read without hanging on what is no file', () => {
    const fifo = join(dir, 'fifo');
    execFileSync('mkfifo', [fifo]);
    symlinkSync('loop', join(dir, 'loop'));
    writeFileSync(join(dir, 'big'), 'x'.repeat(11));
    writeFileSync(join(dir, 'ok'), 'x'.repeat(10), { mode: 0o600 });
    const read = (name: string) => readSmallFile(join(dir, name), 10);
    assert.deepEqual(read('none'), { kind: 'missing' });
    assert.match(JSON.stringify(read('fifo')), /not a regular file/);
    assert.match(JSON.stringify(read('loop')), /circle of symbolic links/);
    assert.match(JSON.stringify(read('big')), /larger than 10 bytes/);
    assert.match(JSON.stringify(read('')), /is a directory/);
    assert.match(JSON.stringify(read('ok/below')), /below something that is not a directory/);
    assert.equal(read('ok').kind, 'content');
    assert.match(JSON.stringify(readSmallFile('/dev/zero', 10)), /not a regular file/);
  });

  it('holding a secret are made once and narrowed when somebody widened them', () => {
    const path = join(dir, 'creds', 'token');
    assert.equal(readSecretFile(path), undefined);
    const secret = ensureSecretFile(path);
    assert.match(secret, /^[\w-]{43}$/);
    assert.equal(mode(path), 0o600);
    assert.equal(mode(join(dir, 'creds')), 0o700);
    chmodSync(path, 0o644);
    assert.equal(ensureSecretFile(path), secret);
    assert.equal(mode(path), 0o600);
    assert.throws(() => readSecretFile(dir), /is a directory/);
  });
});

describe('chance and ids', () => {
  it('repeat with the same seed and differ with another', () => {
    const take = (seed: number) => {
      const random = createSeededRandom(seed);
      return [random.fraction(), random.uuid(), hexId(random, 7)];
    };
    assert.deepEqual(take(7), take(7));
    assert.notDeepEqual(take(7), take(8));
  });

  it('have their documented forms', () => {
    for (const random of [systemRandom, createSeededRandom(1)]) {
      assert.match(random.uuid(), /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      assert.match(shortId(random), /^[\da-f]{8}$/);
      assert.match(secretToken(random), /^[\w-]{43}$/);
      const fraction = random.fraction();
      assert.ok(fraction >= 0 && fraction < 1);
    }
  });
});

describe('text from outside', () => {
  it('cannot steer a terminal', () => {
    const hostile = 'a\u001b[31m\u0007\r\n\t\u009b2J\u202eevil\u2066\u200b\u2028\ufeff\u0000\ud800b😀';
    const safe = escapeControls(hostile);
    assert.doesNotMatch(safe, /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066\ufeff]/);
    assert.ok(safe.includes('😀'));
    assert.ok(safe.startsWith(String.raw`a\u001b[31m\u0007\r\n\t\u009b2J\u202eevil`));
  });

  it('keeps its lines where it may have several', () => {
    assert.equal(
      escapeControlsKeepLines('a\r\nb\tc\rd\u001b'),
      String.raw`a
b	c\rd\u001b`,
    );
  });
});

describe('facts', () => {
  it('about the package and the machine are present and never empty', () => {
    assert.match(VERSION, /^\d+\.\d+\.\d+/);
    for (const value of Object.values(readHostFacts())) assert.ok(value.length > 0);
  });
});
