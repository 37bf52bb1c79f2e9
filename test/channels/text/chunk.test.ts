import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { chunkText } from '../../../src/channels/text/chunk.ts';
import { fenceAfter } from '../../../src/channels/text/fences.ts';
import type { Fence } from '../../../src/channels/text/fences.ts';

const byLength = (text: string, limit: number): string[] => chunkText(text, { limit, mode: 'length' });
const byParagraph = (text: string, limit: number): string[] => chunkText(text, { limit, mode: 'newline' });

const openFence = (text: string): Fence | undefined => {
  let fence: Fence | undefined;
  for (const line of text.split('\n')) fence = fenceAfter(line, fence);
  return fence;
};
const bare = (text: string): string => text.replace(/\s/gu, '');
const withoutFences = (text: string): string =>
  bare(
    text
      .split('\n')
      .filter((line) => !/^\s*(?:`{3,}|~{3,})/u.test(line))
      .join('\n'),
  );

describe('chunking by length', () => {
  it('leaves a text that fits as it is, and makes nothing of blanks', () => {
    assert.deepEqual(byLength('  a\n\nb  ', 7 + 1), ['  a\n\nb  ']);
    assert.deepEqual(byLength(' \n\t ', 2), []);
    assert.deepEqual(byLength('', 5), []);
  });

  it('breaks at the last line end in the window, else at the last blank', () => {
    assert.deepEqual(byLength('one two\nthree four five', 15), ['one two', 'three four five']);
    assert.deepEqual(byLength('one two three four', 9), ['one two', 'three', 'four']);
  });

  it('does not break between parentheses while there is another place', () => {
    assert.deepEqual(byLength('see it (a b c) now', 12), ['see it', '(a b c) now']);
    assert.deepEqual(byLength('(aa bb cc dd)', 7), ['(aa bb', 'cc dd)']);
    assert.deepEqual(byLength('a :( b c d e f', 9), ['a', ':( b c d', 'e f']);
  });

  it('cuts a long word hard, but no character', () => {
    assert.deepEqual(byLength('abcdefghij', 4), ['abcd', 'efgh', 'ij']);
    assert.deepEqual(byLength('😀😀😀', 3), ['😀', '😀', '😀']);
    assert.deepEqual(byLength('ae\u0301e\u0301', 2), ['a', 'e\u0301', 'e\u0301']);
    assert.deepEqual(byLength('ab👩‍👩‍👧‍👦', 12), ['ab', '👩‍👩‍👧‍👦']);
  });

  it('closes and reopens a code block with its language', () => {
    const code = ['```ts', 'const a = 1;', 'const b = 2;', 'const c = 3;', '```', 'after'].join('\n');
    assert.deepEqual(byLength(code, 36), [
      '```ts\nconst a = 1;\nconst b = 2;\n```',
      '```ts\nconst c = 3;\n```\nafter',
    ]);
  });

  it('moves a block of which only the opening line would fit', () => {
    assert.deepEqual(byLength('some words here\n```js\nlet x = 1;\nlet y;\n```', 30), [
      'some words here',
      '```js\nlet x = 1;\nlet y;\n```',
    ]);
  });

  it('leaves no empty block when the cut falls before the closing line', () => {
    assert.deepEqual(byLength('```\n1234567890\n1234567890\n```\nend of it', 29), [
      '```\n1234567890\n1234567890\n```',
      'end of it',
    ]);
    assert.deepEqual(byLength('```\n1234567890123456789\n```\nend', 27), [
      '```\n1234567890123456789\n```',
      'end',
    ]);
  });

  it('keeps indentation within code and moves the code of an indented fence to the margin', () => {
    const text = '- item\n    ```py\n    if a:\n        return 1\n    return 22\n    ```\n- next';
    assert.deepEqual(byLength(text, 48), [
      '- item\n    ```py\n    if a:\n    ```',
      '```py\n    return 1\nreturn 22\n```\n- next',
    ]);
  });

  it('knows fences of tildes, longer fences and backticks within a line', () => {
    const text = '~~~~md\n```\ninner line one\n```\nmore inner text\n~~~~';
    for (const chunk of byLength(text, 40)) assert.equal(openFence(chunk), undefined, chunk);
    assert.deepEqual(byLength('```x``` is a word\nand more text', 20), [
      '```x``` is a word',
      'and more text',
    ]);
  });

  it('drops a language that would leave no room for code', () => {
    const chunks = byLength(`\`\`\`averyverylonglanguagename\n${'word '.repeat(30)}\n\`\`\``, 40);
    assert.ok(chunks.every((chunk) => chunk.length <= 40));
    assert.ok(chunks.slice(1).every((chunk) => chunk.startsWith('```\n') && chunk.endsWith('```')));
  });
});

describe('chunking by paragraph', () => {
  it('packs whole paragraphs and cuts only what is too long by itself', () => {
    const text = 'aaaa aaaa\n\nbbbb\n\ncccc cccc cccc cccc\n\ndd';
    assert.deepEqual(byParagraph(text, 16), ['aaaa aaaa\n\nbbbb', 'cccc cccc cccc', 'cccc', 'dd']);
  });

  it('does not take a blank line within code for the end of a paragraph', () => {
    const code = '```\na\n\nb\n```';
    assert.deepEqual(byParagraph(`first part\n\n${code}`, 16), ['first part', code]);
  });
});

describe('any text', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '```',
      '```ts',
      '~~~',
      '````md',
      '    ```',
      '',
      '  indented',
      '- item (with a note) and words',
    ),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.lorem({ maxCount: 12 }),
    fc.string({ unit: fc.constantFrom('(', ')', ' ', 'a', '\u0301', '😀', '\t'), maxLength: 60 }),
  );
  const markdown = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));
  const limits = fc.integer({ min: 1, max: 120 });
  const modes = fc.constantFrom('length' as const, 'newline' as const);

  it('gives chunks that keep the limit and are not empty', () => {
    fc.assert(
      fc.property(markdown, limits, modes, (text, limit, mode) => {
        for (const chunk of chunkText(text, { limit, mode })) {
          assert.ok(chunk.length <= limit);
          assert.notEqual(chunk.trim(), '');
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('loses nothing but blanks', () => {
    fc.assert(
      fc.property(markdown, limits, modes, (text, limit, mode) => {
        const chunks = chunkText(text, { limit, mode });
        if (!/`{3}|~{3}/u.test(text)) assert.equal(bare(chunks.join('')), bare(text));
        else if (limit >= 60) assert.equal(withoutFences(chunks.join('\n')), withoutFences(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves every block closed that was closed', () => {
    fc.assert(
      fc.property(markdown, fc.integer({ min: 60, max: 120 }), modes, (text, limit, mode) => {
        fc.pre(openFence(text) === undefined);
        for (const chunk of chunkText(text, { limit, mode })) assert.equal(openFence(chunk), undefined);
      }),
      { numRuns: 2000 },
    );
  });

  it('is never cut through a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 30, max: 60 }), (text, limit) => {
        for (const chunk of byLength(text, limit)) assert.ok(chunk.isWellFormed());
      }),
    );
  });
});
