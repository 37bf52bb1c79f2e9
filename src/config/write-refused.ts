import type { ConfigIssueAt } from './issue.ts';

export type ConfigWriteFault =
  /** The file is not valid as it is. */
  | 'invalid'
  /** Somebody else changed it since it was read. */
  | 'changed'
  /** Somebody else has been changing it for a long while. */
  | 'busy'
  /** The value stands in an included file, which `message` names. */
  | 'included'
  /** What is to be written is no JSON5; `message` says where and why. */
  | 'damaged'
  /** A value is what stands for a secret where the configuration is shown; `message` names the key. */
  | 'placeholder'
  /** It would not be valid, or not mean what was asked. */
  | 'result'
  /** The file system refuses. */
  | 'unwritable';

export interface ConfigWriteRefusal {
  readonly fix: string;
  /** What is wrong with the file, or would be. */
  readonly issues?: readonly ConfigIssueAt[];
  readonly cause?: unknown;
}

/** The configuration was not changed, and why. */
export class ConfigWriteRefused extends Error {
  readonly fault: ConfigWriteFault;
  readonly fix: string;
  readonly issues: readonly ConfigIssueAt[];

  constructor(fault: ConfigWriteFault, message: string, { fix, issues = [], cause }: ConfigWriteRefusal) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ConfigWriteRefused';
    this.fault = fault;
    this.fix = fix;
    this.issues = issues;
  }
}

export const changedMeanwhile = (path: string): ConfigWriteRefused =>
  new ConfigWriteRefused('changed', `${path} was changed by somebody else meanwhile`, { fix: 'try again' });
