import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { applyDefaults } from '../../src/config/defaults.ts';
import { configSchema } from '../../src/config/schema-node.ts';
import type { Config } from '../../src/config/generated/types.ts';
import {
  debounceOf,
  describePlan,
  effectText,
  planReload,
  reloadModeOf,
  type ReloadPlan,
} from '../../src/config/reload-plan.ts';
import { ruleOf } from '../../src/config/reload-rules.ts';
import { schemaLeaves } from '../support/architecture/reload-coverage.ts';

const load = (config: unknown): Config => applyDefaults(config as Config, '/home/op');
const plan = (before: unknown, after: unknown): ReloadPlan => planReload(load(before), load(after));
const effects = (before: unknown, after: unknown): readonly string[] =>
  plan(before, after).effects.map(effectText);
const classes = (before: unknown, after: unknown): readonly string[] =>
  plan(before, after).changes.map(({ path, reload }) => `${reload} ${path}`);

describe('the plan of a change', () => {
  const cases: readonly (readonly [string, unknown, unknown, 'nothing' | 'hot' | 'restart'])[] = [
    ['a touched meta', { meta: { lastTouchedAt: 'a' } }, { meta: { lastTouchedAt: 'b' } }, 'nothing'],
    ['a wizard that ran', {}, { wizard: { lastRunAt: 'b' } }, 'nothing'],
    ['an address of the schema', {}, { $schema: 'x' }, 'nothing'],
    ['a remote gateway', {}, { gateway: { remote: { url: 'ws://x' } } }, 'nothing'],
    ['another reload mode', {}, { gateway: { reload: { mode: 'off', debounceMs: 5 } } }, 'nothing'],
    ['a key nobody uses yet', {}, { cron: { enabled: true } }, 'nothing'],
    [
      'a key nobody uses yet in an account',
      { channels: { telegram: { accounts: { a: {} } } } },
      { channels: { telegram: { accounts: { a: { streamMode: 'off' } } } } },
      'nothing',
    ],
    [
      'a certificate only clients expect',
      {},
      { gateway: { remote: { tlsFingerprint: 'ab'.repeat(32) } } },
      'nothing',
    ],
    ['a file of a certificate', {}, { gateway: { tls: { certPath: '/x' } } }, 'restart'],
    ['an extension’s channel', {}, { channels: { matrix: { a: { b: 1 } } } }, 'nothing'],
    ['a section that says nothing', {}, { gateway: { auth: {} }, env: {} }, 'nothing'],
    [
      'a key that only passes through',
      { agents: { list: [{ id: 'a', tools: {} }] } },
      { agents: { list: [{ id: 'a', tools: { odd: 1 } }] } },
      'nothing',
    ],
    ['a level of the log', {}, { logging: { level: 'debug' } }, 'hot'],
    ['the number of runs', {}, { agents: { defaults: { maxConcurrent: 9 } } }, 'hot'],
    ['the right to restart', {}, { commands: { restart: true } }, 'hot'],
    [
      'a list of who may write',
      { channels: { telegram: { botToken: '1:a' } } },
      { channels: { telegram: { botToken: '1:a', allowFrom: ['1'] } } },
      'hot',
    ],
    ['a provider', {}, { models: { providers: { x: { baseUrl: 'http://x' } } } }, 'hot'],
    [
      'a model that may be chosen, without settings',
      {},
      { agents: { defaults: { models: { 'openai/gpt-4.1': {} } } } },
      'hot',
    ],
    [
      'the order of agents',
      { agents: { list: [{ id: 'a' }, { id: 'b' }] } },
      { agents: { list: [{ id: 'b' }, { id: 'a' }] } },
      'hot',
    ],
    [
      'a model that becomes an object',
      { agents: { list: [{ id: 'a', model: 'x/y' }] } },
      { agents: { list: [{ id: 'a', model: { primary: 'x/z' } }] } },
      'hot',
    ],
    ['another port', { gateway: { port: 1 } }, { gateway: { port: 2 } }, 'restart'],
    [
      'another secret',
      { gateway: { auth: { token: 'a' } } },
      { gateway: { auth: { token: 'b' } } },
      'restart',
    ],
    ['TLS', {}, { gateway: { tls: { enabled: true } } }, 'restart'],
    ['a variable', {}, { env: { FOO: 'x' } }, 'restart'],
    ['a variable under vars', {}, { env: { vars: { FOO: 'x' } } }, 'restart'],
    ['another mode', { gateway: { mode: 'local' } }, { gateway: { mode: 'remote' } }, 'restart'],
  ];
  for (const [name, before, after, needs] of cases) {
    it(`asks for ${needs} with ${name}`, () => {
      const found = plan(before, after);
      assert.equal(found.needs, needs, JSON.stringify(found.changes));
      assert.ok(found.changes.length > 0);
      for (const { reason } of found.changes) assert.match(reason, /^[A-Z].+\.$/);
      assert.equal(plan(before, before).changes.length, 0);
      assert.equal(plan(after, before).needs, needs);
    });
  }

  it('counts only defaults that are not what was written', () => {
    assert.deepEqual(plan({}, { agents: { defaults: { maxConcurrent: 4 } } }), {
      changes: [],
      needs: 'nothing',
      effects: [],
    });
  });

  it('puts its effects in the order they are carried out in, each once', () => {
    const before = { channels: { telegram: { botToken: '1:a' }, whatsapp: {} } };
    const after = {
      logging: { level: 'debug', consoleLevel: 'warn' },
      commands: { restart: true },
      agents: { defaults: { maxConcurrent: 2, timeoutSeconds: 5 } },
      messages: { responsePrefix: '>' },
      channels: { telegram: { botToken: '1:b', accounts: { default: {}, b: { botToken: '2:b' } } } },
    };
    assert.deepEqual(effects(before, after), [
      'sets up the log anew',
      'changes who may restart the gateway',
      'changes how many runs go on at a time',
      'holds from the next use on',
      'disconnects whatsapp:default',
      'reconnects telegram:default',
      'connects telegram:b',
    ]);
  });

  it('still lists what could be done without a restart when one is needed', () => {
    const found = plan({}, { gateway: { port: 5 }, logging: { level: 'debug' } });
    assert.equal(found.needs, 'restart');
    assert.ok(found.effects.some(({ kind }) => kind === 'logging'));
  });
});

describe('the connections a change touches', () => {
  const two = (a: object, b: object, shared: object = {}) => ({
    channels: {
      telegram: { ...shared, accounts: { a: { botToken: '1:a', ...a }, b: { botToken: '2:b', ...b } } },
    },
  });

  it('are those of the account whose token changed', () => {
    assert.deepEqual(effects(two({}, {}), two({ botToken: '1:z' }, {})), ['reconnects telegram:a']);
    assert.deepEqual(classes(two({}, {}), two({ botToken: '1:z' }, {})), [
      'hot channels.telegram.accounts.a.botToken',
    ]);
  });

  it('are those of the accounts that inherit a value, and not of one with its own', () => {
    const before = two({ proxy: 'http://own' }, {});
    const found = plan(before, two({ proxy: 'http://own' }, {}, { proxy: 'http://shared' }));
    assert.deepEqual(found.effects.map(effectText), ['reconnects telegram:b']);
    assert.deepEqual(found.changes[0]?.effect, { kind: 'link', key: 'telegram:b', how: 'restart' });
  });

  it('are none when nobody uses the value', () => {
    const found = plan(two({}, {}), two({}, {}, { botToken: '9:z' }));
    assert.deepEqual([found.needs, found.effects], ['nothing', []]);
    assert.match(found.changes[0]?.reason ?? '', /^No account/);
    const polling = plan(two({}, {}), two({ webhookSecret: 's' }, {}));
    assert.equal(polling.needs, 'nothing');
  });

  it('follow the place a token is found at', () => {
    const file = { channels: { telegram: { botToken: '1:a', tokenFile: '/t' } } };
    assert.deepEqual(effects({ channels: { telegram: { botToken: '1:a' } } }, file), [
      'reconnects telegram:default',
    ]);
    // The file goes first, so the token behind it is not in use.
    assert.deepEqual(effects(file, { channels: { telegram: { botToken: '1:z', tokenFile: '/t' } } }), []);
  });

  it('come and go with accounts and channels', () => {
    const one = { channels: { telegram: { accounts: { a: { botToken: '1:a' } } } } };
    assert.deepEqual(effects(one, two({}, {})), ['connects telegram:b']);
    assert.deepEqual(effects(two({}, {}), one), ['disconnects telegram:b']);
    assert.deepEqual(effects({}, { channels: { telegram: {} } }), ['connects telegram:default']);
    assert.deepEqual(effects({ channels: { whatsapp: { dmPolicy: 'open' } } }, {}), [
      'disconnects whatsapp:default',
    ]);
    assert.deepEqual(
      effects(one, { channels: { telegram: { accounts: { a: { botToken: '1:a' }, c: {} } } } }),
      ['connects telegram:c'],
    );
  });

  it('end the implied account when the first named one comes', () => {
    const before = { channels: { telegram: { botToken: '1:a' } } };
    const after = { channels: { telegram: { botToken: '1:a', accounts: { work: { botToken: '2:b' } } } } };
    assert.deepEqual(effects(before, after), ['disconnects telegram:default', 'connects telegram:work']);
  });

  it('are switched with enabled, of an account, a channel, and of WhatsApp as a whole', () => {
    assert.deepEqual(effects(two({}, {}), two({ enabled: false }, {})), ['disconnects telegram:a']);
    assert.deepEqual(effects(two({ enabled: false }, {}), two({}, {})), ['connects telegram:a']);
    assert.deepEqual(effects(two({}, {}), two({}, {}, { enabled: false })), [
      'disconnects telegram:a',
      'disconnects telegram:b',
    ]);
    const whatsapp = { channels: { whatsapp: {} } };
    assert.deepEqual(effects(whatsapp, { ...whatsapp, web: { enabled: false } }), [
      'disconnects whatsapp:default',
    ]);
    assert.deepEqual(effects(whatsapp, { ...whatsapp, web: { reconnect: { initialMs: 5 } } }), [
      'reconnects whatsapp:default',
    ]);
  });

  it('leave what is switched off alone', () => {
    const off = { enabled: false };
    assert.deepEqual(effects(two(off, {}), two({ ...off, botToken: '1:z' }, {})), []);
  });

  it('do not touch a change of another account in the same edit', () => {
    const before = { channels: { telegram: { accounts: { a: { botToken: '1:a' } } } } };
    const changes = plan(before, two({ dmPolicy: 'disabled' }, {})).changes;
    const own = changes.find(({ path }) => path === 'channels.telegram.accounts.a.dmPolicy');
    assert.deepEqual(own?.effect, { kind: 'read' });
  });
});

describe('a plan in words', () => {
  const restart = plan(
    {},
    { gateway: { port: 5, auth: { token: 'canary-1234567' } }, logging: { level: 'debug' } },
  );

  it('says of each change what it does and why, and never a value', () => {
    const lines = describePlan(restart, 'hybrid');
    assert.match(lines[0] ?? '', /^gateway\.port added: needs a restart\. The listener is bound/);
    assert.ok(!JSON.stringify(restart).includes('canary'));
    const touched = describePlan(plan({}, { meta: { lastTouchedAt: 'x' } }), 'hybrid');
    assert.match(touched[0] ?? '', /^meta\.lastTouchedAt added: nothing to do\./);
  });

  it('says what becomes of it in each mode', () => {
    const last = (found: ReloadPlan, mode: Parameters<typeof describePlan>[1]) =>
      describePlan(found, mode).at(-1) ?? '';
    const hot = plan({}, { logging: { level: 'debug' } });
    const nothing = plan({}, { meta: { lastTouchedAt: 'x' } });
    assert.match(
      last(restart, 'hybrid'),
      /^The gateway restarts to apply it, because of gateway\.port, gateway\.auth\.token\.$/,
    );
    assert.match(last(restart, 'hot'), /"hot" and a restart is needed for gateway\.port/);
    assert.match(last(restart, 'off'), /"off": nothing is applied/);
    assert.match(last(hot, 'hybrid'), /applies it without a restart: .*sets up the log anew/);
    assert.match(last(hot, 'restart'), /"restart": the gateway restarts/);
    assert.match(last(nothing, 'off'), /nothing to do for it/);
    assert.deepEqual(describePlan(plan({}, {}), 'hybrid'), ['Nothing differs from what is in use.']);
  });
});

describe('the settings of reloading itself', () => {
  it('have defaults', () => {
    assert.deepEqual([reloadModeOf({}), debounceOf({})], ['hybrid', 300]);
    const set: Config = { gateway: { reload: { mode: 'hot', debounceMs: 0 } } };
    assert.deepEqual([reloadModeOf(set), debounceOf(set)], ['hot', 0]);
  });
});

describe('properties of a plan', () => {
  /** Configurations made of real keys; the values differ, their kinds do not matter here. */
  const leaf = fc.constantFrom(...schemaLeaves(configSchema));
  const configs = fc.array(fc.tuple(leaf, fc.constantFrom<unknown>('x', 'y', 1, true, ['x'])), {
    maxLength: 12,
  });
  const built = (entries: readonly (readonly [readonly string[], unknown])[]): Config => {
    const root: Record<string, unknown> = {};
    for (const [path, value] of entries) {
      let here = root;
      for (const key of path.slice(0, -1)) {
        const known = here[key];
        here = (here[key] = typeof known === 'object' && !Array.isArray(known) ? known : {}) as typeof here;
      }
      here[path.at(-1) ?? ''] ??= value;
    }
    return root;
  };

  it('is nothing for the same configuration', () => {
    fc.assert(
      fc.property(configs, (entries) => {
        const found = planReload(built(entries), built(entries));
        assert.deepEqual(found, { changes: [], needs: 'nothing', effects: [] });
      }),
    );
  });

  it('classifies every change, needs what its strongest change needs, and repeats no effect', () => {
    fc.assert(
      fc.property(configs, configs, (before, after) => {
        const found = planReload(built(before), built(after));
        const strongest = found.changes.some(({ reload }) => reload === 'restart')
          ? 'restart'
          : found.effects.length > 0
            ? 'hot'
            : 'nothing';
        assert.equal(found.needs, strongest);
        for (const change of found.changes) {
          assert.match(change.reason, /\.$/);
          assert.equal(change.effect !== undefined, change.reload === 'hot', JSON.stringify(change));
        }
        const words = found.effects.map(effectText);
        assert.equal(new Set(words).size, words.length);
        for (const { effect } of found.changes) if (effect) assert.ok(words.includes(effectText(effect)));
      }),
      { numRuns: 500 },
    );
  });

  it('says of a single key what its rule says', () => {
    fc.assert(
      fc.property(leaf, (path) => {
        const [change, ...others] = planReload(built([[path, 'x']]), built([[path, 'y']])).changes;
        assert.deepEqual(others, []);
        const rule = ruleOf(path);
        if (rule?.effect === 'link') assert.ok(change?.effect?.kind === 'link' || change?.reload === 'none');
        else assert.deepEqual([change?.reload, change?.reason], [rule?.reload, rule?.reason], path.join('.'));
      }),
      { numRuns: 500 },
    );
  });
});
