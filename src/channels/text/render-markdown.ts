import type { MarkedToken, Token, Tokens } from 'marked';
import { CODE_BREAK } from './dialect.ts';
import type { Dialect, TableStyle } from './dialect.ts';
import { renderInline, renderMarked } from './render-inline.ts';
import type { Around } from './render-inline.ts';
import { renderTable } from './render-table.ts';

export interface RenderOptions {
  /** `bullets` unless said otherwise. */
  readonly tables?: TableStyle;
}

export type MarkdownRenderer = (markdown: string, options?: RenderOptions) => string;

/** Loads the parser. The renderer never throws: what cannot be parsed comes out as plain text. */
export async function createMarkdownRenderer(dialect: Dialect): Promise<MarkdownRenderer> {
  const { Marked } = await import('marked');
  // Without blocks of HTML: they would swallow the markdown after them.
  const marked = new Marked({ gfm: true, tokenizer: { html: () => undefined } });
  return (markdown, options = {}) => {
    const source = markdown.replaceAll(CODE_BREAK, '').toWellFormed();
    const page: Page = { dialect, tables: options.tables ?? 'bullets' };
    return lexedOr(
      () => renderBlocks(marked.lexer(source), page, new Set()),
      () => dialect.text(source),
    )
      .replaceAll(CODE_BREAK, '\n')
      .trim();
  };
}

/** Hundreds of nested quotes exhaust the stack of the parser; the words matter more than their shape. */
function lexedOr(render: () => string, otherwise: () => string): string {
  try {
    return render();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return otherwise();
  }
}

interface Page {
  readonly dialect: Dialect;
  readonly tables: TableStyle;
}

/** Blocks keep the distance they have in the source: one line break, or a blank line. */
function renderBlocks(tokens: readonly Token[], page: Page, around: Around): string {
  let out = '';
  let breaks = 0;
  for (const token of tokens) {
    const rendered = renderBlock(token as MarkedToken, page, around);
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

function renderBlock(token: MarkedToken, page: Page, around: Around): string {
  const { dialect } = page;
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
      return quote(token, page, around);
    case 'list':
      return list(token, page, around);
    case 'table':
      return renderTable(token, page.tables, dialect, around);
    default:
      return renderInline([token], dialect, around).trim();
  }
}

const languageOf = (info: string | undefined): string | undefined =>
  /^[\w+#.-]+/u.exec(info?.trim() ?? '')?.[0];

function quote(token: Tokens.Blockquote, page: Page, around: Around): string {
  if (around.has('quote')) return renderBlocks(token.tokens, page, around);
  const inner = renderBlocks(token.tokens, page, new Set([...around, 'quote' as const]));
  return inner === '' ? '' : page.dialect.mark('quote', inner);
}

function list(token: Tokens.List, page: Page, around: Around): string {
  const first = token.start === '' ? 1 : token.start;
  const items = token.items.map((item, at) => {
    const sign = token.ordered ? page.dialect.text(`${first + at}. `) : page.dialect.bullet;
    const box = item.task ? `${item.checked === true ? '☑' : '☐'} ` : '';
    const indent = ' '.repeat(token.ordered ? 3 : 2);
    return `${sign}${box}${renderBlocks(item.tokens, page, around).replaceAll(/\n(?=[^\n\0])/gu, `\n${indent}`)}`.trimEnd();
  });
  return items.join(token.loose ? '\n\n' : '\n');
}
