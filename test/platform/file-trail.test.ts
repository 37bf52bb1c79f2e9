import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileMark, trailOf } from '../../src/platform/file-trail.ts';

function room(t: TestContext): (name: string) => string {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), 'moltbot-trail-')));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return (name) => path.join(dir, name);
}

test('a plain file is its own trail, also while it is not there', (t) => {
  const at = room(t);
  assert.deepEqual(trailOf(at('a/b/m.json')), [at('a/b/m.json')]);
  mkdirSync(at('a/b'), { recursive: true });
  writeFileSync(at('a/b/m.json'), '{}');
  assert.deepEqual(trailOf(at('a/b/m.json')), [at('a/b/m.json')]);
});

test('every link on the way is part of it, directories and chains included, and so is the place it ends at', (t) => {
  const at = room(t);
  mkdirSync(at('c/..v1'), { recursive: true });
  writeFileSync(at('c/..v1/m.json'), '{}');
  symlinkSync('..v1', at('c/..data'));
  symlinkSync('..data/m.json', at('c/m.json'));
  symlinkSync(at('c'), at('current'));
  assert.deepEqual(trailOf(at('current/m.json')), [
    at('current'),
    at('c/m.json'),
    at('c/..data'),
    at('c/..v1/m.json'),
  ]);
});

test('a dangling link leads to where its target would be, and a circle ends', (t) => {
  const at = room(t);
  symlinkSync('nowhere/x', at('m.json'));
  assert.deepEqual(trailOf(at('m.json')), [at('m.json'), at('nowhere/x')]);
  symlinkSync('b', at('a'));
  symlinkSync('a', at('b'));
  assert.deepEqual(trailOf(at('a')), [at('a'), at('b')]);
});

test('a mark differs after a write, a replacement of the same size and time, and a deletion', (t) => {
  const at = room(t);
  writeFileSync(at('m'), 'one');
  utimesSync(at('m'), 1, 1);
  const first = fileMark(at('m'));
  assert.equal(fileMark(at('m')), first);
  writeFileSync(at('n'), 'two');
  utimesSync(at('n'), 1, 1);
  renameSync(at('n'), at('m'));
  const second = fileMark(at('m'));
  assert.notEqual(second, first);
  rmSync(at('m'));
  assert.equal(fileMark(at('m')), 'ENOENT');
});
