import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Candidate } from '../../src/agent/candidate.ts';
import type { EngineFailureKind } from '../../src/agent/engine.ts';
import { createModelTroubles, modelTroubleWords, type ModelTrouble } from '../../src/agent/model-trouble.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { createTestClock } from '../support/test-clock.ts';

const HOUR = 3_600_000;
const MODEL: Candidate = { provider: 'openai', model: 'gpt-5.2', engine: 'model' };
const OTHER: Candidate = { ...MODEL, model: 'gpt-5-mini' };
const CLI: Candidate = { provider: 'claude-cli', model: 'default', engine: 'cli' };

function setup() {
  const clock = createTestClock();
  const world: { config: Config; changes: number } = { config: {}, changes: 0 };
  const troubles = createModelTroubles({
    clock,
    config: () => world.config,
    changed: () => {
      world.changes += 1;
    },
  });
  const fail = (candidate: Candidate, kind: EngineFailureKind = 'auth'): void =>
    troubles.ended(candidate, { kind, message: `${kind} it is` });
  const listed = () => troubles.list().map(({ candidate, kind, runs }) => [candidate.model, kind, runs]);
  return { clock, world, troubles, fail, listed };
}

describe('the trouble with a model', () => {
  it('counts the failures in a row, from the first one on, with the newest reason', async () => {
    const { clock, world, troubles, fail } = setup();
    const began = clock.now();
    fail(MODEL, 'network');
    await clock.advance(5000);
    fail(MODEL, 'auth');
    const [trouble] = troubles.list();
    assert.deepEqual(
      [trouble?.since, trouble?.runs, trouble?.kind, trouble?.reason],
      [began, 2, 'auth', 'auth it is'],
    );
    assert.equal(world.changes, 2);
  });

  it('ends with a run of that model that succeeds, and begins anew after it', () => {
    const { world, troubles, fail, listed } = setup();
    fail(MODEL);
    fail(MODEL);
    troubles.ended(OTHER);
    assert.deepEqual(listed(), [['gpt-5.2', 'auth', 2]], 'another model proves nothing');
    assert.equal(world.changes, 2, 'and changes nothing');
    troubles.ended(MODEL);
    assert.deepEqual(listed(), []);
    assert.equal(world.changes, 3);
    fail(MODEL);
    assert.deepEqual(listed(), [['gpt-5.2', 'auth', 1]]);
  });

  it('is kept per model, for providers and for agent CLIs, never for the offline engine', () => {
    const { fail, listed } = setup();
    fail(MODEL);
    fail(OTHER, 'notFound');
    fail(CLI, 'unknown');
    fail({ provider: 'offline', model: 'offline', engine: 'offline' });
    assert.deepEqual(listed(), [
      ['gpt-5.2', 'auth', 1],
      ['gpt-5-mini', 'notFound', 1],
      ['default', 'unknown', 1],
    ]);
  });

  it('is neither begun nor ended by an abort', () => {
    const { fail, listed } = setup();
    fail(MODEL, 'aborted');
    assert.deepEqual(listed(), []);
    fail(MODEL);
    fail(MODEL, 'aborted');
    assert.deepEqual(listed(), [['gpt-5.2', 'auth', 1]]);
  });

  it('ends when the provider, the agent CLI or the choice of models is configured anew', () => {
    const changes: readonly (readonly [Candidate, Config])[] = [
      [MODEL, { models: { providers: { openai: { apiKey: 'another' } } } }],
      [CLI, { agents: { defaults: { cliBackends: { 'claude-cli': { command: '/opt/claude' } } } } }],
      [MODEL, { agents: { defaults: { model: { primary: 'anthropic/claude-opus-4-5' } } } }],
      [MODEL, { agents: { list: [{ id: 'main', model: 'anthropic/claude-opus-4-5' }] } }],
    ];
    for (const [candidate, config] of changes) {
      const { world, fail, listed } = setup();
      fail(candidate);
      fail(candidate);
      world.config = { logging: { level: 'debug' } };
      assert.equal(listed().length, 1, 'something else is not about it');
      world.config = config;
      assert.deepEqual(listed(), [], JSON.stringify(config));
      fail(candidate);
      assert.equal(listed()[0]?.[2], 1, 'counted anew');
    }
  });

  it('is forgotten a day after the last run that failed', async () => {
    const { clock, fail, listed } = setup();
    fail(MODEL);
    await clock.advance(23 * HOUR);
    fail(MODEL);
    await clock.advance(23 * HOUR);
    assert.deepEqual(listed(), [['gpt-5.2', 'auth', 2]]);
    await clock.advance(HOUR);
    assert.deepEqual(listed(), []);
  });
});

describe('what is said of it', () => {
  const words = (
    kind: EngineFailureKind,
    config: Config = {},
    { candidate = MODEL, reason = 'openai answered 4xx: no', runs = 3 }: Partial<ModelTrouble> = {},
  ): string =>
    modelTroubleWords(
      { candidate, kind, reason, since: 0, runs },
      { config, command: 'moltbot --dev', mask: (text) => text.replaceAll('sk-secret', '***') },
    );

  it('names the model, the reason without a secret, how often, and where the key is set', () => {
    assert.equal(
      words('auth', {}, { reason: 'openai answered 401:\n bad key sk-secret' }),
      'openai/gpt-5.2 failed the last 3 runs: openai answered 401: bad key *** (auth); set its key: moltbot --dev config set models.providers.openai.apiKey <key>, or OPENAI_API_KEY in the environment of the gateway and start it anew',
    );
    assert.match(words('auth', {}, { runs: 1 }), /failed the last run: /);
  });

  it('does not name the environment where the configuration hides it or there is no variable', () => {
    const hidden = words('auth', { models: { providers: { openai: { apiKey: 'x' } } } });
    assert.ok(hidden.endsWith('config set models.providers.openai.apiKey <key>'), hidden);
    const own = words('auth', {}, { candidate: { ...MODEL, provider: 'mine' } });
    assert.ok(own.endsWith('config set models.providers.mine.apiKey <key>'), own);
  });

  it('asks for the server by its address, without what an address may hide', () => {
    const config: Config = {
      models: { providers: { openai: { baseUrl: 'http://me:pass@10.0.0.5:8080/v1?key=1' } } },
    };
    for (const kind of ['network', 'timeout'] as const) {
      assert.match(words(kind, config), /is the server up at http:\/\/10\.0\.0\.5:8080\/v1, and/);
      assert.doesNotMatch(words(kind, config), /pass|key=1/);
    }
    assert.match(words('network'), /at https:\/\/api\.openai\.com\/v1,/);
  });

  it('says for every kind of failure what helps', () => {
    assert.match(
      words('billing'),
      /pay for more at openai, or choose another model: moltbot --dev configure$/,
    );
    assert.match(words('rateLimit'), /agents\.defaults\.model\.fallbacks/);
    assert.match(words('notFound'), /correct the name of the model/);
    assert.match(words('format'), /moltbot --dev logs$/);
    assert.match(words('auth', {}, { candidate: CLI }), /log in with claude as the user/);
    assert.match(words('unknown', {}, { candidate: CLI }), /try claude by hand as the user/);
  });

  it('is one short line, cut only after secrets are gone', () => {
    const reason = `${'x'.repeat(195)}sk-secret${'y'.repeat(500)}`;
    const said = words('format', {}, { reason });
    assert.ok(said.length < 350, said);
    assert.doesNotMatch(said, /sk-s/);
  });
});
