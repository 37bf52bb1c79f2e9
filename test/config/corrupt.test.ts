import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { createConfigFolder, issueLines } from '../support/config-files.ts';

const folder = createConfigFolder();
after(() => folder.remove());
const { dir } = folder;

const whole = `// moltbot
{
  gateway: { mode: "local", port: 18789, auth: { mode: "token", token: "a-long-enough-token" } },
  agents: { defaults: { model: { primary: "openai/gpt" } }, list: [{ id: "main", default: true }] },
  session: { scope: "per-sender", reset: { mode: "daily", atHour: 4 } },
  logging: { level: "info" },
}
`;
const bytes = Buffer.from(whole);
const swap = (from: string, to: string): string => {
  assert.ok(whole.includes(from), from);
  return whole.replace(from, to);
};

/** Title, content, and what the first issue must say. */
const damaged: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
  // The last cut only takes the final line break.
  ...Array.from({ length: 19 }, (_, index) => {
    const size = Math.floor((bytes.length * (index + 1)) / 20);
    return [
      `cut at ${(index + 1) * 5} %`,
      bytes.subarray(0, size),
      /^moltbot\.json(:\d+:\d+)?: (JSON5 parse failed|the file is empty)/,
    ] as const;
  }),
  ['0 bytes', '', /^moltbot\.json: the file is empty; restore it from a backup, or write \{\}/],
  ['blanks only', ' \n\t', /the file is empty/],
  ['a comment only', '// nothing\n', /JSON5 parse failed: invalid end of input/],
  ['a NUL byte', swap('port', 'po\0rt'), /^moltbot\.json:3:31: the file contains NUL bytes/],
  ['NUL bytes only', '\0'.repeat(100), /NUL bytes/],
  ['UTF-16', Buffer.from(`\uFEFF${whole}`, 'utf16le'), /UTF-16; save it as UTF-8/],
  ['broken UTF-8', Buffer.concat([bytes, Buffer.from([0xc3, 0x28])]), /not valid UTF-8/],
  ['Latin-1', Buffer.from(swap('moltbot', 'mölt'), 'latin1'), /not valid UTF-8/],
  [
    'random bytes',
    Buffer.from(Array.from({ length: 256 }, (_, index) => (index * 37) & 0xff)),
    /UTF-8|NUL|parse failed/,
  ],
  ['YAML', 'gateway:\n  port: 1\n', /^moltbot\.json:1:1: JSON5 parse failed: invalid character 'g'/],
  ['XML', '<?xml version="1.0"?><plist/>', /JSON5 parse failed/],
  ['a merge conflict', `<<<<<<< HEAD\n${whole}=======\n${whole}>>>>>>> x\n`, /JSON5 parse failed/],
  ['two documents', whole + whole, /^moltbot\.json:9:1: JSON5 parse failed/],
  [
    'a missing comma',
    swap('mode: "local",', 'mode: "local"'),
    /^moltbot\.json:3:28: JSON5 parse failed.*missing comma/,
  ],
  ['a missing brace', swap('},\n  session', ',\n  session'), /parse failed/],
  ['an open text', swap('"local"', '"local'), /parse failed/],
  ['a list', '[]', /the configuration must be an object; wrap it in/],
  ['a text', '"x"', /must be an object/],
  ['a number', '5', /must be an object/],
  ['null', 'null', /must be an object/],
  ['too deep', `{ a: ${'['.repeat(5000)}${']'.repeat(5000)} }`, /nested deeper than 100 levels/],
  ['a hundred thousand deep and open', '{"a":'.repeat(100_000), /nested deeper than 100 levels/],
  [
    'more than five megabytes',
    `{ ui: { x: "${'x'.repeat(5 * 1024 * 1024)}" } }`,
    /read failed: the file is larger than 5242880 bytes/,
  ],
  [
    'a key twice',
    swap('port: 18789', 'port: 1, port: 2'),
    /^moltbot\.json:3:38: gateway\.port: key is written twice/,
  ],
  [
    'a mistyped key',
    swap('port:', 'prot:'),
    /^moltbot\.json:3:29: gateway\.prot: unknown key; did you mean "port"\?/,
  ],
  [
    'a key in the wrong place',
    swap('logging:', 'port: 5, logging:'),
    /^moltbot\.json:6:3: port: unknown key; remove it, or put it where it belongs: gateway\.port/,
  ],
  [
    'an unknown section',
    swap('logging:', 'zzzz: {}, logging:'),
    /^moltbot\.json:6:3: zzzz: unknown key; remove it$/,
  ],
  [
    'a text for a number',
    swap('18789', '"18789"'),
    /^moltbot\.json:3:35: gateway\.port: expected a whole number, got a text/,
  ],
  [
    'a fraction for a port',
    swap('18789', '1.5'),
    /gateway\.port: expected a whole number, got the number 1\.5/,
  ],
  ['a port of zero', swap('18789', '0'), /gateway\.port: must be at least 1 and at most 65535, got 0/],
  ['a port out of range', swap('18789', '70000'), /must be at least 1 and at most 65535, got 70000/],
  ['Infinity', swap('18789', 'Infinity'), /expected a whole number/],
  ['NaN', swap('18789', 'NaN'), /expected a whole number/],
  ['a huge number', swap('18789', '1e400'), /expected a whole number/],
  ['null for a section', swap('{ level: "info" }', 'null'), /logging: expected an object, got null/],
  ['a list for a section', swap('{ level: "info" }', '[]'), /logging: expected an object, got a list/],
  [
    'an object for a list',
    swap('[{ id: "main", default: true }]', '{}'),
    /agents\.list: expected a list, got an object/,
  ],
  [
    'a mistyped value',
    swap('"daily"', '"dayly"'),
    /^moltbot\.json:5:50: session\.reset\.mode: "dayly" is not allowed; use one of "daily", "idle" \(did you mean "daily"\?\)/,
  ],
  [
    'a text for a switch',
    swap('default: true', 'default: "true"'),
    /agents\.list\.0\.default: expected true or false, got a text/,
  ],
  ['a missing id', swap('id: "main", ', ''), /^moltbot\.json:4:68: agents\.list\.0: "id" is missing; add id/],
  ['an empty model', swap('"openai/gpt"', '""'), /agents\.defaults\.model\.primary: must not be empty/],
  [
    'an agent id twice',
    swap('[{ id: "main"', '[{ id: "Main" }, { id: "main"'),
    /agents\.list\.1\.id: agent id "main" is used by agents\.list\.0 too/,
  ],
  [
    'an unknown variable',
    swap('"a-long-enough-token"', '"${NOPE_NOT_SET}"'),
    /^moltbot\.json:3:72: gateway\.auth\.token: Missing env var "NOPE_NOT_SET"/,
  ],
  ['a prototype', swap('logging:', '"__proto__": { a: 1 }, logging:'), /__proto__: unknown key/],
  ['a constructor', swap('logging:', 'constructor: {}, logging:'), /constructor: unknown key/],
  ['control characters in a key', swap('logging:', '"a\\u001b[2J": 1, logging:'), /unknown key/],
  [
    'too many mistakes',
    `{ ${Array.from({ length: 5000 }, (_, index) => `k${index}: 1`).join()} }`,
    /k0: unknown key/,
  ],
];

describe('a damaged configuration', () => {
  it('is covered by sixty kinds at least', () => {
    assert.ok(damaged.length >= 60, String(damaged.length));
  });

  for (const [title, content, expected] of damaged) {
    it(`(${title}) is refused in words, and defaults are used`, async () => {
      const loaded = await folder.loadText(content);
      const lines = issueLines(loaded, dir);
      assert.equal(loaded.valid, false);
      assert.equal(loaded.snapshot.valid, false);
      assert.match(lines[0] ?? '', expected);
      assert.ok(lines.length <= 50);
      assert.equal(loaded.config.gateway, undefined);
      assert.equal(loaded.snapshot.issues.length, lines.length);
    });
  }

  it('is accepted again when only the last line break is missing', async () => {
    assert.equal((await folder.loadText(whole.trimEnd())).valid, true);
  });

  it('that is no file at all is refused in words', async () => {
    mkdirSync(join(dir, 'a-directory'));
    symlinkSync('circle', join(dir, 'circle'));
    execFileSync('mkfifo', [join(dir, 'pipe')]);
    folder.write('a-file', 'x');
    const first = async (name: string) => issueLines(await folder.load(name), dir)[0] ?? '';
    assert.equal(
      await first('a-directory'),
      'a-directory: read failed: the file is a directory; give the path of a file',
    );
    assert.equal(
      await first('circle'),
      'circle: read failed: the file is a circle of symbolic links; replace the link by the file',
    );
    assert.equal(
      await first('pipe'),
      'pipe: read failed: the file is not a regular file; give the path of a file',
    );
    assert.match(
      await first('a-file/below'),
      /lies below something that is not a directory; correct the path/,
    );
  });

  it('never throws, whatever the bytes', async () => {
    const mutation = fc.record({ at: fc.nat(bytes.length - 1), value: fc.nat(255), drop: fc.nat(5) });
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 6 }), async (mutations) => {
        let content: Buffer = Buffer.from(bytes);
        for (const { at, value, drop } of mutations) {
          content = Buffer.concat([
            content.subarray(0, at),
            Buffer.from([value]),
            content.subarray(at + drop),
          ]);
        }
        const loaded = await folder.loadText(content);
        assert.equal(loaded.valid, loaded.issues.length === 0);
        assert.ok(loaded.issues.every((issue) => issue.message !== '' && issue.file !== ''));
      }),
      { numRuns: 300 },
    );
  });
});
