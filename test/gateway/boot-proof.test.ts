import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { waitFor } from 'xstate';
import { startTelegramServer } from '../support/telegram/server.ts';
import { openRig, until, watched, within, type Rig } from './rig.ts';

type Section = Record<string, unknown>;

async function open(context: TestContext) {
  const server = await startTelegramServer();
  const bot = server.addBot({ username: 'a_bot' });
  const channels = (token: string): Section => ({
    telegram: { apiRoot: server.url, accounts: { a: { botToken: token } } },
  });
  const rig = await openRig({ config: { channels: channels(bot.token) } });
  context.after(async () => {
    await rig.close();
    await server.close();
  });
  await watched(rig);
  await until(() => stateOf(rig) === 'online', 'the link is online');
  const edit = (change: Section): void => {
    const config = JSON.parse(readFileSync(rig.home.configPath, 'utf8')) as Section;
    writeFileSync(rig.home.configPath, JSON.stringify({ ...config, ...change }));
  };
  return { rig, server, bot, channels, edit };
}

const stateOf = (rig: Rig): string | undefined => rig.gateway.parts()?.channels.standing('telegram:a')?.state;
const pathOf = (rig: Rig): string => JSON.stringify(rig.gateway.root.getSnapshot().value);
const steady = (rig: Rig): Promise<unknown> =>
  waitFor(rig.gateway.root, (snapshot) => snapshot.matches({ running: 'steady' }), within());

/** A key that only a restart takes over. */
const RESTART = {
  gateway: { mode: 'local', auth: { token: 'a-token-for-tests' }, trustedProxies: ['10.0.0.1'] },
};

describe('a change that needs a restart', { timeout: 180_000 }, () => {
  it('is undone when a link that was online cannot live with it', async (context) => {
    const { rig, bot, channels, edit } = await open(context);
    const before = readFileSync(rig.home.configPath, 'utf8');
    const boots: string[] = [];
    rig.gateway.root.subscribe((snapshot) => {
      if (snapshot.matches({ booting: 'loading' }) && boots.at(-1) !== 'loading') boots.push('loading');
      if (!snapshot.matches('booting') && boots.at(-1) === 'loading') boots.push('up');
    });
    edit({ ...RESTART, channels: channels('999:refused-by-everybody') });
    await until(() => boots.filter((one) => one === 'up').length === 2, 'the second boot');
    await steady(rig);
    await until(() => stateOf(rig) === 'online', 'the link is back with the token before');
    assert.notEqual(readFileSync(rig.home.configPath, 'utf8'), before, 'the file is left as it is');
    const loaded = rig.gateway.parts()?.boot.live.loaded();
    assert.equal(JSON.stringify(loaded?.config).includes('refused-by-everybody'), false);
    assert.match(
      rig.home.log(),
      /the new configuration did not work: the link telegram:a was online and is loggedOut/,
    );
    const kept = JSON.parse(readFileSync(path.join(rig.home.dir, 'config-last-good.json'), 'utf8')) as {
      files: [string, string][];
    };
    const [file] = kept.files;
    assert.match(Buffer.from(file?.[1] ?? '', 'base64').toString(), new RegExp(bot.token));
  });

  it('is kept once the link is back', async (context) => {
    const { rig, edit } = await open(context);
    const seen: string[] = [];
    rig.gateway.root.subscribe(() => seen.push(pathOf(rig)));
    edit(RESTART);
    await until(() => seen.includes('{"running":"committing"}'), 'it is kept');
    await steady(rig);
    assert.ok(seen.includes('{"running":"proving"}'));
    assert.equal(stateOf(rig), 'online');
  });

  it('is kept when the network is away: that is no fault of it', async (context) => {
    const { rig, server, edit } = await open(context);
    edit(RESTART);
    await waitFor(rig.gateway.root, (snapshot) => snapshot.matches('draining'), within());
    await server.down();
    await waitFor(rig.gateway.root, (snapshot) => snapshot.matches({ running: 'proving' }), within());
    await waitFor(rig.gateway.root, (snapshot) => snapshot.matches({ running: 'committing' }), within());
    await server.up();
    await until(() => stateOf(rig) === 'online', 'the link is back');
  });

  /** The change is written and the gateway proves it, while the network is away. */
  const proving = async (context: TestContext) => {
    const opened = await open(context);
    const { rig, server, channels, edit } = opened;
    edit({ ...RESTART, channels: channels('999:refused-by-everybody') });
    await waitFor(rig.gateway.root, (snapshot) => snapshot.matches('draining'), within());
    await server.down();
    await waitFor(rig.gateway.root, (snapshot) => snapshot.matches({ running: 'proving' }), within());
    return opened;
  };
  const runsOn = (rig: Rig): string => JSON.stringify(rig.gateway.parts()?.boot.live.loaded().config);
  const keptBy = (rig: Rig): string => {
    const text = readFileSync(path.join(rig.home.dir, 'config-last-good.json'), 'utf8');
    const { files } = JSON.parse(text) as { files: [string, string][] };
    return Buffer.from(files[0]?.[1] ?? '', 'base64').toString();
  };

  it('is not proved by a file that says the same in other bytes, and is undone all the same', async (context) => {
    const { rig, server } = await proving(context);
    const fingerprint = (): string | undefined => rig.gateway.parts()?.boot.live.loaded().fingerprint;
    const first = fingerprint();
    writeFileSync(rig.home.configPath, `${readFileSync(rig.home.configPath, 'utf8')}\n\n`);
    await until(() => fingerprint() !== first, 'the newer file is taken note of');
    assert.equal(pathOf(rig), '{"running":"proving"}');
    assert.doesNotMatch(keptBy(rig), /refused-by-everybody/);
    await server.up();
    await waitFor(rig.gateway.root, (snapshot) => snapshot.matches('booting'), within());
    await steady(rig);
    assert.doesNotMatch(runsOn(rig), /refused-by-everybody/);
    assert.doesNotMatch(keptBy(rig), /refused-by-everybody/);
  });

  it('has still to be proved after a restart that comes in between', async (context) => {
    const { rig, server } = await proving(context);
    rig.gateway.root.send({ type: 'restart.requested', reason: 'a test' });
    await waitFor(rig.gateway.root, (snapshot) => snapshot.matches('draining'), within());
    await server.up();
    await until(
      () => !pathOf(rig).includes('draining') && rig.home.log().includes('did not work'),
      'it is undone',
    );
    await steady(rig);
    assert.doesNotMatch(runsOn(rig), /refused-by-everybody/);
  });
});
