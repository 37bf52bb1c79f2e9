import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { convertTables } from '../../../src/channels/text/tables.ts';

const lists = (markdown: string): string => convertTables(markdown, 'bullets');

describe('tables', () => {
  const table = [
    '| Name | Price | Note |',
    '|:--|--:|:-:|',
    '| apple | 3 | `a` |',
    '| **pear** | | x \\| y |',
  ].join('\n');

  it('become a list per row', () => {
    assert.equal(lists(table), '**apple**\n- Price: 3\n- Note: `a`\n\n**pear**\n- Note: x | y');
    assert.equal(lists('a|b\n-|-\n1|2'), '**1**\n- b: 2');
    assert.equal(lists('|a|\n|-|\n|1|\n||\n|2|'), '- 1\n- 2');
    assert.equal(lists('|a|b|\n|-|-|'), 'a · b');
    assert.equal(lists('|a||\n|-|-|\n||2|'), '- 2');
  });

  it('become code with aligned columns', () => {
    assert.equal(convertTables('|名|b|\n|-|-|\n|`x`|**yy**|', 'code'), '```\n名 | b\n---|---\nx  | yy\n```');
  });

  it('stay where that is asked for', () => assert.equal(convertTables(table, 'off'), table));

  it('are parted from what follows, and stand where they stood', () => {
    assert.equal(
      lists(`Before\n${table.split('\n').slice(0, 3).join('\n')}\nAfter`),
      'Before\n**apple**\n- Price: 3\n- Note: `a`\n\nAfter',
    );
    assert.equal(lists('- item\n  |a|b|\n  |-|-|\n  |1|2|'), '- item\n  **1**\n  - b: 2');
  });

  it('are not seen where there are none', () => {
    for (const text of [
      `\`\`\`\n${table}\n\`\`\``,
      'a | b',
      'a | b\n---',
      'a\n-',
      '|a|b|\n|-|\n',
      'x || y\n\n- z',
    ]) {
      assert.equal(lists(text), text);
    }
  });

  it('are converted once', () => {
    const cell = fc.stringMatching(/^[a-z*`-]{0,6}$/u);
    const row = fc.array(cell, { minLength: 2, maxLength: 3 }).map((cells) => `|${cells.join('|')}|`);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const width = (rows[0]?.split('|').length ?? 3) - 2;
        const once = lists([rows[0], `|${'-|'.repeat(width)}`, ...rows.slice(1)].join('\n'));
        assert.equal(lists(once), once);
      }),
    );
  });
});
