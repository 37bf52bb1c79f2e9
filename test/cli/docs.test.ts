import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Command } from 'commander';
import { andBelow, commandTree, describeCommand, type Described } from '../../scripts/docs/command-tree.ts';
import { commandPages } from '../../scripts/docs/command-pages.ts';
import { manPages } from '../../scripts/docs/man-pages.ts';
import { USUAL_EXITS } from '../../src/cli/manual/exits.ts';
import { APP_ENV } from '../../src/platform/env.ts';
import { EXIT } from '../../src/platform/exit.ts';
import { createBench } from '../support/cli-run.ts';

const all = andBelow(commandTree());
const named = ({ words }: Described): string => words.join(' ');
/** What can be typed and does something: the others only hold commands. */
const verbs = all.filter(({ children, words }) => children.length === 0 || words[1] === 'gateway');
const known = new Set(USUAL_EXITS.map(([code]) => code));

describe('the manual of a command', () => {
  it('is there for each of them, and one that has none stops the pages', () => {
    assert.ok(verbs.length >= 50, `${verbs.length}`);
    assert.throws(() => describeCommand(new Command('forgotten')), /forgotten has no manual/);
  });

  for (const command of verbs) {
    it(`says what ${named(command)} does and shows how it is typed`, () => {
      const { manual } = command;
      assert.ok(manual.text.join(' ').length > 40, 'a line is no description');
      const lines = (manual.examples ?? []).map(([line]) => line);
      assert.ok(lines.length > 0, 'no example');
      const shown = lines.filter((line) =>
        line.replace(/^moltbot (?:--dev |--profile \S+ )?/, 'moltbot ').startsWith(named(command)),
      );
      assert.ok(shown.length > 0, `no example is of ${named(command)}`);
      assert.deepEqual(
        (manual.exits ?? []).map(([code]) => code).filter((code) => !known.has(code)),
        [],
      );
    });
  }

  it('names no variable of ours that is not one', () => {
    const ours = new Set(Object.values(APP_ENV).map((name) => `CLAWDBOT_${name}`));
    const text = JSON.stringify(
      all.map(({ manual, options }) => [manual, options.map((one) => one.description)]),
    );
    const used = [...text.matchAll(/CLAWDBOT_[A-Z_]+/g)].map(([name]) => name);
    assert.ok(used.length > 10);
    assert.deepEqual(
      [...new Set(used)].filter((name) => !ours.has(name)),
      [],
    );
  });

  it('is what --help prints, in full', async (context) => {
    for (const { words, manual, options } of all) {
      const { code, stdout } = await createBench(context).run(...words.slice(1), '--help');
      assert.equal(code, 0, words.join(' '));
      // Lines are wrapped where the terminal ends.
      const flat = stdout.replaceAll(/\s+/g, ' ');
      const texts = [
        ...manual.text,
        ...[manual.examples, manual.exits, manual.files, manual.environment].flatMap((entries) =>
          (entries ?? []).map(([term, meaning]) => `${term} ${meaning}`),
        ),
        ...(manual.see ?? []).map((see) => `moltbot ${see} --help`),
        ...options.map(({ flags }) => flags),
      ];
      assert.deepEqual(
        texts.filter((text) => !flat.includes(text)),
        [],
        words.join(' '),
      );
    }
  });

  it('is what the pages and the man pages say', () => {
    const pages = [...commandPages(() => '').values()].join('\n');
    const man = [...manPages('0.0.0').values()].join('\n').replaceAll('\\-', '-');
    for (const { words, options } of all.slice(1)) {
      assert.ok(pages.includes(`# ${words.join(' ')}\n`), words.join(' '));
      for (const { long } of options) {
        assert.ok(pages.includes(long ?? ''), long ?? '');
        assert.ok(man.includes(long ?? ''), long ?? '');
      }
    }
  });

  it('comes with every exit code there is', () => {
    assert.deepEqual(
      Object.values(EXIT).filter((code) => !known.has(String(code))),
      [],
    );
  });
});
