import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createSeededRandom } from '../../src/platform/random.ts';
import { modelConfig } from '../support/drip-model.ts';
import { startEchoModel } from '../support/echo-model.ts';
import { NO_SAFE_MODE, createHome, startGateway, strayFailures } from '../support/gateway-process.ts';
import { openLedger } from '../support/networks/ledger.ts';
import { networkConfig } from '../support/networks/network.ts';
import { openTelegram } from '../support/networks/telegram.ts';
import { settledOutbox } from '../support/networks/settled.ts';
import { connect } from '../support/operator-client.ts';
import { scaled, type Proof } from './proof.ts';

const PEOPLE = 4;
const KINDS = ['SIGUSR1', 'SIGTERM and start', 'channels.stop and start', 'SIGKILL and start'] as const;
/** Restarts come while a poll is held, while one has just been answered, and while messages are being handled. */
const MOMENT_MS = 60;

/** The server counts a poll that begins while another one's connection is open. */
export const proof: Proof = {
  name: 'single-poller',
  promise:
    'However often the gateway is restarted or reloaded, it never polls a bot twice at once, and no message falls between',
  async run(context) {
    const restarts = scaled(context, 200, 12);
    const random = createSeededRandom(context.seed);
    const model = await startEchoModel();
    const network = await openTelegram(PEOPLE);
    const { server, bot } = network;
    const ledger = openLedger(network);
    const home = createHome(networkConfig([network], modelConfig(model.baseUrl)));
    const socket = `ws+unix:${path.join(home.dir, 'gateway.sock')}:/`;
    const overlaps = new Map<string, number>(KINDS.map((kind) => [kind, 0]));
    const faults: string[] = [];
    let gateway = await startGateway(home, NO_SAFE_MODE);
    try {
      await bot.polling();
      const openings = (): number => server.calls.filter(({ method }) => method === 'getMe').length;
      for (let restart = 0; restart < restarts; restart += 1) {
        const kind = KINDS[restart % KINDS.length] ?? 'SIGUSR1';
        const before = bot.overlaps;
        const opened = openings();
        await ledger.ask(Math.floor(random.fraction() * PEOPLE));
        await pause(random.fraction() * MOMENT_MS);
        if (kind === 'SIGUSR1') gateway.child.kill('SIGUSR1');
        else if (kind === 'channels.stop and start') {
          const client = await connect({ url: socket });
          await client.call('channels.stop', { channel: 'telegram' });
          await client.call('channels.start', { channel: 'telegram' });
          await client.close();
        } else {
          const code = await gateway.stop(kind === 'SIGKILL and start' ? 'SIGKILL' : 'SIGTERM');
          if (kind === 'SIGTERM and start' && code !== 0) faults.push(`SIGTERM ended with ${code}`);
          gateway = await startGateway(home, NO_SAFE_MODE);
        }
        await ledger.ask(Math.floor(random.fraction() * PEOPLE));
        await server.atLeast(opened + 1, 'getMe');
        await bot.polling();
        overlaps.set(kind, (overlaps.get(kind) ?? 0) + bot.overlaps - before);
      }
      const client = await connect({ url: socket });
      const verdict = ledger.judge(await settledOutbox(client, [ledger]));
      await client.close();
      faults.push(...verdict.faults, ...strayFailures(home));
      for (const fault of faults.slice(0, 20)) context.log(fault);
      const each = KINDS.map((kind) => overlaps.get(kind) ?? 0).join(', ');
      return {
        pass: faults.length === 0,
        figure: `${bot.overlaps} overlaps in ${bot.polls} polls over ${restarts} restarts, in turn by ${KINDS.join(', ')} (after each kind: ${each}); ${ledger.asked} messages meanwhile: ${verdict.answered} answered, ${verdict.interrupted} said to be cut off, ${verdict.unknown} reported unknown, ${faults.length} faults`,
      };
    } finally {
      await gateway.stop('SIGKILL');
      await model.close();
      await network.close();
      home.remove();
    }
  },
};
