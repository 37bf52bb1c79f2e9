import { createRequire } from 'node:module';
import { text as readText } from 'node:stream/consumers';
import { Language, Parser, type Node } from 'web-tree-sitter';
import { SWIFT_RESERVED } from './swift.ts';

const GRAMMAR = 'tree-sitter-wasms/out/tree-sitter-swift.wasm';
const BUILT_IN = new Set([
  'String',
  'Int',
  'Double',
  'Bool',
  'Codable',
  'Sendable',
  'CaseIterable',
  'Hashable',
  'CodingKey',
]);
const FOUNDATION = new Set(['Decoder', 'Encoder', 'Self']);

async function parse(text: string): Promise<Node> {
  await Parser.init();
  const language = await Language.load(createRequire(import.meta.url).resolve(GRAMMAR));
  const parser = new Parser();
  parser.setLanguage(language);
  const tree = parser.parse(text);
  if (tree === null) throw new Error('the Swift grammar gave no tree');
  return tree.rootNode;
}

const line = (node: Node): number => node.startPosition.row + 1;
const nodes = (root: Node, type: string): Node[] =>
  root.descendantsOfType(type).filter((node) => node !== null);
const nameOf = (node: Node): string => node.childForFieldName('name')?.text ?? '';

function syntaxProblems(root: Node): string[] {
  const problems: string[] = [];
  const pending: Node[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.isError || node.isMissing) {
      problems.push(`line ${line(node)}: ${node.isMissing ? `missing ${node.type}` : 'syntax error'}`);
    }
    for (const child of node.children) if (child !== null) pending.push(child);
  }
  return problems;
}

const declared = (root: Node): Set<string> =>
  new Set([...nodes(root, 'class_declaration'), ...nodes(root, 'typealias_declaration')].map(nameOf));

function unknownTypes(root: Node): string[] {
  const known = declared(root);
  const references = nodes(root, 'user_type').flatMap((type) => nodes(type, 'type_identifier'));
  return references
    .filter(({ text }) => !known.has(text) && !BUILT_IN.has(text) && !FOUNDATION.has(text))
    .map((node) => `line ${line(node)}: type ${node.text} is not declared`);
}

function twiceDeclared(root: Node): string[] {
  const names = nodes(root, 'class_declaration')
    .filter((node) => nameOf(node) !== 'CodingKeys')
    .map(nameOf);
  return names
    .filter((name, at) => names.indexOf(name) !== at)
    .map((name) => `type ${name} is declared twice`);
}

/** The grammar accepts a bare reserved word as a name; the compiler does not. */
function bareReservedWords(root: Node): string[] {
  const names = [...nodes(root, 'property_declaration'), ...nodes(root, 'enum_entry')].flatMap((node) =>
    nodes(node, 'simple_identifier').slice(0, 1),
  );
  return names
    .filter(({ text }) => SWIFT_RESERVED.has(text))
    .map((node) => `line ${line(node)}: ${node.text} is a reserved word and needs back-ticks`);
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join();

/** Fields, parameters of `init` and CodingKeys of a struct must be the same names in the same order. */
function unevenStructs(root: Node): string[] {
  return nodes(root, 'class_declaration').flatMap((declaration) => {
    const keys = nodes(declaration, 'class_declaration').find((inner) => nameOf(inner) === 'CodingKeys');
    if (keys === undefined || nameOf(declaration) === 'CodingKeys') return [];
    const fields = nodes(declaration, 'property_declaration').map(
      (node) => nodes(node, 'simple_identifier')[0]?.text ?? '',
    );
    const cases = nodes(keys, 'enum_entry').map((node) => nodes(node, 'simple_identifier')[0]?.text ?? '');
    const parameters = nodes(declaration, 'parameter').map(
      (node) => nodes(node, 'simple_identifier')[0]?.text ?? '',
    );
    if (same(fields, cases) && same(fields, parameters)) return [];
    return [
      `${nameOf(declaration)}: fields (${fields.join()}), init (${parameters.join()}) and CodingKeys (${cases.join()}) differ`,
    ];
  });
}

async function problems(text: string): Promise<readonly string[]> {
  const root = await parse(text);
  const syntax = syntaxProblems(root);
  if (syntax.length > 0) return syntax;
  return [...unknownTypes(root), ...twiceDeclared(root), ...bareReservedWords(root), ...unevenStructs(root)];
}

// Swift on stdin, a JSON array of problems on stdout.
process.stdout.write(JSON.stringify(await problems(await readText(process.stdin))));
