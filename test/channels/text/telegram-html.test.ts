import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { MarkdownRenderer } from '../../../src/channels/text/render-markdown.ts';
import { createTelegramHtml } from '../../../src/channels/text/telegram-html.ts';

const TAG = /<(\/?)([a-z]+)((?: [a-z]+="[^"<>]*")*)>/gu;
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  a: /^ href="(?:https?|tg|mailto|tel):[^"<>]*"$/iu,
  code: /^(?: class="language-[\w+#.-]+")?$/u,
  pre: /^$/u,
  b: /^$/u,
  i: /^$/u,
  s: /^$/u,
  u: /^$/u,
  blockquote: /^$/u,
};

/** What Telegram's parser asks for: known tags, closed in order, nothing within itself; `&` only as a reference. */
function assertAccepted(html: string): void {
  const open: string[] = [];
  const rest = html.replace(TAG, (whole, slash: string, name: string, attributes: string) => {
    assert.ok(Object.hasOwn(ATTRIBUTES, name), `${whole} in ${html}`);
    if (slash === '/') {
      assert.equal(open.pop(), name, html);
    } else {
      assert.match(attributes, ATTRIBUTES[name] ?? /^$/u);
      assert.ok(!open.includes(name), `${name} within ${name}: ${html}`);
      assert.ok(open.at(-1) !== 'code', html);
      open.push(name);
    }
    return '';
  });
  assert.deepEqual(open, [], html);
  assert.doesNotMatch(rest, /[<>]|&(?!(?:amp|lt|gt|quot);)/u);
}

const PIECES =
  '** * __ _ ~~ ` ``` > - 1. # | ]( ) [ ![ <b> </b> <i> </i> <u> </u> <a> </a> <br> <!-- & &lt; < > " https://a.b/c javascript: tg://user?id=1 word 中文 😀 \\ ~~~'
    .split(' ')
    .flatMap((piece) => [piece, `${piece} `, `${piece}\n`])
    .concat(' ', '    ', '\n', '\n\n', '|-|-|\n', '[x]: y\n', '<a href="x">');

describe('Telegram HTML', () => {
  let html: MarkdownRenderer;
  before(async () => {
    html = await createTelegramHtml();
  });

  const cases: readonly (readonly [string, string, string])[] = [
    [
      'marks',
      '**b** *i* _i_ ~~s~~ `c` <u>u</u>',
      '<b>b</b> <i>i</i> <i>i</i> <s>s</s> <code>c</code> <u>u</u>',
    ],
    ['marks within marks', '**a *b* **', '**a <i>b</i> **'],
    ['marks within marks, closed', '**a *b* c**', '<b>a <i>b</i> c</b>'],
    ['a mark within itself', '# a **b**', '<b>a b</b>'],
    ['headings', '# One\n\ntext\n## Two\nmore', '<b>One</b>\n\ntext\n<b>Two</b>\nmore'],
    ['characters of HTML', 'a < b & c > d "e"', 'a &lt; b &amp; c &gt; d "e"'],
    ['references', '&lt;b&gt; &amp;amp; &#65; &bogus;', '&lt;b&gt; &amp;amp; A &amp;bogus;'],
    [
      'foreign tags',
      '<script>x</script> <b onclick="y">z</b>',
      '&lt;script&gt;x&lt;/script&gt; &lt;b onclick="y"&gt;z&lt;/b&gt;',
    ],
    ['a tag that is never closed', '<b>x', '&lt;b&gt;x'],
    ['breaks', 'a<br>b\nc', 'a\nb\nc'],
    ['code with a language', '```ts\na < b\n```', '<pre><code class="language-ts">a &lt; b</code></pre>'],
    ['code without one', '```\n**x**\n\ny\n```', '<pre>**x**\n\ny</pre>'],
    ['code that never ends', '```\nx', '<pre>x</pre>'],
    ['a language with quotes', '```a"b\nx\n```', '<pre><code class="language-a">x</code></pre>'],
    ['quotes', '> a\n> **b**', '<blockquote>a\n<b>b</b></blockquote>'],
    ['quotes within quotes', '> a\n>> b', '<blockquote>a\nb</blockquote>'],
    ['links', '[x](https://a.b/c?d=1&e=2)', '<a href="https://a.b/c?d=1&amp;e=2">x</a>'],
    ['links with quotes', '[x](https://a.b/"c)', '<a href="https://a.b/&quot;c">x</a>'],
    ['addresses in the text', 'see https://a.b', 'see <a href="https://a.b">https://a.b</a>'],
    ['scripts as links', '[x](javascript:alert(1))', 'x (javascript:alert(1))'],
    ['data as links', '[x](data:text/html;base64,AA)', 'x (data:text/html;base64,AA)'],
    ['hidden scripts', '[x](java&#115;cript:y)', 'x (javascript:y)'],
    ['relative links', '[x](./notes.md)', 'x (./notes.md)'],
    ['images', '![alt](https://a.b/c.png)', '<a href="https://a.b/c.png">alt</a>'],
    ['images without words', '![](https://a.b)', '<a href="https://a.b">https://a.b</a>'],
    ['images within links', '[![alt](https://i.j)](https://a.b)', '<a href="https://a.b">alt</a>'],
    ['lists', '- a\n- b\n  - c', '• a\n• b\n  • c'],
    ['numbers', '3. a\n4. b', '3. a\n4. b'],
    ['tasks', '- [x] a\n- [ ] b', '• ☑ a\n• ☐ b'],
    ['one tilde', 'from ~5 to 6~', 'from ~5 to 6~'],
    ['a rule', 'a\n\n---\n\nb', 'a\n\n———\n\nb'],
    ['code within a list', '- a\n  ```\n  x\n    y\n  ```\n- b', '• a\n<pre>x\n  y</pre>\n• b'],
    ['a table', '|N|P|\n|-|-|\n|x|**1**|\n|y||', '<b>x</b>\n• P: <b>1</b>\n\n<b>y</b>'],
    ['a table of one column', '|N|\n|-|\n|x|\n|y|', '• x\n• y'],
    ['a table without rows', '|N|P|\n|-|-|', 'N · P'],
    ['nothing', ' \n ', ''],
    ['halves of characters', 'a\ud83d b\u0000', 'a\ufffd b'],
  ];
  for (const [what, markdown, expected] of cases) {
    it(`writes ${what}`, () => {
      assert.equal(html(markdown), expected);
      if (!what.startsWith('nothing')) assertAccepted(html(markdown));
    });
  }

  it('writes tables as code or as they stand when asked to', () => {
    const table = '|Name|数|\n|-|-|\n|x|二二|\n|longer|<|';
    assert.equal(
      html(table, { tables: 'code' }),
      '<pre>Name   | 数\n-------|-----\nx      | 二二\nlonger | &lt;</pre>',
    );
    assert.equal(html(table, { tables: 'off' }), table.replace('<', '&lt;'));
  });

  it('survives nesting without end', () => {
    for (const piece of ['>', '- ', '[', '**', '*a **b ', '![[', '`', '<b>', '|-|\n']) {
      assertAccepted(html(`${piece.repeat(3000)}x`));
    }
  });

  it('is accepted by Telegram whatever is written', () => {
    const word = fc.constantFrom(...PIECES);
    const text = fc.oneof(
      fc.array(word, { maxLength: 40 }).map((words) => words.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('off' as const, 'bullets' as const, 'code' as const),
        (markdown, tables) => assertAccepted(html(markdown, { tables })),
      ),
      { numRuns: 1500 },
    );
  });
});
