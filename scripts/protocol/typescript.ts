import { recordValues, refName, type Definitions, type JsonSchema } from './json-schema.ts';

const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

const key = (name: string): string => (IDENTIFIER.test(name) ? name : JSON.stringify(name));

function bounds(schema: JsonSchema): string {
  const types = [schema.type].flat();
  const parts: string[] = [];
  if (types.includes('integer')) parts.push('Integer');
  if (schema.minimum !== undefined && schema.minimum !== 0) parts.push(`≥ ${schema.minimum}`);
  if (schema.maximum !== undefined) parts.push(`≤ ${schema.maximum}`);
  if (schema.maxLength !== undefined) parts.push(`at most ${schema.maxLength} characters`);
  if (types.includes('string') && schema.minLength === 1) parts.push('Not empty');
  return parts.length === 0 ? '' : `${parts.join(', ')}.`;
}

function comment(schema: JsonSchema, indent: string): string {
  const description = schema.description ?? '';
  const ended = description === '' || /[.!?]$/.test(description) ? description : `${description}.`;
  const words = [ended, bounds(schema)].filter((part) => part !== '').join(' ');
  return words === '' ? '' : `${indent}/** ${words.replaceAll('*/', '* /')} */\n`;
}

const needsParentheses = (type: string): boolean =>
  type.startsWith('readonly ') || (type.includes(' | ') && !type.startsWith('{'));

function typeNamed(name: string, schema: JsonSchema, indent: string): string {
  switch (name) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'integer':
    case 'number':
      return 'number';
    case 'array': {
      if (schema.items === undefined) return 'readonly unknown[]';
      const item = typeOf(schema.items, indent);
      return `readonly ${needsParentheses(item) ? `(${item})` : item}[]`;
    }
    case 'object':
      return objectType(schema, indent);
    default:
      throw new Error(`no TypeScript type for JSON type ${name}`);
  }
}

function objectType(schema: JsonSchema, indent: string): string {
  const properties = Object.entries(schema.properties ?? {});
  const values = recordValues(schema);
  if (properties.length === 0) {
    if (values !== undefined) return `Readonly<Record<string, ${typeOf(values, indent)}>>`;
    return schema.additionalProperties === false
      ? 'Readonly<Record<string, never>>'
      : 'Readonly<Record<string, unknown>>';
  }
  return `{\n${members(schema, `${indent}  `)}${indent}}`;
}

function members(schema: JsonSchema, indent: string): string {
  const required = new Set(schema.required);
  const lines = Object.entries(schema.properties ?? {}).map(([name, sub]) => {
    const mark = required.has(name) ? '' : '?';
    return `${comment(sub, indent)}${indent}readonly ${key(name)}${mark}: ${typeOf(sub, indent)};\n`;
  });
  if (schema.additionalProperties !== false) lines.push(`${indent}readonly [key: string]: unknown;\n`);
  return lines.join('');
}

/** The TypeScript type of a schema, written to stand at the given indentation. */
export function typeOf(schema: JsonSchema, indent = ''): string {
  const ref = refName(schema);
  if (ref !== undefined) return ref;
  if (schema.const !== undefined) return quote(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(quote).join(' | ');
  if (schema.anyOf !== undefined)
    return [...new Set(schema.anyOf.map((member) => typeOf(member, indent)))].join(' | ');
  if (schema.type === undefined) return 'unknown';
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  return types.map((name) => typeNamed(name, schema, indent)).join(' | ');
}

const quote = (value: unknown): string =>
  typeof value === 'string'
    ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
    : JSON.stringify(value);

const isInterface = (schema: JsonSchema): boolean =>
  schema.type === 'object' && Object.keys(schema.properties ?? {}).length > 0 && schema.$ref === undefined;

/** One exported interface or type per definition. */
export function declarations(definitions: Definitions): string {
  return [...definitions]
    .map(([name, schema]) =>
      isInterface(schema)
        ? `${comment(schema, '')}export interface ${name} {\n${members(schema, '  ')}}\n`
        : `${comment(schema, '')}export type ${name} = ${typeOf(schema)};\n`,
    )
    .join('\n');
}

export const unionOf = (values: readonly string[]): string =>
  values.map((value) => `\n  | ${quote(value)}`).join('');
