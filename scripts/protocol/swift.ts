import { pascal, recordValues, refName, type Definitions, type JsonSchema } from './json-schema.ts';

/** Words that cannot name a property without back-ticks. */
export const SWIFT_RESERVED: ReadonlySet<string> = new Set(
  (
    'associatedtype class deinit enum extension fileprivate func import init inout internal let open operator private ' +
    'precedencegroup protocol public rethrows static struct subscript typealias var break case catch continue default ' +
    'defer do else fallthrough for guard if in repeat return throw switch where while Any as await catch false is nil ' +
    'self Self super throws true try Type Protocol'
  ).split(' '),
);

export const swiftName = (name: string): string => {
  const parts = name.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
  const camel = parts.map((part, index) => (index === 0 ? part : pascal(part))).join('');
  const safe = /^[0-9]/.test(camel) ? `_${camel}` : camel;
  return SWIFT_RESERVED.has(safe) ? `\`${safe}\`` : safe;
};

interface Scope {
  readonly definitions: Definitions;
  /** Structs found on the way that have no name of their own in the schema. */
  readonly found: Map<string, JsonSchema>;
}

const isStruct = (schema: JsonSchema): boolean =>
  schema.type === 'object' && Object.keys(schema.properties ?? {}).length > 0;

function unionType(members: readonly JsonSchema[], path: string, scope: Scope): string {
  const solid = members.filter(({ type }) => type !== 'null');
  const only = solid.length === 1 ? solid[0] : undefined;
  if (only === undefined) return 'AnyCodable';
  const type = swiftType(only, path, scope);
  return solid.length < members.length ? `${type}?` : type;
}

function objectType(schema: JsonSchema, path: string, scope: Scope): string {
  if (isStruct(schema)) {
    scope.found.set(path, schema);
    return path;
  }
  const values = recordValues(schema);
  return `[String: ${values === undefined ? 'AnyCodable' : swiftType(values, `${path}Value`, scope)}]`;
}

function namedType(name: string, schema: JsonSchema, path: string, scope: Scope): string {
  switch (name) {
    case 'string':
      return 'String';
    case 'boolean':
      return 'Bool';
    case 'integer':
      return 'Int';
    case 'number':
      return 'Double';
    case 'array':
      return `[${schema.items === undefined ? 'AnyCodable' : swiftType(schema.items, `${path}Item`, scope)}]`;
    case 'object':
      return objectType(schema, path, scope);
    default:
      throw new Error(`no Swift type for JSON type ${name} at ${path}`);
  }
}

/** The Swift type of a value; optional (`?`) where null is a value of its own. */
function swiftType(schema: JsonSchema, path: string, scope: Scope): string {
  const ref = refName(schema);
  if (ref !== undefined) return ref;
  if (schema.anyOf !== undefined) return unionType(schema.anyOf, path, scope);
  if (schema.type === undefined) return 'AnyCodable';
  const types = [schema.type].flat();
  const solid = types.filter((name) => name !== 'null');
  const only = solid.length === 1 ? solid[0] : undefined;
  if (only === undefined) return 'AnyCodable';
  const type = namedType(only, schema, path, scope);
  return solid.length < types.length ? `${type}?` : type;
}

interface Field {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly doc: string | undefined;
}

function fieldsOf(owner: string, schema: JsonSchema, scope: Scope): readonly Field[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).map(([key, sub]) => {
    const type = swiftType(sub, `${owner}${pascal(key)}`, scope);
    const isOptional = type.endsWith('?') || required.has(key);
    return { key, name: swiftName(key), type: isOptional ? type : `${type}?`, doc: sub.description };
  });
}

const docLine = (doc: string | undefined, indent: string): string =>
  doc === undefined ? '' : `${indent}/// ${doc.replaceAll('\n', ' ')}\n`;

function struct(name: string, schema: JsonSchema, scope: Scope): string {
  const fields = fieldsOf(name, schema, scope);
  const lets = fields.map(
    ({ name: field, type, doc }) => `${docLine(doc, '    ')}    public let ${field}: ${type}\n`,
  );
  const parameters = fields.map(
    ({ name: field, type }) => `        ${field}: ${type}${type.endsWith('?') ? ' = nil' : ''}`,
  );
  const stores = fields.map(({ name: field }) => `        self.${field} = ${field}\n`);
  const cases = fields.map(({ name: field, key }) => `        case ${field} = ${JSON.stringify(key)}\n`);
  return [
    `${docLine(schema.description, '')}public struct ${name}: Codable, Sendable {\n`,
    ...lets,
    `\n    public init(\n${parameters.join(',\n')}\n    ) {\n${stores.join('')}    }\n\n`,
    `    private enum CodingKeys: String, CodingKey {\n${cases.join('')}    }\n}\n`,
  ].join('');
}

/** An enum of the values, each under a Swift name. */
export function swiftEnum(name: string, values: readonly string[], doc?: string): string {
  const cases = values.map((value) => `    case ${enumCase(value)} = ${JSON.stringify(value)}\n`).join('');
  return `${docLine(doc, '')}public enum ${name}: String, Codable, Sendable, CaseIterable {\n${cases}}\n`;
}

const enumCase = (value: string): string => {
  const words = value.toUpperCase() === value ? value.toLowerCase() : value;
  return swiftName(words);
};

function declaration(name: string, schema: JsonSchema, scope: Scope): string {
  if (schema.enum !== undefined) return swiftEnum(name, schema.enum as string[], schema.description);
  if (isStruct(schema)) return struct(name, schema, scope);
  return `${docLine(schema.description, '')}public typealias ${name} = ${swiftType(schema, name, scope)}\n`;
}

/** Every definition as Swift, nested objects under `<Owner><Property>`. */
export function swiftDeclarations(definitions: Definitions): string {
  const scope: Scope = { definitions, found: new Map() };
  const texts = new Map([...definitions].map(([name, schema]) => [name, declaration(name, schema, scope)]));
  // The map grows while it is walked: a nested struct may hold another one.
  for (const [name, schema] of scope.found) {
    if (texts.has(name))
      throw new Error(`the nested Swift struct ${name} has the name of a definition; rename one`);
    texts.set(name, struct(name, schema, scope));
  }
  return [...texts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => text)
    .join('\n');
}
