import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { MarkdownRenderer } from '../../../src/channels/text/render-markdown.ts';
import { createWhatsAppText } from '../../../src/channels/text/whatsapp-text.ts';

describe('WhatsApp text', () => {
  let write: MarkdownRenderer;
  before(async () => {
    write = await createWhatsAppText();
  });

  const cases: readonly (readonly [string, string, string])[] = [
    ['bold', '**b** __b__', '*b* *b*'],
    ['italic', '*i* _i_', '_i_ _i_'],
    ['struck', '~~s~~', '~s~'],
    ['bold italic', '***x***', '_*x*_'],
    ['marks per line', '**a\nb**', '*a*\n*b*'],
    ['headings', '# One **two**\n\ntext', '*One two*\n\ntext'],
    ['code in a line', 'run `a_b *c*`', 'run `a_b *c*`'],
    ['code with a backtick', '`` a`b ``', '```a`b```'],
    ['a block of code', '```ts\nconst a = "**";\n\nb\n```', '```\nconst a = "**";\n\nb\n```'],
    ['links', '[text](https://a.b/c_d_e)', 'text (https://a.b/c_d_e)'],
    ['links that say themselves', '<https://a.b/> [a.b](https://a.b) x@y.z', 'https://a.b/ a.b x@y.z'],
    ['images', '![alt](https://a.b/c.png)', 'alt (https://a.b/c.png)'],
    ['lists', '* a\n* b\n    1. c\n    2. d', '- a\n- b\n  1. c\n  2. d'],
    ['quotes', '> a **b**\n>\n> c\n\nd', '> a *b*\n>\n> c\n\nd'],
    ['characters of HTML as they are', 'a < b & c &lt; d', 'a < b & c < d'],
    ['tables as lists', '|N|P|\n|-|-|\n|x|1|\n|y|2|', '*x*\n- P: 1\n\n*y*\n- P: 2'],
  ];
  for (const [what, markdown, expected] of cases) {
    it(`writes ${what}`, () => assert.equal(write(markdown, { tables: 'bullets' }), expected));
  }

  it('writes tables as code or as they stand when asked to', () => {
    const table = '|N|P|\n|-|-|\n|x|1|';
    assert.equal(write(table, { tables: 'code' }), '```\nN | P\n--|--\nx | 1\n```');
    assert.equal(write(table, { tables: 'off' }), table);
  });

  it('keeps every word of plain prose', () => {
    const prose = fc
      .array(fc.stringMatching(/^[A-Za-z]{1,12}[.,]?$/u), { minLength: 1 })
      .map((words) => words.join(' '));
    fc.assert(fc.property(prose, (text) => assert.equal(write(text), text)));
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(typeof write(text), 'string')),
    );
  });
});
