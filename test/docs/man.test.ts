import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { andBelow, commandTree } from '../../scripts/docs/command-tree.ts';
import { manPages, roff } from '../../scripts/docs/man-pages.ts';

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
const skip = has('man') && has('groff') ? false : 'man and groff are not installed';

describe('the man pages', { skip }, () => {
  const dir = mkdtempSync(join(tmpdir(), 'moltbot-man-'));
  after(() => rmSync(dir, { recursive: true, force: true }));
  const show = (name: string, text: string): { readonly text: string; readonly complaints: string } => {
    const file = join(dir, name);
    writeFileSync(file, text);
    const { stdout, stderr, status } = spawnSync('man', ['--warnings=w', '-l', file], {
      encoding: 'utf8',
      timeout: 30_000,
      env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', MANWIDTH: '400', MAN_KEEP_FORMATTING: '' },
    });
    return { text: stdout, complaints: status === 0 ? stderr : `${stderr} (${status})` };
  };
  const tree = commandTree();

  for (const [name, text] of manPages('0.0.0')) {
    it(`${name} is shown without a complaint, every command and option of it`, () => {
      const shown = show(name, text);
      assert.equal(shown.complaints, '');
      const group =
        name === 'moltbot.1' ? tree : tree.children.find(({ words }) => `${words.join('-')}.1` === name);
      assert.ok(group);
      const parts = name === 'moltbot.1' ? [group] : andBelow(group);
      const flat = shown.text.replaceAll(/\s+/g, ' ');
      for (const { usage, options, manual } of parts) {
        const wanted = [
          usage,
          ...options.map(({ flags }) => flags),
          ...(manual.examples ?? []).map(([line]) => line),
        ];
        assert.deepEqual(
          wanted.filter((one) => !flat.includes(one)),
          [],
        );
      }
    });
  }

  it('would be complained of with a request that does not exist', () => {
    assert.match(show('bad.1', '.TH BAD 1\n.SH NAME\n.nonsense\n').complaints, /nonsense/);
  });

  it('print what looks like a request, and every sign of a shell, as it is', () => {
    const line = `.moltbot 'a' "b" \\n ~/x \`c\` --d ^`;
    assert.ok(show('signs.1', `.TH SIGNS 1\n.SH NAME\n${roff(line)}\n`).text.includes(line));
  });
});
