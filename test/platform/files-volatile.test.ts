import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { writeFileVolatile } from '../../src/platform/files.ts';

test('a volatile file is replaced as a whole, is the owner’s alone and leaves nothing beside it', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'moltbot-files-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'facts.json');
  writeFileVolatile(file, 'a longer first content');
  writeFileVolatile(file, 'second');
  assert.equal(readFileSync(file, 'utf8'), 'second');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(folder), ['facts.json']);
});
