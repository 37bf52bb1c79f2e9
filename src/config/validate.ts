import { quoted, type Finding, type KeyPath } from './issue.ts';
import { childNode, configSchema, resolveNode, type SchemaNode } from './schema-node.ts';
import { nearest, placesOf } from './suggest.ts';

/** More findings than this tell nothing new. */
const MAX_FINDINGS = 50;

/** Checks a resolved configuration against the schema. Empty means valid. */
export function validateConfig(value: unknown): readonly Finding[] {
  const findings: Finding[] = [];
  check(configSchema, value, [], findings);
  return findings;
}

function check(reference: SchemaNode, value: unknown, path: KeyPath, findings: Finding[]): void {
  if (findings.length >= MAX_FINDINGS) return;
  const node = resolveNode(reference);
  if (node.anyOf !== undefined) {
    checkUnion(node.anyOf, value, path, findings);
    return;
  }
  const allowed = allowedValues(node);
  if (allowed !== undefined) {
    if (!allowed.includes(value)) findings.push({ path, ...wrongValue(value, allowed) });
    return;
  }
  if (node.type !== undefined && !hasType(node.type, value)) {
    findings.push({ path, message: `expected ${typeName(node)}, got ${kindOf(value)}` });
    return;
  }
  if (typeof value === 'string') checkText(node, value, path, findings);
  else if (typeof value === 'number') checkNumber(node, value, path, findings);
  else if (Array.isArray(value)) {
    const items = node.items;
    if (items !== undefined) value.forEach((item, index) => check(items, item, [...path, index], findings));
  } else if (isRecord(value)) checkObject(node, value, path, findings);
}

function checkObject(
  node: SchemaNode,
  value: Record<string, unknown>,
  path: KeyPath,
  findings: Finding[],
): void {
  for (const key of node.required ?? []) {
    if (!Object.hasOwn(value, key))
      findings.push({ path, message: `${quoted(key)} is missing`, fix: `add ${key}` });
  }
  for (const [key, item] of Object.entries(value)) {
    const child = childNode(node, key);
    if (child !== undefined) check(child, item, [...path, key], findings);
    else if (node.additionalProperties === false && findings.length < MAX_FINDINGS) {
      findings.push({
        path: [...path, key],
        atKey: true,
        message: 'unknown key',
        fix: unknownKeyFix(node, key),
      });
    }
  }
}

function unknownKeyFix(node: SchemaNode, key: string): string {
  const known = Object.keys(node.properties ?? {});
  const near = nearest(key, known);
  if (near !== undefined) return `did you mean ${quoted(near)}?`;
  const places = placesOf(key, configSchema, 3);
  if (places.length > 0) return `remove it, or put it where it belongs: ${places.join(', ')}`;
  return known.length <= 24 ? `remove it; known here: ${known.join(', ')}` : 'remove it';
}

/** One branch must fit. When none does, the findings of the branch that fits best are the useful ones. */
function checkUnion(
  branches: readonly SchemaNode[],
  value: unknown,
  path: KeyPath,
  findings: Finding[],
): void {
  const attempts = branches.map((branch) => {
    const own: Finding[] = [];
    check(branch, value, path, own);
    return own;
  });
  if (attempts.some((own) => own.length === 0)) return;
  const deeper = attempts.find((own) => own.every((finding) => finding.path.length > path.length));
  if (deeper !== undefined) {
    findings.push(...deeper);
    return;
  }
  findings.push({ path, message: `expected ${branches.map(typeName).join(' or ')}, got ${kindOf(value)}` });
}

function checkText(node: SchemaNode, value: string, path: KeyPath, findings: Finding[]): void {
  if (node.minLength !== undefined && value.length < node.minLength) {
    findings.push({ path, message: 'must not be empty', fix: 'give a value or remove the key' });
  } else if (node.maxLength !== undefined && value.length > node.maxLength) {
    findings.push({ path, message: `is longer than ${node.maxLength} characters`, fix: 'shorten it' });
  } else if (node.pattern !== undefined && !new RegExp(node.pattern, 'u').test(value)) {
    const form = node.description === undefined ? '' : ` (${node.description})`;
    findings.push({ path, message: `${quoted(value)} has the wrong form${form}` });
  }
}

function checkNumber(node: SchemaNode, value: number, path: KeyPath, findings: Finding[]): void {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity } = node;
  if (value >= minimum && value <= maximum && value > exclusiveMinimum) return;
  const low = Number.isFinite(exclusiveMinimum) ? `more than ${exclusiveMinimum}` : `at least ${minimum}`;
  const bounds = [
    Number.isFinite(minimum) || Number.isFinite(exclusiveMinimum) ? low : '',
    Number.isFinite(maximum) ? `at most ${maximum}` : '',
  ];
  findings.push({
    path,
    message: `must be ${bounds.filter((part) => part !== '').join(' and ')}, got ${value}`,
  });
}

const allowedValues = (node: SchemaNode): readonly unknown[] | undefined =>
  node.enum ?? (node.const === undefined ? undefined : [node.const]);

function wrongValue(value: unknown, allowed: readonly unknown[]): { message: string; fix: string } {
  const near =
    typeof value === 'string'
      ? nearest(
          value,
          allowed.filter((item) => typeof item === 'string'),
        )
      : undefined;
  const list = allowed.map((item) => JSON.stringify(item)).join(', ');
  const shown = typeof value === 'string' ? quoted(value) : kindOf(value);
  const hint = near === undefined ? '' : ` (did you mean ${quoted(near)}?)`;
  return { message: `${shown} is not allowed`, fix: `use one of ${list}${hint}` };
}

function hasType(type: string | readonly string[], value: unknown): boolean {
  if (typeof type !== 'string') return type.some((one) => hasType(one, value));
  if (type === 'object') return isRecord(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'number') return Number.isFinite(value);
  if (type === 'null') return value === null;
  return typeof value === type;
}

function typeName(reference: SchemaNode): string {
  const node = resolveNode(reference);
  const allowed = allowedValues(node);
  if (allowed !== undefined) return allowed.map((item) => JSON.stringify(item)).join(' or ');
  const names: Readonly<Record<string, string>> = {
    object: 'an object',
    array: 'a list',
    integer: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
    string: 'a text in quotes',
    null: 'null',
  };
  return [node.type ?? 'any value']
    .flat()
    .map((one) => names[one] ?? one)
    .join(' or ');
}

/** Names the kind only: the value itself may be a secret in the wrong place. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'number') return `the number ${value}`;
  return typeof value === 'boolean' ? String(value) : 'an object';
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
