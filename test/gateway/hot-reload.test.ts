import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { loadConfig } from '../../src/config/load.ts';
import type { LoadedConfig } from '../../src/config/load.ts';
import { planReload } from '../../src/config/reload-plan.ts';
import type { HotEffect } from '../../src/config/reload-plan.ts';
import { createEnv } from '../../src/platform/env.ts';
import { TOKEN } from '../support/gateway-process.ts';
import { startTelegramServer } from '../support/telegram/server.ts';
import type { TelegramServer, TestBot } from '../support/telegram/server.ts';
import { openRig, until, witness } from './rig.ts';
import type { Rig } from './rig.ts';

type Section = Record<string, unknown>;

interface Stage {
  readonly rig: Rig;
  readonly server: TelegramServer;
  readonly bots: Readonly<Record<'a' | 'b' | 'next', TestBot>>;
  readonly config: (token: string, more?: Section) => Section;
  state(key: string): string;
  /** Takes over another configuration, as the root does. Returns what it was and what the gate says. */
  take(config: Section): Promise<{
    readonly effects: readonly HotEffect[];
    readonly previous: LoadedConfig;
    readonly wrong: string | undefined;
  }>;
}

async function openStage(t: TestContext): Promise<Stage> {
  const server = await startTelegramServer();
  const bots = {
    a: server.addBot({ username: 'a_bot' }),
    b: server.addBot({ username: 'b_bot' }),
    next: server.addBot({ username: 'next_bot' }),
  };
  const config = (token: string, more: Section = {}): Section => ({
    channels: {
      telegram: {
        apiRoot: server.url,
        accounts: { a: { botToken: token }, b: { botToken: bots.b.token } },
      },
    },
    ...more,
  });
  const rig = await openRig({ config: config(bots.a.token) });
  t.after(async () => {
    await rig.close();
    await server.close();
  });
  const base = JSON.parse(readFileSync(rig.home.env['CLAWDBOT_CONFIG_PATH'] ?? '', 'utf8')) as Section;
  const parts = () => {
    const found = rig.gateway.parts();
    assert.ok(found);
    return found;
  };
  await Promise.all([bots.a.polling(), bots.b.polling()]);
  return {
    rig,
    server,
    bots,
    config,
    state: (key) =>
      rig.gateway.recorder.tree(100).find(({ id }) => id === `gateway/channels/${key}`)?.state ?? 'absent',
    async take(next) {
      const { boot, hot } = parts();
      const previous = boot.live.loaded();
      const loaded = await loadConfig({
        paths: { configPath: previous.path, home: rig.home.dir },
        env: createEnv({ ...rig.home.env }),
        instead: Buffer.from(JSON.stringify({ ...base, ...next })),
      });
      assert.deepEqual(loaded.issues, []);
      const { effects, needs } = planReload(previous.config, loaded.config);
      assert.equal(needs, 'hot');
      await hot.apply(effects, loaded);
      return { effects, previous, wrong: await hot.healthy(effects, new AbortController().signal) };
    },
  };
}

/** What must be the same afterwards: the link of B, its actors, the listener, a client. */
async function neighbours(stage: Stage) {
  const { rig, server, bots } = stage;
  const openings = (): number =>
    server.calls.filter(({ method, token }) => method === 'getMe' && token === bots.b.token).length;
  const client = await witness(rig.url(), { token: TOKEN });
  const links = new Map(
    rig.of('keeper').flatMap((ref) => (ref.id.startsWith('telegram:') ? [[ref.id, ref] as const] : [])),
  );
  const [listener, url, opened] = [rig.keeper('edge/wsServer'), rig.url(), openings()];
  return {
    keeperOf: (key: string) => links.get(key),
    async assertSame(): Promise<void> {
      assert.equal(openings(), opened, 'B is opened anew');
      assert.equal(
        rig.of('keeper').find(({ id }) => id === 'telegram:b'),
        links.get('telegram:b'),
      );
      assert.equal(rig.keeper('edge/wsServer'), listener);
      assert.equal(rig.url(), url);
      assert.ok(client.open());
      await client.client.call('health');
    },
    close: () => client.client.socket.close(),
  };
}

async function post(port: number, host: string, to: string): Promise<number | undefined> {
  const sent = request({ port, host: '127.0.0.1', method: 'POST', path: to, headers: { host } });
  sent.end('{}');
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

describe('a running gateway', { timeout: 180_000 }, () => {
  it('connects account A with its new token while B keeps its poll, clients and listener stay', async (t) => {
    const stage = await openStage(t);
    const { rig, bots, config } = stage;
    const others = await neighbours(stage);
    const { effects, wrong } = await stage.take(config(bots.next.token));
    assert.deepEqual(effects, [{ kind: 'link', key: 'telegram:a', how: 'restart' }]);
    assert.equal(wrong, undefined);
    await bots.next.polling();
    assert.equal(bots.a.overlaps + bots.next.overlaps, 0);
    assert.notEqual(
      rig.of('keeper').find(({ id }) => id === 'telegram:a'),
      others.keeperOf('telegram:a'),
    );
    assert.equal(rig.of('channel-link').length, 2, 'the link of the old token is still there');
    const waited = bots.a.polls;
    await others.assertSame();
    assert.equal(bots.a.polls, waited, 'the old token is still polled with');
    rig.gateway.parts()?.boot.logging.logger.info(`the token is ${bots.next.token}`);
    assert.ok(!rig.home.log().includes(bots.next.token));
    others.close();
  });

  it('says that a token is refused, and has the old connection back afterwards', async (t) => {
    const stage = await openStage(t);
    const { rig, bots, config } = stage;
    const others = await neighbours(stage);
    const { effects, previous, wrong } = await stage.take(config('999:refused-by-everybody'));
    assert.match(wrong ?? '', /^the link telegram:a was online and is loggedOut with the new settings: /u);
    const before = bots.a.polls;
    await rig.gateway.parts()?.hot.restore(effects, previous);
    await until(() => bots.a.polls > before, 'A polls with its old token');
    await until(() => stage.state('telegram:a').startsWith('up.online'), 'A is online');
    assert.equal(rig.gateway.parts()?.boot.live.loaded(), previous);
    await others.assertSame();
    others.close();
  });

  it('begins, switches off, switches on and ends single accounts', async (t) => {
    const stage = await openStage(t);
    const { rig, server, bots } = stage;
    const others = await neighbours(stage);
    const b = { botToken: bots.b.token };
    const withAccounts = (accounts: Section): Section => ({
      channels: { telegram: { apiRoot: server.url, accounts: { b, ...accounts } } },
    });
    const a = { botToken: bots.a.token };
    await stage.take(withAccounts({ a, next: { botToken: bots.next.token } }));
    await bots.next.polling();
    await stage.take(withAccounts({ a: { ...a, enabled: false }, next: { botToken: bots.next.token } }));
    await until(() => stage.state('telegram:a') === 'disabled', 'A is switched off');
    const before = bots.a.polls;
    await stage.take(withAccounts({ a }));
    assert.equal(stage.state('telegram:next'), 'absent');
    await until(() => bots.a.polls > before, 'A is switched on');
    assert.equal(rig.of('channel-link').length, 2);
    await others.assertSame();
    others.close();
  });

  it('writes its log elsewhere and in more detail from the next line on', async (t) => {
    const stage = await openStage(t);
    const { rig, bots, config } = stage;
    const file = path.join(rig.home.dir, 'elsewhere', 'gateway.log');
    const { effects } = await stage.take(
      config(bots.a.token, { logging: { consoleLevel: 'silent', level: 'debug', file } }),
    );
    assert.deepEqual(effects, [{ kind: 'logging' }]);
    const { logging } = rig.gateway.parts()?.boot ?? assert.fail();
    logging.logger.debug('in the new file');
    logging.flush();
    assert.match(readFileSync(file, 'utf8'), /in the new file/u);
    const operator = await witness(rig.url(), { token: TOKEN });
    const tail = (await operator.client.call('logs.tail')) as {
      readonly file: string;
      readonly lines: readonly string[];
    };
    assert.equal(tail.file, file);
    assert.match(tail.lines.join('\n'), /in the new file/u);
    operator.client.socket.close();
  });

  it('takes calls under the new public name of a webhook, and no longer under the old one', async (t) => {
    const stage = await openStage(t);
    const { rig, server, bots } = stage;
    const at = (host: string): Section => ({
      channels: {
        telegram: {
          apiRoot: server.url,
          accounts: {
            a: {
              botToken: bots.a.token,
              webhookUrl: `https://${host}/telegram-webhook`,
              webhookSecret: 'secret',
            },
            b: { botToken: bots.b.token },
          },
        },
      },
    });
    const port = Number(new URL(rig.url()).port);
    await stage.take(at('one.example.org'));
    assert.equal(await post(port, 'one.example.org', '/telegram-webhook'), 401, 'without the secret');
    await stage.take(at('two.example.org'));
    assert.equal(await post(port, 'two.example.org', '/telegram-webhook'), 401);
    assert.equal(await post(port, 'one.example.org', '/telegram-webhook'), 403);
  });

  it('allows a restart from outside as soon as the configuration does', async (t) => {
    const stage = await openStage(t);
    const { rig, bots, config } = stage;
    const allowed = (): boolean => rig.gateway.root.getSnapshot().context.restartAllowed;
    assert.equal(allowed(), false);
    const { effects, previous } = await stage.take(config(bots.a.token, { commands: { restart: true } }));
    assert.equal(allowed(), true);
    await rig.gateway.parts()?.hot.restore(effects, previous);
    assert.equal(allowed(), false);
  });
});
