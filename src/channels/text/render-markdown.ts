import type { MarkedToken, Token, Tokens } from 'marked';
import { CODE_BREAK } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { renderInline, renderMarked } from './render-inline.ts';
import type { Around } from './render-inline.ts';
import { convertTables } from './tables.ts';
import type { TableStyle } from './tables.ts';

export interface RenderOptions {
  /** `bullets` unless said otherwise. */
  readonly tables?: TableStyle;
}

export type MarkdownRenderer = (markdown: string, options?: RenderOptions) => string;

/** Loads the parser. The renderer never throws: what cannot be parsed comes out as plain text. */
export async function createMarkdownRenderer(dialect: Dialect): Promise<MarkdownRenderer> {
  const { Marked } = await import('marked');
  const nothing = (): undefined => undefined;
  // Blocks of HTML would swallow the markdown after them; tables are no longer there.
  const marked = new Marked({ gfm: true, tokenizer: { html: nothing, table: nothing } });
  return (markdown, options = {}) => {
    const source = markdown.replaceAll(CODE_BREAK, '').toWellFormed();
    const text = convertTables(source, options.tables ?? 'bullets');
    return lexedOr(
      () => renderBlocks(marked.lexer(text), dialect, new Set()),
      () => dialect.text(source),
    )
      .replaceAll(CODE_BREAK, '\n')
      .trim();
  };
}

/** Hundreds of nested quotes exhaust the parser; the words matter more than their shape. */
function lexedOr(render: () => string, otherwise: () => string): string {
  try {
    return render();
  } catch (error) {
    if (isExhausted(error)) return otherwise();
    throw error;
  }
}

const isExhausted = (error: unknown): boolean =>
  error instanceof RangeError || (error instanceof Error && error.message.startsWith('Infinite loop'));

/** Blocks keep the distance they have in the source: one line break, or a blank line. */
function renderBlocks(tokens: readonly Token[], dialect: Dialect, around: Around): string {
  let out = '';
  let breaks = 0;
  for (const token of tokens) {
    const rendered = renderBlock(token as MarkedToken, dialect, around);
    const trailing = /\n*$/u.exec(token.raw)?.[0].length ?? 0;
    if (rendered === '') {
      breaks += trailing;
      continue;
    }
    // Code begins at the margin, also within a list.
    const lineBreak = token.type === 'code' ? CODE_BREAK : '\n';
    if (out !== '') out += lineBreak.repeat(breaks > 1 ? 2 : 1);
    out += rendered;
    breaks = trailing;
  }
  return out;
}

function renderBlock(token: MarkedToken, dialect: Dialect, around: Around): string {
  switch (token.type) {
    case 'space':
    case 'def':
    case 'checkbox':
      return '';
    case 'hr':
      return dialect.text('———');
    case 'heading':
      return renderMarked('bold', token.tokens, dialect, around).trim();
    case 'paragraph':
      return renderInline(token.tokens, dialect, around).trim();
    case 'code':
      return dialect.codeBlock(token.text.replaceAll('\n', CODE_BREAK), languageOf(token.lang));
    case 'blockquote':
      return quote(token, dialect, around);
    case 'list':
      return list(token, dialect, around);
    default:
      return renderInline([token], dialect, around).trim();
  }
}

const languageOf = (info: string | undefined): string | undefined =>
  /^[\w+#.-]+/u.exec(info?.trim() ?? '')?.[0];

function quote(token: Tokens.Blockquote, dialect: Dialect, around: Around): string {
  if (around.has('quote')) return renderBlocks(token.tokens, dialect, around);
  const inner = renderBlocks(token.tokens, dialect, new Set([...around, 'quote' as const]));
  return inner === '' ? '' : dialect.mark('quote', inner);
}

function list(token: Tokens.List, dialect: Dialect, around: Around): string {
  const first = token.start === '' ? 1 : token.start;
  const items = token.items.map((item, at) => {
    const sign = token.ordered ? dialect.text(`${first + at}. `) : dialect.bullet;
    const box = item.task ? `${item.checked === true ? '☑' : '☐'} ` : '';
    const indent = ' '.repeat(token.ordered ? 3 : 2);
    return `${sign}${box}${renderBlocks(item.tokens, dialect, around).replaceAll(/\n(?=[^\n\0])/gu, `\n${indent}`)}`.trimEnd();
  });
  return items.join(token.loose ? '\n\n' : '\n');
}
