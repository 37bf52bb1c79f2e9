import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lookUpKey, type KeyLookup } from '../../src/config/known-key.ts';
import type { KeyPath } from '../../src/config/issue.ts';

const KNOWN: readonly (readonly [string, KeyPath, string | undefined])[] = [
  ['a key with a default', ['gateway', 'port'], '18789'],
  ['a default with dots in it', ['channels', 'telegram', 'apiRoot'], 'https://api.telegram.org'],
  ['a default in words', ['canvasHost', 'root'], '`~/clawd/canvas`'],
  ['a key without one', ['gateway', 'customBindHost'], undefined],
  ['a section', ['gateway'], undefined],
  ['a key of a list', ['agents', 'list', 3, 'name'], undefined],
  ["a name of one's own", ['channels', 'telegram', 'accounts', 'mine', 'enabled'], 'true'],
  ['one branch of several', ['agents', 'defaults', 'model', 'primary'], undefined],
  ['what takes everything', ['agents', 'defaults', 'contextPruning', 'a', 0, 'b'], undefined],
];

const UNKNOWN: readonly (readonly [string, KeyPath, string, readonly string[]])[] = [
  ['a section', ['gatway'], 'gatway', ['gateway']],
  ['a section with the rest of the path', ['gatway', 'port'], 'gatway', ['gateway.port']],
  ['two mistakes', ['gatway', 'prot'], 'gatway', ['gateway.port']],
  ['a mistake that ends nowhere', ['gatway', 'zzzzzzzz'], 'gatway', ['gateway']],
  ['a key of a list', ['agents', 'list', 0, 'nmae'], 'agents.list[0].nmae', ['agents.list[0].name']],
  ['a key of a place elsewhere', ['botToken'], 'botToken', ['channels.telegram.botToken']],
  [
    'nearly a listed one',
    ['channels', 'telegarm', 'enabled'],
    'channels.telegarm',
    ['channels.telegram.enabled'],
  ],
  ['a key below a value', ['gateway', 'port', 'zz'], 'gateway.port.zz', []],
  ['an index in an object', ['gateway', 0], 'gateway[0]', []],
  ['a name every object has', ['constructor'], 'constructor', []],
];

describe('a path in the schema', () => {
  for (const [title, path, byDefault] of KNOWN)
    it(`is known: ${title}`, () => {
      const expected: KeyLookup = { known: true, ...(byDefault === undefined ? {} : { byDefault }) };
      assert.deepEqual(lookUpKey(path), expected);
    });

  for (const [title, path, wrong, near] of UNKNOWN)
    it(`is not known, with what may be meant: ${title}`, () => {
      const found = lookUpKey(path);
      assert.ok(!found.known);
      assert.deepEqual([found.wrong, found.near], [wrong, near]);
    });
});
