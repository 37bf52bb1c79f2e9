import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createSeededRandom } from '../../src/platform/random.ts';
import type { ChannelsStatusResult } from '../../src/protocol/generated/types.ts';
import { modelConfig } from '../support/drip-model.ts';
import { startEchoModel } from '../support/echo-model.ts';
import { createHome, startGateway, strayFailures, TOKEN } from '../support/gateway-process.ts';
import { createDnsFault, proxiedNetworks } from '../support/networks/behind-proxy.ts';
import { openLedger } from '../support/networks/ledger.ts';
import { joinEnv, networkConfig, networkEnv } from '../support/networks/network.ts';
import { settledOutbox } from '../support/networks/settled.ts';
import { connect } from '../support/operator-client.ts';
import type { ProxyMode } from '../support/tcp-proxy.ts';
import { allowedMs, type Proof } from './proof.ts';

const PEOPLE = 3;
const FAULT_MS = { full: 30_000, short: 600 } as const;
/** Below this scale the links get no time to recover between two faults, only after the last. */
const SHORT = 0.1;
const RECOVERS_WITHIN_MS = 60_000;
const TICK_MS = 30_000;
const WORD_EVERY_MS = 250;
const LOOK_MS = 100;
const NO_HTTP = Buffer.from('\u0000\u0001 this is no answer at all \r\n\r\n');
const ERROR_500 = Buffer.from(
  'HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
);

const FAULTS: Readonly<Record<string, ProxyMode | 'dns'>> = {
  reset: { mode: 'reset' },
  refuse: { mode: 'refuse' },
  'no DNS': 'dns',
  'half-open': { mode: 'halfOpen' },
  'HTTP 500': { mode: 'garbage', bytes: ERROR_500 },
  garbage: { mode: 'garbage', bytes: NO_HTTP },
};

/** Both networks fail in every way while people write and the operator sends. */
export const proof: Proof = {
  name: 'fault-proxy',
  promise:
    'Whatever happens to the network, for however long: the same process goes on ticking, its links come back within a minute of the end, and nothing is lost',
  async run(context) {
    const short = context.scale < SHORT;
    const faultMs = short ? FAULT_MS.short : FAULT_MS.full * context.scale;
    const random = createSeededRandom(context.seed);
    const model = await startEchoModel();
    const proxied = await proxiedNetworks(PEOPLE);
    const networks = proxied.map(({ network }) => network);
    const ledgers = networks.map(openLedger);
    const dir = mkdtempSync(path.join(tmpdir(), 'moltbot-dns-'));
    const dns = createDnsFault(dir);
    const home = createHome(
      networkConfig(networks, modelConfig(model.baseUrl)),
      joinEnv(networkEnv(networks), dns.env),
    );
    const gateway = await startGateway(home);
    const faults: string[] = [];
    const ticks: number[] = [];
    const recoveries: number[] = [];
    let longestAnswer = 0;
    let over = false;
    try {
      const client = await connect({
        url: gateway.url,
        token: TOKEN,
        onEvent: (event) => event === 'tick' && ticks.push(performance.now()),
      });
      await Promise.all(networks.map((network) => network.link(client)));
      ticks.push(performance.now());

      const online = async (channel: string): Promise<boolean> => {
        const status = (await client.call('channels.status')) as ChannelsStatusResult;
        return (
          status.channelAccounts[channel]?.every(
            ({ state, verdict }) => state === 'online' && verdict?.ok,
          ) === true
        );
      };
      /** Online, and everything that was waiting on either side has come through. */
      const recovered = (when: number): Promise<unknown> =>
        Promise.all(
          ledgers.map(async ({ network, asked, ordered }) => {
            const heard = (): number =>
              network.people.reduce((sum, _, person) => sum + network.heard(person).length, 0);
            while (!(await online(network.channel)) || heard() < asked + ordered) {
              const waited = performance.now() - when;
              if (waited > 2 * RECOVERS_WITHIN_MS) throw new Error(`${network.channel} does not come back`);
              await pause(LOOK_MS);
            }
            recoveries.push(performance.now() - when);
          }),
        );
      const beat = (async () => {
        while (!over) {
          const begun = performance.now();
          await client.call('status');
          longestAnswer = Math.max(longestAnswer, performance.now() - begun);
          await pause(LOOK_MS);
        }
      })();
      const traffic = ledgers.map(async (ledger) => {
        while (!over) {
          const person = Math.floor(random.fraction() * PEOPLE);
          await ledger.ask(person);
          const { key, text } = ledger.order(person);
          const { channel, people } = ledger.network;
          await client.call('send', {
            channel,
            to: people[person],
            message: text,
            idempotencyKey: key,
            wait: 'accepted',
          });
          await pause(WORD_EVERY_MS);
        }
      });

      for (const [name, fault] of Object.entries(FAULTS)) {
        if (fault === 'dns') dns.begin();
        // Live connections need no names and no listener: they are cut first.
        if (fault === 'dns' || fault.mode === 'refuse')
          await Promise.all(proxied.map(({ proxy }) => proxy.set({ mode: 'reset' })));
        const mode: ProxyMode = fault === 'dns' ? { mode: 'pass' } : fault;
        await Promise.all(proxied.map(({ proxy }) => proxy.set(mode)));
        await pause(faultMs);
        dns.end();
        await Promise.all(proxied.map(({ proxy }) => proxy.set({ mode: 'pass' })));
        if (short) continue;
        const before = recoveries.length;
        await recovered(performance.now());
        context.log(`${name}: back after ${recoveries.slice(before).map(seconds).join(' and ')} s`);
      }
      if (short) await recovered(performance.now());
      over = true;
      await Promise.all([beat, ...traffic]);
      ticks.push(performance.now());

      const verdicts = await (async () => {
        const unsure = await settledOutbox(client, ledgers);
        return ledgers.map((ledger) => ({ ledger, ...ledger.judge(unsure) }));
      })();
      faults.push(...verdicts.flatMap((verdict) => verdict.faults), ...strayFailures(home));
      const gaps = ticks.slice(1).map((at, index) => at - (ticks[index] ?? 0));
      const longestGap = Math.max(...gaps);
      const slowest = Math.max(...recoveries);
      if (longestGap > allowedMs(context, TICK_MS * 1.1))
        faults.push(`${seconds(longestGap)} s between two ticks`);
      if (slowest > allowedMs(context, RECOVERS_WITHIN_MS))
        faults.push(`back only after ${seconds(slowest)} s`);
      if (gateway.child.exitCode !== null || gateway.child.signalCode !== null)
        faults.push('the process ended');
      for (const fault of faults.slice(0, 20)) context.log(fault);
      await client.close();
      const words = verdicts.map(
        ({ ledger, answered, sent, unknown }) =>
          `${ledger.network.channel}: ${ledger.asked} in, ${answered} answered, ${ledger.ordered} out, ${sent} arrived, ${unknown} reported unknown`,
      );
      return {
        pass: faults.length === 0,
        figure: `${Object.keys(FAULTS).length} faults of ${seconds(faultMs)} s each: same process, ticks at most ${seconds(longestGap)} s apart, every answer to its operator within ${longestAnswer.toFixed(0)} ms, links back within ${seconds(slowest)} s; ${faults.length} lost or repeated (${words.join('; ')})`,
      };
    } finally {
      over = true;
      await gateway.stop('SIGKILL');
      await model.close();
      await Promise.all(proxied.map(({ proxy }) => proxy.close()));
      await Promise.all(networks.map((network) => network.close()));
      home.remove();
      rmSync(dir, { recursive: true, force: true });
    }
  },
};

const seconds = (ms: number): string => (ms / 1000).toFixed(1);
