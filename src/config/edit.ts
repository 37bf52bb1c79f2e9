import { isDeepStrictEqual } from 'node:util';
import JSON5 from 'json5';
import type { DocumentNode, MemberNode, ObjectNode, Token, ValueNode } from '@humanwhocodes/momoa';
import {
  endOf,
  indentAt,
  isFirstOnLine,
  keyText,
  startOf,
  styleIn,
  styleOf,
  valueText,
} from './edit-style.ts';
import type { Style } from './edit-style.ts';
import { setOwn } from './include.ts';
import { isRecord } from './validate.ts';

/** One change of a configuration file. Every step of the path is the key of an object. */
export type ConfigEdit =
  | { readonly op: 'set'; readonly path: readonly [string, ...string[]]; readonly value: unknown }
  | { readonly op: 'unset'; readonly path: readonly [string, ...string[]] };

/** The text cannot be edited as asked; nothing was changed. */
export class EditImpossible extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EditImpossible';
  }
}

const LINE_END = /[\r\n\u2028\u2029]/;

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The JSON5 text after the edits, one after the other. Whatever an edit does not touch keeps every byte: comments, order,
 * quotes, `$include`, `${NAME}`. An edit that changes nothing gives the same text.
 * @throws EditImpossible when the text is no JSON5 object, or a step of a path is not an object
 */
export async function editText(text: string, edits: readonly ConfigEdit[]): Promise<string> {
  const { parse } = await import('@humanwhocodes/momoa');
  return edits.reduce((current, edit) => {
    const intended = applyEdit(valueOf(current), edit);
    const document = documentOf(() => parse(current, { mode: 'json5', ranges: true, tokens: true }));
    const next = splice(current, splicesFor(current, document, edit));
    // Two parsers read the file; where they differ about a place, the file must not suffer.
    if (isDeepStrictEqual(valueOf(next), intended)) return next;
    throw new EditImpossible(
      `${edit.path.join('.')} cannot be changed without rewriting the file: edit it by hand`,
    );
  }, text);
}

/** The value after one edit; the given one stays as it is. */
export function applyEdit(root: unknown, edit: ConfigEdit, depth = 0): unknown {
  const key = edit.path[depth];
  if (key === undefined) return edit.op === 'set' ? edit.value : undefined;
  if (!isRecord(root)) throw notAnObject(edit, depth);
  const known = Object.hasOwn(root, key);
  const last = depth === edit.path.length - 1;
  if (edit.op === 'unset' && !known) return root;
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(root))
    if (!(last && edit.op === 'unset' && name === key)) setOwn(copy, name, value);
  if (last && edit.op === 'unset') return copy;
  setOwn(
    copy,
    key,
    last ? (edit as { value?: unknown }).value : applyEdit(known ? root[key] : {}, edit, depth + 1),
  );
  return copy;
}

function valueOf(text: string): unknown {
  try {
    return JSON5.parse(text);
  } catch (error) {
    throw new EditImpossible(`the file is not JSON5: ${(error as Error).message}`);
  }
}

function documentOf(parse: () => DocumentNode): DocumentNode {
  try {
    return parse();
  } catch (error) {
    throw new EditImpossible(`the file cannot be edited in place: ${(error as Error).message}`);
  }
}

const notAnObject = ({ path }: ConfigEdit, depth: number): EditImpossible =>
  new EditImpossible(
    depth === 0 ? 'the file holds no object' : `${path.slice(0, depth).join('.')} is not an object`,
  );

const splice = (text: string, splices: readonly Splice[]): string =>
  splices
    .toSorted((a, b) => b.from - a.from)
    .reduce((current, { from, to, text: added }) => current.slice(0, from) + added + current.slice(to), text);

/** The last one wins, as it does when the value is read. */
const memberOf = (object: ObjectNode, key: string): MemberNode | undefined =>
  object.members.findLast(({ name }) => (name.type === 'Identifier' ? name.name : name.value) === key);

function splicesFor(text: string, document: DocumentNode, edit: ConfigEdit): readonly Splice[] {
  const style = styleOf(text, document);
  const tokens = document.tokens ?? [];
  let here: ValueNode = document.body;
  for (const [depth, key] of edit.path.entries()) {
    if (here.type !== 'Object') throw notAnObject(edit, depth);
    const member = memberOf(here, key);
    const last = depth === edit.path.length - 1;
    if (member === undefined) {
      if (edit.op === 'unset') return [];
      const value = edit.path
        .slice(depth + 1)
        .reduceRight<unknown>((inner, name) => ({ [name]: inner }), edit.value);
      return insertion(text, tokens, here, { key, value }, styleIn(here, style));
    }
    if (last && edit.op === 'unset') return removal(text, tokens, here, member);
    if (last && edit.op === 'set') return replacement(text, member, edit.value, styleIn(here, style));
    here = member.value;
  }
  return [];
}

function replacement(text: string, member: MemberNode, value: unknown, style: Style): readonly Splice[] {
  const [from, to] = [startOf(member.value), endOf(member.value)];
  if (isDeepStrictEqual(valueOf(text.slice(from, to)), value)) return [];
  return [{ from, to, text: valueText(value, indentAt(text, startOf(member)), style) }];
}

const commaAfter = (tokens: readonly Token[], from: number, to: number): Token | undefined =>
  tokens.find((token) => token.type === 'Comma' && startOf(token) >= from && startOf(token) < to);

/** Where the line of the offset can be continued: behind the comments that belong to what stands before it. */
function behindComments(text: string, tokens: readonly Token[], offset: number, limit: number): number {
  let end = offset;
  for (const token of tokens) {
    if (startOf(token) < end || endOf(token) > limit) continue;
    const comment = token.type === 'LineComment' || token.type === 'BlockComment';
    if (!comment || LINE_END.test(text.slice(end, startOf(token)))) break;
    end = endOf(token);
  }
  return end;
}

function insertion(
  text: string,
  tokens: readonly Token[],
  object: ObjectNode,
  { key, value }: { readonly key: string; readonly value: unknown },
  style: Style,
): readonly Splice[] {
  const brace = endOf(object) - 1;
  const written = (indent: string): string => `${keyText(key, style)}: ${valueText(value, indent, style)}`;
  const outer = indentAt(text, isFirstOnLine(text, brace) ? brace : startOf(object));
  const last = object.members.at(-1);
  if (last === undefined) {
    const inner = outer + style.unit;
    const end = behindComments(text, tokens, startOf(object) + 1, brace);
    const between = text.slice(end, brace);
    // Further comments keep their lines; a brace on a line of its own stays there.
    const from = between.trim() === '' ? end : brace - (between.length - between.trimEnd().length);
    const added = style.newline + inner + written(inner);
    return [{ from, to: brace, text: added + style.newline + outer }];
  }
  const comma = commaAfter(tokens, endOf(last), brace);
  const end = behindComments(text, tokens, comma === undefined ? endOf(last) : endOf(comma), brace);
  const separator: Splice = { from: endOf(last), to: endOf(last), text: ',' };
  const missing = comma === undefined ? [separator] : [];
  const trailing = comma === undefined ? '' : ',';
  if (!LINE_END.test(text.slice(end, brace))) {
    const indent = indentAt(text, startOf(last));
    const added = ` ${written(indent)}${trailing}`;
    return end === endOf(last)
      ? [{ from: end, to: end, text: `,${added}` }]
      : [...missing, { from: end, to: end, text: added }];
  }
  const inner = isFirstOnLine(text, startOf(last)) ? indentAt(text, startOf(last)) : outer + style.unit;
  const added = style.newline + inner + written(inner) + trailing;
  return end === endOf(last)
    ? [{ from: end, to: end, text: missing.map((one) => one.text).join('') + added }]
    : [...missing, { from: end, to: end, text: added }];
}

function removal(
  text: string,
  tokens: readonly Token[],
  object: ObjectNode,
  member: MemberNode,
): readonly Splice[] {
  const at = object.members.indexOf(member);
  const [from, to] = [startOf(member), endOf(member)];
  const limit =
    object.members[at + 1] === undefined ? endOf(object) - 1 : startOf(object.members[at + 1] ?? object);
  const comma = commaAfter(tokens, to, limit);
  const before = object.members[at - 1];
  const orphan =
    comma === undefined && before !== undefined ? commaAfter(tokens, endOf(before), from) : undefined;
  const cut = comma === undefined ? whole(text, from, to) : together(text, from, to, comma);
  return [...cut, ...(orphan === undefined ? [] : [{ from: startOf(orphan), to: endOf(orphan), text: '' }])];
}

/** A member and its comma; comments between the two stay. */
function together(text: string, from: number, to: number, comma: Token): readonly Splice[] {
  if (text.slice(to, startOf(comma)).trim() === '') return whole(text, from, endOf(comma));
  return [
    { from, to, text: '' },
    { from: startOf(comma), to: endOf(comma), text: '' },
  ];
}

/** Takes the line along when nothing else stands on it, else the gap that would be left. */
function whole(text: string, from: number, to: number): readonly Splice[] {
  const rest = /^[ \t]*(\r?\n|$)/.exec(text.slice(to));
  const start = from - indentAt(text, from).length;
  if (rest !== null && isFirstOnLine(text, from)) return [{ from: start, to: to + rest[0].length, text: '' }];
  const gap = /^[ \t]*/.exec(text.slice(to))?.[0].length ?? 0;
  return [{ from, to: to + gap, text: '' }];
}
