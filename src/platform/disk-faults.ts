const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free some space',
  EDQUOT: 'the disk quota is used up: free some space',
  EROFS: 'the disk is read-only',
  EACCES: 'permission denied: the directory must belong to the user who runs the gateway',
  EPERM: 'permission denied: the directory must belong to the user who runs the gateway',
  ENOTDIR: 'a part of the path is not a directory',
  EMFILE: 'too many open files',
};

/** What the file system refused and what helps, from the `code` of a system error; the code itself when there are no words for it. */
export const diskFault = (code: string): string => REASONS[code] ?? code;

/** Codes of errors that pass when somebody frees some space. */
export const OUT_OF_SPACE: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);
