import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { SystemInspectResult } from '../../src/protocol/generated/types.ts';
import { createHome, startGateway, strayFailures, TOKEN } from '../support/gateway-process.ts';
import { liveHeap, watchLiveHeap } from '../support/live-heap.ts';
import { connect } from '../support/operator-client.ts';
import { scaled, type Proof } from './proof.ts';

const AT_ONCE = 8;
const SAMPLES = 40;
/** Before this share of the rounds memory still settles: caches fill, code is compiled. */
const WARM = 0.4;
/** What memory may grow from the first half of the rest to the second, in MB: of any thousand clients and runs no 200 bytes each. */
const ALLOWED_MB = 2;

interface Sample {
  readonly round: number;
  readonly liveMb: number;
  readonly descriptors: number;
  readonly actors: number;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Clients come, ask and go, over and over; what the process holds must stay flat. */
export const proof: Proof = {
  name: 'soak',
  promise: 'Thousands of clients and runs later the process holds what it held before',
  async run(context) {
    if (process.platform !== 'linux') return { pass: true, figure: 'skipped: reads /proc' };
    const rounds = scaled(context, 20_000, 800);
    const home = createHome();
    watchLiveHeap(home);
    const gateway = await startGateway(home);
    const socket = `ws+unix:${path.join(home.dir, 'gateway.sock')}:/`;
    const samples: Sample[] = [];
    const faults: string[] = [];
    try {
      const witness = await connect({ url: gateway.url, token: TOKEN });
      let next = 0;

      const visit = async (round: number): Promise<void> => {
        const local = round % 2 === 0;
        const client = await connect(local ? { url: socket } : { url: gateway.url, token: TOKEN });
        const runId = `soak-${round}`;
        const sessionKey = `soak-${round % 50}`;
        // Histories are kept short, so that what grows is never the work itself.
        const message = round % 500 < 50 ? '/new' : 'hello there';
        await client.call('agent', { message, idempotencyKey: runId, sessionKey });
        const ended = (await client.call('agent.wait', { runId, timeoutMs: 20_000 })) as { status: string };
        if (ended.status !== 'ok') faults.push(`${runId} ended ${ended.status}`);
        if (round % 10 === 0) client.socket.terminate();
        else await client.close();
      };
      const visitor = async (until: number): Promise<void> => {
        while (next < until) await visit(next++);
      };
      const quiet = async (): Promise<number> => {
        // A client that cut its line is noticed a turn later, and a run ends after its last word.
        for (let tries = 0; tries < 200; tries += 1) {
          const { tree } = (await witness.call('system.inspect')) as SystemInspectResult;
          const visiting = tree.filter(({ machine }) => machine === 'connection' || machine === 'agentRun');
          if (visiting.length === 1) return tree.reduce((sum, node) => sum + 1 + (node.omitted ?? 0), 0);
        }
        throw new Error('clients that have left, or runs that have ended, stay in the tree');
      };

      for (let sample = 1; sample <= SAMPLES; sample += 1) {
        const until = Math.round((rounds * sample) / SAMPLES);
        await Promise.all(Array.from({ length: AT_ONCE }, () => visitor(until)));
        const actors = await quiet();
        const descriptors = readdirSync(`/proc/${gateway.pid}/fd`).length;
        samples.push({ round: next, liveMb: (await liveHeap(home)) / 1024 / 1024, descriptors, actors });
      }
      await witness.close();
    } finally {
      const code = await gateway.stop();
      if (code !== 0) faults.push(`ended with ${code}`);
      faults.push(...strayFailures(home));
      home.remove();
    }
    const settled = samples.slice(Math.floor(SAMPLES * WARM));
    const half = settled.length >> 1;
    const growth =
      median(settled.slice(half).map((s) => s.liveMb)) - median(settled.slice(0, half).map((s) => s.liveMb));
    const spread = (of: (sample: Sample) => number): number =>
      Math.max(...settled.map(of)) - Math.min(...settled.map(of));
    const [descriptors, actors] = [spread((s) => s.descriptors), spread((s) => s.actors)];
    const last = samples.at(-1);
    for (const fault of faults.slice(0, 20)) context.log(fault);
    for (const { round, liveMb: mb, ...rest } of samples.filter((_, index) => index % 8 === 7)) {
      context.log(
        `after ${round}: ${mb.toFixed(1)} MB, ${rest.descriptors} descriptors, ${rest.actors} actors`,
      );
    }
    return {
      pass: faults.length === 0 && descriptors === 0 && actors === 0 && growth < ALLOWED_MB,
      figure: `${rounds} clients and runs, ${faults.length} faults; descriptors ${descriptors === 0 ? 'flat' : `vary by ${descriptors}`} at ${last?.descriptors}, actors ${actors === 0 ? 'flat' : `vary by ${actors}`} at ${last?.actors}, live memory ${last?.liveMb.toFixed(1)} MB (${growth >= 0 ? '+' : ''}${growth.toFixed(1)} MB between the halves)`,
    };
  },
};
