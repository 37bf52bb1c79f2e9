import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Collector, type JsonSchema } from '../../scripts/protocol/json-schema.ts';
import { swiftProblems } from '../../scripts/protocol/swift-check.ts';
import { swiftDeclarations, swiftEnum } from '../../scripts/protocol/swift.ts';
import {
  anything,
  closed,
  count,
  flag,
  list,
  named,
  nullable,
  number,
  optional,
  record,
  text,
  union,
} from '../../src/protocol/schema/primitives.ts';

const committed = readFileSync(
  new URL('../../src/protocol/generated/swift/GatewayModels.swift', import.meta.url),
  'utf8',
);

function swiftOf(name: string, schema: unknown): string {
  const collector = new Collector();
  collector.add(name, schema as JsonSchema);
  return swiftDeclarations(collector.definitions());
}

test('the committed Swift models hold together', async () => {
  assert.deepEqual(await swiftProblems(committed), []);
});

test('integers are Int, absent and null are optional, and reserved words are quoted', () => {
  const schema = closed({
    default: text(),
    in: optional(count()),
    ratio: number(),
    note: nullable(text()),
    'dashed-name': flag(),
    list: list(record(count())),
    any: union(text(), count()),
    inner: closed({ where: anything() }),
  });
  assert.equal(
    swiftOf('Sample', schema),
    `public struct Sample: Codable, Sendable {
    public let \`default\`: String
    public let \`in\`: Int?
    public let ratio: Double
    public let note: String?
    public let dashedName: Bool
    public let list: [[String: Int]]
    public let any: AnyCodable
    public let inner: SampleInner

    public init(
        \`default\`: String,
        \`in\`: Int? = nil,
        ratio: Double,
        note: String? = nil,
        dashedName: Bool,
        list: [[String: Int]],
        any: AnyCodable,
        inner: SampleInner
    ) {
        self.\`default\` = \`default\`
        self.\`in\` = \`in\`
        self.ratio = ratio
        self.note = note
        self.dashedName = dashedName
        self.list = list
        self.any = any
        self.inner = inner
    }

    private enum CodingKeys: String, CodingKey {
        case \`default\` = "default"
        case \`in\` = "in"
        case ratio = "ratio"
        case note = "note"
        case dashedName = "dashed-name"
        case list = "list"
        case any = "any"
        case inner = "inner"
    }
}

public struct SampleInner: Codable, Sendable {
    public let \`where\`: AnyCodable

    public init(
        \`where\`: AnyCodable
    ) {
        self.\`where\` = \`where\`
    }

    private enum CodingKeys: String, CodingKey {
        case \`where\` = "where"
    }
}
`,
  );
});

test('a nested struct may not take the name of a definition', () => {
  const clash = closed({ inner: closed({ a: text() }), other: named('OuterInner', closed({ b: text() })) });
  assert.throws(() => swiftOf('Outer', clash), /OuterInner has the name of a definition/);
});

test('enum cases get Swift names', () => {
  assert.match(
    swiftEnum('E', ['NOT_PAIRED', 'device.pair.list', 'default']),
    /case notPaired = "NOT_PAIRED"/,
  );
  assert.match(swiftEnum('E', ['device.pair.list']), /case devicePairList = "device.pair.list"/);
  assert.match(swiftEnum('E', ['default']), /case `default` = "default"/);
});

const wrong: readonly (readonly [why: string, source: string, problem: RegExp])[] = [
  ['a missing colon', 'public struct A: Codable {\n    public let x Int\n}\n', /line 2: syntax error/],
  ['a missing brace', 'public struct A: Codable {\n    public let x: Int\n', /missing }/],
  [
    'a bare reserved word in an enum',
    'enum A: String {\n    case default = "d"\n}\n',
    /default is a reserved word/,
  ],
  ['a bare reserved word in a struct', 'struct A: Codable {\n    let in: Int\n}\n', /in is a reserved word/],
  [
    'a type nobody declares',
    'struct A: Codable {\n    let x: [String: Missing?]\n}\n',
    /type Missing is not declared/,
  ],
  [
    'a type declared twice',
    'struct A: Codable {\n    let x: Int\n}\nstruct A: Codable {\n    let y: Int\n}\n',
    /A is declared twice/,
  ],
  [
    'CodingKeys that forget a field',
    'struct A: Codable {\n    let x: Int\n    let y: Int\n    init(x: Int, y: Int) {\n        self.x = x\n        self.y = y\n    }\n    private enum CodingKeys: String, CodingKey {\n        case x = "x"\n    }\n}\n',
    /A: fields \(x,y\), init \(x,y\) and CodingKeys \(x\) differ/,
  ],
];

test('the check finds what a compiler would', async () => {
  const found = await Promise.all(wrong.map(([, source]) => swiftProblems(source)));
  for (const [index, [why, , problem]] of wrong.entries()) {
    assert.match(found[index]?.join('\n') ?? '', problem, why);
  }
});
