import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { once } from 'node:events';

/** A server under measurement: its CPU and memory are read from the kernel, so the client's own work does not count. */
export interface Subject {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Milliseconds of CPU used so far, all threads. */
  cpuMs(): number;
  /** Resident megabytes now and at the highest. */
  memory(): { rssMb: number; peakMb: number };
  /** Resolves with the next match in what it prints from now on. */
  next(pattern: RegExp): Promise<RegExpExecArray>;
  stop(): Promise<number | null>;
}

export function start(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  ready: RegExp,
): Promise<{ subject: Subject; match: RegExpExecArray }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const pid = child.pid ?? 0;
    let text = '';
    let waiting: { readonly pattern: RegExp; readonly found: (match: RegExpExecArray) => void } | undefined;
    const subject: Subject = {
      child,
      pid,
      cpuMs: () => cpuMs(pid),
      memory: () => memory(pid),
      next: (pattern) => {
        text = '';
        return new Promise((found) => {
          waiting = { pattern, found };
        });
      },
      stop: async () => {
        if (child.exitCode !== null) return child.exitCode;
        const exit = once(child, 'exit');
        child.kill('SIGTERM');
        return ((await exit) as [number | null])[0];
      },
    };
    const read = (chunk: Buffer): void => {
      text += String(chunk);
      const match = ready.exec(text);
      if (match !== null) resolve({ subject, match });
      const awaited = waiting?.pattern.exec(text);
      if (awaited === null || awaited === undefined) return;
      waiting?.found(awaited);
      waiting = undefined;
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', (code) =>
      reject(new Error(`${args.join(' ')} ended with ${code} before it was ready:\n${text}`)),
    );
  });
}

/** Time on a CPU of all threads, from the scheduler's own account (nanoseconds, so short measurements count too). */
function cpuMs(pid: number): number {
  let total = 0;
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    total += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
  }
  return total / 1e6;
}

function memory(pid: number): { rssMb: number; peakMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kb = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
  return { rssMb: kb('VmRSS') / 1024, peakMb: kb('VmHWM') / 1024 };
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** Half the spread between the quartiles, in percent of the median: the noise stated beside each figure. */
export const noise = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return ((at(0.75) - at(0.25)) / 2 / median(values)) * 100;
};
