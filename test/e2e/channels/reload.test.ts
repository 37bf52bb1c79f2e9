import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { strayFailures } from '../../support/gateway-process.ts';
import { startTelegramServer } from '../../support/telegram/server.ts';
import type { TelegramServer, TestBot } from '../../support/telegram/server.ts';
import { linkByQr, openWhatsAppScene } from './whatsapp-scene.ts';
import type { WhatsAppScene } from './whatsapp-scene.ts';

type Section = Record<string, unknown>;

describe('an edit of the file while the gateway runs', { timeout: 180_000 }, () => {
  let stage: WhatsAppScene;
  let telegram: TelegramServer;
  let bot: TestBot;

  const edit = (change: Section): void => {
    const file = stage.scene.home.env['CLAWDBOT_CONFIG_PATH'] ?? '';
    const config = JSON.parse(readFileSync(file, 'utf8')) as Section;
    writeFileSync(file, JSON.stringify({ ...config, ...change }));
  };
  const bots = (): Section => ({
    apiRoot: telegram.url,
    accounts: { home: { botToken: bot.token } },
  });
  /** A poll ends by itself after a while; a link that is opened asks for its name first. */
  const openings = (): number => telegram.calls.filter(({ method }) => method === 'getMe').length;
  const open = (): number[] =>
    stage.server.attempts.filter(({ endedAt }) => endedAt === undefined).map(({ number }) => number);

  before(async () => {
    telegram = await startTelegramServer();
    bot = telegram.addBot();
    stage = await openWhatsAppScene({ channels: { telegram: bots() } });
    await bot.polling();
  });
  after(async () => {
    await stage.close();
    await telegram.close();
    assert.deepEqual(strayFailures(stage.scene.home), []);
    assert.deepEqual(stage.faults, []);
  });

  it('brings a network that was not in use', async () => {
    const before = openings();
    edit({ channels: { telegram: bots(), whatsapp: { allowFrom: ['+15552223333'] } } });
    const { operator } = stage.scene;
    const known = async (): Promise<boolean> =>
      'whatsapp' in (await operator.call<{ readonly channels: Section }>('channels.status')).channels;
    while (!(await known()));
    await operator.until('whatsapp', ({ state }) => state === 'unconfigured');
    await linkByQr(stage.scene, stage.me);
    await operator.until('whatsapp', ({ connected }) => connected === true);
    assert.equal(openings(), before, 'the bot is opened anew');
  });

  it('connects a linked account anew with the session it has', async () => {
    const opened = openings();
    const [before = 0] = open();
    const connected = stage.server.next('login', ({ attempt }) => attempt > before);
    edit({ web: { reconnect: { initialMs: 300 } } });
    await connected;
    const { operator } = stage.scene;
    const found = await operator.until('whatsapp', (account) => account.connected === true);
    assert.equal(found['linked'], true);
    assert.equal(open().length, 1);
    assert.equal(openings(), opened, 'the bot is opened anew');
  });

  it('takes it away again', async () => {
    const [last] = open();
    edit({ channels: { telegram: bots() } });
    await stage.server.next('closed', ({ number }) => number === last);
    const { cli } = stage.scene;
    const sent = await cli(
      'message',
      'send',
      '--channel',
      'whatsapp',
      '--target',
      '+15552223333',
      '--message',
      'hi',
    );
    assert.notEqual(sent.code, 0);
    assert.match(sent.stderr, /channels\.whatsapp is not configured/u);
  });
});
