import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { TOKEN } from '../../support/gateway-process.ts';
import { connectPeer } from '../../support/ws-peer.ts';
import { startTelegramServer } from '../../support/telegram/server.ts';
import type { TelegramServer, TestBot } from '../../support/telegram/server.ts';
import { linkByQr, openWhatsAppScene } from './whatsapp-scene.ts';
import type { WhatsAppScene } from './whatsapp-scene.ts';

/** Each is told to the gateway in another way. None may come out of it again. */
const CANARIES: Record<string, string> = {
  tokenOfEnvironment: '101:canary-environment-AAHdqTcvCH1vGWJxf',
  tokenOfFile: '102:canary-file-BBHdqTcvCH1vGWJxfSeofSAs0K5',
  tokenOfConfig: '103:canary-config-CCHdqTcvCH1vGWJxfSeofSAs0',
  echoedToken: '104:canary-echoed-DDHdqTcvCH1vGWJxfSeofSAs0',
  proxiedToken: '105:canary-proxied-EEHdqTcvCH1vGWJxfSeofSAs',
  webhookSecret: 'canary-webhook-secret-7f3a9b2c',
  proxyPassword: 'canary-proxy-password-51d0e8aa',
};

/** What people write is between them and the agent: not for the log. */
const WORDS = {
  strangerOnTelegram: 'canary words of a stranger on Telegram',
  strangerOnWhatsApp: 'canary words of a stranger on WhatsApp',
  owner: 'canary words of the owner',
  sent: 'canary words sent by hand',
};

const encodings = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
];

const leaksIn = (where: string, text: string, secrets: Readonly<Record<string, string>>): string[] =>
  Object.entries(secrets)
    .filter(([, secret]) => encodings(secret).some((form) => text.includes(form)))
    .map(([name]) => `${name} in ${where}`);

/** Quotes the address it was asked for, which contains the token. */
async function startEcho(): Promise<Server> {
  const server = createServer(({ url }, response) => {
    const description = `Bad Request: no such thing at ${url}, ${encodeURIComponent(url ?? '')}`;
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: false, error_code: 400, description }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describe('the secrets of both networks', { timeout: 180_000 }, () => {
  let telegram: TelegramServer;
  let echo: Server;
  let stage: WhatsAppScene;
  let bot: TestBot;
  let said = '';

  before(async () => {
    telegram = await startTelegramServer();
    echo = await startEcho();
    bot = telegram.addBot({ id: 101, token: CANARIES['tokenOfEnvironment'] ?? '', username: 'env_bot' });
    telegram.addBot({ id: 102, token: CANARIES['tokenOfFile'] ?? '', username: 'file_bot' });
    telegram.addBot({ id: 103, token: CANARIES['tokenOfConfig'] ?? '', username: 'hook_bot' });
    const home = {
      logging: { level: 'trace' },
      channels: {
        telegram: {
          apiRoot: telegram.url,
          allowFrom: [42],
          accounts: {
            default: {},
            file: {},
            hook: {
              botToken: CANARIES['tokenOfConfig'],
              webhookUrl: 'https://bot.example.org/telegram-webhook',
              webhookSecret: CANARIES['webhookSecret'],
            },
            echo: {
              botToken: CANARIES['echoedToken'],
              apiRoot: `http://127.0.0.1:${(echo.address() as AddressInfo).port}`,
            },
            proxied: {
              botToken: CANARIES['proxiedToken'],
              proxy: `http://someone:${CANARIES['proxyPassword']}@127.0.0.1:9`,
            },
          },
        },
        whatsapp: { allowFrom: ['+15552223333'] },
      },
    };
    stage = await openWhatsAppScene(home, {}, (made) => {
      const file = path.join(made.dir, 'bot-token.txt');
      writeFileSync(file, `${CANARIES['tokenOfFile']}\n`, { mode: 0o600 });
      made.env['TELEGRAM_BOT_TOKEN'] = CANARIES['tokenOfEnvironment'];
      const { channels, logging } = structuredClone(home);
      Object.assign(channels.telegram.accounts.file, { tokenFile: file });
      made.write({ channels, logging });
    });
  });
  after(async () => {
    await stage.close();
    await telegram.close();
    echo.close();
  });

  it('are at work on every account that can be up', async () => {
    const { scene, me } = stage;
    await linkByQr(scene, me);
    for (const account of ['default', 'file', 'hook'])
      await scene.operator.until('telegram', ({ connected }) => connected === true, account);
    for (const account of ['echo', 'proxied'])
      await scene.operator.until('telegram', ({ lastError }) => (lastError ?? null) !== null, account);
  });

  it('come out nowhere, whatever is asked', async () => {
    const { scene, server, me } = stage;
    const { operator } = scene;
    const watcher = await connectPeer(scene.gateway.url, { token: TOKEN, role: 'operator' });
    bot.say(WORDS.strangerOnTelegram, { from: 777 });
    await telegram.atLeast(1);
    const stranger = server.person('15559998888', 'Stranger');
    const answered = server.next('sent');
    await stranger.say(me, WORDS.strangerOnWhatsApp);
    await answered;
    bot.say(`/whoami ${WORDS.owner}`, { from: 42 });
    await telegram.atLeast(2);
    await operator.call('send', {
      channel: 'telegram',
      to: '42',
      message: WORDS.sent,
      idempotencyKey: 'canary',
    });
    const wrong = await fetch(`http://127.0.0.1:${scene.gateway.port}/telegram-webhook`, {
      method: 'POST',
      headers: { 'x-telegram-bot-api-secret-token': `${CANARIES['webhookSecret']}x` },
      body: '{}',
    });
    said += `${wrong.status} ${await wrong.text()}`;
    assert.equal(wrong.status, 401);
    for (const [method, params] of [
      ['config.get', {}],
      ['status', {}],
      ['health', { probe: true }],
      ['channels.status', { probe: true, timeoutMs: 2_000 }],
      ['system.inspect', {}],
      ['system.why', { actor: 'gateway/channels/telegram:proxied' }],
      ['system.why', { actor: 'gateway/channels/telegram:echo' }],
      ['logs.tail', { limit: 500 }],
    ] as const) {
      const answer = await operator.call(method, params).then(JSON.stringify, String);
      said += `\n${method} ${answer}`;
    }
    for (const argv of [
      ['channels', 'status', '--probe'],
      ['channels', 'list'],
      ['status'],
      ['health', '--verbose'],
      ['logs', '--limit', '500'],
    ]) {
      const { stdout, stderr } = await scene.cli(...argv);
      said += `\n${argv.join(' ')} ${stdout}${stderr}`;
    }
    said += JSON.stringify(watcher.received);
    watcher.ws.close();
    assert.deepEqual(leaksIn('what was answered', said, CANARIES), []);
    assert.match(said, /telegram:proxied/);
  });

  it('lie in files for their owner only', () => {
    const { home } = stage.scene;
    const open: string[] = [];
    const visit = (dir: string): void => {
      for (const entry of readdirSync(dir, { withFileTypes: true })) {
        const full = path.join(dir, entry.name);
        if ((statSync(full).mode & 0o077) !== 0) open.push(path.relative(home.dir, full));
        if (entry.isDirectory()) visit(full);
      }
    };
    for (const place of ['credentials', 'media', 'identity', 'sessions', 'agents']) {
      if (readdirSync(home.dir).includes(place)) visit(path.join(home.dir, place));
    }
    for (const name of readdirSync(home.dir)) {
      if (/^gateway\.(?:db|log)/.test(name) && (statSync(path.join(home.dir, name)).mode & 0o077) !== 0)
        open.push(name);
    }
    assert.deepEqual(open, []);
  });

  it('stand in no log, with the words of people and the codes of strangers', async () => {
    const { scene } = stage;
    const requests = await scene.operator.call<{ readonly requests: readonly { readonly code: string }[] }>(
      'pairing.list',
    );
    assert.equal(requests.requests.length, 2);
    const codes = Object.fromEntries(requests.requests.map(({ code }, at) => [`code${at}`, code]));
    await scene.gateway.stop();
    const log = readdirSync(scene.home.dir)
      .filter((name) => name.startsWith('gateway.log'))
      .map((name) => readFileSync(path.join(scene.home.dir, name), 'utf8'))
      .join('\n');
    assert.match(log, /a stranger asks to be let in/);
    const keys = keysOnDisk(scene.home.dir);
    assert.ok(Object.keys(keys).length > 3, 'the private keys were found');
    assert.deepEqual(leaksIn('the log', log, { ...CANARIES, ...WORDS, ...codes, ...keys }), []);
  });
});

/** The private keys of the linked device. */
function keysOnDisk(home: string): Readonly<Record<string, string>> {
  const db = new DatabaseSync(path.join(home, 'credentials', 'whatsapp', 'default', 'session.db'), {
    readOnly: true,
  });
  try {
    const rows = db.prepare('SELECT creds FROM identity').all() as { readonly creds: string }[];
    const found = rows.flatMap(({ creds }) => [
      ...creds.matchAll(/"(?:private|advSecretKey|data)":"?([\w+/=]{40,})/g),
    ]);
    return Object.fromEntries(found.map(([, key], at) => [`key${at}`, (key ?? '').replace(/=+$/, '')]));
  } finally {
    db.close();
  }
}
