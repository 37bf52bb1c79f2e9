import { setOwn } from './include.ts';
import type { Finding, KeyPath } from './issue.ts';
import { isRecord } from './validate.ts';

const VARIABLE = /\$(\$?)\{([A-Z_][A-Z0-9_]*)\}/g;

export interface Substituted {
  readonly value: unknown;
  readonly findings: readonly Finding[];
  /** Which variable went where. */
  readonly used: readonly { readonly path: KeyPath; readonly name: string; readonly value: string }[];
}

/**
 * Replaces `${NAME}` in every text; `$${NAME}` stands for a literal `${NAME}`. Names are upper case; other dollar signs stay.
 *
 * @param lookup the variable's value; unset and empty are the same
 */
export function substitute(tree: unknown, lookup: (name: string) => string | undefined): Substituted {
  const findings: Finding[] = [];
  const used: { path: KeyPath; name: string; value: string }[] = [];

  const inText = (text: string, path: KeyPath): string =>
    text.replaceAll(VARIABLE, (whole: string, escape: string, name: string) => {
      if (escape !== '') return whole.slice(1);
      const value = lookup(name);
      if (value === undefined || value === '') {
        const message = `Missing env var "${name}" referenced at config path: ${path.join('.')}`;
        findings.push({ path, message, fix: `set ${name}, or write $\${${name}} for the text itself` });
        return whole;
      }
      used.push({ path, name, value });
      return value;
    });

  const visit = (value: unknown, path: KeyPath): unknown => {
    if (typeof value === 'string') return value.includes('${') ? inText(value, path) : value;
    if (Array.isArray(value)) return value.map((item, index) => visit(item, [...path, index]));
    if (!isRecord(value)) return value;
    const copy: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) setOwn(copy, key, visit(item, [...path, key]));
    return copy;
  };

  return { value: visit(tree, []), findings, used };
}
