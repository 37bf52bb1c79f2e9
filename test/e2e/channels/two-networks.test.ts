import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { createHome, startGateway, strayFailures } from '../../support/gateway-process.ts';
import { startTelegramServer } from '../../support/telegram/server.ts';
import type { TelegramServer, TestBot } from '../../support/telegram/server.ts';
import type { PersonHandle } from '../../support/whatsapp/person.ts';
import { openOperator } from './operator.ts';
import type { Operator } from './operator.ts';
import { readMessage } from './whatsapp-chats.ts';
import { linkByQr, openWhatsAppScene, sessionFiles, whatsappEnv } from './whatsapp-scene.ts';
import type { Scene, WhatsAppScene } from './whatsapp-scene.ts';

const ANN = { telegram: 42, whatsapp: '+15552223333' };
const ACCOUNTS = ['home', 'work'] as const;
type Account = (typeof ACCOUNTS)[number];

const configFor = (telegram: TelegramServer, bots: Readonly<Record<Account, TestBot>>) => ({
  agents: { list: [{ id: 'main', default: true }, { id: 'work' }] },
  bindings: ['telegram', 'whatsapp'].map((channel) => ({
    agentId: 'work',
    match: { channel, accountId: 'work' },
  })),
  channels: {
    telegram: {
      apiRoot: telegram.url,
      allowFrom: [ANN.telegram],
      accounts: { home: { botToken: bots.home.token }, work: { botToken: bots.work.token } },
    },
    whatsapp: { allowFrom: [ANN.whatsapp], accounts: { home: {}, work: {} } },
  },
});

describe('two accounts of each network in one gateway', { timeout: 180_000 }, () => {
  let stage: WhatsAppScene;
  let scene: Scene;
  let telegram: TelegramServer;
  let bots: Record<Account, TestBot>;
  let phones: Record<Account, PersonHandle>;
  let ann: PersonHandle;

  before(async () => {
    telegram = await startTelegramServer();
    bots = {
      home: telegram.addBot({ username: 'home_bot' }),
      work: telegram.addBot({ username: 'work_bot' }),
    };
    stage = await openWhatsAppScene(configFor(telegram, bots));
    ({ scene } = stage);
    const { server } = stage;
    phones = { home: server.person('15550001111', 'Home'), work: server.person('15550002222', 'Work') };
    ann = server.person(ANN.whatsapp.slice(1), 'Ann');
    for (const account of ACCOUNTS) await linkByQr(scene, phones[account], account);
    await Promise.all(ACCOUNTS.map((account) => bots[account].polling()));
  });
  after(async () => {
    await stage.close();
    await telegram.close();
    assert.deepEqual(strayFailures(scene.home), []);
    assert.deepEqual(stage.faults, []);
  });

  /** The connections that are open: by number on WhatsApp; on Telegram, where polls end by themselves, how often a link was opened. */
  const connections = (): Record<string, unknown> => {
    const open = stage.server.attempts.filter(({ endedAt }) => endedAt === undefined);
    const ofPhone = (account: Account): readonly number[] =>
      open.filter(({ phone }) => phone === phones[account].phone).map(({ number }) => number);
    const openings = (account: Account): number =>
      telegram.calls.filter(({ method, token }) => method === 'getMe' && token === bots[account].token)
        .length;
    return {
      'whatsapp:home': ofPhone('home'),
      'whatsapp:work': ofPhone('work'),
      'telegram:home': openings('home'),
      'telegram:work': openings('work'),
    };
  };
  const without = (name: string, all: Record<string, unknown>): Record<string, unknown> => {
    const { [name]: _, ...others } = all;
    return others;
  };

  for (const account of ACCOUNTS) {
    const agent = account === 'work' ? 'work' : 'main';
    it(`answers on the accounts called ${account} as the agent ${agent}`, async () => {
      const already = bots[account].sent.length;
      bots[account].say('/whoami', { from: ANN.telegram });
      while (bots[account].sent.length === already)
        await telegram.atLeast(bots.home.sent.length + bots.work.sent.length + 1);
      assert.match(
        bots[account].sent.at(-1)?.text ?? '',
        new RegExp(`account ${account}\\)[^]*Agent: ${agent}\n`),
      );
      const sent = stage.server.next('sent', ({ phone }) => phone === phones[account].phone);
      await ann.say(phones[account], '/whoami');
      const { text } = readMessage((await sent).message ?? {});
      assert.match(text, new RegExp(`account ${account}\\)[^]*Agent: ${agent}\n`));
    });
  }

  const state = async (
    operator: Operator,
    channel: string,
    accountId: Account,
  ): Promise<string | undefined> => (await operator.status(channel, accountId)).state;

  for (const channel of ['telegram', 'whatsapp']) {
    it(`stops and starts one account of ${channel}, and no other notices`, async () => {
      const { operator } = scene;
      await Promise.all(ACCOUNTS.map((account) => bots[account].polling()));
      const before = connections();
      const stopped = await scene.cli('channels', 'stop', '--channel', channel, '--account', 'work');
      assert.equal(stopped.stdout.trim(), `${channel} work: stopped`, stopped.stderr);
      assert.equal(await state(operator, channel, 'work'), 'stopped');
      if (channel === 'telegram') assert.equal(bots.work.state.queue.waiting, false);
      else assert.equal(phones.work.connected(), false);
      const refused = await scene.cli(
        'message',
        'send',
        '--channel',
        channel,
        '--account',
        'work',
        '--message',
        'hi',
        '--target',
        channel === 'telegram' ? '42' : ANN.whatsapp,
      );
      assert.notEqual(refused.code, 0);
      assert.match(refused.stderr, /is not online \(stopped\)/);
      const started = await scene.cli('channels', 'start', '--channel', channel, '--account', 'work');
      assert.equal(started.code, 0, started.stderr);
      await operator.until(channel, ({ connected }) => connected === true, 'work');
      assert.deepEqual(without(`${channel}:work`, connections()), without(`${channel}:work`, before));
    });
  }

  it('keeps serving the others while one bot has lost its token', async () => {
    const { operator } = scene;
    const before = connections();
    bots.work.state.valid = false;
    bots.work.say('is anybody there', { from: ANN.telegram });
    await operator.until('telegram', ({ state: shown }) => shown === 'loggedOut', 'work');
    assert.deepEqual(
      without('whatsapp:work', without('telegram:work', connections())),
      without('whatsapp:work', without('telegram:work', before)),
    );
    const { stdout } = await scene.cli('channels', 'status');
    assert.match(stdout, /Telegram work: .*state:loggedOut/);
    assert.match(stdout, /Telegram home: .*connected/);
    bots.work.state.valid = true;
    await scene.cli('channels', 'start', '--channel', 'telegram', '--account', 'work');
    await operator.until('telegram', ({ connected }) => connected === true, 'work');
  });

  it('logs one account of WhatsApp out, and no other notices', async () => {
    const { operator } = scene;
    await bots.work.polling();
    const before = connections();
    const { stdout } = await scene.cli('channels', 'logout', '--channel', 'whatsapp', '--account', 'work');
    assert.match(stdout, /whatsapp work: logged out/);
    assert.equal((await operator.status('whatsapp', 'work')).linked, false);
    assert.equal((await operator.status('whatsapp', 'home')).linked, true);
    assert.deepEqual(without('whatsapp:work', connections()), without('whatsapp:work', before));
    assert.ok(sessionFiles(scene.home, 'home').includes('session.db'));
    assert.equal(sessionFiles(scene.home, 'work').includes('session.db'), false);
    assert.match((await scene.cli('channels', 'status')).stdout, /channels login --account work/);
  });

  it('logs one account of Telegram out, which takes its token out of the file, and no other notices', async () => {
    const before = connections();
    const logout = await scene.cli('channels', 'logout', '--channel', 'telegram', '--account', 'work');
    assert.equal(logout.stdout.trim(), 'telegram work: logged out', logout.stderr);
    const file = readFileSync(scene.home.configPath, 'utf8');
    assert.equal(file.includes(bots.work.token), false);
    assert.equal(file.includes(bots.home.token), true);
    assert.equal((await scene.operator.status('telegram', 'work')).state, 'loggedOut');
    assert.deepEqual(without('telegram:work', connections()), without('telegram:work', before));
    assert.equal(bots.work.state.queue.waiting, false);
    const started = await scene.cli('channels', 'start', '--channel', 'telegram', '--account', 'work');
    assert.notEqual(started.code, 0);
    assert.match(started.stderr, /cannot start: .*token/);
    assert.equal((await scene.operator.status('telegram', 'work')).configured, false);
  });

  it('says after a restart which accounts are missing what, and serves the others', async () => {
    await scene.restart('SIGTERM');
    for (const channel of ['telegram', 'whatsapp']) {
      await scene.operator.until(channel, ({ connected }) => connected === true, 'home');
      assert.equal((await scene.operator.status(channel, 'work')).state, 'unconfigured');
    }
    const { stdout } = await scene.cli('channels', 'status');
    assert.match(stdout, /Telegram work: .*(?:token|botToken)/);
    assert.match(stdout, /channels login --account work/);
  });
});

describe('a gateway that was told to leave the channels alone', { timeout: 180_000 }, () => {
  it('starts none of them, and says why to whoever asks', async () => {
    const telegram = await startTelegramServer();
    const bots = { home: telegram.addBot(), work: telegram.addBot() };
    const stage = await openWhatsAppScene({});
    const home = createHome(configFor(telegram, bots), {
      ...whatsappEnv(stage.server),
      CLAWDBOT_SKIP_CHANNELS: '1',
    });
    const gateway = await startGateway(home);
    try {
      const operator = await openOperator(gateway);
      for (const channel of ['telegram', 'whatsapp'])
        for (const account of ACCOUNTS) {
          const { running, connected, lastError } = await operator.status(channel, account);
          assert.deepEqual([running, connected], [false, false]);
          assert.match(lastError ?? '', /CLAWDBOT_SKIP_CHANNELS/);
        }
      await assert.rejects(
        operator.call('send', { to: '42', channel: 'telegram', message: 'hi', idempotencyKey: 'k' }),
        /CLAWDBOT_SKIP_CHANNELS/,
      );
      assert.deepEqual(telegram.calls, []);
      assert.deepEqual(stage.server.attempts, []);
    } finally {
      await gateway.stop();
      home.remove();
      await stage.close();
      await telegram.close();
    }
  });
});
