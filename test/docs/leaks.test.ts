import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { repositoryFiles, root } from './pages.ts';

// Each with one letter in brackets, so that this file does not contain what it looks for.
const LEAKS: Readonly<Record<string, RegExp>> = {
  'a path of the machine it was written on': /\/wor[k]\/|\/roo[t]\/|\/tmp\/brie[f]/,
  'the host of a package registry': /registry\.(?:npmj[s]|yarnpk[g])|npm\.pkg\.githu[b]|"resolve[d]":/,
  'how the work was divided':
    /\bhelper-[0-9a-z]|\bsub-?agent wav[e]|co-authored-b[y]:|generated wit[h] \[?claude/i,
};
const BINARY = /\.(?:png|ico|woff2?|wasm|db)$/;

const leaksOf = (path: string, text: string): string[] =>
  Object.entries(LEAKS).flatMap(([what, pattern]) => {
    const at = text.search(pattern);
    return at < 0 ? [] : [`${path}:${text.slice(0, at).split('\n').length}: ${what}`];
  });

describe('the repository', () => {
  it('says nothing about where and by whom it was written', () => {
    const files = repositoryFiles().filter((path) => !BINARY.test(path));
    assert.ok(files.length > 300);
    assert.deepEqual(
      files.flatMap((path) => leaksOf(path, readFileSync(join(root, path), 'utf8'))),
      [],
    );
  });

  it('would be caught doing so', () => {
    const bad = ['a\n/wor/k/main', 'https://registry.npmj/s.org/x', 'helper/-3 wrote this'].map((text) =>
      text.replace(/(?<=wor|npmj|helper)\//, ''),
    );
    assert.deepEqual(
      bad.flatMap((text) => leaksOf('x.md', text)).map((found) => found.split(': ')[0]),
      ['x.md:2', 'x.md:1', 'x.md:1'],
    );
  });
});
