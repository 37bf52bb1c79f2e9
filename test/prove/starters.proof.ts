import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createHome, type Home } from '../support/gateway-process.ts';
import { allowedMs, scaled, type Proof } from './proof.ts';

const STARTERS = 20;
const PROMISED_MS = 2000;

interface Loser {
  readonly code: number | null;
  readonly stderr: string;
  /** From the moment the first of them was started. */
  readonly ms: number;
}

interface Owner {
  readonly pid: number;
  readonly profile: string;
  readonly version: string;
  readonly instanceId: string;
}

/** All at once; the winner is stopped when the last loser is gone. */
async function race(
  home: Home,
  starters: number,
): Promise<{ readonly losers: readonly Loser[]; readonly owner: Owner; readonly left: number | null }> {
  const facts = path.join(home.dir, 'gateway.lock.json');
  const begun = performance.now();
  const children = Array.from({ length: starters }, () =>
    spawn(process.execPath, ['bin/moltbot.cjs', 'gateway', '--port', '0'], {
      env: home.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  const losers: Loser[] = [];
  const enough = Promise.withResolvers<void>();
  for (const child of children) {
    let stderr = '';
    child.stdout.resume();
    child.stderr.on('data', (chunk: Buffer) => (stderr += String(chunk)));
    child.once('close', (code) => {
      losers.push({ code, stderr, ms: performance.now() - begun });
      if (losers.length >= starters - 1) enough.resolve();
    });
  }
  try {
    await enough.promise;
    const owner = JSON.parse(readFileSync(facts, 'utf8')) as Owner;
    const [winner] = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    const lost = [...losers];
    if (winner === undefined) return { losers: lost, owner, left: null };
    const ended = once(winner, 'exit');
    winner.kill('SIGTERM');
    await ended;
    return { losers: lost, owner, left: winner.pid ?? null };
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
}

export const proof: Proof = {
  name: 'starters',
  promise: `Of ${STARTERS} gateways started at once one wins; the others exit with 78 within 2 s and name it`,
  async run(context) {
    const rounds = scaled(context, 20, 1);
    const pairs = scaled(context, 100, 10);
    // Two at once may fall into step, many do not.
    const sizes = [...Array<number>(rounds).fill(STARTERS), ...Array<number>(pairs).fill(2)];
    const faults: string[] = [];
    let slowest = 0;
    const home = createHome();
    try {
      for (const [round, starters] of sizes.entries()) {
        const { losers, owner, left } = await race(home, starters);
        if (left !== owner.pid)
          faults.push(`round ${round}: ${left} is left and ${owner.pid} holds the lock`);
        const { pid, profile, version, instanceId } = owner;
        const named = new RegExp(
          `pid ${pid}, profile ${profile}, version ${version}.*, instance ${instanceId}`,
        );
        for (const { code, stderr, ms } of losers) {
          slowest = Math.max(slowest, ms);
          if (code !== 78) faults.push(`round ${round}: a loser ended with ${code}: ${stderr}`);
          else if (!named.test(stderr)) faults.push(`round ${round}: the winner is not named: ${stderr}`);
        }
      }
    } finally {
      home.remove();
    }
    if (slowest > allowedMs(context, PROMISED_MS))
      faults.push(`the slowest loser took ${Math.round(slowest)} ms`);
    for (const fault of faults.slice(0, 10)) context.log(fault);
    return {
      pass: faults.length === 0,
      figure: `${faults.length} faults in ${rounds} rounds of ${STARTERS} and ${pairs} of two; the slowest loser was gone after ${(slowest / 1000).toFixed(2)} s`,
    };
  },
};
