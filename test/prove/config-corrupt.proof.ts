import { copyFileSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ConfigSnapshot, HealthSummary } from '../../src/protocol/generated/types.ts';
import { DAMAGES, WITHOUT_READING_ALL, type Damage } from '../support/config-damages.ts';
import {
  createHome,
  runCli,
  startGateway,
  strayFailures,
  TOKEN,
  type Home,
} from '../support/gateway-process.ts';
import { connect, type BenchClient } from '../support/operator-client.ts';
import { scaled, type Proof } from './proof.ts';

const PATIENCE_MS = 60_000;
/** Quiet time before a changed file is read. */
const QUIET_MS = 300;
/** Told after it, and the median of the refusals: as promised; a short run beside other things is no measurement. */
const MEASURED = [1_000, 300] as const;
const SHORT = [5_000, 2_000] as const;
const LOOK_MS = 20;
/** Of the boots on a copy, so many are also looked at with a command. */
const STATUS_EVERY = 8;
/** What a refusal ends with: something to do, or what should stand there. */
const FIX = /; \S|did you mean|expected /;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Running = NonNullable<ConfigSnapshot['running']>;

const runningOf = async (client: BenchClient): Promise<Running> => {
  const { running } = (await client.call('config.get')) as ConfigSnapshot;
  if (running === undefined) throw new Error('config.get does not say what runs');
  return running;
};

/** Looks until the answer fits; resolves with the milliseconds it took. */
async function until(client: BenchClient, fits: (running: Running) => boolean): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const running = await runningOf(client);
    const took = performance.now() - begun;
    if (fits(running)) return took;
    if (took > PATIENCE_MS) throw new Error(`still ${running.state}: ${running.reason ?? 'no reason'}`);
    await pause(LOOK_MS);
  }
}

interface Ground {
  readonly home: Home;
  readonly good: string;
  readonly lastGood: string;
  readonly kept: string;
}

const mend = ({ home, good }: Ground): void => {
  rmSync(home.configPath, { recursive: true, force: true });
  writeFileSync(home.configPath, good);
};

const under = WITHOUT_READING_ALL;

/** Health of the running gateway once it says what it should of the configuration. Resolves with the milliseconds it took. */
async function healthSays(client: BenchClient, state: string, reason: string | null): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const { config } = (await client.call('health')) as HealthSummary;
    const took = performance.now() - begun;
    if (config?.state === state && (config.reason ?? null) === reason) return took;
    if (took > PATIENCE_MS) throw new Error(`health says ${JSON.stringify(config)}, not ${state}: ${reason}`);
    await pause(LOOK_MS);
  }
}

const instanceOf = async (client: BenchClient): Promise<string> => {
  const { gateway } = (await client.call('system.inspect')) as { gateway?: { instanceId?: string } };
  if (typeof gateway?.instanceId !== 'string') throw new Error('system.inspect does not say which instance');
  return gateway.instanceId;
};

/** The damage comes while the gateway runs. Resolves with how long it took to say so, the quiet time not counted. */
async function whileRunning(ground: Ground, damage: Damage, client: BenchClient): Promise<number> {
  const { home, good } = ground;
  const before = home.log().length;
  damage.inflict(home.configPath, good);
  const seen = await until(client, ({ state, reason }) => state === 'invalid' && reason !== null);
  const { reason } = await runningOf(client);
  const took = seen + (await healthSays(client, 'invalid', reason));
  if (!home.log().slice(before).includes('cannot be used')) throw new Error('the log does not say why');
  if (reason === null || !reason.includes(home.dir)) throw new Error(`no place in: ${reason}`);
  mend(ground);
  await until(client, ({ state }) => state === 'current');
  // The next one must not find this one's words still standing.
  await healthSays(client, 'current', null);
  return Math.max(0, took - QUIET_MS);
}

/** The next boot finds it, and a copy of the one that worked. */
async function bootOnCopy(ground: Ground, damage: Damage, withStatus: boolean): Promise<void> {
  const { home, good } = ground;
  damage.inflict(home.configPath, good);
  copyFileSync(ground.kept, ground.lastGood);
  const plain = damage.odd !== true && lstatSync(home.configPath).isFile();
  const before = plain ? readFileSync(home.configPath) : undefined;
  const gateway = await startGateway(home, [], { under });
  let state: string | undefined;
  try {
    const client = await connect({ url: gateway.url, token: TOKEN });
    let reason: string | null;
    ({ state, reason } = await runningOf(client));
    await healthSays(client, 'lastGood', reason);
    await client.close();
    if (withStatus) {
      const { stdout } = await runCli(home, ['status']);
      if (!stdout.includes('last good copy') || !stdout.includes(home.configPath))
        throw new Error(`status says: ${stdout}`);
    }
  } catch (error) {
    await gateway.stop('SIGKILL');
    throw error;
  }
  const code = await gateway.stop();
  if (code !== 0) throw new Error(`it ended with ${code}`);
  if (state !== 'lastGood') throw new Error(`it runs on ${state}`);
  if (!gateway.output().includes('running on the copy')) throw new Error('it does not say so loudly');
  if (before !== undefined && !before.equals(readFileSync(home.configPath)))
    throw new Error('the bad file was changed');
  mend(ground);
}

/** The next boot finds it, and nothing else. Resolves with how long the refusal took. */
async function bootOnNothing(ground: Ground, damage: Damage): Promise<number> {
  const { home, good, lastGood } = ground;
  damage.inflict(home.configPath, good);
  rmSync(lastGood, { force: true });
  const begun = performance.now();
  const { code, stderr } = await runCli(home, ['gateway', '--port', '0'], { under });
  const took = performance.now() - begun;
  if (code !== 78) throw new Error(`it ended with ${code}: ${stderr}`);
  if (!stderr.includes(home.configPath)) throw new Error(`it does not name the file: ${stderr}`);
  if (damage.placeless !== true && !/moltbot\.json:\d+:\d+: /.test(stderr))
    throw new Error(`it does not say where: ${stderr}`);
  if (!FIX.test(stderr)) throw new Error(`it does not say what to do: ${stderr}`);
  mend(ground);
  return took;
}

/** Every kind of damage, found by a running gateway, by a boot with a copy to fall back on, and by one without. */
export const proof: Proof = {
  name: 'config-corrupt',
  promise:
    'A broken configuration file never takes the gateway down: it serves on, says why, and boots on the last one that worked',
  async run(context) {
    const home = createHome({ logging: { level: 'info' } });
    const good = readFileSync(home.configPath, 'utf8');
    const lastGood = path.join(home.dir, 'config-last-good.json');
    const kept = path.join(home.dir, 'kept.json');
    const ground: Ground = { home, good, lastGood, kept };
    const count = Math.min(DAMAGES.length, scaled(context, DAMAGES.length, 4));
    const step = DAMAGES.length / count;
    const chosen = Array.from({ length: count }, (_, index) => DAMAGES[Math.floor(index * step)] as Damage);
    const bare: number[] = [];
    const faults: string[] = [];
    const heard: number[] = [];
    const refused: number[] = [];
    const attempt = async (title: string, run: () => Promise<unknown>): Promise<void> => {
      try {
        await run();
      } catch (error) {
        faults.push(`${title}: ${error instanceof Error ? error.message : String(error)}`);
        mend(ground);
      }
    };
    try {
      const gateway = await startGateway(home, [], { under });
      const client = await connect({ url: gateway.url, token: TOKEN });
      await until(client, ({ state }) => state === 'current');
      copyFileSync(lastGood, kept);
      const instance = await instanceOf(client);
      for (const damage of chosen) {
        await attempt(`${damage.title}, while running`, async () =>
          heard.push(await whileRunning(ground, damage, client)),
        );
      }
      if ((await instanceOf(client)) !== instance) faults.push('the gateway restarted meanwhile');
      await client.close();
      const code = await gateway.stop();
      if (code !== 0) faults.push(`the gateway that saw it all ended with ${code}`);
      for (const [index, damage] of chosen.entries()) {
        const withStatus = index % STATUS_EVERY === 0;
        await attempt(`${damage.title}, boot on the copy`, () => bootOnCopy(ground, damage, withStatus));
        await attempt(`${damage.title}, boot without a copy`, async () =>
          refused.push(await bootOnNothing(ground, damage)),
        );
      }
      for (let start = 0; start < 5; start += 1) {
        const begun = performance.now();
        await runCli(home, ['gateway', '--nonsense']);
        bare.push(performance.now() - begun);
      }
      faults.push(...strayFailures(home));
    } finally {
      home.remove();
    }
    for (const fault of faults) context.log(fault);
    const slowest = Math.max(...refused);
    const usual = refused.toSorted((a, b) => a - b)[Math.floor(refused.length / 2)] ?? Infinity;
    const latest = Math.max(...heard);
    const [told, refusal] = context.scale >= 1 ? MEASURED : SHORT;
    return {
      pass: faults.length === 0 && latest <= told && usual <= refusal,
      figure: `${faults.length} faults of ${chosen.length} kinds of damage × running, boot with a copy, boot without; said within ${latest.toFixed(0)} ms of being read, refused in ${usual.toFixed(0)} ms (median, at most ${slowest.toFixed(0)}), of which a start of the program that does nothing takes ${Math.min(...bare).toFixed(0)}`,
    };
  },
};
