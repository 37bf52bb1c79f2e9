import { chmodSync, chownSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { readSmallFile } from '../platform/read-file.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import { writeFileAtomic } from '../platform/files.ts';
import { shellWord } from '../platform/shell-word.ts';
import type { Step } from './spec.ts';
import type { Ask, Ran } from './systemd/systemd.ts';

/** A step of a plan did not work; nothing after it was done. */
export class StepFailed extends Error {
  readonly step: Step;

  constructor(step: Step, why: string) {
    super(`${stepInWords(step)}: ${why}`);
    this.name = 'StepFailed';
    this.step = step;
  }
}

/** A supervisor that stops a gateway waits until it has drained. */
const DEED_TIMEOUT_MS = 90_000;
/** Between two questions of a step that waits. */
const POLL_MS = 250;
const MAX_FILE_BYTES = 1024 * 1024;

/** A step as a person would type or say it. */
export function stepInWords(step: Step): string {
  if (step.do === 'run') return step.argv.map((word) => shellWord(word)).join(' ');
  if (step.do === 'wait') return `wait until ${step.words}`;
  if (step.do === 'write') return `write ${step.path}`;
  return step.do === 'remove' ? `remove ${step.path}` : `create ${step.path}`;
}

/**
 * Does the steps in order. A file that is as it should be is left alone.
 * @throws StepFailed
 */
export async function execute(
  steps: readonly Step[],
  options: {
    readonly ask: Ask;
    readonly did?: (step: Step) => void;
    /** How long a gateway may take to stop, beyond what is usual. Milliseconds. */
    readonly drainMs?: number;
    readonly clock?: Clock;
  },
): Promise<void> {
  const { ask, did, drainMs = 0, clock = systemClock } = options;
  const timeoutMs = DEED_TIMEOUT_MS + drainMs;
  for (const step of steps) {
    if (step.do === 'run') {
      const ran = await ask(step.argv, { timeoutMs });
      const isFine = ran.exitCode === 0 || (step.fine ?? []).some((code) => code === ran.exitCode);
      if (!isFine && step.mayFail !== true) throw new StepFailed(step, whyOf(ran, timeoutMs));
    } else if (step.do === 'wait') await waitFor(step, { ask, clock, timeoutMs });
    else {
      try {
        onDisk(step);
      } catch (error) {
        throw new StepFailed(step, error instanceof Error ? error.message : String(error));
      }
    }
    did?.(step);
  }
}

/** @throws StepFailed when it does not come about in time, or cannot be asked */
async function waitFor(
  step: Extract<Step, { do: 'wait' }>,
  { ask, clock, timeoutMs }: { readonly ask: Ask; readonly clock: Clock; readonly timeoutMs: number },
): Promise<void> {
  const endMs = clock.monotonic() + timeoutMs;
  for (;;) {
    const leftMs = endMs - clock.monotonic();
    if (leftMs <= 0)
      throw new StepFailed(step, `that did not happen within ${timeoutMs / 1000} s; ${step.fix}`);
    const ran = await ask(step.argv, { timeoutMs: Math.ceil(leftMs) });
    const { exitCode } = ran;
    if (exitCode === undefined) throw new StepFailed(step, whyOf(ran, timeoutMs));
    if (exitCode !== null && step.until.includes(exitCode)) return;
    if (exitCode === 0 && step.orWithout?.test(ran.stdout) === false) return;
    await new Promise<void>((resolve) => {
      clock.setTimeout(resolve, POLL_MS);
    });
  }
}

function whyOf({ exitCode, stderr, stdout, timedOut }: Ran, timeoutMs: number): string {
  if (timedOut === true) return `it did not end within ${timeoutMs / 1000} s`;
  if (exitCode === undefined) return 'there is no such program';
  return stderr.trim() || stdout.trim() || `it ended with ${exitCode ?? 'a signal'}`;
}

function onDisk(step: Exclude<Step, { do: 'run' | 'wait' }>): void {
  if (step.do === 'makeDir') {
    const first = mkdirSync(step.path, { recursive: true, mode: step.mode });
    // From the outermost that was made to the innermost: each takes its owner from the one around it.
    for (const path of first === undefined ? [] : between(first, step.path)) giveToOwner(path);
  } else if (step.do === 'remove') rmSync(step.path, { force: true });
  else {
    const bytes = step.content.startsWith('<?xml version="1.0" encoding="UTF-16"?>')
      ? Buffer.from(`\uFEFF${step.content}`, 'utf16le')
      : Buffer.from(step.content);
    if (isAsWanted(step.path, bytes, step.mode)) return;
    writeFileAtomic(step.path, bytes);
    // The atomic write gives it to its owner alone, until it is complete.
    chmodSync(step.path, step.mode);
    giveToOwner(step.path);
  }
}

/** The directories from `outer` to `inner`, in this order. */
function between(outer: string, inner: string): readonly string[] {
  const paths = [inner];
  for (let path = inner; path !== outer && dirname(path) !== path;) paths.unshift((path = dirname(path)));
  return paths;
}

/** What root puts into the directory of somebody else is theirs: the gateway, which is not root, has to write there too. */
function giveToOwner(path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(path));
  if (uid !== 0) chownSync(path, uid, gid);
}

function isAsWanted(path: string, bytes: Uint8Array, mode: number): boolean {
  const file = readSmallFile(path, MAX_FILE_BYTES);
  if (file.kind !== 'content' || Buffer.compare(file.bytes, bytes) !== 0) return false;
  return process.platform === 'win32' || (statSync(path).mode & 0o777) === mode;
}
