import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { waitFor } from 'xstate';
import type { ConfigSnapshot } from '../../src/protocol/generated/types.ts';
import { DRAIN_SHARES, RELOAD_DEADLINES } from '../../src/machines/tree.ts';
import { VERSION } from '../../src/platform/version.ts';
import { TOKEN, type Home } from '../support/gateway-process.ts';
import { startTelegramServer, type TelegramServer, type TestBot } from '../support/telegram/server.ts';
import { openRig, until, watched, within, witness, type Rig, type RigOptions } from './rig.ts';
import { compare, createTranscript, nothingStale, orderIn } from './transcript.ts';

interface Stage {
  readonly rig: Rig;
  /** Resolves when the root stands still again. */
  steady(): Promise<unknown>;
  /** Resolves when it has begun to move. */
  readonly left: Promise<unknown>;
}

interface Story {
  readonly title: string;
  readonly name: string;
  readonly config?: () => Record<string, unknown>;
  readonly rig?: Omit<RigOptions, 'config' | 'inspect'>;
  /** Before anything is told: what the story begins with. */
  readonly ahead?: (rig: Rig) => Promise<void>;
  readonly play: (stage: Stage) => Promise<void>;
}

const names: string[] = [];
const RESTS = ['steady', 'safe'] as const;

/** Plays one story on a gateway that stands still, and compares what was told with what is written down. */
function story({ title, name, config = () => ({}), rig: options = {}, ahead, play }: Story): void {
  names.push(name);
  it(title, async () => {
    let transcript = createTranscript();
    let told = '';
    const rig = await openRig({
      ...options,
      config: config(),
      inspect: (event) => transcript.note(orderIn(event)),
    });
    try {
      await watched(rig);
      await ahead?.(rig);
      transcript = createTranscript();
      const off = rig.gateway.recorder.subscribe((step) => transcript.step(step));
      const { root } = rig.gateway;
      const rests = (snapshot: ReturnType<typeof root.getSnapshot>): boolean =>
        RESTS.some((rest) => snapshot.matches({ running: rest }));
      const left = waitFor(root, (snapshot) => !rests(snapshot), within());
      // A story in which nothing moves does not wait for it.
      left.catch(() => {});
      await play({ rig, left, steady: () => waitFor(root, rests, within()) });
      off();
      told = transcript.text();
    } finally {
      if (rig.gateway.root.getSnapshot().status === 'active') await rig.close();
      else rig.home.remove();
    }
    compare(name, told);
  });
}

/** Two accounts, `b` always with the same token. */
const bots = new Map<string, TestBot>();
function telegram(server: TelegramServer, tokenOfA: 'a' | 'next'): Record<string, unknown> {
  const tokenOf = (name: string): string => {
    const bot = bots.get(name) ?? server.addBot({ username: `${name}_bot` });
    bots.set(name, bot);
    return bot.token;
  };
  const accounts = { a: { botToken: tokenOf(tokenOfA) }, b: { botToken: tokenOf('b') } };
  return { channels: { telegram: { apiRoot: server.url, accounts } } };
}

/** The account `a` alone. */
function alone(server: TelegramServer, token?: string): Record<string, unknown> {
  const bot = bots.get('alone') ?? server.addBot({ username: 'alone_bot' });
  bots.set('alone', bot);
  const accounts = { a: { botToken: token ?? bot.token } };
  return { channels: { telegram: { apiRoot: server.url, accounts } } };
}

const online = (rig: Rig, ...keys: readonly string[]): Promise<void> =>
  until(
    () =>
      keys.every((key) =>
        rig.gateway.recorder
          .tree(100)
          .some(({ id, state }) => id === `gateway/channels/${key}` && state.includes('online')),
      ),
    `${keys.join(' and ')} are online`,
  );

async function logged(rig: Rig, text: string): Promise<void> {
  await until(() => {
    rig.gateway.parts()?.boot.logging.flush();
    return rig.home.log().includes(text);
  }, `it is said: ${text}`);
}

/** The last step of the watcher that belongs to the story. */
const watcherRests = (rig: Rig, state = 'watching'): Promise<void> =>
  until(
    () => rig.gateway.recorder.transitions('gateway/configWatcher').at(-1)?.to === state,
    `the watcher is ${state}`,
  );

async function write(
  rig: Rig,
  method: string,
  change: (raw: string) => string,
  more: object = {},
): Promise<void> {
  const who = await witness(rig.url(), { token: TOKEN });
  const { hash } = (await who.client.call('config.get')) as ConfigSnapshot;
  const raw = change(readFileSync(rig.home.configPath, 'utf8'));
  await who.client.call(method, { raw, baseHash: hash, ...more });
  await who.client.close();
}

const withCap = (raw: string): string =>
  JSON.stringify({ ...(JSON.parse(raw) as object), messages: { queue: { cap: 7 } } });

/** What three starts leave behind that were killed. */
function threeKilled(home: Home): void {
  const boots = [3, 2, 1].map((pid) => ({
    at: Date.now() - pid * 10_000,
    instanceId: `killed-${pid}`,
    version: VERSION,
    pid,
  }));
  writeFileSync(path.join(home.dir, 'boots.json'), JSON.stringify({ version: 1, boots }));
}

describe('the stories, as golden transcripts', () => {
  let server: TelegramServer;
  before(async () => {
    server = await startTelegramServer();
  });
  after(() => server.close());

  story({
    title: 'a restart signal',
    name: 'restart',
    config: () => ({ commands: { restart: true } }),
    async play({ rig, left, steady }) {
      rig.signal('SIGUSR1');
      await left;
      await steady();
      await watched(rig);
    },
  });

  story({
    title: 'a restart signal nobody authorised',
    name: 'restart-refused',
    async play({ rig }) {
      rig.signal('SIGUSR1');
      await logged(rig, 'restart signal ignored');
    },
  });

  story({
    title: 'another token for one of two accounts',
    name: 'reload-hot',
    config: () => telegram(server, 'a'),
    ahead: (rig) => online(rig, 'telegram:a', 'telegram:b'),
    async play({ rig, left, steady }) {
      rig.home.write(telegram(server, 'next'));
      await left;
      await steady();
      await online(rig, 'telegram:a');
      await watcherRests(rig);
    },
  });

  story({
    title: 'a change that needs a restart',
    name: 'reload-restart',
    async play({ rig, left, steady }) {
      rig.home.write({ gateway: { port: 20_001 } });
      await left;
      await steady();
      await watched(rig);
    },
  });

  story({
    title: 'a change that needs a restart, and that a link cannot live with',
    name: 'reload-unproved',
    config: () => alone(server),
    ahead: (rig) => online(rig, 'telegram:a'),
    async play({ rig, left }) {
      rig.home.write({ ...alone(server, '999:refused-by-everybody'), gateway: { port: 20_001 } });
      await left;
      await logged(rig, 'the new configuration did not work');
      await online(rig, 'telegram:a');
      await waitFor(rig.gateway.root, (snapshot) => snapshot.matches({ running: 'steady' }), within());
      // The file is still the one that did not work.
      await watcherRests(rig, 'invalid');
    },
  });

  story({
    title: 'a change that the mode does not allow',
    name: 'reload-refused',
    async play({ rig }) {
      rig.home.write({ gateway: { port: 20_001, reload: { mode: 'hot' } } });
      await logged(rig, 'config change refused');
      await until(
        () => rig.gateway.recorder.transitions('gateway/configWatcher').at(-1)?.from === 'offering',
        'the watcher rests',
      );
    },
  });

  story({
    title: 'a file that cannot be used',
    name: 'reload-invalid',
    async play({ rig }) {
      writeFileSync(rig.home.configPath, '{ gateway: ');
      await watcherRests(rig, 'invalid');
    },
  });

  story({
    title: 'a change that does not work and is put back',
    name: 'reload-put-back',
    async play({ rig, left, steady }) {
      rig.home.write({ logging: { file: path.join(rig.home.configPath, 'below-a-file.log') } });
      await left;
      await steady();
      await until(
        () => rig.gateway.recorder.transitions('gateway/configWatcher').at(-1)?.from === 'offering',
        'the watcher rests',
      );
    },
  });

  story({
    title: 'a change with a time limit that is confirmed',
    name: 'confirmed',
    async play({ rig, left, steady }) {
      await write(rig, 'config.apply', withCap, { confirmWithinMs: 60_000 });
      await left;
      const who = await witness(rig.url(), { token: TOKEN });
      await who.client.call('config.confirm', {});
      await steady();
      await who.client.close();
      await watcherRests(rig);
    },
  });

  story({
    title: 'a change with a time limit that nobody confirms',
    name: 'withdrawn',
    async play({ rig, left, steady }) {
      await write(rig, 'config.apply', withCap, { confirmWithinMs: 3_000 });
      await left;
      await until(() => !readFileSync(rig.home.configPath, 'utf8').includes('cap'), 'the old bytes are back');
      await logged(rig, 'not confirmed');
      await steady();
      await watcherRests(rig);
    },
  });

  story({
    title: 'three boots that were killed, and the operator who resumes the channels',
    name: 'safe-mode',
    rig: { prepare: threeKilled },
    async play({ rig }) {
      const who = await witness(rig.url(), { token: TOKEN });
      await who.client.call('system.resume', { actor: 'gateway/channels' });
      await waitFor(rig.gateway.root, (snapshot) => snapshot.matches({ running: 'steady' }), within());
      await who.client.close();
    },
  });

  story({
    title: 'a shutdown',
    name: 'shutdown',
    async play({ rig }) {
      rig.signal('SIGTERM');
      assert.equal(await rig.ended, 0);
    },
  });
});

it('no story is left that is told no more', () => nothingStale(names));

it('the page gives the bounds that count', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../docs/lifecycle.md'), 'utf8').replaceAll(
    '\n',
    ' ',
  );
  const { apply, gate, restore, defer } = RELOAD_DEADLINES;
  const seconds = (ms: number): string => `${ms / 1_000} s`;
  const bounds = `${seconds(apply)} to take over, ${seconds(gate)} for health, ${seconds(restore)} to put back`;
  assert.ok(page.includes(bounds), bounds);
  assert.equal(defer, 60_000, 'a minute at most');
  const { settle, stop } = DRAIN_SHARES;
  assert.ok(
    page.includes(
      `a tenth to announce, a tenth to pause, ${settle * 100} % to settle, ${stop * 100} % to stop`,
    ),
  );
});
