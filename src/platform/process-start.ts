import { readFileSync } from 'node:fs';
import { errnoOf } from './files.ts';

/**
 * When a process began, in clock ticks since the machine started: with its id this names one process for as long as the machine
 * runs. `undefined` where the kernel does not tell, and for a process that is gone.
 */
export function processStart(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    // The name, in parentheses, may hold blanks and parentheses; the 22nd field is the 20th behind it.
    const behindName = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '');
    const ticks = Number(behindName.split(' ')[19]);
    return Number.isFinite(ticks) ? ticks : undefined;
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(errnoOf(error) ?? '')) return undefined;
    throw error;
  }
}
