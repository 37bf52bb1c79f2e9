import type { ArrayNode, DocumentNode, ObjectNode } from '@humanwhocodes/momoa';

/** How a file is written, so that what is added looks like what is there. */
export interface Style {
  readonly newline: string;
  /** One level of indentation. */
  readonly unit: string;
  /** Keys stand in quotes. */
  readonly quoted: boolean;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** The spaces and tabs a line begins with, for the line that holds the offset. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** Nothing but spaces and tabs stands before the offset on its line. */
export const isFirstOnLine = (text: string, offset: number): boolean =>
  /(^|\n)[ \t]*$/.test(text.slice(Math.max(0, text.lastIndexOf('\n', offset - 1)), offset));

export const startOf = (node: { readonly range?: readonly number[] }): number => node.range?.[0] ?? 0;
export const endOf = (node: { readonly range?: readonly number[] }): number => node.range?.[1] ?? 0;

export function styleOf(text: string, document: DocumentNode): Style {
  const body = document.body;
  const first = body.type === 'Object' ? body.members[0] : undefined;
  const unit =
    first !== undefined && isFirstOnLine(text, startOf(first)) ? indentAt(text, startOf(first)) : '';
  return {
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    unit: unit === '' ? '  ' : unit,
    quoted: first === undefined || first.name.type === 'String',
  };
}

/** The style of one object: its keys may be written otherwise than those of the file. */
export const styleIn = (holder: ObjectNode | ArrayNode, style: Style): Style => {
  const last = holder.type === 'Object' ? holder.members.at(-1) : undefined;
  return last === undefined ? style : { ...style, quoted: last.name.type === 'String' };
};

export const keyText = (key: string, { quoted }: Style): string =>
  quoted || !IDENTIFIER.test(key) ? JSON.stringify(key) : key;

/** A value over as many lines as it needs; `indent` is that of the line it begins on. */
export function valueText(value: unknown, indent: string, style: Style): string {
  if (Object.is(value, -0)) return '-0';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = indent + style.unit;
  const lines = Array.isArray(value)
    ? value.map((item) => valueText(item, inner, style))
    : Object.entries(value).map(([key, item]) => `${keyText(key, style)}: ${valueText(item, inner, style)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (lines.length === 0) return open + close;
  const body = lines.map((line) => inner + line).join(`,${style.newline}`);
  return `${open}${style.newline}${body}${style.newline}${indent}${close}`;
}
