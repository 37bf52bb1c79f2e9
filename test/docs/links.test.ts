import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';
import { brokenLinks, pages, read, root } from './pages.ts';

const linksOf = (path: string): Set<string> =>
  new Set(
    [...read(path).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map((match) =>
      normalize(join(dirname(path), match[1] ?? '')),
    ),
  );

describe('the pages', () => {
  it('lead somewhere with every link', () => {
    assert.ok(pages.length > 20);
    assert.deepEqual(
      pages.flatMap((page) => brokenLinks(page).map((target) => `${page.path}: ${target}`)),
      [],
    );
  });

  it('are found from the index, each on its shelf', () => {
    const index = linksOf('docs/README.md');
    const shelved = ['docs/guides', 'docs/reference'].flatMap((shelf) =>
      readdirSync(join(root, shelf)).map((name) => `${shelf}/${name}`),
    );
    assert.deepEqual(
      shelved.filter((path) => !index.has(path)),
      [],
    );
  });

  it('show no picture that is not there, and no picture is left unused', () => {
    const used = new Set(pages.flatMap((page) => [...linksOf(page.path)]));
    assert.deepEqual(
      readdirSync(join(root, 'docs/images')).filter((name) => !used.has(`docs/images/${name}`)),
      [],
    );
  });

  it('would be caught with a link to nowhere', () => {
    const page = {
      path: 'docs/x.md',
      text: '[a](nowhere.md) [b](README.md#no-such) [c](#here)\n\n# Here\n\n`[d](no.md)`',
    };
    assert.deepEqual(brokenLinks(page), ['nowhere.md', 'README.md#no-such']);
  });
});
