export type Mark = 'bold' | 'italic' | 'strike' | 'underline' | 'quote';

/**
 * Stands for a line break within code while a text is put together: such lines are never indented. No text that is
 * rendered contains it.
 */
export const CODE_BREAK = '\u0000';

/** How one network writes what markdown means. What is called `inner` is written already. */
export interface Dialect {
  readonly bullet: string;
  text(plain: string): string;
  /** Never called within the same mark. */
  mark(mark: Mark, inner: string): string;
  code(plain: string): string;
  /** Line breaks are `CODE_BREAK`. */
  codeBlock(plain: string, language: string | undefined): string;
  /** Never called within a link. `label` is `inner` without marks. */
  link(inner: string, label: string, href: string): string;
}
