import { recordValues, refName, type JsonSchema } from './json-schema.ts';

const cell = (value: string): string => value.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A table in GitHub's Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

export const code = (value: string): string => `\`${value}\``;

const anchor = (name: string): string => `[${name}](#${name.toLowerCase()})`;

function restrictions(schema: JsonSchema): string {
  const parts: string[] = [];
  if (schema.minLength === 1) parts.push('not empty');
  if (schema.maxLength !== undefined) parts.push(`≤ ${schema.maxLength} characters`);
  if (schema.minItems !== undefined) parts.push(`at least ${schema.minItems}`);
  if (schema.minimum !== undefined) parts.push(`≥ ${schema.minimum}`);
  if (schema.maximum !== undefined) parts.push(`≤ ${schema.maximum}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function plain(name: string, schema: JsonSchema): string {
  if (name === 'array') return schema.items === undefined ? 'list' : `list of ${typeText(schema.items)}`;
  if (name !== 'object') return name;
  const values = recordValues(schema);
  return values === undefined ? 'object' : `map to ${typeText(values)}`;
}

/** The type of a value in words, with links to named types. */
export function typeText(schema: JsonSchema): string {
  const ref = refName(schema);
  if (ref !== undefined) return anchor(ref);
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum !== undefined) return schema.enum.map((value) => code(String(value))).join(', ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeText).join(' or ');
  if (schema.type === undefined) return 'anything';
  const names = [schema.type].flat();
  return `${names.map((name) => plain(name, schema)).join(' or ')}${restrictions(schema)}`;
}

interface Row {
  readonly path: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

/** The members of an object, those of nested objects under dotted paths. */
export function members(schema: JsonSchema, prefix = ''): readonly Row[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([key, sub]) => {
    const path = `${prefix}${key}`;
    const row = { path, schema: sub, isRequired: required.has(key) };
    const item = sub.items ?? recordValues(sub);
    if (item?.properties !== undefined)
      return [row, ...members(item, `${path}${sub.items ? '[]' : '.<key>'}.`)];
    return [row, ...members(sub, `${path}.`)];
  });
}

export const membersTable = (schema: JsonSchema): string =>
  table(
    ['Member', 'Type', 'Required', 'Meaning'],
    members(schema).map(({ path, schema: sub, isRequired }) => [
      code(path),
      typeText(sub),
      isRequired ? 'yes' : '',
      sub.description ?? '',
    ]),
  );
