import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { Type, type TSchema } from 'typebox';
import { Collector, type JsonSchema } from '../../scripts/protocol/json-schema.ts';
import { protocolBundle } from '../../scripts/protocol/protocol-bundle.ts';
import { protocolTypes } from '../../scripts/protocol/protocol-types.ts';
import { stale } from '../../scripts/protocol/stale.ts';
import { declarations, typeOf } from '../../scripts/protocol/typescript.ts';
import {
  closed,
  list,
  named,
  nes,
  nullable,
  open,
  optional,
  record,
  text,
  union,
} from '../../src/protocol/schema/primitives.ts';

const generator = fileURLToPath(new URL('../../scripts/protocol/generate.ts', import.meta.url));

test('everything generated for the protocol is up to date', async () => {
  const { code, complaint } = await new Promise<{ code: unknown; complaint: string }>((resolve) => {
    execFile(process.execPath, [generator, '--check'], (error, _stdout, stderr) =>
      resolve({ code: error?.code ?? 0, complaint: stderr }),
    );
  });
  assert.equal(code, 0, complaint);
});

test('a missing, an edited and an up-to-date file are told apart', async (context) => {
  const root = await mkdtemp(join(tmpdir(), 'protocol-stale-'));
  context.after(() => rm(root, { recursive: true }));
  await mkdir(join(root, 'out'));
  await writeFile(join(root, 'out/same.ts'), 'a\n');
  await writeFile(join(root, 'out/edited.ts'), 'b\n');
  const wanted = ['same', 'edited', 'missing'].map((name) => ({ path: `out/${name}.ts`, text: 'a\n' }));
  const found = await stale(root, wanted);
  assert.deepEqual(
    found.map(({ path }) => path),
    ['out/edited.ts', 'out/missing.ts'],
  );
});

test('the same catalogue gives the same text', () => {
  assert.equal(protocolTypes(protocolBundle()), protocolTypes(protocolBundle()));
});

const collect = (schema: TSchema): Collector => {
  const collector = new Collector();
  collector.add('Root', schema as JsonSchema);
  return collector;
};

test('named schemas become definitions, wherever they are used', () => {
  const Leaf = named('Leaf', closed({ a: nes() }));
  const definitions = collect(
    closed({ one: Leaf, many: list(Leaf), maybe: optional(nullable(Leaf)) }),
  ).definitions();
  assert.deepEqual([...definitions.keys()], ['Leaf', 'Root']);
  assert.equal(typeOf(definitions.get('Root')?.properties?.['many'] ?? {}), 'readonly Leaf[]');
  assert.equal(typeOf(definitions.get('Root')?.properties?.['maybe'] ?? {}), 'Leaf | null');
});

test('two schemas under one name stop the generation', () => {
  const twins = closed({ a: named('Twin', closed({})), b: named('Twin', open({})) });
  assert.throws(() => collect(twins), /two different schemas are named Twin/);
});

test('a keyword the generator does not know stops the generation', () => {
  assert.throws(() => collect(Type.Unsafe({ not: {} })), /keyword "not" is not known/);
});

test('TypeScript types are readonly, optional members stay optional and unions in lists get parentheses', () => {
  const schema = closed({
    'dashed-name': nes({ description: 'Why' }),
    either: optional(list(union(text(), Type.Integer()))),
    more: record(list(text())),
    loose: open({ kind: Type.Literal("it's") }),
  });
  assert.equal(
    declarations(collect(schema).definitions()),
    [
      'export interface Root {',
      '  /** Why. Not empty. */',
      '  readonly "dashed-name": string;',
      '  readonly either?: readonly (string | number)[];',
      '  readonly more: Readonly<Record<string, readonly string[]>>;',
      '  readonly loose: {',
      "    readonly kind: 'it\\'s';",
      '    readonly [key: string]: unknown;',
      '  };',
      '}',
      '',
    ].join('\n'),
  );
});
