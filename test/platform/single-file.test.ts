import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { calledAs, singleFile } from '../../src/platform/single-file.ts';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'moltbot-called-')));
after(() => rmSync(root, { recursive: true }));
const place = (...parts: readonly string[]): string => path.join(root, ...parts);
for (const directory of ['opt', 'bin', 'other']) mkdirSync(place(directory));
writeFileSync(place('opt', 'moltbot'), '');
writeFileSync(place('other', 'moltbot'), '');
symlinkSync(place('opt', 'moltbot'), place('bin', 'moltbot'));

describe('the path an executable was called by', () => {
  const executable = place('opt', 'moltbot');
  const searchPath = ['nowhere', 'other', 'bin'].map((name) => place(name)).join(path.delimiter);
  const rows: readonly (readonly [what: string, typed: string, searchPath: string, expected: string])[] = [
    ['is what was typed', executable, '', executable],
    ['keeps the link in it', place('bin', 'moltbot'), '', place('bin', 'moltbot')],
    ['is made absolute', path.relative(process.cwd(), place('bin', 'moltbot')), '', place('bin', 'moltbot')],
    ['is found where commands are, past another of its name', 'moltbot', searchPath, place('bin', 'moltbot')],
    ['is its own when the word leads nowhere', 'moltbot', place('nowhere'), executable],
    ['is its own when the word leads to another program', place('other', 'moltbot'), '', executable],
    ['is its own when a program gave it any name', 'Moltbot Gateway', searchPath, executable],
  ];
  for (const [what, typed, paths, expected] of rows)
    it(what, () => assert.equal(calledAs({ typed, executable, searchPath: paths }), expected));
});

it('there is no single file where a Node runs the program', () => {
  assert.equal(singleFile(), undefined);
});
