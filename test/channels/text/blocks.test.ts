import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { BLOCK_DEFAULTS, createBlockSplitter } from '../../../src/channels/text/blocks.ts';
import type { BlockRules } from '../../../src/channels/text/blocks.ts';
import { fenceAfter } from '../../../src/channels/text/fences.ts';
import type { Fence } from '../../../src/channels/text/fences.ts';
import { inkOf, restAfter } from '../../../src/channels/text/ink.ts';

const split = (text: string, rules: BlockRules, step = text.length || 1): string[] => {
  const splitter = createBlockSplitter(rules);
  const blocks: string[] = [];
  for (let at = 0; at < text.length; at += step) blocks.push(...splitter.push(text.slice(at, at + step)));
  const last = splitter.flush();
  return last === undefined ? blocks : [...blocks, last];
};
const rules = (
  minChars: number,
  maxChars: number,
  breakPreference: BlockRules['breakPreference'] = 'paragraph',
) => ({
  minChars,
  maxChars,
  breakPreference,
});
const isOpen = (text: string): boolean => {
  let fence: Fence | undefined;
  for (const line of text.split('\n')) fence = fenceAfter(line, fence);
  return fence !== undefined;
};

describe('blocks of an answer that is being written', () => {
  it('are 800 to 1,200 characters long and end with a paragraph unless told otherwise', () => {
    assert.deepEqual(BLOCK_DEFAULTS, rules(800, 1_200));
  });

  it('are given as soon as the paragraph after them begins', () => {
    const splitter = createBlockSplitter(rules(5, 40));
    assert.deepEqual(splitter.push('Hello world.'), []);
    assert.deepEqual(splitter.push('\n\n'), []);
    assert.deepEqual(splitter.push('N'), ['Hello world.']);
    assert.equal(splitter.flush(), 'N');
    assert.equal(splitter.flush(), undefined);
  });

  it('are not shorter than the least length', () => {
    assert.deepEqual(split('One.\n\nTwo.\n\nThree four five.', rules(8, 60)), [
      'One.\n\nTwo.',
      'Three four five.',
    ]);
  });

  it('end at a line, then at a sentence, when no paragraph ends in time', () => {
    assert.deepEqual(split('aaaa aaaa\nbbbb bbbb cccc', rules(5, 16)), ['aaaa aaaa', 'bbbb bbbb cccc']);
    assert.deepEqual(split('Aaaa aaaa. Bbbb bbbb cccc', rules(5, 16)), ['Aaaa aaaa.', 'Bbbb bbbb cccc']);
  });

  it('end at a sentence early when that is preferred', () => {
    assert.deepEqual(split('One two. Three "four." Five', rules(5, 60, 'sentence')), [
      'One two.',
      'Three "four."',
      'Five',
    ]);
    assert.deepEqual(split('Pi is 3.14159 and more, e.g. this', rules(5, 60, 'sentence')), [
      'Pi is 3.14159 and more, e.g.',
      'this',
    ]);
  });

  it('know the ends of Chinese and Japanese sentences', () => {
    assert.deepEqual(split('你好世界。今天天气很好！“去吗？”好的', rules(3, 60, 'sentence'), 1), [
      '你好世界。',
      '今天天气很好！',
      '“去吗？”',
      '好的',
    ]);
  });

  it('never end within a code block that fits', () => {
    const text = 'Text.\n\n```js\na();\n\nb();\n\nc();\n```\n\nMore text follows.';
    assert.deepEqual(split(text, rules(5, 40)), [
      'Text.',
      '```js\na();\n\nb();\n\nc();\n```',
      'More text follows.',
    ]);
  });

  it('close and reopen a code block that is longer than a block may be', () => {
    const text = `\`\`\`ts\n${'const value = 1;\n'.repeat(6)}\`\`\`\n\nEnd.`;
    for (const step of [1, 7, 1_000]) {
      const blocks = split(text, rules(30, 50), step);
      assert.ok(blocks.length > 2);
      for (const block of blocks) assert.ok(block.length <= 50 && !isOpen(block), block);
      assert.equal(blocks.join('\n').match(/const value/gu)?.length, 6);
    }
  });

  it('part an endless word at the longest length', () => {
    assert.deepEqual(split('a'.repeat(25), rules(5, 10)), ['a'.repeat(10), 'a'.repeat(10), 'a'.repeat(5)]);
  });
});

describe('any answer', () => {
  const line = fc.oneof(
    fc.constantFrom('```', '```ts', '', '', '   ```', '- item', '一句话。两句话！'),
    fc.lorem({ maxCount: 15 }),
    fc.lorem({ mode: 'sentences', maxCount: 3 }),
  );
  const answer = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));
  const anyRules = fc
    .record({ minChars: fc.integer({ min: 1, max: 100 }), maxChars: fc.integer({ min: 60, max: 150 }) })
    .chain((size) =>
      fc
        .constantFrom('paragraph' as const, 'newline' as const, 'sentence' as const)
        .map((breakPreference) => ({ ...size, breakPreference })),
    );

  it('is cut into blocks that keep the limit, close what they open and say all of it', () => {
    fc.assert(
      fc.property(answer, anyRules, fc.integer({ min: 1, max: 50 }), (text, given, step) => {
        fc.pre(!isOpen(text));
        const blocks = split(text, given, step);
        for (const block of blocks) {
          assert.ok(block.length <= given.maxChars && block.trim() !== '' && !isOpen(block));
        }
        assert.equal(
          blocks.reduce((ink, block) => ink + inkOf(block), 0),
          inkOf(text),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it('can be continued after any of its blocks', () => {
    fc.assert(
      fc.property(answer, anyRules, (text, given) => {
        fc.pre(!isOpen(text));
        let said = 0;
        for (const block of split(text, given)) {
          const rest = restAfter(text, said);
          assert.equal(inkOf(rest), inkOf(text) - said);
          assert.ok(!isOpen(rest));
          said += inkOf(block);
        }
        assert.equal(inkOf(restAfter(text, said)), 0);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the rest of an answer', () => {
  it('opens a code block again', () => {
    assert.equal(restAfter('a\n```ts\nbb\ncc\n```\nd', 3), '```ts\ncc\n```\nd');
    assert.equal(restAfter('a\n```ts\nbb\n```\nd', 3), 'd');
    assert.equal(restAfter('ab cd', 2), 'cd');
    assert.equal(restAfter('ab', 2), '');
    assert.equal(restAfter('ab', 9), '');
  });
});
