import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const SCRIPT = new URL('systemd-user.sh', import.meta.url).pathname;

/** Why no real `systemd --user` can run here, or `undefined`. */
export function noSystemd(): string | undefined {
  if (process.platform !== 'linux') return 'systemd exists on Linux only';
  if (process.getuid?.() !== 0) return 'a systemd of its own needs root';
  if (!existsSync('/lib/systemd/systemd')) return 'systemd is not installed';
  const tried = spawnSync(SCRIPT, ['true'], { encoding: 'utf8', timeout: 30_000 });
  return tried.status === 0 ? undefined : `no systemd --user here: ${tried.stderr.trim() || tried.status}`;
}

/** Runs a TypeScript file under a systemd of its own; what it prints, as JSON. @throws Error with what it wrote to stderr */
export async function underSystemd<T>(file: string, args: readonly string[]): Promise<T> {
  const run = promisify(execFile);
  const { stdout } = await run(SCRIPT, [process.execPath, file, ...args], {
    timeout: 600_000,
    maxBuffer: 1024 * 1024,
  });
  return JSON.parse(stdout) as T;
}
