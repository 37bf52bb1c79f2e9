import type { ChildProcess } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createSeededRandom } from '../../src/platform/random.ts';
import { modelConfig } from '../support/drip-model.ts';
import { startEchoModel } from '../support/echo-model.ts';
import { NO_SAFE_MODE, createHome, startGateway, strayFailures, TOKEN } from '../support/gateway-process.ts';
import type { GatewayProcess, Home } from '../support/gateway-process.ts';
import { openLedger } from '../support/networks/ledger.ts';
import type { Ledger } from '../support/networks/ledger.ts';
import { networkConfig, networkEnv } from '../support/networks/network.ts';
import { openNetworks } from '../support/networks/open-networks.ts';
import { outboxList, settledOutbox, until } from '../support/networks/settled.ts';
import { connect } from '../support/operator-client.ts';
import type { BenchClient } from '../support/operator-client.ts';
import { allowedMs, scaled, type Proof } from './proof.ts';

const PEOPLE = 8;
/** Of the usual start by the clock, and of every start in processor time: others may be using this machine too. */
const START_LIMIT_MS = 2000;
/** A life of the gateway is at most this long: kills fall before, into and after the bursts of it. */
const LIFE_MS = 700;
/** From spawn to the first words. */
const BIRTH_MS = 600;
const THINK_MS = 40;
const HOUR_MS = 3_600_000;

const clientOf = (gateway: GatewayProcess): Promise<BenchClient> =>
  connect({ url: gateway.url, token: TOKEN });

/** Sends to one person, one after the other, over any number of lives: what was not accepted is asked for again. */
function createSender(ledger: Ledger, person: number) {
  let open: { readonly key: string; readonly text: string } | undefined;
  return {
    async send(client: BenchClient, count: number): Promise<number> {
      for (let done = 0; done < count; done += 1) {
        open ??= ledger.order(person);
        try {
          await client.call('send', {
            channel: ledger.network.channel,
            to: ledger.network.people[person],
            message: open.text,
            idempotencyKey: open.key,
            wait: 'accepted',
          });
        } catch (error) {
          // The kill: whether it was accepted nobody knows, and the same key is used in the next life.
          if (String(error).includes('closed')) return done;
          throw error;
        }
        open = undefined;
      }
      return count;
    },
    get isOpen() {
      return open !== undefined;
    },
  };
}

export const proof: Proof = {
  name: 'channel-kill',
  promise:
    '`kill -9` at any moment loses no message and repeats none: every inbound one is answered once or said to be cut off, every send arrives once or is reported `unknown`',
  async run(context) {
    const kills = scaled(context, 100, 4);
    const total = scaled(context, 5000, 240);
    const random = createSeededRandom(context.seed);
    const model = await startEchoModel(() => THINK_MS * random.fraction());
    const networks = await openNetworks(PEOPLE);
    const home = createHome(networkConfig(networks, modelConfig(model.baseUrl)), networkEnv(networks));
    const ledgers = networks.map(openLedger);
    const senders = ledgers.flatMap((ledger) =>
      ledger.network.people.map((_, person) => createSender(ledger, person)),
    );
    const faults: string[] = [];
    const starts: { readonly wallMs: number; readonly cpuMs: number }[] = [];
    let gateway = await startGateway(home, NO_SAFE_MODE);
    try {
      const first = await clientOf(gateway);
      await Promise.all(networks.map((network) => network.link(first)));
      await first.close();
      const half = total / 2 / ledgers.length;

      for (let kill = 1; kill <= kills; kill += 1) {
        const client = await clientOf(gateway);
        const due = Math.round((half * kill) / kills);
        const sending = senders.map((sender, index) => {
          const ledger = ledgers[Math.floor(index / PEOPLE)];
          const mine = ledger === undefined ? 0 : Math.ceil((due - ledger.ordered) / PEOPLE);
          return sender.send(client, Math.max(0, mine) + (sender.isOpen ? 1 : 0));
        });
        const asking = ledgers.map(async (ledger) => {
          while (ledger.asked < due) await ledger.ask(Math.floor(random.fraction() * PEOPLE));
        });
        await pause(random.fraction() * LIFE_MS);
        await gateway.stop('SIGKILL');
        await Promise.all([...sending, ...asking]);
        // Every fourth kill is followed by one while the next gateway starts.
        if (kill % 4 === 0) await killAtBirth(home, random.fraction() * BIRTH_MS);
        gateway = await startGateway(home, NO_SAFE_MODE);
        starts.push({ wallMs: gateway.readyMs, cpuMs: cpuMsOf(gateway.pid) });
      }

      const last = await clientOf(gateway);
      await Promise.all(
        senders.map((sender, index) => {
          const ordered = ledgers[Math.floor(index / PEOPLE)]?.ordered ?? half;
          const rest = Math.max(0, Math.ceil((half - ordered) / PEOPLE));
          return sender.send(last, rest + (sender.isOpen ? 1 : 0));
        }),
      );
      const unsure = await settledOutbox(last, ledgers);
      faults.push(...(await pastItsTime()));

      async function pastItsTime(): Promise<readonly string[]> {
        await Promise.all(networks.map((network) => network.down()));
        const late = ledgers.map((ledger) => ({
          ledger,
          order: { key: `late-${ledger.network.channel}`, text: 'too late' },
        }));
        for (const { ledger, order } of late) {
          await last.call('send', {
            channel: ledger.network.channel,
            to: ledger.network.people[0],
            message: order.text,
            idempotencyKey: order.key,
            wait: 'accepted',
          });
        }
        await gateway.stop('SIGKILL');
        letAnHourPass(path.join(home.dir, 'gateway.db'));
        await Promise.all(networks.map((network) => network.up()));
        gateway = await startGateway(home, NO_SAFE_MODE);
        const client = await clientOf(gateway);
        // Sent after the others on the same way: once it is there, they would have been.
        for (const { ledger } of late) {
          const to = ledger.network.people[0];
          await client.call('send', {
            channel: ledger.network.channel,
            to,
            message: 'in time',
            idempotencyKey: `in-time-${ledger.network.channel}`,
            wait: 'accepted',
          });
        }
        const found: string[] = [];
        for (const { ledger } of late) {
          await until(
            () => ledger.network.heard(0).some(({ text }) => text === 'in time'),
            'a later message arrives',
          );
          if (ledger.network.heard(0).some(({ text }) => text === 'too late'))
            found.push(`${ledger.network.channel}: sent after its time`);
        }
        const dead = await outboxList(client, 'dead');
        if (
          dead.entries.length !== late.length ||
          dead.entries.some(({ error }) => error?.includes('expired') !== true)
        )
          found.push(
            `${dead.entries.length} dead, not ${late.length}: ${dead.entries.map((e) => `${e.key} ${e.error ?? ''}`).join('; ')}`,
          );
        return found;
      }

      const verdicts = ledgers.map((ledger) => ({ ledger, ...ledger.judge(unsure) }));
      faults.push(
        ...verdicts.flatMap((verdict) => verdict.faults.filter((fault) => !fault.includes('in time'))),
      );
      faults.push(...strayFailures(home));
      for (const fault of faults.slice(0, 20)) context.log(fault);
      if (faults.length > 0)
        context.log(
          home
            .log()
            .split('\n')
            .filter((line) => /"level":"(?:error|warn)"/.test(line))
            .slice(-20)
            .join('\n'),
        );
      const wall = starts.map(({ wallMs }) => wallMs).toSorted((x, y) => x - y);
      const usual = wall[wall.length >> 1] ?? 0;
      const slowest = wall.at(-1) ?? 0;
      const work = Math.max(...starts.map(({ cpuMs }) => cpuMs));
      const words = verdicts.map(
        ({ ledger, answered, interrupted, sent, unknown, harmless }) =>
          `${ledger.network.channel}: ${ledger.asked} in (${answered} answered, ${interrupted} said to be cut off), ${ledger.ordered} out (${sent} arrived), ${unknown} reported unknown, ${harmless} harmless repeats`,
      );
      return {
        pass: faults.length === 0 && Math.max(usual, work) < allowedMs(context, START_LIMIT_MS),
        figure: `${faults.length} lost, repeated, out of order or out of time after ${kills} kills; ${words.join('; ')}; next start in ${usual.toFixed(0)} ms, at most ${slowest.toFixed(0)} ms (${work} ms of it its own work)`,
      };
    } finally {
      await gateway.stop('SIGKILL');
      await model.close();
      await Promise.all(networks.map((network) => network.close()));
      home.remove();
    }
  },
};

async function killAtBirth(home: Home, afterMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const onSpawn = (child: ChildProcess): void => {
    timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
  };
  try {
    const born = await startGateway(home, NO_SAFE_MODE, { onSpawn });
    await born.stop('SIGKILL');
  } catch (error) {
    if (!String(error).includes('SIGKILL')) throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** What a process has worked so far; Linux only, elsewhere 0. */
function cpuMsOf(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  const TICK_MS = 10;
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** For a gateway that does not run: what waits in its outbox has waited an hour longer. */
function letAnHourPass(file: string): void {
  const db = new DatabaseSync(file);
  db.exec(
    `UPDATE outbox_parts SET next_at = next_at - ${HOUR_MS}, expires_at = expires_at - ${HOUR_MS} WHERE state IN ('accepted', 'sending')`,
  );
  db.close();
}
