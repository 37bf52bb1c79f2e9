import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DIFFERENT, LAST, SAME, type Flood, type FloodEnd } from '../support/log-flood-child.ts';
import { scaled, type Proof, type ProofContext } from './proof.ts';

const CHILD = path.resolve('test/support/log-flood-child.ts');
const LOOK_MS = 20;
/** Lines of one kind are counted for ten seconds before the count is told. */
const SILENCE_MS = 11_000;
/** The look that finds it, and the line itself, come late on a machine that is shared; still less than two counts. */
const LATE_MS = 8_000;
const FILES = 5;
/** The built-in size of a file; a shorter flood has smaller ones, so that it rotates as often. */
const FULL_BYTES = 20 * 1024 * 1024;

interface Line {
  readonly msg: string;
  readonly repeated?: number;
  readonly n?: number;
}

interface Seen extends FloodEnd {
  readonly mostBytes: number;
  readonly looks: number;
  readonly silentMs: number;
  /** On the console, when there was one: how many lines it stands for. */
  readonly told: { readonly same: number; readonly different: number };
  readonly kept: readonly Line[];
  readonly wholeMs: number;
}

/** Bytes the files of the log take now, and when one was last written. Looked at between two changes of the directory. */
function look(dir: string): { readonly bytes: number; readonly changed: number } {
  for (;;) {
    const before = statSync(dir, { bigint: true }).mtimeNs;
    let bytes = 0;
    let changed = 0;
    for (const name of readdirSync(dir)) {
      const found = statSync(path.join(dir, name), { throwIfNoEntry: false });
      bytes += found?.size ?? 0;
      changed = Math.max(changed, found?.mtimeMs ?? 0);
    }
    if (statSync(dir, { bigint: true }).mtimeNs === before) return { bytes, changed };
  }
}

const standsFor = ({ repeated }: { readonly repeated?: number }): number => repeated ?? 1;

interface ConsoleLine {
  readonly message: string;
  readonly repeated?: number;
}

/** `undefined` for what Node itself says when the child fails. */
function readLine(text: string): ConsoleLine | FloodEnd | undefined {
  try {
    return JSON.parse(text) as ConsoleLine | FloodEnd;
  } catch {
    return undefined;
  }
}

/** All lines that are left, oldest first. @throws Error when one of them is no line of ours */
function keptIn(dir: string): Line[] {
  const number = (name: string): number => Number(/\.(\d+)$/.exec(name)?.[1] ?? 0);
  return readdirSync(dir)
    .toSorted((a, b) => number(b) - number(a))
    .flatMap((name) => readFileSync(path.join(dir, name), 'utf8').trimEnd().split('\n'))
    .map((line) => JSON.parse(line) as Line);
}

async function run(context: ProofContext, name: string, told: Omit<Flood, 'file'>): Promise<Seen> {
  const dir = mkdtempSync(path.join(tmpdir(), 'log-flood-'));
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    ['--conditions=development', CHILD, JSON.stringify({ ...told, file: path.join(dir, 'moltbot.log') })],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  try {
    let same = 0;
    let different = 0;
    let end: FloodEnd | undefined;
    let complaint = '';
    child.stdout.resume();
    // Where errors go, and the child's own last words.
    createInterface({ input: child.stderr }).on('line', (text) => {
      const line = readLine(text);
      if (line === undefined) complaint += `${text}\n`;
      else if ('busyMs' in line) end = line;
      else if (line.message.endsWith(SAME)) same += standsFor(line);
      else if (line.message.startsWith(DIFFERENT)) different += 1;
    });
    let mostBytes = 0;
    let looks = 0;
    let silentMs = 0;
    const watch = setInterval(() => {
      const { bytes, changed } = look(dir);
      if (bytes === 0) return;
      looks += 1;
      mostBytes = Math.max(mostBytes, bytes);
      silentMs = Math.max(silentMs, Date.now() - changed);
    }, LOOK_MS);
    const [code] = (await once(child, 'close')) as [number | null];
    clearInterval(watch);
    if (code !== 0 || end === undefined) throw new Error(`${name} ended with ${code}: ${complaint}`);
    mostBytes = Math.max(mostBytes, look(dir).bytes);
    const kept = keptIn(dir);
    const wholeMs = performance.now() - begun;
    const perSecond = Math.round(((told.identical + told.distinct) / end.busyMs) * 1000);
    context.log(
      `${name}: ${perSecond} lines a second of the logger's own time, ${end.cpuMs.toFixed(0)} ms of processor time, at most ${end.peakMb.toFixed(0)} MB; most on disk ${mostBytes} bytes in ${looks} looks`,
    );
    return { ...end, mostBytes, looks, silentMs, told: { same, different }, kept, wholeMs };
  } finally {
    child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  }
}

const perSecond = (lines: number, { busyMs }: FloodEnd): string =>
  `${(lines / busyMs / 1000).toFixed(2)} M/s`;

/** The end of the distinct lines without a gap: what rotation took was older than all of it. */
function newest(kept: readonly Line[], said: number): number | undefined {
  const numbers = kept.filter(({ msg }) => msg.startsWith(DIFFERENT)).map(({ n }) => n);
  const from = said - numbers.length;
  return numbers.every((n, index) => n === from + index) ? numbers.length : undefined;
}

/** The real logger in a process of its own, and another one that looks at its directory meanwhile. */
export const proof: Proof = {
  name: 'log-flood',
  promise:
    'However many errors there are, the log stays within its cap, goes on, and counts exactly what it did not repeat',
  async run(context) {
    const maxBytes = scaled(context, FULL_BYTES, 64 * 1024);
    const cap = (FILES + 1) * maxBytes;
    const common = { maxBytes, files: FILES };
    const identical = scaled(context, 10_000_000, 100_000);
    const distinct = scaled(context, 1_000_000, 10_000);
    const faults: string[] = [];
    const expect = (holds: boolean, words: string): void => {
      if (!holds) faults.push(words);
    };
    const check = (name: string, seen: Seen): void => {
      expect(seen.mostBytes <= cap, `${name}: ${seen.mostBytes} bytes on disk, ${cap} allowed`);
      // Only what was counted until the end may come after it.
      const last = seen.kept.findLast(({ repeated }) => repeated === undefined);
      expect(last?.msg === LAST, `${name}: the last line is not there`);
      expect(seen.lost === 0, `${name}: ${seen.lost} lines lost`);
    };

    const lastsMs = Math.max(24_000, 45_000 * context.scale);
    const slow = await run(context, 'identical', {
      ...common,
      identical,
      distinct: 0,
      lastsMs,
      console: false,
    });
    check('identical', slow);
    const lines = slow.kept.filter(({ msg }) => msg.endsWith(SAME));
    const counted = lines.reduce((sum, line) => sum + standsFor(line), 0);
    expect(counted === identical, `identical: ${counted} counted of ${identical}`);
    const silenceMs = context.scale < 1 ? SILENCE_MS + LATE_MS : SILENCE_MS;
    expect(slow.silentMs <= silenceMs, `identical: silent for ${slow.silentMs} ms`);
    expect(slow.wholeMs > 2 * SILENCE_MS, 'identical: over before it could have been silent');

    const fast = await run(context, 'distinct', {
      ...common,
      identical: 0,
      distinct,
      lastsMs: 0,
      console: false,
    });
    check('distinct', fast);
    const left = newest(fast.kept, distinct);
    expect(left !== undefined, 'distinct: the lines kept are not the newest ones');
    expect(fast.kept.length - 1 === left, 'distinct: something else stands in the log');
    expect((left ?? 0) < distinct, 'distinct: nothing was rotated away');

    // Both at once, each line also on the console: what rotation takes from the file is counted there.
    const [a, b] = [Math.ceil(identical / 10), Math.ceil(distinct / 10)];
    const mixed = await run(context, 'mixed', {
      ...common,
      identical: a,
      distinct: b,
      lastsMs: 0,
      console: true,
    });
    check('mixed', mixed);
    const { same, different } = mixed.told;
    expect(same === a && different === b, `mixed: ${same} and ${different} told of ${a} and ${b}`);
    expect(newest(mixed.kept, b) !== undefined, 'mixed: the lines kept are not the newest ones');

    const most = Math.max(slow.mostBytes, fast.mostBytes, mixed.mostBytes);
    const mb = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
    for (const fault of faults) context.log(`fault: ${fault}`);
    return {
      pass: faults.length === 0,
      figure:
        `${faults.length} faults; ${identical} identical errors in ${(lastsMs / 1000).toFixed(0)} s counted exactly by ${lines.length} lines, ` +
        `never silent for more than ${(slow.silentMs / 1000).toFixed(1)} s (${perSecond(identical, slow)}); of ${distinct} distinct ones the newest ${left ?? 'no'} kept (${perSecond(distinct, fast)}); ` +
        `${a} and ${b} of both at once all told; at most ${mb(most)} of ${mb(cap)} MB on disk in ${slow.looks + fast.looks + mixed.looks} looks`,
    };
  },
};
