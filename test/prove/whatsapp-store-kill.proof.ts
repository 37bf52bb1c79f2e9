import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { createSessionHome } from '../../src/channels/whatsapp/session/session-home.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { createSeededRandom } from '../../src/platform/random.ts';
import { modelConfig } from '../support/drip-model.ts';
import { startEchoModel } from '../support/echo-model.ts';
import { NO_SAFE_MODE, createHome, startGateway, strayFailures, TOKEN } from '../support/gateway-process.ts';
import type { GatewayProcess, Home } from '../support/gateway-process.ts';
import { canKillAtWrite, nodeKilledAt, WRITE_CALLS } from '../support/killed-at-write.ts';
import { openLedger } from '../support/networks/ledger.ts';
import { networkConfig, networkEnv } from '../support/networks/network.ts';
import { settledOutbox } from '../support/networks/settled.ts';
import { openWhatsApp } from '../support/networks/whatsapp.ts';
import { connect } from '../support/operator-client.ts';
import type { BenchClient } from '../support/operator-client.ts';
import { scaled, type Proof } from './proof.ts';

const PEOPLE = 3;
/** The kill falls into one of so many writes of the session file after the start. */
const WRITES = 60;
const LIFE_MS = 800;
const PATIENCE_MS = 20_000;
const WORD_EVERY_MS = 20;
const MAX_FILES = 3;
const MAX_BYTES = 8 * 1024 * 1024;

const directoryOf = (home: Home): string => path.join(home.dir, 'credentials', 'whatsapp', 'default');

/** What the file of a gateway that has ended says of itself. */
function factsOn(file: string): { readonly generation: number; readonly linked: number } {
  const db = new DatabaseSync(file);
  const number = (sql: string): number => Number(Object.values(db.prepare(sql).get() ?? { none: 0 })[0]);
  try {
    return {
      generation: number("SELECT value FROM meta WHERE name = 'generation'"),
      linked: number('SELECT count(*) FROM identity WHERE linkedAt IS NOT NULL AND revokedAt IS NULL'),
    };
  } finally {
    db.close();
  }
}

/** Keys come and go as in years of use; what is left of it on the disk. */
function rotate(count: number): { readonly files: number; readonly bytes: number } {
  const base = mkdtempSync(path.join(tmpdir(), 'moltbot-keys-'));
  const directory = path.join(base, 'default');
  const home = createSessionHome({ directory, importFrom: [], clock: systemClock, log: silentLogger });
  const store = home.forLogin();
  const epoch = store.beginLogin({ me: { id: '1:1@s.whatsapp.net' }, account: {} });
  store.promote(epoch);
  try {
    for (let turn = 1; turn <= count; turn += 1) {
      store.commit(epoch, {
        creds: { me: { id: '1:1@s.whatsapp.net' }, account: {}, nextPreKeyId: turn },
        keys: {
          'pre-key': { [turn]: { private: 'x'.repeat(64) }, [turn - 30]: null },
          session: { [`peer${turn % 50}`]: { step: turn, chain: 'x'.repeat(2000) } },
        },
      });
    }
    const files = readdirSync(directory);
    const bytes = files.reduce((sum, file) => sum + statSync(path.join(directory, file)).size, 0);
    return { files: files.length, bytes };
  } finally {
    home.close();
    rmSync(base, { recursive: true, force: true });
  }
}

const ended = async ({ child }: GatewayProcess): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
};

export const proof: Proof = {
  name: 'whatsapp-store-kill',
  promise:
    '`kill -9` in the middle of any write of the WhatsApp session leaves it linked and at its latest step; its files stay small however many keys pass through',
  async run(context) {
    const kills = scaled(context, 100, 4);
    const rotations = scaled(context, 10_000, 500);
    const random = createSeededRandom(context.seed);
    const atWrites = canKillAtWrite();
    const model = await startEchoModel();
    const network = await openWhatsApp(PEOPLE);
    const ledger = openLedger(network);
    let retries = 0;
    network.server.on('receipt', ({ type }) => void (retries += type === 'retry' ? 1 : 0));
    const home = createHome(networkConfig([network], modelConfig(model.baseUrl)), networkEnv([network]));
    const file = path.join(directoryOf(home), 'session.db');
    const faults: string[] = [];
    const kinds = new Map<string, number>();
    let open: ({ readonly person: number } & ReturnType<typeof ledger.order>) | undefined;
    /** What a kill left undecided goes first, under the same key. */
    const sendNext = async (client: BenchClient | undefined, person: number): Promise<void> => {
      open ??= { person, ...ledger.order(person) };
      const { person: to, key, text } = open;
      const params = { channel: 'whatsapp', to: network.people[to], message: text, idempotencyKey: key };
      try {
        // On a closed connection nobody would answer.
        if (client === undefined || client.socket.readyState !== client.socket.OPEN) return;
        await client.call('send', { ...params, wait: 'accepted' });
        open = undefined;
      } catch (error) {
        if (!String(error).includes('closed')) throw error;
      }
    };
    let gateway = await startGateway(home, NO_SAFE_MODE);
    try {
      const first = await connect({ url: gateway.url, token: TOKEN });
      await network.link(first);
      await first.close();
      await gateway.stop();
      let generation = factsOn(file).generation;

      const live = async (kill: number): Promise<string> => {
        const call = WRITE_CALLS[kill % (WRITE_CALLS.length + 1)];
        if (!atWrites || call === undefined) {
          gateway = await startGateway(home, NO_SAFE_MODE);
          void pause(random.fraction() * LIFE_MS).then(() => gateway.child.kill('SIGKILL'));
          return 'from outside';
        }
        const when = 1 + Math.floor(random.fraction() * WRITES);
        const node = nodeKilledAt(home.dir, { files: [file, `${file}-wal`], call, when });
        try {
          gateway = await startGateway(home, NO_SAFE_MODE, { node });
        } catch (error) {
          // The very first writes come before it listens.
          if (!String(error).includes('SIGKILL')) throw error;
        }
        return call;
      };

      for (let kill = 0; kill < kills; kill += 1) {
        const kind = await live(kill);
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        const over = ended(gateway);
        const isOver = (): boolean => gateway.child.exitCode !== null || gateway.child.signalCode !== null;
        const client = isOver()
          ? undefined
          : await connect({ url: gateway.url, token: TOKEN }).catch(() => undefined);
        const begun = performance.now();
        while (!isOver()) {
          const person = Math.floor(random.fraction() * PEOPLE);
          await ledger.ask(person);
          await sendNext(client, person);
          await pause(WORD_EVERY_MS);
          if (performance.now() - begun > PATIENCE_MS)
            throw new Error(`kill ${kill} by ${kind} did not come`);
        }
        await over;
        const now = factsOn(file);
        if (now.linked !== 1) faults.push(`kill ${kill} by ${kind}: not linked any more`);
        if (now.generation < generation) faults.push(`kill ${kill} by ${kind}: back to an older step`);
        generation = now.generation;
      }

      gateway = await startGateway(home, NO_SAFE_MODE);
      const last = await connect({ url: gateway.url, token: TOKEN });
      await sendNext(last, 0);
      for (let person = 0; person < PEOPLE; person += 1) await ledger.ask(person);
      const verdict = ledger.judge(await settledOutbox(last, [ledger]));
      await last.close();
      const kept = rotate(rotations);
      if (kept.files > MAX_FILES || kept.bytes > MAX_BYTES)
        faults.push(`${kept.files} files, ${kept.bytes} bytes after ${rotations} rotations`);
      if (retries > 0) faults.push(`${retries} messages could not be decrypted the first time`);
      faults.push(...verdict.faults, ...strayFailures(home));
      for (const fault of faults.slice(0, 20)) context.log(fault);
      const words = [...kinds].map(
        ([kind, count]) => `${count} ${kind === 'from outside' ? kind : `in ${kind}`}`,
      );
      return {
        pass: faults.length === 0,
        figure: `${kills} kills (${words.join(', ')}): linked after each, step ${generation} never went back, ${ledger.asked} messages in and ${ledger.ordered} out, ${faults.length} lost, repeated or unreadable; ${kept.files} files of ${(kept.bytes / 1024).toFixed(0)} KB after ${rotations} key rotations`,
      };
    } finally {
      gateway.child.kill('SIGKILL');
      await model.close();
      await network.close();
      home.remove();
    }
  },
};
