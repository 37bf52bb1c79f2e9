import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createSeededRandom } from '../../src/platform/random.ts';
import type { ConfigSnapshot } from '../../src/protocol/generated/types.ts';
import { createHome, startGateway, strayFailures, TOKEN, type Home } from '../support/gateway-process.ts';
import { connect, type BenchClient } from '../support/operator-client.ts';
import { scaled, type Proof } from './proof.ts';

const CLIENTS = 8;
const PROCESSES = 4;
const HAND_EDIT_EVERY_MS = 60;
/** A person who never stops would win every race against writers that look before they write: one edit for so many of theirs. */
const WRITERS_PER_HAND_EDIT = 4;
/** Of so many hand edits one may fall on a write in that moment. */
const CROSSINGS = 0.1;
const COMMENT = '// whoever loses this line loses the proof';

/** Each writer adds its own key, so a lost update is a key that is not there. */
const keyOf = (writer: string): string => `W_${writer}`;
const SECRET = '${PROOF_SECRET}';

const startText = (home: Home): string =>
  `{\n  ${COMMENT}\n  gateway: { mode: "local", auth: { token: "${TOKEN}" } },\n  logging: { file: ${JSON.stringify(home.logPath)} },\n  ui: { assistant: { name: "${SECRET}" } },\n  session: { identityLinks: {\n    first: ["telegram:1"],\n  } },\n}\n`;

const MEMBER = '    first: ["telegram:1"],\n';

/** Adds a member behind the first. */
const plus = (text: string, key: string): string =>
  text.replace(MEMBER, `${MEMBER}    ${key}: ["telegram:1"],\n`);

/** However it is written. */
const holds = (text: string, key: string): boolean => new RegExp(`\\b${key}"?:`).test(text);

interface Tally {
  readonly won: string[];
  told: number;
  readonly byHand: string[];
}

/** Over the protocol: reads, adds its key, writes on the hash it has seen, and goes on until it has won. */
async function writeOverRpc(client: BenchClient, writer: string, file: string, tally: Tally): Promise<void> {
  for (;;) {
    const { hash } = (await client.call('config.get')) as ConfigSnapshot;
    const text = readFileSync(file, 'utf8');
    try {
      await client.call('config.set', { raw: plus(text, keyOf(writer)), baseHash: hash });
      tally.won.push(keyOf(writer));
      return;
    } catch (error) {
      if (!/changed since last load|busy|UNAVAILABLE|another/.test(String(error))) throw error;
      tally.told += 1;
    }
  }
}

/** From a process of its own, with the library the commands use. */
async function writeFromProcess(home: Home, writers: readonly string[], tally: Tally): Promise<void> {
  const child = spawn(
    process.execPath,
    ['test/support/config-writer.ts', home.configPath, home.dir, ...writers.map(keyOf)],
    { env: { ...home.env, PROOF_SECRET: 'kept' }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`a writer ended with ${code}: ${said}`);
  for (const line of said.trim().split('\n')) {
    if (line.startsWith('won ')) tally.won.push(line.slice(4));
    else tally.told += 1;
  }
}

/** A person with an editor that saves by rename: looks, writes, and looks again whether it was the file it had seen. */
async function editByHand(home: Home, edits: number, tally: Tally): Promise<void> {
  for (let edit = 0; edit < edits; edit += 1) {
    await pause(HAND_EDIT_EVERY_MS);
    const seen = readFileSync(home.configPath, 'utf8');
    const draft = path.join(home.dir, 'hand.json');
    writeFileSync(draft, plus(seen, keyOf(`hand_${edit}`)));
    // An editor does not lock: whoever wrote since then would be overwritten by the person, not by us.
    if (readFileSync(home.configPath, 'utf8') !== seen) continue;
    renameSync(draft, home.configPath);
    tally.byHand.push(keyOf(`hand_${edit}`));
  }
}

/** Compare-and-swap writers of every kind at once, and a person beside them. */
export const proof: Proof = {
  name: 'config-writers',
  promise:
    'However many commands and clients write the configuration at once, nobody’s change is lost, and every loser is told',
  async run(context) {
    const writers = scaled(context, 1_000, 60);
    const random = createSeededRandom(context.seed);
    const home = createHome({}, { PROOF_SECRET: 'kept' });
    writeFileSync(home.configPath, startText(home));
    const faults: string[] = [];
    const tally: Tally = { won: [], told: 0, byHand: [] };
    let gateway = await startGateway(home);
    const same = (what: string, before: string): void => {
      if (readFileSync(home.configPath, 'utf8') !== before) faults.push(`the file was changed by ${what}`);
    };
    same('a boot', startText(home));
    try {
      const clients = await Promise.all(
        Array.from({ length: CLIENTS }, () => connect({ url: gateway.url, token: TOKEN })),
      );
      const names = Array.from({ length: writers }, (_, index) => `${index}`);
      /** Half of them over the protocol, half from processes of their own. */
      const together = async (some: readonly string[]): Promise<void> => {
        const own = Math.floor(some.length / 2);
        const share = Math.ceil((some.length - own) / PROCESSES);
        await Promise.all([
          ...clients.map(async (client, index) => {
            for (let next = index; next < own; next += CLIENTS) {
              await writeOverRpc(client, some[next] ?? '', home.configPath, tally);
              await pause(random.fraction() * 2);
            }
          }),
          ...Array.from({ length: PROCESSES }, (_, index) =>
            writeFromProcess(home, some.slice(own + index * share, own + (index + 1) * share), tally),
          ),
        ]);
      };
      const missing = (keys: readonly string[]): string[] => {
        const now = readFileSync(home.configPath, 'utf8');
        return keys.filter((key) => !holds(now, key));
      };
      const alone = Math.floor(writers / 2);
      await together(names.slice(0, alone));
      for (const key of missing(tally.won)) faults.push(`lost among writers of ours: ${key}`);
      const before = missing(tally.won).length;
      const edits = Math.ceil((writers - alone) / WRITERS_PER_HAND_EDIT);
      await Promise.all([together(names.slice(alone)), editByHand(home, edits, tally)]);
      await Promise.all(clients.map((client) => client.close()));
      const text = readFileSync(home.configPath, 'utf8');
      const byUs = missing(tally.byHand);
      for (const key of byUs) faults.push(`saved by hand and lost: ${key}`);
      // An editor takes no lock and does not look at what it replaces: what is written between its last look and its rename is gone.
      const byEditor = missing(tally.won).length - before;
      if (byEditor > 2 + edits * CROSSINGS)
        faults.push(`${byEditor} updates lost beside ${tally.byHand.length} hand edits`);
      if (tally.won.length !== writers) faults.push(`${writers - tally.won.length} writers never won`);
      if (!text.includes(COMMENT) || !text.includes(SECRET)) faults.push('a comment or a reference is gone');
      if (text.includes('"kept"')) faults.push('a reference was replaced by its value');
      for (const [what, act] of [
        ['a stop', () => gateway.stop()],
        ['a boot', async () => (gateway = await startGateway(home))],
      ] as const) {
        await act();
        same(what, text);
      }
      faults.push(...strayFailures(home));
      for (const fault of faults.slice(0, 20)) context.log(fault);
      return {
        pass: faults.length === 0,
        figure: `${before} of ${alone} updates lost among writers of ours, half over the protocol, half from ${PROCESSES} processes; beside ${tally.byHand.length} hand edits by rename, which take no lock, ${byUs.length} of the edits and ${byEditor} of ${writers - alone} updates lost, the latter to the editor; ${tally.told} times a loser was told and tried again; comments, references and the file over stop and boot unchanged`,
      };
    } finally {
      await gateway.stop('SIGKILL');
      home.remove();
    }
  },
};
