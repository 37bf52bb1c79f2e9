import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { shellWord } from '../../src/platform/shell-word.ts';

const WORDS = [
  'plain',
  '/home/you/.clawdbot-rescue',
  'two words',
  '$HOME $(id) `id` !x',
  `it's "quoted"`,
  '~/not-home',
  'a\\b',
  'line\nbreak',
  '%h;&|<>*?[x]{a,b}#',
  'Jürgen 猫',
  '',
];

describe('a word to be pasted into a shell', () => {
  it('is read by the shell as it was meant', { skip: process.platform === 'win32' }, () => {
    const script = `printf '%s\\0' ${WORDS.map((word) => shellWord(word)).join(' ')}`;
    const { stdout } = spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
    assert.deepEqual(stdout.split('\0').slice(0, -1), WORDS);
  });

  it('is left as it is where nothing is special in it', () => {
    for (const word of ['moltbot', '/usr/bin/node', 'a@b:1', 'x=1'])
      assert.equal(shellWord(word, 'linux'), word);
    assert.equal(shellWord('C:\\Program Files\\node.exe', 'win32'), '"C:\\Program Files\\node.exe"');
  });
});
