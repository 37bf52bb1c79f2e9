import type { Config } from '../../config/generated/types.ts';
import type { ConfigEdit } from '../../config/edit.ts';
import type { Asker } from '../asker.ts';
import type { Found } from '../detect.ts';
import type { CliIo } from '../io.ts';

/** What every question may look at. */
export interface Wizard {
  readonly io: CliIo;
  readonly asker: Asker;
  readonly config: Config;
  /** What could answer on this machine. */
  readonly found: Found;
}

/** Asks about one thing; the edits that make the configuration say what was answered. */
export type Section = (wizard: Wizard) => Promise<readonly ConfigEdit[]>;

export const set = (path: string, value: unknown): ConfigEdit => {
  const [first = '', ...rest] = path.split('.');
  return { op: 'set', path: [first, ...rest], value };
};

/** Only what is not so already, so that a second time changes nothing. */
export const differing = (config: object, edits: readonly ConfigEdit[]): readonly ConfigEdit[] =>
  edits.filter((edit) => {
    const now = edit.path.reduce<unknown>(
      (here, key) =>
        typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[key] : undefined,
      config,
    );
    return edit.op === 'set' ? now !== edit.value : now !== undefined;
  });
