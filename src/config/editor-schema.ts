import type { ConfigHint } from '../protocol/generated/types.ts';
import { childNode, configSchema, resolveNode } from './schema-node.ts';
import type { SchemaNode } from './schema-node.ts';

/** The JSON Schema of the file without references: editors in the field follow none. */
export const wholeSchema = (node: SchemaNode = configSchema): SchemaNode => {
  const { $ref: _reference, properties, additionalProperties, items, anyOf, ...rest } = resolveNode(node);
  return {
    ...rest,
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, child]) => [key, wholeSchema(child)]),
          ),
        }),
    ...(additionalProperties === undefined
      ? {}
      : {
          additionalProperties:
            typeof additionalProperties === 'boolean'
              ? additionalProperties
              : wholeSchema(additionalProperties),
        }),
    ...(items === undefined ? {} : { items: wholeSchema(items) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(wholeSchema) }),
  };
};

/** How an editor shows each key, by dotted path: `*` for any key, `[]` for any element. */
export function editorHints(): Readonly<Record<string, ConfigHint>> {
  const hints: Record<string, ConfigHint> = {};
  const visit = (reference: SchemaNode, path: string, secret: boolean): void => {
    const node = resolveNode(reference);
    for (const branch of node.anyOf ?? []) visit(branch, path, secret);
    if (node.items !== undefined) visit(node.items, `${path}[]`, secret);
    for (const key of Object.keys(node.properties ?? {})) {
      const child = childNode(node, key);
      if (child !== undefined) add(child, key, path === '' ? key : `${path}.${key}`, secret);
    }
    if (typeof node.additionalProperties === 'object')
      visit(node.additionalProperties, path === '' ? '*' : `${path}.*`, secret);
  };
  const add = (child: SchemaNode, key: string, path: string, above: boolean): void => {
    const sensitive = above || child.sensitive === true || resolveNode(child).sensitive === true;
    const help = child.description ?? resolveNode(child).description;
    hints[path] ??= {
      label: labelOf(key),
      ...(help === undefined ? {} : { help }),
      group: labelOf(path.split('.')[0] ?? key),
      order: Object.keys(hints).length,
      ...(sensitive ? { sensitive } : {}),
    };
    visit(child, path, sensitive);
  };
  visit(configSchema, '', false);
  return hints;
}

/** `botToken` → `Bot token`. */
function labelOf(key: string): string {
  const words = key.replaceAll(/([a-z0-9])([A-Z])/g, (_whole, end: string, start: string) => {
    return `${end} ${start.toLowerCase()}`;
  });
  return words.charAt(0).toUpperCase() + words.slice(1);
}
