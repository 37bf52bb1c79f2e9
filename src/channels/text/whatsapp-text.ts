import { CODE_BREAK } from './dialect.ts';
import type { Dialect, Mark } from './dialect.ts';
import { saysItself } from './links.ts';
import { createMarkdownRenderer } from './render-markdown.ts';
import type { MarkdownRenderer } from './render-markdown.ts';

const SIGNS: Readonly<Record<Exclude<Mark, 'quote'>, string>> = {
  bold: '*',
  italic: '_',
  strike: '~',
  underline: '',
};

const WHATSAPP: Dialect = {
  bullet: '- ',
  text: (plain) => plain,
  mark: (mark, inner) => (mark === 'quote' ? quoted(inner) : signed(inner, SIGNS[mark])),
  code: (plain) => (plain.includes('`') ? `\`\`\`${plain}\`\`\`` : `\`${plain}\``),
  // The language would be shown as a line of the code.
  codeBlock: (plain) => `\`\`\`${CODE_BREAK}${plain}${CODE_BREAK}\`\`\``,
  link: (inner, label, href) => (saysItself(label, href) ? inner : `${inner} (${href})`),
};

/** Signs count only within a line and next to a character, not a blank. */
const signed = (inner: string, sign: string): string =>
  inner.replaceAll(/[^\n\0]+/gu, (line) =>
    line.replace(/^(\s*)(.*?)(\s*)$/su, (_line, before: string, words: string, after: string) =>
      words === '' ? `${before}${after}` : `${before}${sign}${words}${sign}${after}`,
    ),
  );

const quoted = (inner: string): string =>
  inner
    .split(/[\n\0]/u)
    .map((line) => `> ${line}`.trimEnd())
    .join(CODE_BREAK);

/**
 * Markdown to WhatsApp's signs: `*bold*`, `_italic_`, `~struck~`, code as it is, headings bold, links as
 * `text (address)`.
 */
export const createWhatsAppText = (): Promise<MarkdownRenderer> => createMarkdownRenderer(WHATSAPP);
