import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { createPatternMask } from '../../src/platform/secret-patterns.ts';
import { createSecretRegistry, MASK } from '../../src/platform/secrets.ts';

const registryOf = (...values: string[]) => {
  const registry = createSecretRegistry();
  for (const value of values) assert.equal(registry.register(value, 'test'), true);
  return registry;
};

/** Ways a secret travels; each gives a text that holds it. */
const WAYS: Readonly<Record<string, (secret: string) => string>> = {
  raw: (secret) => `x ${secret} y`,
  json: (secret) => JSON.stringify({ a: secret }),
  'json in json': (secret) => JSON.stringify({ body: JSON.stringify({ a: secret }) }),
  url: (secret) => `https://h/?q=${encodeURIComponent(secret)}&x=1`,
  form: (secret) => new URLSearchParams({ q: secret }).toString(),
  base64: (secret) => Buffer.from(secret).toString('base64'),
  base64url: (secret) => Buffer.from(secret).toString('base64url'),
  'basic auth': (secret) => `Basic ${Buffer.from(`user:${secret}`).toString('base64')}`,
  'inside longer base64': (secret) => Buffer.from(`${'p'.repeat(7)}${secret}tail`).toString('base64'),
  hex: (secret) => Buffer.from(secret).toString('hex'),
  HEX: (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
};

describe('known secrets', () => {
  const secrets = [
    's3cr3t-Tok3n/+=:value',
    'pä ß"w\\ord {x} & more',
    '0123456789abcdefghijklmnopqrstuvwxyz_-ABCDEF',
    'line\nbreak\ttab',
  ];
  for (const [way, wrap] of Object.entries(WAYS)) {
    it(`are masked when they travel as ${way}`, () => {
      const { mask } = registryOf(...secrets);
      for (const secret of secrets) {
        const wrapped = wrap(secret);
        const masked = mask(wrapped);
        assert.ok(masked.includes(MASK), `${way}: ${masked}`);
        const innocent = wrap(secret.charAt(0).repeat(secret.length));
        const leaked = windows(wrapped, 12).filter(
          (part) => !innocent.includes(part) && masked.includes(part),
        );
        assert.deepEqual(leaked, [], `${way}: ${masked}`);
      }
    });
  }

  it('are masked by a prefix of eight characters and more, but not by fewer', () => {
    const { mask } = registryOf('abcdefghijklmnop');
    assert.equal(mask('abcdefg.'), 'abcdefg.');
    assert.equal(mask('abcdefgh.'), `${MASK}.`);
    assert.equal(mask('abcdefghijk…'), `${MASK}…`);
    assert.equal(mask('abcdefghijklmnopq'), `${MASK}q`);
  });

  it('of six characters are masked, shorter ones are refused', () => {
    const registry = registryOf('s1x-ch');
    assert.equal(registry.register('12345', 'short'), false);
    assert.equal(registry.register('  1234   ', 'short'), false);
    assert.equal(registry.mask('12345 s1x-ch'), `12345 ${MASK}`);
    assert.deepEqual(registry.provenances(), ['test']);
  });

  it('are masked in JSON data, in keys as well, without changing anything else', () => {
    const { maskJson } = registryOf('hunter2-hunter2');
    const data = {
      n: 1,
      t: true,
      z: null,
      list: ['a', 'xhunter2-hunter2x'],
      'k-hunter2-hunter2': { deep: 'hunter2-hunter2' },
    };
    assert.deepEqual(maskJson(data), {
      n: 1,
      t: true,
      z: null,
      list: ['a', `x${MASK}x`],
      [`k-${MASK}`]: { deep: MASK },
    });
  });

  it('with a common beginning are each masked to their own end', () => {
    const { mask } = registryOf('shared-prefix-one', 'shared-prefix-one-longer');
    assert.equal(mask('shared-prefix-one shared-prefix-one-longer!'), `${MASK} ${MASK}!`);
  });

  it('never survive, wherever they stand', () => {
    const secret = fc.string({ minLength: 8, maxLength: 40 }).filter((text) => text.trim().length >= 8);
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        const { mask } = registryOf(value);
        assert.ok(!mask(before + value + after).includes(value));
      }),
    );
  });

  it('leave a masked JSON line parsable', () => {
    const text = fc.string({
      minLength: 8,
      maxLength: 30,
      unit: fc.constantFrom('a', 'b', '"', '\\', '\n', 'é', '😀'),
    });
    fc.assert(
      fc.property(
        text.filter((value) => value.trim().length >= 8),
        text,
        (value, other) => {
          const { mask } = registryOf(value);
          JSON.parse(
            mask(JSON.stringify({ a: value + other, b: other + value, c: value.slice(0, 9) + other })),
          );
        },
      ),
    );
  });

  it('do not touch text without them', () => {
    const { mask } = registryOf('one-secret-value', 'another-secret');
    const text = 'plain words one-sec nother-secret ANOTHER-SECRET ÄÖÜ 😀';
    assert.equal(mask(text), text);
  });
});

describe('secrets nobody registered', () => {
  const mask = createPatternMask();
  const cases: readonly [string, string, string][] = [
    ['an assignment', 'OPENAI_API_KEY=abcdef1234', 'OPENAI_API_KEY=***'],
    ['a JSON field', '{"apiKey":"abcdef1234","n":1}', '{"apiKey":"***","n":1}'],
    [
      'a quoted JSON field',
      String.raw`{"b":"{\"token\":\"abcdef1234\"}"}`,
      String.raw`{"b":"{\"token\":\"***\"}"}`,
    ],
    ['a flag', 'run --token abcdef1234 x', 'run --token *** x'],
    ['a bearer header', 'Authorization: Bearer abcdef1234', 'Authorization: Bearer ***'],
    ['a long bearer value', 'bearer abcdefghij0123456789', 'bearer abcdef…6789'],
    ['an sk- key', 'key sk-abcdefgh12', 'key ***'],
    ['a GitHub token', 'ghp_abcdefghij0123456789', 'ghp_ab…6789'],
    ['a Slack token', 'xoxb-1234567890', '***'],
    ['a Google key', 'AIzaabcdefghij0123456789', 'AIzaab…6789'],
    ['an npm token', 'npm_abcdefghij01', '***'],
    ['a Telegram token', '123456789:AAabcdefghij0123456789xyz', '123456…9xyz'],
    ['a password in an address', 'postgres://me:pass1234@host/db', 'postgres://me:***@host/db'],
    ['a signed address', 'https://b/x?X-Amz-Signature=abcdef12&n=1', 'https://b/x?X-Amz-Signature=***&n=1'],
    ['a shared address', 'https://b/x?sv=1&sig=abcdef12', 'https://b/x?sv=1&sig=***'],
    ['a query parameter', 'GET /x?a=1&token=abcdef12&b=2', 'GET /x?a=1&token=***&b=2'],
    [
      'a private key',
      '-----BEGIN PRIVATE KEY-----MIIEvQ-----END PRIVATE KEY-----',
      '-----BEGIN PRIVATE KEY-----***-----END PRIVATE KEY-----',
    ],
  ];
  for (const [title, input, expected] of cases) {
    it(`are masked in ${title}`, () => {
      assert.equal(mask(input), expected);
      assert.equal(mask(expected), expected);
    });
  }

  it('are not seen where there are none', () => {
    for (const text of [
      '{"sessionKey":"agent:main:main","tokens":123}',
      'https://example.org/a?b=1',
      'keyboard: tokenizer',
      'moltbot channels add --channel telegram --token <token>',
    ]) {
      assert.equal(mask(text), text);
    }
  });

  it('can be described by the operator, whose patterns replace ours', () => {
    const own = createPatternMask(['id=(\\w+)', '/X(Y+)Z/']);
    assert.equal(own('ID=abc XYYZ sk-abcdefgh12'), 'ID=*** X***Z sk-abcdefgh12');
  });
});

/** Every run of `size` characters. */
const windows = (text: string, size: number): string[] =>
  Array.from({ length: Math.max(0, text.length - size + 1) }, (_, at) => text.slice(at, at + size));

it('takes another second net and keeps what is registered', () => {
  const registry = createSecretRegistry(createPatternMask());
  registry.register('correct horse battery', 'test');
  const text = 'correct horse battery sk-abcdefghijkl zebra-42';
  assert.equal(registry.mask(text), '[redacted] *** zebra-42');
  registry.setPatterns(createPatternMask(['zebra-\\d+']));
  assert.equal(registry.mask(text), '[redacted] sk-abcdefghijkl ***');
});
