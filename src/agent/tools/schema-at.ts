type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const REF = '#/$defs/';

/** The part of a JSON Schema at a dotted path, with the definitions it refers to. @throws Error naming the keys there are */
export function schemaAt(schema: unknown, path: string): unknown {
  const root = isNode(schema) ? schema : {};
  const definitions = isNode(root['$defs']) ? root['$defs'] : {};
  const named = (reference: unknown): Node | undefined => {
    const name = typeof reference === 'string' ? reference.slice(REF.length) : '';
    const found = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
    return isNode(found) ? found : undefined;
  };

  /** The node, what it refers to, and what it allows instead. */
  const forms = (node: Node): readonly Node[] => {
    const target = named(node['$ref']);
    const others = Array.isArray(node['anyOf']) ? node['anyOf'].filter(isNode) : [];
    return [node, ...(target === undefined ? [] : forms(target)), ...others.flatMap(forms)];
  };

  const below = (node: Node, key: string): Node | undefined => {
    const all = forms(node);
    for (const { properties } of all) {
      const own = isNode(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined;
      if (isNode(own)) return own;
    }
    const isIndex = /^(?:\[\]|\d+)$/u.test(key);
    return all
      .map(({ items, additionalProperties }) =>
        isIndex ? (items ?? additionalProperties) : additionalProperties,
      )
      .find(isNode);
  };

  let node = root;
  const walked: string[] = [];
  for (const key of path.split('.').filter((part) => part !== '')) {
    const next = below(node, key);
    if (next === undefined) {
      const known = forms(node).flatMap(({ properties }) =>
        isNode(properties) ? Object.keys(properties) : [],
      );
      throw new Error(
        `the schema has no key ${key} at ${walked.join('.') || 'the top'}; there is: ${known.join(', ') || 'nothing below it'}`,
      );
    }
    node = next;
    walked.push(key);
  }
  return node === root ? root : withDefinitions(node, named);
}

/** A part on its own must not point into a whole that is not there. */
function withDefinitions(node: Node, named: (reference: unknown) => Node | undefined): Node {
  const used: Record<string, Node> = {};
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(collect);
    if (!isNode(value)) return;
    const reference = value['$ref'];
    const target = named(reference);
    const name = String(reference).slice(REF.length);
    if (target !== undefined && !Object.hasOwn(used, name)) {
      used[name] = target;
      collect(target);
    }
    Object.values(value).forEach(collect);
  };
  collect(node);
  return Object.keys(used).length === 0 ? node : { ...node, $defs: used };
}
