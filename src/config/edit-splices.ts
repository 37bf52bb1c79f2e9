import { isDeepStrictEqual } from 'node:util';
import JSON5 from 'json5';
import type { ArrayNode, ElementNode, MemberNode, ObjectNode, Token } from '@humanwhocodes/momoa';
import { endOf, indentAt, isFirstOnLine, keyText, startOf, valueText } from './edit-style.ts';
import type { Style } from './edit-style.ts';

const LINE_END = /[\r\n\u2028\u2029]/;

/** One piece of a text that another takes the place of. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Members of an object or elements of a list: both stand between brackets, with commas in between. */
export type Item = MemberNode | ElementNode;
type Holder = ObjectNode | ArrayNode;

export const splice = (text: string, splices: readonly Splice[]): string =>
  splices
    .toSorted((a, b) => b.from - a.from)
    .reduce((current, { from, to, text: added }) => current.slice(0, from) + added + current.slice(to), text);

const itemsOf = (holder: Holder): readonly Item[] =>
  holder.type === 'Object' ? holder.members : holder.elements;

export function replacement(text: string, member: Item, value: unknown, style: Style): readonly Splice[] {
  const [from, to] = [startOf(member.value), endOf(member.value)];
  if (isDeepStrictEqual(JSON5.parse(text.slice(from, to)), value)) return [];
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

/** Adds an item behind the last one; a number as key means a list. */
export function insertion(
  text: string,
  tokens: readonly Token[],
  object: Holder,
  { key, value }: { readonly key: string | number; readonly value: unknown },
  style: Style,
): readonly Splice[] {
  const brace = endOf(object) - 1;
  const named = typeof key === 'number' ? '' : `${keyText(key, style)}: `;
  const written = (indent: string): string => `${named}${valueText(value, indent, style)}`;
  const outer = indentAt(text, isFirstOnLine(text, brace) ? brace : startOf(object));
  const last = itemsOf(object).at(-1);
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

export function removal(
  text: string,
  tokens: readonly Token[],
  object: Holder,
  member: Item,
): readonly Splice[] {
  const items = itemsOf(object);
  const at = items.indexOf(member);
  const [from, to] = [startOf(member), endOf(member)];
  const limit = items[at + 1] === undefined ? endOf(object) - 1 : startOf(items[at + 1] ?? object);
  const comma = commaAfter(tokens, to, limit);
  const before = items[at - 1];
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
