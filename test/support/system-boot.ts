import { execFile, spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

const SCRIPT = new URL('system-boot.sh', import.meta.url).pathname;
const CHECKOUT = resolve(import.meta.dirname, '../..');
const PROBE_MS = 30_000;

const words = (file: string, boots: number): readonly string[] => [
  process.execPath,
  CHECKOUT,
  relative(CHECKOUT, file),
  String(boots),
];

/** Why no system can be booted here, or `undefined`. */
export function noBoot(): string | undefined {
  if (process.platform !== 'linux') return 'systemd exists on Linux only';
  if (process.getuid?.() !== 0) return 'booting a system needs root';
  if (!existsSync('/lib/systemd/systemd')) return 'systemd is not installed';
  if (spawnSync('systemd-nspawn', ['--version']).error !== undefined)
    return 'systemd-nspawn is not installed (package systemd-container)';
  const probe = join(import.meta.dirname, 'system-probe.ts');
  const tried = spawnSync(SCRIPT, words(probe, 1), { encoding: 'utf8', timeout: PROBE_MS });
  return tried.status === 0 ? undefined : `no system boots here: ${tried.stderr.trim() || tried.status}`;
}

export interface Booted {
  readonly findings: string;
  /** Mounts, control groups, processes and files of it that are still there. */
  readonly traces: readonly string[];
}

/** Boots a system that runs this file once per boot. @throws Error with what was written to stderr */
export function underBoots(file: string, boots: number, timeoutMs: number): Promise<Booted> {
  return new Promise((done, failed) => {
    const child = execFile(
      SCRIPT,
      words(file, boots),
      { timeout: timeoutMs, maxBuffer: 8 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error === null) done({ findings: stdout, traces: tracesOf(`moltbot-boot-${child.pid}`) });
        else failed(new Error(`${error.message}\n${stderr}`, { cause: error }));
      },
    );
  });
}

/** What on this machine has a name. */
function tracesOf(name: string): readonly string[] {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .filter((line) => line.includes(name));
  const processes = globSync('/proc/[0-9]*/cmdline').filter((path) => {
    try {
      return readFileSync(path, 'utf8').includes(name);
    } catch {
      // It has ended meanwhile.
      return false;
    }
  });
  return [
    ...mounts,
    ...processes,
    ...globSync(join(tmpdir(), `${name}.*`)),
    ...globSync(`/sys/fs/cgroup/{.,*}/${name}`),
  ];
}
