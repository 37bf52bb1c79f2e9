import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import JSON5 from 'json5';
import { editText, EditImpossible } from '../../src/config/edit.ts';
import type { ConfigEdit } from '../../src/config/edit.ts';

type Path = readonly [string, ...string[]];
const set = (path: Path, value: unknown): ConfigEdit => ({ op: 'set', path, value });
const unset = (path: Path): ConfigEdit => ({ op: 'unset', path });

const CASES: readonly (readonly [title: string, before: string, edit: ConfigEdit, after: string])[] = [
  ['an empty object gets its first key on a line', '{}', set(['a'], 1), '{\n  "a": 1\n}'],
  [
    'a comment in an empty object stays',
    '{\n  // nothing yet\n}\n',
    set(['a'], 1),
    '{\n  // nothing yet\n  "a": 1\n}\n',
  ],
  [
    'a new key follows the last one and looks like it',
    '{\n\t// head\n\tgateway: { port: 1 }, // tail\n}\n',
    set(['channels', 'telegram'], { botToken: 'x' }),
    '{\n\t// head\n\tgateway: { port: 1 }, // tail\n\tchannels: {\n\t\ttelegram: {\n\t\t\tbotToken: "x"\n\t\t}\n\t},\n}\n',
  ],
  [
    'a missing comma is added before the comment of the last key',
    '{\n  "a": 1 // one\n}',
    set(['b'], true),
    '{\n  "a": 1, // one\n  "b": true\n}',
  ],
  [
    'an object on one line stays on one line',
    '{ a: { b: 1 } }',
    set(['a', 'c'], 'x'),
    '{ a: { b: 1, c: "x" } }',
  ],
  ['a trailing comma on one line stays one', '{a: 1,}', set(['b'], 2), '{a: 1, b: 2,}'],
  [
    'a value is replaced where it stands',
    "{ a: 'old' /* why */, b: 2 }",
    set(['a'], 'new'),
    '{ a: "new" /* why */, b: 2 }',
  ],
  ['the same value again changes nothing', "{ a: 'x', b: 0x10 }", set(['b'], 16), "{ a: 'x', b: 0x10 }"],
  ['a key that is no name is quoted', '{\n  a: 1,\n}', set(['b c'], 2), '{\n  a: 1,\n  "b c": 2,\n}'],
  [
    'Windows line ends are kept',
    '{\r\n  "a": 1\r\n}\r\n',
    set(['b'], 2),
    '{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n',
  ],
  [
    'a key beside $include and ${NAME} leaves both alone',
    '{\n  $include: "./more.json5",\n  gateway: { auth: { token: "${TOKEN}" } },\n}',
    set(['channels', 'whatsapp'], {}),
    '{\n  $include: "./more.json5",\n  gateway: { auth: { token: "${TOKEN}" } },\n  channels: {\n    whatsapp: {}\n  },\n}',
  ],
  [
    'a key on its own line goes with its line',
    '{\n  a: 1,\n  // b is next\n  b: 2,\n}',
    unset(['a']),
    '{\n  // b is next\n  b: 2,\n}',
  ],
  [
    'the last key takes the comma before it along',
    '{\n  a: 1,\n  b: { c: 2 }\n}',
    unset(['b']),
    '{\n  a: 1\n}',
  ],
  ['a comment beside a removed key stays', '{ a: 1, /* two */ b: 2 }', unset(['b']), '{ a: 1 /* two */ }'],
  ['the first of a line goes with the gap behind it', '{ a: 1, b: 2 }', unset(['a']), '{ b: 2 }'],
  ['what is not there need not be removed', '{ a: 1 }', unset(['b', 'c']), '{ a: 1 }'],
];

describe('an edit', () => {
  for (const [title, before, edit, after] of CASES) {
    it(title, async () => assert.equal(await editText(before, [edit]), after));
  }
});

test('several edits follow one another', async () => {
  const text = '{\n  channels: { telegram: { botToken: "1:a" } }, // keep\n}\n';
  const edits = [
    unset(['channels', 'telegram', 'botToken']),
    set(['channels', 'telegram', 'enabled'], false),
  ];
  const after = await editText(text, edits);
  assert.deepEqual(JSON5.parse(after), { channels: { telegram: { enabled: false } } });
  assert.match(after, /\/\/ keep/);
});

test('a step that is no object, a list as root and broken text are refused', async () => {
  const refusals: readonly (readonly [string, ConfigEdit, RegExp])[] = [
    ['{ a: [1] }', set(['a', '0'], 2), /^a is not an object$/],
    ['{ a: "x" }', set(['a', 'b', 'c'], 2), /^a is not an object$/],
    ['[1]', set(['a'], 2), /^the file holds no object$/],
    ['{ a: ', set(['a'], 2), /^the file is not JSON5: /],
    ['{ a: 1, a: 2 }', unset(['a']), /^a cannot be changed without rewriting the file/],
  ];
  for (const [text, edit, message] of refusals) {
    await assert.rejects(editText(text, [edit]), (error: Error) => {
      assert.ok(error instanceof EditImpossible);
      assert.match(error.message, message);
      return true;
    });
  }
});

test('a key named __proto__ is a key like any other', async () => {
  const after = await editText('{}', [set(['__proto__', 'x'], 1)]);
  assert.deepEqual(Object.keys(JSON5.parse<object>(after)), ['__proto__']);
});

/** Between two tokens: nothing, blanks, lines, comments. */
const gap = fc
  .array(fc.constantFrom(' ', '\n', '  ', '\t', '\r\n', '// c, } {\n', '/* k: [ */', "// it's\n"), {
    maxLength: 3,
  })
  .map((parts) => parts.join(''));
const KEYS = ['a', 'b', 'c', '$include', 'long key', 'ключ'] as const;
const keyText = (key: string): fc.Arbitrary<string> =>
  fc.constantFrom(JSON.stringify(key), `'${key}'`, /^[\w$]+$/.test(key) ? key : JSON.stringify(key));
const leaf = fc.constantFrom(
  '1',
  '+2.5e3',
  '0x1F',
  '.5',
  'null',
  'true',
  '"x, y"',
  "'it\\'s // no'",
  '"${TOKEN}"',
  '[1, {a: 2,},]',
  '"\\u0041"',
);

const nested: fc.Arbitrary<string> = fc.letrec<{ value: string; object: string }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, tie('object')),
  object: fc
    .tuple(fc.uniqueArray(fc.constantFrom(...KEYS), { maxLength: 4 }), fc.boolean())
    .chain(([keys, trailing]) =>
      fc
        .tuple(gap, fc.tuple(...keys.map((key) => fc.tuple(gap, keyText(key), gap, gap, tie('value'), gap))))
        .map(([first, members]) => {
          const body = members.map(
            ([before, key, a, b, value, after]) => `${before}${key}${a}:${b}${value}${after}`,
          );
          return `{${first}${body.join(',')}${trailing && body.length > 0 ? ',' : ''}}`;
        }),
    ),
})).object;
const file = fc.tuple(gap, nested, gap).map((parts) => parts.join(''));
const path = fc.array(fc.constantFrom(...KEYS, 'new'), {
  minLength: 1,
  maxLength: 3,
}) as fc.Arbitrary<unknown> as fc.Arbitrary<Path>;
const edit = fc.oneof(
  fc.record({ op: fc.constant('unset' as const), path }),
  fc.record({ op: fc.constant('set' as const), path, value: fc.jsonValue({ maxDepth: 2 }) }),
);

/** The value the edit means, or nothing where a step is no object. An oracle of its own. */
function meant(
  root: unknown,
  { path: keys, ...change }: ConfigEdit,
): { readonly value: unknown } | undefined {
  const value = structuredClone(root) as Record<string, unknown>;
  let here = value;
  for (const key of keys.slice(0, -1)) {
    if (!Object.hasOwn(here, key) && change.op === 'unset') return { value };
    if (!Object.hasOwn(here, key)) here[key] = {};
    const next = here[key];
    if (typeof next !== 'object' || next === null || Array.isArray(next)) return undefined;
    here = next as Record<string, unknown>;
  }
  const last = keys.at(-1) ?? '';
  if (change.op === 'unset') delete here[last];
  else here[last] = change.value;
  return { value };
}

const common = (a: string, b: string): { readonly head: number; readonly tail: number } => {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  return { head, tail };
};

/** Blanks alone between two braces, or before the only comment there, are no formatting worth keeping. */
const isOnePieceMore = (short: string, long: string): boolean =>
  holdsPiece(short, long) ||
  (/\{\s*(\}|\/)|\s\}/.test(short) && holdsPiece(short.replaceAll(/\s/g, ''), long.replaceAll(/\s/g, '')));

/** Whether the long text is the short one with one piece put in, and one comma at most besides. */
function holdsPiece(short: string, long: string): boolean {
  const { head, tail } = common(short, long);
  if (head + tail >= short.length) return true;
  // The comma may stand before or behind the piece.
  return [head, long.length - tail - 1].some((at) => {
    if (long[at] !== ',') return false;
    const rest = common(short, long.slice(0, at) + long.slice(at + 1));
    return rest.head + rest.tail >= short.length;
  });
}

const at = (root: unknown, keys: Path): unknown =>
  keys.reduce<unknown>((here, key) => (here as Record<string, unknown>)[key], root);

const parses = (text: string, value: unknown): boolean => {
  try {
    return isDeepStrictEqual(JSON5.parse(text), value);
  } catch {
    // A piece of text that is no value is not the one looked for.
    return false;
  }
};

/** Whether all that differs between the texts lies within one writing of the old value, blanks around it excluded. */
function liesWithinValue(text: string, after: string, old: unknown): boolean {
  const { head, tail } = common(text, after);
  for (let from = Math.min(head, text.length - 1); from >= 0; from--) {
    for (let to = text.length - tail; to <= text.length; to++) {
      const piece = text.slice(from, to);
      if (piece === piece.trim() && parses(piece, old)) return true;
    }
  }
  return text === after;
}

test('whatever the file looks like, an edit gives the value meant and keeps every byte around it', async () => {
  await fc.assert(
    fc.asyncProperty(file, edit, async (text, change) => {
      const before: unknown = JSON5.parse(text);
      const expected = meant(before, change);
      if (expected === undefined) {
        await assert.rejects(editText(text, [change]), EditImpossible);
        return;
      }
      const after = await editText(text, [change]);
      assert.deepEqual(
        JSON.stringify(JSON5.parse(after)),
        JSON.stringify(JSON5.parse(JSON.stringify(expected.value))),
      );
      const known = meant(before, { op: 'unset', path: change.path });
      const existed = JSON.stringify(known?.value) !== JSON.stringify(before);
      if (change.op === 'unset') assert.ok(isOnePieceMore(after, text), after);
      else if (!existed) assert.ok(isOnePieceMore(text, after), after);
      else assert.ok(liesWithinValue(text, after, at(before, change.path)), after);
    }),
    { numRuns: 1000 },
  );
});
