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

describe('a change that needs a restart', { timeout: 60_000 }, () => {
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
});
