/** The part of JSON Schema the configuration is written in. */
export interface SchemaPart {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaPart>>;
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly additionalProperties?: boolean | SchemaPart;
  readonly items?: SchemaPart;
  readonly anyOf?: readonly SchemaPart[];
}

type Defs = Readonly<Record<string, SchemaPart>>;

function follow(part: SchemaPart, defs: Defs): SchemaPart {
  const name = part.$ref?.replace('#/$defs/', '');
  return name === undefined ? part : follow(defs[name] ?? {}, defs);
}

/** What stands directly below: listed keys, and `*` for those of a map and for elements of a list. */
function below(part: SchemaPart, defs: Defs): readonly (readonly [string, SchemaPart])[] {
  const { properties = {}, additionalProperties, items, anyOf = [] } = follow(part, defs);
  const open = typeof additionalProperties === 'object' ? [['*', additionalProperties] as const] : [];
  // A list of plain values is one value.
  const elements = items === undefined || below(items, defs).length === 0 ? [] : [['*', items] as const];
  return [
    ...Object.entries(properties),
    ...open,
    ...elements,
    ...anyOf.flatMap((branch) => below(branch, defs)),
  ];
}

/** Every key of a configuration schema that holds a value, `*` standing for names and elements. */
export function schemaLeaves(schema: SchemaPart): readonly (readonly string[])[] {
  const defs = schema.$defs ?? {};
  const walk = (part: SchemaPart, path: readonly string[]): readonly (readonly string[])[] => {
    const inner = below(part, defs);
    return inner.length === 0 ? [path] : inner.flatMap(([key, item]) => walk(item, [...path, key]));
  };
  return walk(schema, []);
}

/** Leaves that no rule says anything about. */
export const unclassified = (
  schema: SchemaPart,
  ruleOf: (keys: readonly string[]) => unknown,
): readonly string[] =>
  schemaLeaves(schema)
    .filter((path) => ruleOf(path) === undefined)
    .map((path) => `src/config/reload-table.ts:1: ${path.join('.')} has no reload rule`);

interface Pattern {
  readonly pattern: string;
  readonly keys: readonly string[];
  readonly below: boolean;
}

/** Patterns that fit nothing, or have a `*` where the schema has listed keys: such a one would take new keys unseen. */
export function looseRules(schema: SchemaPart, rows: readonly Pattern[]): readonly string[] {
  const defs = schema.$defs ?? {};
  const has = (keys: readonly string[]): boolean => {
    let here: SchemaPart | undefined = schema;
    for (const key of keys) {
      here = here === undefined ? undefined : below(here, defs).find(([name]) => name === key)?.[1];
    }
    return here !== undefined;
  };
  const ofAccount = ([channels = '', name = '', ...rest]: readonly string[]): readonly string[] => [
    channels,
    name,
    'accounts',
    '*',
    ...rest,
  ];
  return rows
    .filter(({ keys }) => !has(keys) && !(keys[0] === 'channels' && has(ofAccount(keys))))
    .map(({ pattern }) => `src/config/reload-table.ts:1: ${pattern} fits no key of the schema`);
}
