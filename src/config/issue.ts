/** Object keys and array indices from the root of the configuration. */
export type KeyPath = readonly (string | number)[];

/** Something found while checking: where it is said of, what is wrong, what to do. Places are added later. */
export interface Finding {
  readonly path: KeyPath;
  /** The key itself is wrong, not its value: the place is that of the key. */
  readonly atKey?: true;
  readonly message: string;
  readonly fix?: string;
}

/** A finding with its place in a file. `line` and `column` count from 1 and are absent when there is no text to point at. */
export interface ConfigIssueAt {
  /** Dotted; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  readonly fix?: string;
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

export const dotted = (path: KeyPath): string => path.join('.');

/** `file:line:column: path: message. fix` on one line. */
export function formatIssue(issue: ConfigIssueAt): string {
  const place = issue.line === undefined ? issue.file : `${issue.file}:${issue.line}:${issue.column ?? 1}`;
  const subject = issue.path === '' ? '' : `${issue.path}: `;
  return `${place}: ${subject}${sentence(issue)}`;
}

/** What is wrong and what to do, without the place. */
export const sentence = (issue: { readonly message: string; readonly fix?: string }): string =>
  issue.fix === undefined ? issue.message : `${issue.message.replace(/\.$/, '')}; ${issue.fix}`;

/** Text from a file, made safe and short enough to be quoted in a message. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
