import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { fateOf, KEY_FATES } from '../../src/config/features.ts';
import {
  configSchema,
  KNOWN_KEYWORDS,
  resolveNode,
  schemaDefinitions,
  type SchemaNode,
} from '../../src/config/schema-node.ts';
import { nearest } from '../../src/config/suggest.ts';
import { validateConfig } from '../../src/config/validate.ts';

/** Every schema node with the path of keys that leads to it; maps and lists lead through `*`. */
function* nodes(
  node: SchemaNode,
  path: readonly string[] = [],
): Generator<{ path: readonly string[]; node: SchemaNode }> {
  const resolved = resolveNode(node);
  yield { path, node: resolved };
  for (const [key, child] of Object.entries(resolved.properties ?? {})) yield* nodes(child, [...path, key]);
  const values = resolved.additionalProperties;
  if (typeof values === 'object') yield* nodes(values, [...path, '*']);
  if (resolved.items !== undefined) yield* nodes(resolved.items, [...path, '*']);
  for (const branch of resolved.anyOf ?? []) yield* nodes(branch, path);
}
const all = [...nodes(configSchema)];

describe('the configuration schema', () => {
  it('uses no keyword that the check does not understand', () => {
    const used = new Set(all.flatMap(({ node }) => Object.keys(node)));
    assert.deepEqual(
      [...used].filter((keyword) => !KNOWN_KEYWORDS.includes(keyword)),
      [],
    );
  });

  it('describes every section and refuses unknown keys unless it says otherwise', () => {
    const open = new Set(
      all
        .filter(({ node }) => node.type === 'object' && node.additionalProperties === true)
        .map(({ path }) => String(path[0])),
    );
    assert.deepEqual([...open].toSorted(), [
      'agents',
      'approvals',
      'audio',
      'broadcast',
      'channels',
      'diagnostics',
      'hooks',
      'media',
      'messages',
      'models',
      'nodeHost',
      'plugins',
      'skills',
      'talk',
      'tools',
    ]);
    for (const { path, node } of all) if (path.length === 1) assert.ok(node.description, path.join('.'));
  });

  it('marks every key that holds a secret', () => {
    const secretName = /(token|secret|password|passphrase|apikey)$/i;
    const unmarked = all.filter(
      ({ path, node }) =>
        secretName.test(path.at(-1) ?? '') && node.type === 'string' && node.sensitive !== true,
    );
    assert.deepEqual(
      unmarked.map(({ path }) => path.join('.')),
      [],
    );
    assert.ok(all.filter(({ node }) => node.sensitive === true).length >= 10);
  });

  it('has every key classified: used, inert, or still to come', () => {
    const top = all.filter(({ path }) => path.length === 1).map(({ path }) => path.join('.'));
    const inUse = Object.entries(KEY_FATES)
      .filter(([name, fate]) => fate === 'used' && !name.includes('.'))
      .map(([name]) => name);
    const second = all
      .filter(({ path }) => path.length === 2 && inUse.includes(path[0] ?? '') && path[1] !== '*')
      .map(({ path }) => path.join('.'));
    const missing = [...top, ...second].filter((name) => !Object.hasOwn(KEY_FATES, name));
    assert.deepEqual(missing, [], 'add these keys to src/config/features.ts');
  });

  it('has no classification for keys that do not exist', () => {
    const known = new Set(all.map(({ path }) => path.join('.')));
    assert.deepEqual(
      Object.keys(KEY_FATES).filter((name) => !known.has(name)),
      [],
    );
    assert.equal(fateOf(['gateway', 'http', 'endpoints']), 'later');
    assert.equal(fateOf(['gateway', 'auth', 'token']), 'used');
  });
});

describe('the check', () => {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true });
  ajv.addKeyword('sensitive');
  ajv.addSchema({ $id: 'config', $defs: schemaDefinitions });
  const reference = ajv.compile({ $ref: 'config#/$defs/Config' });

  const value = (node: SchemaNode, depth: number): fc.Arbitrary<unknown> => {
    const resolved = resolveNode(node);
    const wrong = fc.oneof(
      fc.constantFrom<unknown>(null, '', 'x', '30m', 0, 1, -1, 1.5, 70_000, true, [], {}, ['a'], { a: 1 }),
    );
    const right = (): fc.Arbitrary<unknown> => {
      if (resolved.anyOf !== undefined)
        return fc.oneof(...resolved.anyOf.map((branch) => value(branch, depth)));
      if (resolved.enum !== undefined) return fc.constantFrom(...resolved.enum);
      if (resolved.const !== undefined) return fc.constant(resolved.const);
      if (resolved.type === 'boolean') return fc.boolean();
      if (resolved.type === 'integer' || resolved.type === 'number') return fc.integer({ min: 1, max: 20 });
      if (resolved.type === 'string') return fc.constantFrom('abc', '30m', '12:30', '#aabbcc');
      if (depth <= 0) return wrong;
      if (resolved.type === 'array')
        return fc.array(value(resolved.items ?? {}, depth - 1), { maxLength: 2 });
      const keys = Object.keys(resolved.properties ?? {});
      const names = keys.length === 0 ? ['k'] : [...keys, 'unknown'];
      const some = fc.subarray(names, { maxLength: Math.min(3, names.length) });
      return some.chain((chosen) =>
        fc.record(
          Object.fromEntries(
            chosen.map((key) => {
              const child =
                resolved.properties?.[key] ??
                (typeof resolved.additionalProperties === 'object' ? resolved.additionalProperties : {});
              return [key, value(child, depth - 1)] as const;
            }),
          ),
        ),
      );
    };
    return fc.oneof({ weight: 8, arbitrary: fc.constant(0).chain(right) }, { weight: 1, arbitrary: wrong });
  };

  it('agrees with an independent validator on what is valid', () => {
    let valid = 0;
    fc.assert(
      fc.property(value(configSchema, 5), (config) => {
        const findings = validateConfig(config);
        assert.equal(
          findings.length === 0,
          reference(config),
          JSON.stringify([config, findings, reference.errors]),
        );
        if (findings.length === 0) valid++;
      }),
      { numRuns: 3000 },
    );
    assert.ok(valid > 100, `only ${valid} of the samples were valid`);
  });

  it('reports the mistake in the branch that was meant', () => {
    const findings = validateConfig({ agents: { list: [{ id: 'a', model: { primry: 'x' } }] } });
    assert.deepEqual(
      findings.map((finding) => [finding.path.join('.'), finding.fix]),
      [['agents.list.0.model.primry', 'did you mean "primary"?']],
    );
  });

  it('never repeats a text that may be a secret in the wrong place', () => {
    const [finding] = validateConfig({
      gateway: { port: 'super-secret-value', trustedProxies: 'super-secret-value' },
    });
    assert.doesNotMatch(JSON.stringify(finding), /super-secret/);
  });
});

describe('suggestions', () => {
  const known = ['port', 'mode', 'bind', 'trustedProxies', 'controlUi'];
  const rows: readonly [string, string | undefined][] = [
    ['prot', 'port'],
    ['Port', 'port'],
    ['trustedProxys', 'trustedProxies'],
    ['controlui', 'controlUi'],
    ['zebra', undefined],
    ['x'.repeat(100_000), undefined],
  ];
  for (const [word, expected] of rows) {
    it(`for ${word.slice(0, 20)} are ${expected ?? 'none'}`, () => {
      assert.equal(nearest(word, known), expected);
    });
  }
});
