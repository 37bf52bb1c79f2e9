/** A generated file: its path from the repository root and its whole text. */
export interface Output {
  readonly path: string;
  readonly text: string;
}
