import schemaJson from './generated/schema.json' with { type: 'json' };

/** The parts of JSON Schema the configuration schema is written in. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  /** Values here are secrets. */
  readonly sensitive?: boolean;
}

const bundle = schemaJson as unknown as { readonly $defs: Readonly<Record<string, SchemaNode>> } & SchemaNode;

/** Keywords `validate` understands or that need no check. Others in the schema would silently check nothing. */
export const KNOWN_KEYWORDS: readonly string[] = [
  '$ref',
  'type',
  'description',
  'enum',
  'const',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'anyOf',
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'sensitive',
];

export const configSchema: SchemaNode = bundle;

/** All definitions by name; `configSchema` refers to `Config`. */
export const schemaDefinitions = bundle.$defs;

/** Follows references to the node that says something itself. */
export function resolveNode(node: SchemaNode): SchemaNode {
  let current = node;
  // A reference to a reference does not occur; ten is a bound, not a guess.
  for (let hops = 0; hops < 10 && current.$ref !== undefined; hops++) {
    const name = current.$ref.replace('#/$defs/', '');
    const target = Object.hasOwn(schemaDefinitions, name) ? schemaDefinitions[name] : undefined;
    if (target === undefined)
      throw new Error(`the configuration schema refers to ${current.$ref}, which does not exist`);
    current = target;
  }
  return current;
}

/** The schema of `key` in an object: a listed property, the pattern for unlisted ones, or nothing. */
export function childNode(node: SchemaNode, key: string): SchemaNode | undefined {
  const resolved = resolveNode(node);
  const listed = resolved.properties;
  if (listed !== undefined && Object.hasOwn(listed, key)) return listed[key];
  return typeof resolved.additionalProperties === 'object' ? resolved.additionalProperties : undefined;
}
