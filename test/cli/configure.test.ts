import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import JSON5 from 'json5';
import { Cancelled } from '../../src/cli/asker.ts';
import { configure, type SectionName } from '../../src/cli/verbs/configure.ts';
import { onboard } from '../../src/cli/verbs/onboard.ts';
import { createBench, type Bench } from '../support/cli-run.ts';
import { withGateway } from '../support/cli-gateway.ts';
import { scripted } from '../support/scripted-asker.ts';

const NOBODY = { CLAWDBOT_GATEWAY_PORT: '1', PATH: '' };
const LOCAL = { gateway: { mode: 'local', auth: { token: 'the-configured-token' } } };
const configOf = (bench: Bench): Record<string, unknown> =>
  JSON5.parse<Record<string, unknown>>(readFileSync(join(bench.dir, 'moltbot.json'), 'utf8'));

async function through(
  bench: Bench,
  section: SectionName,
  ...answers: Parameters<typeof scripted>[0]
): Promise<readonly string[]> {
  const { asker, asked } = scripted(answers);
  assert.equal(await configure(bench.io, { section: [section], timeout: 5_000 }, asker), 0);
  return asked;
}

describe('moltbot configure', () => {
  it('goes through one section and leaves the others alone', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: LOCAL });
    await through(bench, 'gateway', 'local', '19555', 'custom', '192.168.7.7', 'password', 'correct horse');
    assert.deepEqual(configOf(bench), {
      gateway: {
        mode: 'local',
        auth: { token: 'the-configured-token', mode: 'password', password: 'correct horse' },
        port: 19_555,
        bind: 'custom',
        customBindHost: '192.168.7.7',
      },
    });
    const before = configOf(bench);
    await through(bench, 'gateway', undefined, undefined, undefined, undefined, undefined);
    assert.deepEqual(configOf(bench), before, 'the proposals are what is configured');
    assert.match(bench.stdout(), /Nothing was changed\.\n$/);
  });

  it('makes a token, and takes a gateway elsewhere', async (context) => {
    const bench = createBench(context, { env: NOBODY });
    await through(bench, 'gateway', 'local', '19556', undefined, 'make');
    const { auth } = configOf(bench)['gateway'] as { auth: { mode: string; token: string } };
    assert.equal(auth.mode, 'token');
    assert.match(auth.token, /^[0-9a-f]{48}$/);
    assert.ok(!bench.stdout().includes(auth.token));
    await through(bench, 'gateway', 'remote', 'wss://gw.example', 'a-remote-token');
    const { mode, remote } = configOf(bench)['gateway'] as { mode: string; remote: unknown };
    assert.deepEqual([mode, remote], ['remote', { url: 'wss://gw.example', token: 'a-remote-token' }]);
  });

  const MODELS: readonly (readonly [string, Parameters<typeof scripted>[0], object])[] = [
    ['the built-in engine', ['offline/offline'], { model: 'offline/offline' }],
    ['what the environment has a key for', ['openai'], { model: 'openai' }],
    [
      'a key that is typed',
      ['key', 'anthropic', ' sk-ant-typed ', 'claude-x'],
      { model: 'anthropic/claude-x', providers: { anthropic: { apiKey: 'sk-ant-typed' } } },
    ],
    [
      'a key, and the usual model',
      ['key', 'groq', 'gsk', ''],
      { model: 'groq', providers: { groq: { apiKey: 'gsk' } } },
    ],
    [
      "a server of one's own",
      ['server', 'lab', 'http://127.0.0.1:9000', 'qwen3', ''],
      {
        model: 'lab/qwen3',
        providers: {
          lab: { baseUrl: 'http://127.0.0.1:9000', api: 'openai-completions', models: [{ id: 'qwen3' }] },
        },
      },
    ],
  ];
  for (const [name, answers, wanted] of MODELS)
    it(`chooses what answers: ${name}`, async (context) => {
      const env = { ...NOBODY, OPENAI_API_KEY: 'sk-of-the-shell' };
      const bench = createBench(context, { env, config: LOCAL });
      await through(bench, 'model', ...answers);
      const { agents, models } = configOf(bench) as {
        agents: { defaults: { model: { primary: string } } };
        models?: { providers: object };
      };
      const providers = models === undefined ? {} : { providers: models.providers };
      assert.deepEqual({ model: agents.defaults.model.primary, ...providers }, wanted);
      assert.doesNotMatch(bench.stdout(), /sk-|gsk/);
    });

  it('connects Telegram, changes its token, and switches it off', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: LOCAL });
    await through(bench, 'channels', 'telegram', '123:abc');
    assert.deepEqual(configOf(bench)['channels'], { telegram: { botToken: '123:abc' } });
    await through(bench, 'channels', 'telegram', '123:def');
    assert.deepEqual(configOf(bench)['channels'], { telegram: { botToken: '123:def' } });
    await through(bench, 'channels', 'telegram-off');
    assert.deepEqual(configOf(bench)['channels'], { telegram: { botToken: '123:def', enabled: false } });
    await assert.rejects(
      through(bench, 'channels', 'telegram', 'no token'),
      /a token looks like 123456:ABC-def/,
    );
  });

  it('says how a phone is linked when no gateway runs', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: LOCAL });
    await through(bench, 'channels', 'whatsapp');
    assert.deepEqual(configOf(bench)['channels'], { whatsapp: {} });
    assert.match(bench.stdout(), /Link the phone once the gateway runs: moltbot channels login\n$/);
  });

  it('offers its sections again and again, and keeps what was answered before the end', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: LOCAL });
    const { asker, asked } = scripted(['workspace', '~/elsewhere', 'model', Cancelled]);
    assert.equal(await configure(bench.io, { timeout: 5_000 }, asker), 0);
    assert.deepEqual(
      asked.filter((text) => text.endsWith('?')),
      [
        'What do you want to change?',
        'Where do agents work?',
        'What do you want to change?',
        'What answers?',
      ],
    );
    const { agents } = configOf(bench) as { agents: { defaults: { workspace: string } } };
    assert.equal(agents.defaults.workspace, join(bench.dir, 'elsewhere'));
    assert.match(bench.stdout(), /What was answered before is kept; the rest is as it was\.\n$/);
  });

  it('asks the gateway how it is', async (context) => {
    const { bench } = await withGateway(context);
    await through(bench, 'health');
    assert.match(bench.stdout(), /^OK/m);
  });

  it('needs a terminal and a configuration it understands', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: LOCAL });
    const { code, stderr } = await bench.run('configure');
    assert.equal(code, 64);
    assert.match(stderr, /there is no terminal to ask at: use moltbot config set/);
    const broken = createBench(context, { env: NOBODY, config: { nonsense: 1 } });
    await assert.rejects(configure(broken.io, { timeout: 5_000 }, scripted([]).asker), /configuration/);
  });
});

it('onboard asks for the model and the chat networks too', async (context: TestContext) => {
  const bench = createBench(context, { env: NOBODY });
  const { asker } = scripted([true, undefined, undefined, '19444', 'offline/offline', 'telegram', '1:a']);
  assert.equal(await onboard(bench.io, { timeout: 5_000 }, asker), 0);
  const { channels, agents } = configOf(bench) as {
    channels: unknown;
    agents: { defaults: { model: unknown } };
  };
  assert.deepEqual(channels, { telegram: { botToken: '1:a' } });
  assert.deepEqual(agents.defaults.model, { primary: 'offline/offline' });
});
