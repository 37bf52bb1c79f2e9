/** Something the doctor has found. */
export interface Finding {
  /** For scripts; never changes its meaning. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  /** Where it was seen. */
  readonly evidence?: string;
  /** What a person does about it. */
  readonly fix: string;
  /** What `--fix` does about it, in words and in deed. Absent: only a person can. */
  readonly repair?: { readonly words: string; readonly run: () => Promise<void> };
}
