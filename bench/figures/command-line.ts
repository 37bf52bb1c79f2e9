import { spawnSync } from 'node:child_process';
import { cli } from '../gateway.ts';
import { median, noise } from '../process.ts';
import { fixed } from '../report.ts';
import type { Rig } from '../rig.ts';

const TURNS = 15;
/** The budget speaks of a machine where `node -e 0` takes this long; it is scaled to the one at hand. */
const REFERENCE_MS = 40;

export async function commandLine({ report, home }: Rig): Promise<void> {
  const bare: number[] = [];
  const version: number[] = [];
  const health: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const begun = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    bare.push(performance.now() - begun);
    version.push(cli(home, ['--version']).ms);
    const called = cli(home, ['gateway', 'health']);
    if (called.status !== 0) throw new Error(`gateway health failed: ${called.stdout}`);
    health.push(called.ms);
  }
  const base = median(bare);
  for (const [figure, samples, budgetMs] of [
    ['CLI `--version`', version, 60],
    ['CLI `gateway health`', health, 150],
  ] as const) {
    const budget = (budgetMs * base) / REFERENCE_MS;
    report.add({
      figure,
      ours: `${fixed(median(samples), 0)} ms (±${fixed(noise(samples), 0)} %)`,
      limit: `node -e 0: ${fixed(base, 0)} ms`,
      ratio: median(samples) / base,
      budget: `≤ ${fixed(budget, 0)} ms`,
      met: median(samples) <= budget,
    });
  }
}
