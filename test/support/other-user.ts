import { spawnSync } from 'node:child_process';

/** Who owns nothing here, in place of root, who may do everything. */
export const OTHER_USER = 65_534;

/** Why the other user cannot be put to work in this directory, e.g. below a temporary directory of root alone; `undefined` when it can. */
export function shutOut(directory: string): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const { status } = spawnSync('/bin/sh', ['-c', 'test -x "$0"', directory], {
    uid: OTHER_USER,
    gid: OTHER_USER,
    cwd: '/',
  });
  return status === 0 ? undefined : `uid ${OTHER_USER} may not enter ${directory}`;
}
