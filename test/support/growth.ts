import assert from 'node:assert/strict';

const TIMES = 3;
const LONGER = 4;
/** What the clock of the processor, a collection or the compiler may add, ms. */
const NOISE_MS = 30;

/** Processor time, since others run on the machine as well: of a few tries the one that was disturbed least, ms. */
function cost(work: () => void): number {
  const tries = Array.from({ length: TIMES }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...tries);
}

/**
 * Fails when work on something four times as long costs more than in proportion. However fast the machine is, that is four times as
 * much when it grows with the length and sixteen times with its square; eight is half-way between.
 */
export function assertLinear(what: string, length: number, work: (length: number) => void): void {
  const short = cost(() => work(length / LONGER));
  const long = cost(() => work(length));
  assert.ok(
    long <= 2 * LONGER * short + NOISE_MS,
    `${what}: ${long.toFixed(0)} ms for ${length}, ${short.toFixed(0)} ms for a quarter of it`,
  );
}
