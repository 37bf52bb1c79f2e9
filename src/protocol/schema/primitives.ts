import { Type, type TSchema } from 'typebox';

type Options = Readonly<Record<string, unknown>>;
type Properties = Record<string, TSchema>;

/** An object that refuses keys it does not list. */
export const closed = (properties: Properties, options: Options = {}): TSchema =>
  Type.Object(properties, { ...options, additionalProperties: false });

/** An object whose unlisted keys pass through. */
export const open = (properties: Properties, options: Options = {}): TSchema =>
  Type.Object(properties, { ...options, additionalProperties: true });

/** Gives a schema a name of its own in the JSON Schema bundle, the TypeScript types and the Swift models. */
export const named = (name: string, schema: TSchema, description?: string): TSchema => ({
  ...schema,
  $id: name,
  ...(description === undefined ? {} : { description }),
});

export const optional = (schema: TSchema): TSchema => Type.Optional(schema);
/** A non-empty string. */
export const nes = (options: Options = {}): TSchema => Type.String({ minLength: 1, ...options });
export const text = (options: Options = {}): TSchema => Type.String({ ...options });
export const flag = (options: Options = {}): TSchema => Type.Boolean({ ...options });
export const number = (options: Options = {}): TSchema => Type.Number({ ...options });
export const int = (options: Options = {}): TSchema => Type.Integer({ ...options });
/** A non-negative integer. */
export const count = (options: Options = {}): TSchema => Type.Integer({ minimum: 0, ...options });
/** Unix epoch milliseconds. */
export const epochMs = (description = 'Unix epoch, ms'): TSchema => Type.Integer({ minimum: 0, description });
export const anything = (options: Options = {}): TSchema => Type.Unknown({ ...options });
export const list = (items: TSchema, options: Options = {}): TSchema => Type.Array(items, { ...options });
export const oneOf = (values: readonly string[], options: Options = {}): TSchema =>
  Type.Unsafe({ type: 'string', enum: [...values], ...options });
export const literal = (value: string | boolean | number): TSchema => Type.Literal(value);
export const union = (...members: TSchema[]): TSchema => Type.Union(members);
/** Any string key to one kind of value. */
export const record = (values: TSchema, options: Options = {}): TSchema =>
  Type.Unsafe({ type: 'object', additionalProperties: values, ...options });

/** The schema, or null. A plain typed schema widens its `type`, so that one error is reported and not three. */
export const nullable = (schema: TSchema): TSchema => {
  const plain = schema as { type?: unknown; enum?: unknown; $id?: unknown };
  if (typeof plain.type !== 'string' || plain.enum !== undefined || plain.$id !== undefined) {
    return Type.Union([schema, Type.Null()]);
  }
  return Type.Unsafe({ ...schema, type: [plain.type, 'null'] });
};

/** A positive, finite-by-type string map for labels keyed by id. */
export const labels = (): TSchema => record(nes());

export const noParams = (): TSchema => closed({});
/** Parameters that nobody reads: any object passes. */
export const ignoredParams = (): TSchema => open({});
