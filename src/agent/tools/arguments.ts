import type { JsonSchema } from './tool.ts';

/**
 * Checks tool arguments against the subset of JSON Schema the tools are written in: type, properties, required,
 * additionalProperties, enum, items, minimum, maximum, minLength, maxLength. A full compiler costs a boot its budget.
 * Returns what is wrong, or `undefined`.
 */
export function invalidArguments(schema: JsonSchema, value: unknown, at = 'arguments'): string | undefined {
  return wrongType(schema, value, at) ?? wrongEnum(schema, value, at) ?? wrongDetail(schema, value, at);
}

function wrongDetail(schema: JsonSchema, value: unknown, at: string): string | undefined {
  if (typeof value === 'string') return outside(schema, 'Length', value.length, `${at} length`);
  if (typeof value === 'number') return outside(schema, 'imum', value, at);
  if (Array.isArray(value)) return wrongItem(schema, value, at);
  if (isRecord(value)) return wrongProperty(schema, value, at);
  return undefined;
}

function wrongType(schema: JsonSchema, value: unknown, at: string): string | undefined {
  if (schema['type'] === undefined) return undefined;
  const types = Array.isArray(schema['type']) ? schema['type'] : [schema['type']];
  return types.some((type) => hasType(String(type), value))
    ? undefined
    : `${at} must be ${types.join(' or ')}`;
}

function hasType(type: string, value: unknown): boolean {
  if (type === 'object') return isRecord(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (type === 'null') return value === null;
  return typeof value === type;
}

function wrongEnum(schema: JsonSchema, value: unknown, at: string): string | undefined {
  const allowed = schema['enum'];
  if (!Array.isArray(allowed) || allowed.includes(value)) return undefined;
  return `${at} must be one of ${allowed.map((entry) => JSON.stringify(entry)).join(', ')}`;
}

function outside(
  schema: JsonSchema,
  suffix: 'Length' | 'imum',
  value: number,
  at: string,
): string | undefined {
  const [low, high] = [schema[`min${suffix}`], schema[`max${suffix}`]];
  if (typeof low === 'number' && value < low) return `${at} must be at least ${low}`;
  if (typeof high === 'number' && value > high) return `${at} must be at most ${high}`;
  return undefined;
}

function wrongItem(schema: JsonSchema, value: readonly unknown[], at: string): string | undefined {
  const items = schema['items'];
  if (!isRecord(items)) return undefined;
  for (const [index, item] of value.entries()) {
    const problem = invalidArguments(items, item, `${at}[${index}]`);
    if (problem) return problem;
  }
  return undefined;
}

function wrongProperty(schema: JsonSchema, value: Record<string, unknown>, at: string): string | undefined {
  const properties = isRecord(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const missing = required.find((name) => !Object.hasOwn(value, String(name)));
  if (missing !== undefined) return `${at}.${String(missing)} is required`;
  for (const [name, entry] of Object.entries(value)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!isRecord(known)) {
      if (schema['additionalProperties'] === false) return `${at} has no property "${name}"`;
      continue;
    }
    const problem = invalidArguments(known, entry, `${at}.${name}`);
    if (problem) return problem;
  }
  return undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
