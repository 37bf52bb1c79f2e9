import type { Dialect, Mark } from './dialect.ts';
import { isSafeLink, saysItself } from './links.ts';
import { createMarkdownRenderer } from './render-markdown.ts';
import type { MarkdownRenderer } from './render-markdown.ts';

const TAGS: Readonly<Record<Mark, string>> = {
  bold: 'b',
  italic: 'i',
  strike: 's',
  underline: 'u',
  quote: 'blockquote',
};

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const TELEGRAM: Dialect = {
  bullet: '• ',
  text: escapeHtml,
  mark: (mark, inner) => `<${TAGS[mark]}>${inner}</${TAGS[mark]}>`,
  code: (plain) => `<code>${escapeHtml(plain)}</code>`,
  codeBlock: (plain, language) =>
    language === undefined
      ? `<pre>${escapeHtml(plain)}</pre>`
      : `<pre><code class="language-${language}">${escapeHtml(plain)}</code></pre>`,
  link: (inner, label, href) => {
    if (isSafeLink(href)) return `<a href="${escapeHtml(href).replaceAll('"', '&quot;')}">${inner}</a>`;
    return saysItself(label, href) ? inner : `${inner} (${escapeHtml(href)})`;
  },
};

/**
 * Markdown to the HTML of Telegram's `parse_mode`: only tags it accepts, always balanced, everything else escaped.
 * Headings become bold lines, tables lists (see `RenderOptions`), links with unsafe schemes text.
 */
export const createTelegramHtml = (): Promise<MarkdownRenderer> => createMarkdownRenderer(TELEGRAM);
