import type { ServiceNames } from './names.ts';

/** Everything a service definition says, whatever its format. Absolute paths only. */
export interface ServiceSpec {
  readonly names: ServiceNames;
  readonly description: string;
  /** The program and its arguments. */
  readonly command: readonly [string, ...string[]];
  readonly workingDirectory: string;
  /** Nothing secret: definitions are readable by others. */
  readonly environment: Readonly<Record<string, string>>;
  /** In a file of its own, mode 0600, read by the supervisor or by the program itself. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly secretsPath: string;
  readonly logDir: string;
  /** From the signal to the end of the process, seconds. */
  readonly stopSeconds: number;
  /** Whether the gateway can tell its supervisor that it is ready and alive. */
  readonly notifies: boolean;
}

/** One thing to do to the machine. */
export type Step =
  | { readonly do: 'makeDir'; readonly path: string; readonly mode: number }
  | { readonly do: 'write'; readonly path: string; readonly content: string; readonly mode: number }
  | { readonly do: 'remove'; readonly path: string }
  | {
      readonly do: 'run';
      readonly argv: readonly [string, ...string[]];
      /** What went wrong does not matter, e.g. stopping what does not run. */
      readonly mayFail?: true;
      /** Exit codes that are as good as 0, e.g. of what goes on by itself. */
      readonly fine?: readonly number[];
    }
  | {
      /** Asks again and again until the answer is the one it waits for. */
      readonly do: 'wait';
      readonly argv: readonly [string, ...string[]];
      /** Any of these exit codes ends it. */
      readonly until: readonly number[];
      /** What succeeds and does not say this ends it too. */
      readonly orWithout?: RegExp;
      /** What is waited for, as in `wait until …`. */
      readonly words: string;
      /** What to do when it does not come about in time. */
      readonly fix: string;
    };

/** Mode of a definition that holds no secret, and of a file that does. */
export const PUBLIC_MODE = 0o644;
export const SECRET_MODE = 0o600;
export const DIR_MODE = 0o700;
