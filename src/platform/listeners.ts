import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { runProcess, SpawnError, type RunProcess } from './exec.ts';
import type { EnvVars } from './env.ts';

/** A process that listens on a TCP port of this machine. */
export interface PortListener {
  readonly pid: number;
  /** Its command, as the system shortens it. */
  readonly command: string;
}

/** `lsof` is not there, or does not work. */
export class LsofUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LsofUnavailable';
  }
}

const USUAL: Readonly<Record<string, readonly string[]>> = {
  darwin: ['/usr/sbin/lsof', '/usr/bin/lsof'],
  linux: ['/usr/bin/lsof', '/usr/sbin/lsof'],
};
const TIMEOUT_MS = 5_000;

/**
 * Who listens on the port, by `lsof`.
 * @throws LsofUnavailable
 */
export async function listenersOn(
  port: number,
  options: { readonly vars: EnvVars; readonly platform: NodeJS.Platform; readonly run?: RunProcess },
): Promise<readonly PortListener[]> {
  const { vars, platform, run = runProcess } = options;
  // A search path that was given is meant; only where it is usual are the usual places tried first.
  const usual = (USUAL[platform] ?? []).filter(
    (path) => inSearchPath(path, vars['PATH']) && existsSync(path),
  );
  const command = usual[0] ?? 'lsof';
  const args = ['-w', '-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-FpFc'];
  try {
    const { exitCode, stdout, stderr } = await run({ command, args, env: vars, timeoutMs: TIMEOUT_MS });
    if (exitCode === 0) return readFields(stdout);
    // Nothing found is 1, and so is everything else; only what is wrong is written to stderr.
    const said = withoutWarnings(stderr);
    if (exitCode === 1 && said === '') return [];
    throw new LsofUnavailable(`lsof failed: ${said || `it ended with ${exitCode}`}`);
  } catch (error) {
    if (!(error instanceof SpawnError)) throw error;
    throw new LsofUnavailable('lsof not found', { cause: error });
  }
}

/** It warns of every file system it may not look at, also where none was asked about; `-w` does not silence all releases. */
const withoutWarnings = (stderr: string): string =>
  stderr
    .split('\n')
    .filter((line) => !/^lsof: WARNING:|^\s+Output information may be incomplete/.test(line))
    .join('\n')
    .trim();

/** The program by its file: what `lsof` gives is the name of a thread, e.g. `MainThread` for Node. Its arguments may hold secrets. */
function programOf(pid: number): string | undefined {
  try {
    return basename(readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '') || undefined;
  } catch {
    // No /proc here, or it has ended.
    return undefined;
  }
}

const inSearchPath = (path: string, searchPath = ''): boolean =>
  searchPath.split(':').includes(path.slice(0, path.lastIndexOf('/')));

/** Lines that begin with `p` start a process, `c` gives its command; other fields are of no interest. */
function readFields(text: string): readonly PortListener[] {
  const found = new Map<number, string>();
  let pid = 0;
  for (const line of text.split('\n')) {
    if (line.startsWith('p')) {
      pid = Number(line.slice(1));
      if (pid > 0 && !found.has(pid)) found.set(pid, '');
    } else if (line.startsWith('c') && pid > 0) found.set(pid, line.slice(1));
  }
  return [...found].map(([one, command]) => ({ pid: one, command: programOf(one) ?? command }));
}
