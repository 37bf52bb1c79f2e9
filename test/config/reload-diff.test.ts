import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import JSON5 from 'json5';
import { diffConfig, stepsText } from '../../src/config/diff.ts';

const diff = (before: unknown, after: unknown): readonly string[] =>
  diffConfig(before, after).map(({ steps, kind }) => `${kind} ${stepsText(steps)}`);

describe('what differs between two configurations', () => {
  it('is named leaf by leaf', () => {
    assert.deepEqual(diff({ a: { b: 1, c: 2 }, d: 1 }, { a: { b: 2, c: 2 }, e: { f: 1 } }), [
      'changed a.b',
      'removed d',
      'added e.f',
    ]);
  });

  it('is nothing for values that are equal, whatever the order of their keys', () => {
    assert.deepEqual(
      diff({ a: [{ id: 'x', y: [1, { z: 1 }] }], b: {} }, { b: {}, a: [{ y: [1, { z: 1 }], id: 'x' }] }),
      [],
    );
  });

  it('takes a key that is undefined for one that is not there', () => {
    assert.deepEqual(diff({ a: undefined, b: { c: undefined } }, { b: {} }), []);
  });

  it('takes a list of plain values as one value, in its order', () => {
    assert.deepEqual(diff({ a: ['x', 'y'] }, { a: ['y', 'x'] }), ['changed a']);
    assert.deepEqual(diff({ a: ['x'] }, { a: [] }), ['changed a']);
    assert.deepEqual(diff({ a: [['x'], { b: 1 }] }, { a: [['x'], { b: 1 }] }), []);
  });

  it('compares objects in a list with the one of the same id', () => {
    const before = {
      list: [
        { id: 'main', model: 'a' },
        { id: 'work', model: 'b' },
      ],
    };
    const after = {
      list: [
        { id: 'new', model: 'c' },
        { id: 'main', model: 'a' },
        { id: 'work', model: 'd' },
      ],
    };
    assert.deepEqual(diff(before, after), [
      'changed list[id=work].model',
      'added list[id=new].id',
      'added list[id=new].model',
    ]);
  });

  it('says so when elements with an id change places', () => {
    assert.deepEqual(diff({ list: [{ id: 'a' }, { id: 'b' }] }, { list: [{ id: 'b' }, { id: 'a' }] }), [
      'changed list',
    ]);
  });

  it('goes by name without ids, and by place without names or when one occurs twice', () => {
    assert.deepEqual(
      diff(
        { l: [{ name: 'a', v: 1 }] },
        {
          l: [
            { name: 'b', v: 1 },
            { name: 'a', v: 2 },
          ],
        },
      ),
      ['changed l[name=a].v', 'added l[name=b].name', 'added l[name=b].v'],
    );
    assert.deepEqual(diff({ l: [{ v: 1 }, { v: 2 }] }, { l: [{ v: 1 }, { v: 3 }, { v: 4 }] }), [
      'changed l.1.v',
      'added l.2.v',
    ]);
    assert.deepEqual(
      diff(
        {
          l: [
            { id: 'a', v: 1 },
            { id: 'a', v: 2 },
          ],
        },
        {
          l: [
            { id: 'a', v: 1 },
            { id: 'a', v: 3 },
          ],
        },
      ),
      ['changed l.1.v'],
    );
  });

  it('reports an entry without keys as such', () => {
    assert.deepEqual(diffConfig({}, { a: { b: {} } }), [{ steps: ['a', 'b'], kind: 'added', hollow: true }]);
    assert.deepEqual(diffConfig({ a: {} }, {}), [{ steps: ['a'], kind: 'removed', hollow: true }]);
  });

  it('reports a value that changes its form as one leaf', () => {
    assert.deepEqual(diff({ a: 'x' }, { a: { primary: 'x' } }), ['changed a']);
    assert.deepEqual(diff({ a: { primary: 'x' } }, { a: ['x'] }), ['changed a']);
  });

  it('is safe with keys of the prototype', () => {
    assert.deepEqual(diff(JSON.parse('{"__proto__": 1, "toString": 2}'), {}), [
      'removed __proto__',
      'removed toString',
    ]);
  });
});

/** The same value written otherwise: keys in another order, comments and blanks between everything. */
function rewritten(value: unknown, gap: () => string, swap: () => boolean): string {
  const inner = (item: unknown): string => rewritten(item, gap, swap);
  if (Array.isArray(value)) return `[${value.map((item) => gap() + inner(item) + gap()).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(() => (swap() ? 1 : -1));
  return `{${entries.map(([key, item]) => `${gap()}${JSON.stringify(key)}${gap()}:${gap()}${inner(item)}`).join(',')}}`;
}

describe('properties of the difference', () => {
  const value = fc.jsonValue({ maxDepth: 4 }).map((found) => JSON.parse(JSON.stringify(found)) as unknown);
  const root = fc.dictionary(
    fc.string({ maxLength: 6 }).filter((key) => key !== '__proto__'),
    value,
  );

  it('sees no change in another order of keys, blanks and comments', () => {
    fc.assert(
      fc.property(root, fc.infiniteStream(fc.nat(5)), (config, numbers) => {
        const next = (): number => numbers.next().value as number;
        const gaps = ['', ' ', '\n', '\t', '/* x */', '// y\n'];
        const text = rewritten(
          config,
          () => gaps[next()] ?? '',
          () => next() > 2,
        );
        assert.deepEqual(diffConfig(config, JSON5.parse(text)), []);
      }),
    );
  });

  it('is empty only for equal values, and the same both ways but for its direction', () => {
    fc.assert(
      fc.property(root, root, (before, after) => {
        const there = diffConfig(before, after);
        const back = diffConfig(after, before);
        const turned = { added: 'removed', removed: 'added', changed: 'changed' } as const;
        assert.deepEqual(
          there.map(({ steps, kind }) => `${kind} ${stepsText(steps)}`).toSorted(),
          back.map(({ steps, kind }) => `${turned[kind]} ${stepsText(steps)}`).toSorted(),
        );
        const sorted = (item: unknown): unknown => JSON.parse(JSON.stringify(item));
        if (there.length === 0) assert.deepEqual(sorted(before), sorted(after));
      }),
    );
  });
});
