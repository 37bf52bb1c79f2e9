import { once } from 'node:events';
import { createHome } from '../support/gateway-process.ts';
import { noNotifyPeer } from '../support/notify-peer.ts';
import { startSupervised, type Supervised } from '../support/supervised.ts';
import { noSystemd, underSystemd } from '../support/systemd-user.ts';
import type { SystemdFindings } from '../support/under-systemd.ts';
import { allowedMs, scaled, type Proof, type ProofContext } from './proof.ts';

const WATCHDOG_MS = 2000;
const PROMISED_MS = WATCHDOG_MS + 5000;
const SPIN = new URL('../support/spin.mjs', import.meta.url).pathname;
const UNDER_SYSTEMD = new URL('../support/under-systemd.ts', import.meta.url).pathname;

/** The longest time between two signs of life, ms. */
const longestSilence = ({ peer }: Supervised): number => {
  const beats = peer.heard.filter(({ told }) => told.includes('READY=1') || told.includes('WATCHDOG=1'));
  return Math.max(...beats.slice(1).map(({ at }, index) => at - (beats[index]?.at ?? at)));
};

/** The stand-in ends what is silent, and the next one is started at once, as `Restart=always` would. */
async function underStandIn(context: ProofContext, rounds: number, faults: string[]): Promise<number[]> {
  const home = createHome();
  const recovered: number[] = [];
  const start = () => startSupervised({ home, preload: SPIN, watchdogMs: WATCHDOG_MS });
  let run = await start();
  try {
    for (let round = 0; round < rounds; round += 1) {
      await run.said('WATCHDOG=1', 2);
      const silence = longestSilence(run);
      if (silence > WATCHDOG_MS) faults.push(`${Math.round(silence)} ms without a sign of life`);
      const first = run.peer.heard[0]?.told[0];
      if (first !== 'READY=1') faults.push(`the first word was ${first}`);
      const ended = once(run.gateway.child, 'exit');
      const at = performance.now();
      run.gateway.child.kill('SIGURG');
      const [, signal] = (await ended) as [number | null, string | null];
      if (signal !== 'SIGABRT') faults.push(`ended by ${signal}`);
      await run.close();
      run = await start();
      await run.said('READY=1');
      recovered.push(Math.round(performance.now() - at));
    }
    await run.gateway.stop();
    if (run.turns().length !== 2) faults.push(`unexpected: ${run.turns().join(' · ')}`);
  } finally {
    await run.close();
    home.remove();
  }
  context.log(`stand-in: ${recovered.join(', ')} ms`);
  return recovered;
}

function judge(found: SystemdFindings, faults: string[]): void {
  const { recoveredMs, sameProcessAfterRestart, stopped, statusText, log } = found;
  if (!sameProcessAfterRestart) faults.push('an in-process restart gave another main process');
  if (stopped.result !== 'success' || stopped.code !== '0') faults.push(`stop: ${JSON.stringify(stopped)}`);
  if (!statusText.startsWith('running')) faults.push(`status: ${statusText}`);
  if (!log.includes('"ms":18000,"from":"supervisor"')) faults.push('TimeoutStopSec=20 was not read');
  if (recoveredMs.length === 0) faults.push('nothing was tried under systemd');
}

export const proof: Proof = {
  name: 'watchdog',
  promise: 'A gateway whose event loop hangs is restarted by its supervisor within WatchdogSec + 5 s',
  async run(context) {
    const rounds = scaled(context, 20, 1);
    const faults: string[] = [];
    const missing = noNotifyPeer();
    if (missing !== undefined) return { pass: false, figure: `cannot run here: ${missing}` };
    const recovered = await underStandIn(context, rounds, faults);
    const noReal = noSystemd();
    let real: readonly number[] = [];
    if (noReal === undefined) {
      const found = await underSystemd<SystemdFindings>(UNDER_SYSTEMD, [String(rounds)]);
      judge(found, faults);
      real = found.recoveredMs;
      context.log(
        `systemd: ${real.join(', ')} ms; over an in-process restart ${found.restartStates.join(' → ')}`,
      );
    } else context.log(`skipped under a real systemd: ${noReal}`);
    for (const ms of [...recovered, ...real])
      if (ms > allowedMs(context, PROMISED_MS)) faults.push(`restarted after ${ms} ms`);
    for (const fault of faults) context.log(fault);
    const worst = (all: readonly number[]): string => `${(Math.max(...all) / 1000).toFixed(1)} s`;
    const withSystemd = noReal === undefined ? `, ${worst(real)} in ${real.length} under a real systemd` : '';
    return {
      pass: faults.length === 0,
      figure: `${faults.length} faults; with WatchdogSec=2 ready again after at most ${worst(recovered)} in ${rounds} hangs under a strict stand-in${withSystemd}`,
    };
  },
};
