import { readdirSync, readlinkSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SystemInspectResult } from '../../src/protocol/generated/types.ts';
import { createSeededRandom } from '../../src/platform/random.ts';
import { modelConfig } from '../support/drip-model.ts';
import { startEchoModel } from '../support/echo-model.ts';
import { createHome, startGateway, strayFailures, TOKEN } from '../support/gateway-process.ts';
import { liveHeap, watchLiveHeap } from '../support/live-heap.ts';
import { openLedger } from '../support/networks/ledger.ts';
import { networkConfig } from '../support/networks/network.ts';
import { settledOutbox } from '../support/networks/settled.ts';
import { openTelegram } from '../support/networks/telegram.ts';
import { connect, type BenchClient } from '../support/operator-client.ts';
import { scaled, type Proof } from './proof.ts';

const PEOPLE = 4;
const CLIENTS = 6;
const KINDS = ['SIGUSR1', 'gateway.restart', 'an edit'] as const;
const PATIENCE_MS = 20_000;
/** What a restart may leave in the memory, in KB: the parts of one boot are 600. */
const ALLOWED_KB = 200;
/** With fewer restarts code is still compiled and caches still fill. */
const ENOUGH_ROUNDS = 60;

interface Regular {
  /** Connects again and again until told to leave. */
  readonly done: Promise<void>;
  leave(): void;
}

interface Tally {
  closes: number;
  untold: number;
  connects: number;
  readonly away: number[];
  readonly expected: number[];
}

/** A client as in the field: it hears `shutdown`, is closed, and comes back. */
function openRegular(url: string, token: string | undefined, tally: Tally): Regular {
  let leaving = false;
  let current: BenchClient | undefined;
  const stay = async (): Promise<void> => {
    let closedAt: number | undefined;
    while (!leaving) {
      let expected: number | undefined;
      try {
        current = await connect({
          url,
          ...(token === undefined ? {} : { token }),
          onEvent: (event, payload) => {
            if (event !== 'shutdown') return;
            const told = (payload as { restartExpectedMs: number | null }).restartExpectedMs;
            expected = told ?? 0;
          },
        });
      } catch {
        // The door is shut for a moment: that is what coming back is about.
        await pause(5);
        continue;
      }
      tally.connects += 1;
      if (closedAt !== undefined) tally.away.push(performance.now() - closedAt);
      await new Promise<void>((resolve) => current?.socket.once('close', () => resolve()));
      if (leaving) return;
      closedAt = performance.now();
      tally.closes += 1;
      if (expected === undefined) tally.untold += 1;
      else tally.expected.push(expected);
    }
  };
  return {
    done: stay(),
    leave() {
      leaving = true;
      current?.socket.terminate();
    },
  };
}

/** What the process holds open: sockets come and go with the clients, the rest must stay as it is. */
function descriptorsOf(pid: number): { readonly sockets: number; readonly others: number } {
  const targets = readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
    } catch {
      // Closed between the two calls.
      return [];
    }
  });
  const sockets = targets.filter((target) => target.startsWith('socket:')).length;
  return { sockets, others: targets.length - sockets };
}
const shapeOf = ({ tree }: SystemInspectResult): string =>
  tree
    .filter(({ machine }) => machine !== 'connection' && machine !== 'agentRun')
    .map(({ id, machine }) => `${id} ${machine}`)
    .sort()
    .join('\n');

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0;

/** Restarts within the process, one after the other, with clients, a chat network and runs in flight. */
export const proof: Proof = {
  name: 'restarts',
  promise:
    'A restart within the process loses nothing and leaves nothing behind, however often: same pid, lock and socket, clients come back',
  async run(context) {
    const rounds = scaled(context, 100, 6);
    const random = createSeededRandom(context.seed);
    const model = await startEchoModel();
    const network = await openTelegram(PEOPLE);
    const ledger = openLedger(network);
    let port = 20_000;
    // The flag decides where it listens; the value is there to be changed.
    const config = (): Record<string, unknown> => ({
      ...networkConfig([network], modelConfig(model.baseUrl)),
      commands: { restart: true },
      gateway: { port, reload: { debounceMs: 20 } },
    });
    const home = createHome(config());
    watchLiveHeap(home);
    const socketPath = path.join(home.dir, 'gateway.sock');
    const faults: string[] = [];
    const gateway = await startGateway(home);
    await network.bot.polling();
    const bare = descriptorsOf(gateway.pid).sockets;
    const tally: Tally = { closes: 0, untold: 0, connects: 0, away: [], expected: [] };
    const regulars = Array.from({ length: CLIENTS }, (_, index) =>
      index === 0
        ? openRegular(`ws+unix:${socketPath}:/`, undefined, tally)
        : openRegular(gateway.url, TOKEN, tally),
    );
    /** The one who looks: over the door, which never shuts. */
    const look = async <T>(ask: (client: BenchClient) => Promise<T>): Promise<T> => {
      const client = await connect({ url: `ws+unix:${socketPath}:/` });
      try {
        return await ask(client);
      } finally {
        await client.close();
      }
    };
    const inspect = (): Promise<SystemInspectResult> =>
      look((client) => client.call('system.inspect') as Promise<SystemInspectResult>);
    /** Resolves when a boot serves that is not the given one. */
    const serving = async (other: string | null): Promise<SystemInspectResult> => {
      const begun = performance.now();
      for (;;) {
        const seen = await inspect().catch(() => undefined);
        const { serving: up, instanceId, state } = seen?.gateway ?? {};
        if (
          seen !== undefined &&
          up === true &&
          instanceId !== other &&
          (state ?? '').startsWith('running.steady')
        )
          return seen;
        if (performance.now() - begun > PATIENCE_MS) throw new Error(`still ${state ?? 'unreachable'}`);
        await pause(10);
      }
    };
    try {
      let last = await serving(null);
      const shape = shapeOf(last);
      const inode = statSync(socketPath).ino;
      const held: number[] = [];
      const memory: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const kind = KINDS[round % KINDS.length] ?? 'SIGUSR1';
        await ledger.ask(Math.floor(random.fraction() * PEOPLE));
        await pause(random.fraction() * 40);
        if (kind === 'SIGUSR1') gateway.child.kill('SIGUSR1');
        else if (kind === 'an edit') {
          port += 1;
          home.write(config());
        } else await look((client) => client.call('gateway.restart', { reason: 'proof', delayMs: 0 }));
        await ledger.ask(Math.floor(random.fraction() * PEOPLE));
        last = await serving(last.gateway?.instanceId ?? null);
        await network.bot.polling();
        if (shapeOf(last) !== shape) faults.push(`round ${round}: another tree:\n${shapeOf(last)}`);
        if (statSync(socketPath).ino !== inode) faults.push(`round ${round}: another socket`);
        held.push(descriptorsOf(gateway.pid).others);
        memory.push((await liveHeap(home)) / 1024);
      }
      if (gateway.child.exitCode !== null) faults.push('the process ended');
      const verdict = await look(async (client) => ledger.judge(await settledOutbox(client, [ledger])));
      faults.push(...verdict.faults, ...strayFailures(home));
      for (const regular of regulars) regular.leave();
      await Promise.all(regulars.map(({ done }) => done));
      const left = performance.now();
      while (descriptorsOf(gateway.pid).sockets > bare && performance.now() - left < PATIENCE_MS)
        await pause(50);
      const sockets = descriptorsOf(gateway.pid).sockets - bare;
      if (sockets > 0) faults.push(`${sockets} more sockets once every client has left`);
      // Counted from the second third on: before that caches and the heap fill.
      const from = Math.floor(rounds / 3);
      const third = (values: readonly number[], index: number): readonly number[] =>
        values.slice(
          from + Math.floor(((rounds - from) * index) / 2),
          from + Math.floor(((rounds - from) * (index + 1)) / 2),
        );
      const growth = Math.min(...third(held, 1)) - Math.min(...third(held, 0));
      const kb =
        (percentile(third(memory, 1), 0.5) - percentile(third(memory, 0), 0.5)) / ((rounds - from) / 2);
      if (growth > 0) faults.push(`${growth} more descriptors`);
      if (rounds >= ENOUGH_ROUNDS && kb > ALLOWED_KB)
        faults.push(`${kb.toFixed(0)} KB more memory with each restart`);
      if (tally.untold > 0) faults.push(`${tally.untold} of ${tally.closes} closes without a word before`);
      const code = await gateway.stop();
      if (code !== 0) faults.push(`it ended with ${code}`);
      for (const fault of faults.slice(0, 20)) context.log(fault);
      return {
        pass: faults.length === 0,
        figure: `${faults.length} faults in ${rounds} restarts, in turn by ${KINDS.join(', ')}: descriptors ${growth >= 0 ? '+' : ''}${growth}, live memory ${kb >= 0 ? '+' : ''}${kb.toFixed(0)} KB a restart from the middle third to the last${rounds < ENOUGH_ROUNDS ? ' (too few to judge)' : ''}; ${tally.closes} clients were told and came back after ${percentile(tally.away, 0.5).toFixed(0)} ms (95 %: ${percentile(tally.away, 0.95).toFixed(0)} ms; told to expect ${percentile(tally.expected, 0.5).toFixed(0)} ms); ${ledger.asked} messages: ${verdict.answered} answered, ${verdict.interrupted} said to be cut off, ${verdict.unknown} reported unknown`,
      };
    } finally {
      for (const regular of regulars) regular.leave();
      await gateway.stop('SIGKILL');
      await model.close();
      await network.close();
      home.remove();
    }
  },
};
