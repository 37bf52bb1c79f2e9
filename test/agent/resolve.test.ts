import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { candidateRef, parseRef } from '../../src/agent/candidate.ts';
import { createOllama } from '../../src/agent/engines/ollama.ts';
import { providerAccess } from '../../src/agent/engines/model-providers.ts';
import { contextWindowOf, listModels } from '../../src/agent/models.ts';
import { createResolver, toCandidate } from '../../src/agent/resolve.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createTestClock } from '../support/test-clock.ts';

interface Given {
  readonly config?: Config;
  readonly env?: Readonly<Record<string, string>>;
  readonly ollama?: readonly string[];
  readonly entry?: { providerOverride?: string; modelOverride?: string };
  readonly agent?: string;
}

async function refs(given: Given): Promise<readonly string[]> {
  const resolve = createResolver({
    config: () => given.config ?? {},
    env: given.env ?? {},
    ollama: { models: async () => given.ollama ?? [] },
  });
  return (await resolve(given.entry, given.agent ?? 'main')).map(candidateRef);
}

const defaults = (value: NonNullable<NonNullable<Config['agents']>['defaults']>): Config => ({
  agents: { defaults: value },
});

describe('choosing a model', () => {
  const model = { primary: 'a/one', fallbacks: ['b/two', 'a/one'] };

  it('follows session, agent, defaults, fallbacks, without repeating any', async () => {
    const config: Config = {
      agents: { defaults: { model }, list: [{ id: 'main' }, { id: 'kid', model: 'c/three' }] },
    };
    assert.deepEqual(await refs({ config }), ['a/one', 'b/two']);
    assert.deepEqual(await refs({ config, agent: 'kid' }), ['c/three', 'b/two', 'a/one']);
    assert.deepEqual(await refs({ config, entry: { modelOverride: 'x/y' } }), ['x/y', 'b/two', 'a/one']);
    assert.deepEqual(await refs({ config, entry: { providerOverride: 'x', modelOverride: 'v/y' } }), [
      'x/v/y',
      'b/two',
      'a/one',
    ]);
  });

  it('leaves out fallbacks that the allowlist does not name', async () => {
    const config = defaults({ model, models: { 'a/one': {}, 'c/three': {} } });
    assert.deepEqual(await refs({ config }), ['a/one']);
  });

  it('finds a key in the environment, in a fixed order of providers', async () => {
    assert.deepEqual(await refs({ env: { OPENAI_API_KEY: 'k', ANTHROPIC_API_KEY: 'k' } }), [
      'anthropic/claude-opus-4-5',
    ]);
    assert.deepEqual(await refs({ env: { GEMINI_API_KEY: 'k' } }), ['google/gemini-3-pro-preview']);
    assert.deepEqual(await refs({ env: { OPENAI_API_KEY: '   ' } }), ['offline/offline']);
  });

  it('prefers a configured provider to a key, and a key to a local Ollama', async () => {
    const config: Config = {
      models: { providers: { mine: { baseUrl: 'http://127.0.0.1:1', models: [{ id: 'x' }] } } },
    };
    const [env, ollama] = [{ OPENAI_API_KEY: 'k' }, ['llama3:8b']];
    assert.deepEqual(await refs({ config, env, ollama }), ['mine/x']);
    assert.deepEqual(await refs({ env, ollama }), ['openai/gpt-5.2']);
    assert.deepEqual(await refs({ ollama }), ['ollama/llama3:8b']);
    assert.deepEqual(await refs({}), ['offline/offline']);
  });

  it('understands aliases, bare models, bare providers and agent CLIs', () => {
    const config: Config = {
      agents: {
        defaults: { models: { 'a/long-name': { alias: 'Short' } }, cliBackends: { mycli: { command: 'x' } } },
      },
      models: { providers: { mine: { baseUrl: 'http://x', models: [{ id: 'First' }] } } },
    };
    const table: readonly (readonly [string, string, string])[] = [
      ['short', 'a/long-name', 'model'],
      ['first', 'mine/First', 'model'],
      ['mine', 'mine/First', 'model'],
      ['openai', 'openai/gpt-5.2', 'model'],
      ['claude-haiku-4-5', 'anthropic/claude-haiku-4-5', 'model'],
      ['claude-cli/opus', 'claude-cli/opus', 'cli'],
      ['mycli', 'mycli/default', 'cli'],
      ['offline', 'offline/offline', 'offline'],
      ['openrouter/vendor/name', 'openrouter/vendor/name', 'model'],
      ['toString', 'unknown/toString', 'model'],
    ];
    for (const [written, ref, engine] of table) {
      const candidate = toCandidate(config, written);
      assert.deepEqual([candidateRef(candidate), candidate.engine], [ref, engine], written);
    }
  });

  it('splits references at the first slash only', () => {
    assert.deepEqual(parseRef('A/b/c'), { provider: 'a', model: 'b/c' });
    for (const bad of ['', 'a', '/a', 'a/']) assert.equal(parseRef(bad), undefined);
  });
});

describe('reaching a provider', () => {
  const access = (id: string, config: Config, env = {}) =>
    providerAccess(id, { config, env, ollamaUrl: 'http://o/v1' });

  it('completes a bare address with the version path of its API', () => {
    const url = (baseUrl: string, api?: 'anthropic-messages' | 'google-generative-ai'): string =>
      access('p', { models: { providers: { p: { baseUrl, ...(api ? { api } : {}) } } } }).baseUrl;
    assert.equal(url('http://127.0.0.1:1234/'), 'http://127.0.0.1:1234/v1');
    assert.equal(url('https://api.x.test', 'anthropic-messages'), 'https://api.x.test/v1');
    assert.equal(url('https://api.x.test', 'google-generative-ai'), 'https://api.x.test/v1beta');
    assert.equal(url('https://x.test/api/paas/v4/'), 'https://x.test/api/paas/v4');
  });

  it('prefers the key of the config to the environment', () => {
    const env = { OPENAI_API_KEY: 'from-env' };
    assert.equal(access('openai', {}, env).apiKey, 'from-env');
    assert.equal(
      access('openai', { models: { providers: { openai: { apiKey: 'own' } } } }, env).apiKey,
      'own',
    );
  });

  it('needs no key for an address of one’s own or for Ollama', () => {
    assert.equal(access('p', { models: { providers: { p: { baseUrl: 'http://h/v1' } } } }).apiKey, undefined);
    assert.equal(access('ollama', {}).baseUrl, 'http://o/v1');
    assert.throws(() => access('groq', {}), { kind: 'auth', message: /GROQ_API_KEY/u });
  });

  it('says so when a configured interface is not supported', () => {
    const config: Config = {
      models: { providers: { p: { baseUrl: 'http://h', api: 'bedrock-converse-stream' } } },
    };
    assert.throws(() => access('p', config), { kind: 'notFound', message: /bedrock-converse-stream/u });
  });
});

describe('the list of models', () => {
  it('holds what can be used now, sorted by provider and name', async () => {
    const config: Config = {
      models: {
        providers: {
          mine: { baseUrl: 'http://x', models: [{ id: 'b', name: 'B', contextWindow: 10 }, { id: 'a' }] },
        },
      },
      agents: { defaults: { model: { primary: 'claude-cli/opus' } } },
    };
    const { models } = await listModels({
      config: () => config,
      env: { OPENAI_API_KEY: 'k' },
      ollamaModels: async () => ['llama3:8b'],
    });
    assert.deepEqual(
      models.map(({ provider, id }) => `${provider}/${id}`),
      [
        'claude-cli/opus',
        'mine/a',
        'mine/b',
        'offline/offline',
        'ollama/llama3:8b',
        'openai/gpt-5-mini',
        'openai/gpt-5.2',
      ],
    );
    assert.deepEqual(
      models.find(({ id }) => id === 'b'),
      { id: 'b', name: 'B', provider: 'mine', contextWindow: 10 },
    );
    assert.equal(contextWindowOf(config, 'mine', 'b'), 10);
    assert.equal(contextWindowOf(config, 'nobody', 'b'), undefined);
  });
});

describe('looking for Ollama', () => {
  const serve = async (status: number, body: string) => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.writeHead(status).end(body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return { server, baseUrl: `http://127.0.0.1:${port}`, asked: () => asked };
  };

  it('finds its chat models and asks once a minute at most', async () => {
    const body = JSON.stringify({ models: [{ name: 'nomic-embed-text' }, { name: 'llama3:8b' }, {}, null] });
    const { server, baseUrl, asked } = await serve(200, body);
    const clock = createTestClock();
    const ollama = createOllama({ baseUrl, clock });
    assert.deepEqual(await Promise.all([ollama.models(), ollama.models()]), [['llama3:8b'], ['llama3:8b']]);
    assert.equal(asked(), 1);
    clock.advanceSync(60_001);
    await ollama.models();
    assert.equal(asked(), 2);
    assert.equal(clock.pending, 0);
    server.close();
  });

  it('takes anything else for no Ollama at all', async () => {
    for (const [status, body] of [
      [200, 'not json'],
      [200, '{"models":"x"}'],
      [404, ''],
      [200, 'null'],
    ] as const) {
      const { server, baseUrl } = await serve(status, body);
      assert.deepEqual(await createOllama({ baseUrl, clock: systemClock }).models(), []);
      server.close();
    }
    assert.deepEqual(await createOllama({ baseUrl: 'http://127.0.0.1:1', clock: systemClock }).models(), []);
    assert.deepEqual(await createOllama({ baseUrl: false, clock: systemClock }).models(), []);
  });

  it('does not wait for a port that accepts and says nothing', async () => {
    const clock = createTestClock();
    const hanging: typeof fetch = (_url, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    const pending = createOllama({ baseUrl: 'http://127.0.0.1:1', clock, fetch: hanging }).models();
    await clock.advance(400);
    assert.deepEqual(await pending, []);
  });
});
