import type { MarkedToken, Token } from 'marked';
import type { Dialect, Mark } from './dialect.ts';
import { decodeEntities } from './entities.ts';

/** What a token stands in: nothing is marked twice. */
export type Around = ReadonlySet<Mark | 'link'>;

/** Tags that models write where markdown has no mark of its own, or out of habit. */
const TAG_MARKS: Readonly<Record<string, Mark>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strike',
  del: 'strike',
  u: 'underline',
  ins: 'underline',
};

const LINE_BREAK = /^<br\s*\/?>$/iu;

export function renderInline(tokens: readonly Token[], dialect: Dialect, around: Around): string {
  let out = '';
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as MarkedToken;
    const tagged = token.type === 'html' ? taggedSpan(tokens, at) : undefined;
    if (tagged === undefined) {
      out += inlineToken(token, dialect, around);
      continue;
    }
    out += renderMarked(tagged.mark, tokens.slice(at + 1, tagged.end), dialect, around);
    at = tagged.end;
  }
  return out;
}

export function renderMarked(mark: Mark, tokens: readonly Token[], dialect: Dialect, around: Around): string {
  if (around.has(mark)) return renderInline(tokens, dialect, around);
  const inner = renderInline(tokens, dialect, new Set([...around, mark]));
  return inner.trim() === '' ? inner : dialect.mark(mark, inner);
}

/** The words alone. */
export const plainOf = (tokens: readonly Token[]): string => renderInline(tokens, WORDS, new Set());

const WORDS: Dialect = {
  bullet: '',
  text: (plain) => plain,
  mark: (_mark, inner) => inner,
  code: (plain) => plain,
  codeBlock: (plain) => plain,
  link: (inner) => inner,
};

function inlineToken(token: MarkedToken, dialect: Dialect, around: Around): string {
  switch (token.type) {
    case 'strong':
      return renderMarked('bold', token.tokens, dialect, around);
    case 'em':
      return renderMarked('italic', token.tokens, dialect, around);
    case 'del':
      // One tilde means "about" more often than a stroke.
      if (token.raw.startsWith('~~')) return renderMarked('strike', token.tokens, dialect, around);
      return `${dialect.text('~')}${renderInline(token.tokens, dialect, around)}${dialect.text('~')}`;
    case 'codespan':
      return dialect.code(token.text);
    case 'br':
      return '\n';
    case 'checkbox':
      return '';
    case 'escape':
      return dialect.text(token.text);
    case 'link': {
      const href = token.autolink === true ? token.href : decodeEntities(token.href);
      return link(token.tokens, href, dialect, around);
    }
    case 'image': {
      const href = decodeEntities(token.href);
      const label = decodeEntities(token.text).trim() || href;
      const shown = dialect.text(label);
      return around.has('link') ? shown : dialect.link(shown, label, href);
    }
    case 'html':
      return LINE_BREAK.test(token.raw) ? '\n' : dialect.text(token.raw);
    case 'text':
      if (token.tokens !== undefined) return renderInline(token.tokens, dialect, around);
      return dialect.text(decodeEntities(token.text));
    default:
      return dialect.text(token.raw);
  }
}

function link(tokens: readonly Token[], href: string, dialect: Dialect, around: Around): string {
  if (around.has('link')) return renderInline(tokens, dialect, around);
  const inner = renderInline(tokens, dialect, new Set([...around, 'link' as const]));
  const label = plainOf(tokens);
  if (label.trim() === '') return dialect.link(dialect.text(href), href, href);
  return dialect.link(inner, label, href);
}

/** The tokens between a known opening tag and its end among the same tokens. */
function taggedSpan(
  tokens: readonly Token[],
  at: number,
): { readonly mark: Mark; readonly end: number } | undefined {
  const name = /^<([a-z]+)>$/iu.exec(tokens[at]?.raw ?? '')?.[1]?.toLowerCase() ?? '';
  const mark = Object.hasOwn(TAG_MARKS, name) ? TAG_MARKS[name] : undefined;
  if (mark === undefined) return undefined;
  const end = tokens.findIndex(
    (token, index) => index > at && token.type === 'html' && token.raw.toLowerCase() === `</${name}>`,
  );
  return end < 0 ? undefined : { mark, end };
}
