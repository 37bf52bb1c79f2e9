import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import type {
  NumberedTransition,
  SystemInspectResult,
  SystemTransitionsResult,
} from '../../src/protocol/generated/types.ts';
import { createHome, startGateway, strayFailures, TOKEN, type Home } from '../support/gateway-process.ts';
import { connect, type BenchClient } from '../support/operator-client.ts';
import { startTelegramServer } from '../support/telegram/server.ts';
import { scaled, type Proof } from './proof.ts';

const WATCHER = 'gateway/configWatcher';
const QUIET = ['touch', 'whitespace', 'comment', 'reorder'] as const;
const BURST = 20;
const BURST_GAP_MS = 100;
const PATIENCE_MS = 30_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The same values written in another way. */
function writeQuietly(home: Home, kind: (typeof QUIET)[number]): void {
  const text = readFileSync(home.configPath, 'utf8');
  const now = new Date();
  if (kind === 'touch') return utimesSync(home.configPath, now, now);
  if (kind === 'whitespace') return writeFileSync(home.configPath, `${text}\n`);
  if (kind === 'comment')
    return writeFileSync(home.configPath, `// looked after on ${now.toISOString()}\n${text}`);
  const plain = text.replaceAll(/^\/\/.*\n/gm, '');
  const turned = Object.fromEntries(Object.entries(JSON.parse(plain) as object).toReversed());
  writeFileSync(home.configPath, JSON.stringify(turned));
}

const loud = (home: Home): string[] =>
  home
    .log()
    .split('\n')
    .filter((line) => line !== '' && !/"level":"(?:debug|trace)"/.test(line));

/** Follows what the tree does, from the moment of the call. */
async function follow(client: BenchClient) {
  const ask = (params: object): Promise<SystemTransitionsResult> =>
    client.call('system.transitions', params) as Promise<SystemTransitionsResult>;
  let { next } = await ask({});
  return {
    /** Everything up to the watcher's return to rest after its next look. */
    async untilLooked(): Promise<readonly NumberedTransition[]> {
      const seen: NumberedTransition[] = [];
      const end = performance.now() + PATIENCE_MS;
      while (performance.now() < end) {
        const answer = await ask({ after: next, waitMs: 1_000 });
        next = answer.next;
        seen.push(...answer.transitions);
        const last = seen.filter(({ actor }) => actor === WATCHER).at(-1);
        if (last !== undefined && /^(?:watching|invalid|refused)$/.test(last.to)) return seen;
      }
      throw new Error('the watcher took no notice of an edit');
    },
  };
}

async function sinceOf(client: BenchClient): Promise<ReadonlyMap<string, string>> {
  const { tree } = (await client.call('system.inspect', {})) as SystemInspectResult;
  return new Map(tree.map(({ id, since, restarts }) => [id, `${since}, ${restarts} restarts`]));
}

/** Edits that mean nothing, edits in a burst, and an edit that means one account. */
export const proof: Proof = {
  name: 'reload-quiet',
  promise:
    'An edit costs what it changes: nothing, one restart for a burst, or the one account whose token it is',
  async run(context) {
    const rounds = scaled(context, 20, 1);
    const telegram = await startTelegramServer();
    const [first, second, kept] = [telegram.addBot(), telegram.addBot(), telegram.addBot()];
    const account = { dmPolicy: 'open', allowFrom: ['*'] };
    // The flag decides where it listens; the value is there to be changed.
    let port = 20_000;
    const config = (token: string): Record<string, unknown> => ({
      gateway: { port },
      channels: {
        telegram: {
          apiRoot: telegram.url,
          accounts: { a: { ...account, botToken: token }, b: { ...account, botToken: kept.token } },
        },
      },
    });
    const home = createHome(config(first.token));
    const gateway = await startGateway(home);
    const faults: string[] = [];
    let effects = 0;
    let restarts = 0;
    let swaps = 0;
    const restartLines = (): number => loud(home).filter((line) => line.includes('needs a restart')).length;
    const listening = (): number => gateway.output().split(`listening on ${gateway.url}`).length - 1;
    try {
      await Promise.all([first.polling(), kept.polling()]);
      for (let round = 0; round < rounds; round += 1) {
        const [present, other] = round % 2 === 0 ? [first, second] : [second, first];
        const client = await connect({ url: gateway.url, token: TOKEN });
        const watched = await follow(client);

        for (const kind of QUIET) {
          const said = loud(home).length;
          writeQuietly(home, kind);
          const moved = await watched.untilLooked();
          // The pulse has a rhythm of its own.
          const others = moved.filter(({ actor }) => actor !== WATCHER && !actor.startsWith('gateway/pulse'));
          const lines = loud(home).slice(said);
          effects += others.length + lines.length;
          for (const { actor, from, to } of others)
            faults.push(`${kind}: ${actor} went from ${from} to ${to}`);
          faults.push(...lines.map((line) => `${kind}: ${line}`));
        }

        const before = await sinceOf(client);
        const calls = telegram.calls.length;
        const polls = kept.overlaps;
        const arrived = other.polling();
        home.write(config(other.token));
        await arrived;
        await watched.untilLooked();
        swaps += 1;
        const after = await sinceOf(client);
        for (const part of ['telegram:b', 'wsServer', 'connections']) {
          if (![...before.keys()].some((id) => id.includes(part))) faults.push(`${part} is not in the tree`);
        }
        for (const [id, since] of before) {
          const mayChange = id === 'gateway' || id === WATCHER || /pulse|telegram:a/.test(id);
          if (!mayChange && after.get(id) !== since) faults.push(`a token change of a moved ${id}`);
        }
        const opened = telegram.calls
          .slice(calls)
          .filter(({ token, method }) => token === kept.token && method !== 'getUpdates');
        if (opened.length > 0) faults.push(`b connected anew: ${opened.map(({ method }) => method).join()}`);
        if (kept.overlaps !== polls) faults.push('b polled twice at once');
        if (client.socket.readyState !== client.socket.OPEN) faults.push('the client was cut off');

        const [asked, heard] = [restartLines(), listening()];
        const closed = new Promise((resolve) => client.socket.once('close', resolve));
        for (let edit = 0; edit < BURST; edit += 1) {
          port += 1;
          home.write(config(other.token));
          await pause(BURST_GAP_MS);
        }
        await closed;
        while (listening() === heard) await gateway.printed();
        await Promise.all([other.polling(), kept.polling()]);
        const again = await connect({ url: gateway.url, token: TOKEN });
        const rest = await follow(again);
        // One more look, so that a second restart would have begun.
        writeQuietly(home, 'touch');
        await rest.untilLooked();
        await again.close();
        const came = restartLines() - asked;
        restarts += came;
        if (came !== 1) faults.push(`${BURST} edits were ${came} restarts`);
        if (present.pending > 0) faults.push('the account whose token is gone still has something waiting');
      }
      faults.push(...strayFailures(home));
    } finally {
      const code = await gateway.stop();
      if (code !== 0) faults.push(`the gateway ended with ${code}`);
      await telegram.close();
      home.remove();
    }
    for (const fault of faults.slice(0, 20)) context.log(fault);
    return {
      pass: faults.length === 0,
      figure: `${effects} effects of ${rounds * QUIET.length} edits by touch, whitespace, comment and reorder; ${restarts} restarts for ${rounds} bursts of ${BURST} edits in 2 s; ${swaps} token changes of one account, ${faults.length} faults (moves of the other account, the listener or a client included)`,
    };
  },
};
