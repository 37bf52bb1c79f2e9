/** The part of JSON Schema that the sources may use; anything else stops the generation. */
export interface JsonSchema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly deprecated?: boolean;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly [keyword: string]: unknown;
}

export type Definitions = ReadonlyMap<string, JsonSchema>;

const PASSED_THROUGH = new Set([
  '$ref',
  'type',
  'description',
  'title',
  'default',
  'examples',
  'deprecated',
  'enum',
  'const',
  'required',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'sensitive',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
]);

type Visit = (schema: JsonSchema) => JsonSchema;

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;

const mapValues = (value: unknown, visit: Visit): Record<string, JsonSchema> =>
  Object.fromEntries(
    Object.entries(value as Record<string, JsonSchema>).map(([key, sub]) => [key, visit(sub)]),
  );

function mapKeyword(keyword: string, value: unknown, visit: Visit): unknown {
  if (PASSED_THROUGH.has(keyword) || keyword.startsWith('x-')) return value;
  if (keyword === 'properties' || keyword === 'patternProperties') return mapValues(value, visit);
  if (keyword === 'anyOf') return (value as JsonSchema[]).map(visit);
  if (keyword === 'items' && !Array.isArray(value)) return visit(value as JsonSchema);
  if (keyword === 'additionalProperties') return isSchema(value) ? visit(value) : value;
  if (keyword === 'propertyNames') return visit(value as JsonSchema);
  throw new Error(
    `JSON Schema keyword "${keyword}" is not known to the generator; teach scripts/protocol/json-schema.ts`,
  );
}

/** Collects named schemas (`$id`) into definitions and puts references in their places. */
export class Collector {
  readonly #definitions = new Map<string, JsonSchema>();

  /** @throws when one name is given to two different schemas */
  add(name: string, schema: JsonSchema): void {
    const own = schema.$id === name ? this.#strip(schema) : this.visit(schema);
    const known = this.#definitions.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(own)) {
      throw new Error(`two different schemas are named ${name}; rename one`);
    }
    this.#definitions.set(name, own);
  }

  visit = (schema: JsonSchema): JsonSchema => {
    if (schema.$id === undefined) return this.#strip(schema);
    this.add(schema.$id, schema);
    return { $ref: `#/$defs/${schema.$id}` };
  };

  /** Sorted by name, so that the order of the sources does not matter. */
  definitions(): Definitions {
    return new Map([...this.#definitions].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  #strip(schema: JsonSchema): JsonSchema {
    const entries = Object.entries(schema).filter(([keyword]) => keyword !== '$id');
    return Object.fromEntries(
      entries.map(([keyword, value]) => [keyword, mapKeyword(keyword, value, this.visit)]),
    );
  }
}

export const refName = (schema: JsonSchema): string | undefined => schema.$ref?.replace('#/$defs/', '');

/** The value schema of an object that maps any key, or undefined. */
export function recordValues(schema: JsonSchema): JsonSchema | undefined {
  if (isSchema(schema.additionalProperties)) return schema.additionalProperties;
  const patterns = Object.values(schema.patternProperties ?? {});
  return patterns.length === 1 ? patterns[0] : undefined;
}

/** `device.pair.list` and `system-event` become `DevicePairList` and `SystemEvent`. */
export const pascal = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== '')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
