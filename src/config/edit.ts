import { isDeepStrictEqual } from 'node:util';
import JSON5 from 'json5';
import type { DocumentNode, ValueNode } from '@humanwhocodes/momoa';
import { insertion, removal, replacement, splice } from './edit-splices.ts';
import type { Item, Splice } from './edit-splices.ts';
import { styleIn, styleOf } from './edit-style.ts';
import { setOwn } from './include.ts';
import { isRecord } from './validate.ts';

/** Keys of objects, and numbers for the elements of a list, from 0. */
export type EditPath = readonly [string, ...(string | number)[]];

/** One change of a configuration file. Setting the element behind the last one of a list adds it. */
export type ConfigEdit =
  | { readonly op: 'set'; readonly path: EditPath; readonly value: unknown }
  | { readonly op: 'unset'; readonly path: EditPath };

/** The text cannot be edited as asked; nothing was changed. */
export class EditImpossible extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EditImpossible';
  }
}

/** `agents.list[0].name`. */
export const editPathText = (path: readonly (string | number)[]): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');

/**
 * The JSON5 text after the edits, one after the other. Whatever an edit does not touch keeps every byte: comments, order,
 * quotes, `$include`, `${NAME}`. An edit that changes nothing gives the same text.
 * @throws EditImpossible when the text is no JSON5 object, or a step of a path is not an object or list
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
      `${editPathText(edit.path)} cannot be changed without rewriting the file: edit it by hand`,
    );
  }, text);
}

/**
 * The value after one edit; the given one stays as it is.
 * @throws EditImpossible when a step of the path is not an object or list, or a list would get a gap
 */
export function applyEdit(root: unknown, edit: ConfigEdit, depth = 0): unknown {
  const key = edit.path[depth];
  if (key === undefined) return edit.op === 'set' ? edit.value : undefined;
  if (typeof key === 'number') return applyToList(root, edit, key, depth);
  if (!isRecord(root)) throw wrongKind(edit, depth);
  const known = Object.hasOwn(root, key);
  const last = depth === edit.path.length - 1;
  if (edit.op === 'unset' && !known) return root;
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(root))
    if (!(last && edit.op === 'unset' && name === key)) setOwn(copy, name, value);
  if (last && edit.op === 'unset') return copy;
  setOwn(copy, key, applyEdit(known ? root[key] : emptyFor(edit, depth + 1), edit, depth + 1));
  return copy;
}

function applyToList(root: unknown, edit: ConfigEdit, index: number, depth: number): unknown {
  if (!Array.isArray(root)) throw wrongKind(edit, depth);
  const list: readonly unknown[] = root;
  if (edit.op === 'unset' && index >= list.length) return list;
  if (index > list.length) {
    const name = editPathText(edit.path.slice(0, depth));
    throw new EditImpossible(`${name} has ${list.length} items: the next one would be [${list.length}]`);
  }
  if (edit.op === 'unset' && depth === edit.path.length - 1) return list.toSpliced(index, 1);
  const next = applyEdit(index < list.length ? list[index] : emptyFor(edit, depth + 1), edit, depth + 1);
  return list.toSpliced(index, 1, next);
}

/** What stands where nothing was, for the step of the path that follows. */
const emptyFor = ({ path }: ConfigEdit, depth: number): unknown =>
  typeof path[depth] === 'number' ? [] : {};

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

function wrongKind({ path }: ConfigEdit, depth: number): EditImpossible {
  const kind = typeof path[depth] === 'number' ? 'a list' : 'an object';
  const name = depth === 0 ? 'the file' : editPathText(path.slice(0, depth));
  return new EditImpossible(depth === 0 ? 'the file holds no object' : `${name} is not ${kind}`);
}

/** Of a key written twice the last one wins, as it does when the value is read. */
function itemOf(holder: ValueNode, key: string | number): Item | undefined {
  if (holder.type === 'Array') return holder.elements[Number(key)];
  if (holder.type !== 'Object') return undefined;
  return holder.members.findLast(({ name }) => (name.type === 'Identifier' ? name.name : name.value) === key);
}

function splicesFor(text: string, document: DocumentNode, edit: ConfigEdit): readonly Splice[] {
  const style = styleOf(text, document);
  const tokens = document.tokens ?? [];
  let here: ValueNode = document.body;
  for (const [depth, key] of edit.path.entries()) {
    const fits = typeof key === 'number' ? 'Array' : 'Object';
    if ((here.type !== 'Object' && here.type !== 'Array') || here.type !== fits) throw wrongKind(edit, depth);
    const item = itemOf(here, key);
    const last = depth === edit.path.length - 1;
    if (item === undefined) {
      if (edit.op === 'unset') return [];
      const value = edit.path
        .slice(depth + 1)
        .reduceRight<unknown>(
          (inner, name) => (typeof name === 'number' ? [inner] : { [name]: inner }),
          edit.value,
        );
      return insertion(text, tokens, here, { key, value }, styleIn(here, style));
    }
    if (last && edit.op === 'unset') return removal(text, tokens, here, item);
    if (last && edit.op === 'set') return replacement(text, item, edit.value, styleIn(here, style));
    here = item.value;
  }
  return [];
}
