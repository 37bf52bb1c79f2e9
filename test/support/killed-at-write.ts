import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What SQLite writes and makes durable with. */
const CALLS = ['pwrite64', 'fsync'] as const;

export type WriteCall = (typeof CALLS)[number];

export const WRITE_CALLS: readonly WriteCall[] = CALLS;

/** Linux with strace; elsewhere a process can only be killed from outside. */
export const canKillAtWrite = (): boolean => spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0;

/**
 * A program to be used in place of node: node that is killed in its `when`-th call on one of the files, before the call
 * has any effect. The process that is started is strace's; it ends as node does.
 */
export function nodeKilledAt(
  directory: string,
  where: { readonly files: readonly string[]; readonly call: WriteCall; readonly when: number },
): string {
  const program = path.join(directory, 'node-killed-at-write.sh');
  const paths = where.files.map((file) => `-P '${file}'`).join(' ');
  const inject = `-e trace=${where.call} -e inject=${where.call}:signal=SIGKILL:when=${where.when}`;
  writeFileSync(
    program,
    `#!/bin/sh\nexec strace -f -qq -o /dev/null ${paths} ${inject} '${process.execPath}' "$@"\n`,
  );
  chmodSync(program, 0o700);
  return program;
}
