import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LinkStanding } from '../../src/actors/channels/link-standing.ts';
import { registerSecrets } from '../../src/actors/gateway/boot-plan.ts';
import { createHotEffects } from '../../src/actors/gateway/hot-effects.ts';
import type { HotEffectsDeps } from '../../src/actors/gateway/hot-effects.ts';
import { createLiveConfig } from '../../src/actors/gateway/live-config.ts';
import type { Config } from '../../src/config/generated/types.ts';
import type { LoadedConfig } from '../../src/config/load.ts';
import { planLogging } from '../../src/config/plan-logging.ts';
import type { GatewayPlan } from '../../src/config/plan.ts';
import type { HotEffect } from '../../src/config/reload-plan.ts';
import { createEnv } from '../../src/platform/env.ts';
import { createPatternMask } from '../../src/platform/secret-patterns.ts';
import { createSecretRegistry } from '../../src/platform/secrets.ts';
import { recordingLogger } from '../conversation/world.ts';
import type { LogLine } from '../conversation/world.ts';
import { createTestClock } from '../support/test-clock.ts';

const OLD_TOKEN = '100:old-token-of-the-bot';
const NEW_TOKEN = '100:new-token-of-the-bot';

const loaded = (config: Config): LoadedConfig =>
  ({
    config,
    env: createEnv({}),
    secrets: [{ value: config.channels?.telegram?.botToken ?? 'nothing here', provenance: 'config' }],
  }) as unknown as LoadedConfig;

const BEFORE = loaded({
  channels: { telegram: { botToken: OLD_TOKEN } },
  logging: { level: 'info' },
  commands: { restart: false },
});
const AFTER = loaded({
  channels: { telegram: { botToken: NEW_TOKEN } },
  logging: { level: 'debug', redactPatterns: ['zebra-\\d+'] },
  commands: { restart: true },
});

const planOf = ({ config }: LoadedConfig): GatewayPlan =>
  ({
    allowExternalRestart: config.commands?.restart === true,
    logging: planLogging({
      config,
      paths: { logFile: '/var/log/x.log', home: '/home/ada' },
      verbose: false,
      wsLog: undefined,
      terminal: false,
    }),
  }) as unknown as GatewayPlan;

const link = (key: string, how: 'start' | 'stop' | 'restart' = 'restart'): HotEffect => ({
  kind: 'link',
  key: `telegram:${key}`,
  how,
});
const ALL: readonly HotEffect[] = [
  { kind: 'logging' },
  { kind: 'restartAuthority' },
  { kind: 'lanes' },
  { kind: 'read' },
  link('gone', 'stop'),
  link('a'),
  link('new', 'start'),
];

interface Scene {
  readonly deps: HotEffectsDeps;
  readonly hot: ReturnType<typeof createHotEffects>;
  /** What was done, each with the token that held at that moment. */
  readonly done: string[];
  readonly lines: LogLine[];
  readonly standings: Map<string, LinkStanding>;
  /** What fails, once. */
  broken: string | undefined;
}

function openScene(): Scene {
  const done: string[] = [];
  const lines: LogLine[] = [];
  const secrets = createSecretRegistry(createPatternMask());
  registerSecrets(secrets, BEFORE);
  const live = createLiveConfig({ loaded: BEFORE, plan: planOf(BEFORE), replan: planOf });
  const standings = new Map<string, LinkStanding>();
  const note = (what: string): void => {
    const token = live.current().channels?.telegram?.botToken ?? '';
    assert.equal(secrets.mask(token), '[redacted]', 'a secret nobody knows of is in use');
    done.push(`${what} under ${token === NEW_TOKEN ? 'new' : 'old'}`);
    const fails = scene.broken !== undefined && what.startsWith(scene.broken);
    if (!fails) return;
    scene.broken = undefined;
    throw new Error(`${what} is broken`);
  };
  const clock = createTestClock();
  const deps: HotEffectsDeps = {
    live,
    secrets,
    logging: { reconfigure: ({ level }: { level: string }) => note(`log ${level}`) } as never,
    channels: {
      change: async (keys) => note(`change ${keys.join(' ')}`),
      online: () => [...standings].flatMap(([key, { online }]) => (online ? [key] : [])),
      standing: (key) => standings.get(key),
      watch: () => () => {},
    },
    runs: { admit: () => note('admit') },
    allowRestart: (allowed) => note(`allow ${allowed}`),
    terminal: false,
    env: createEnv({}),
    clock,
    log: recordingLogger(lines),
  };
  const scene: Scene = { deps, hot: createHotEffects(deps), done, lines, standings, broken: undefined };
  return scene;
}

const APPLIED = [
  'log debug under new',
  'allow true under new',
  'admit under new',
  'change telegram:gone telegram:a telegram:new under new',
];
const RESTORED = [
  'change telegram:gone telegram:a telegram:new under old',
  'admit under old',
  'allow false under old',
  'log info under old',
];

describe('the effects of a configuration', () => {
  it('come in order, under the new configuration, the links together', async () => {
    const { hot, done, deps } = openScene();
    await hot.apply(ALL, AFTER);
    assert.deepEqual(done, APPLIED);
    assert.equal(deps.live.loaded(), AFTER);
    assert.equal(deps.secrets.mask('zebra-42 sk-abcdefghijkl'), '*** sk-abcdefghijkl');
    assert.equal(deps.secrets.mask(`${OLD_TOKEN} ${NEW_TOKEN}`), '[redacted] [redacted]');
  });

  it('are undone from the last to the first, under the configuration before', async () => {
    const { hot, done, deps } = openScene();
    await hot.apply(ALL, AFTER);
    done.length = 0;
    await hot.restore(ALL, BEFORE);
    assert.deepEqual(done, RESTORED);
    assert.equal(deps.live.loaded(), BEFORE);
    assert.equal(deps.secrets.mask('zebra-42 sk-abcdefghijkl'), 'zebra-42 ***');
    assert.equal(deps.secrets.mask(NEW_TOKEN), '[redacted]', 'what was a secret stays one');
  });

  const failures = [
    ['log', 'logging: log debug is broken', 1],
    ['allow', 'restartAuthority: allow true is broken', 2],
    ['admit', 'lanes: admit is broken', 3],
    [
      'change',
      'stop telegram:gone, restart telegram:a, start telegram:new: change telegram:gone telegram:a telegram:new is broken',
      4,
    ],
  ] as const;
  for (const [broken, message, reached] of failures) {
    it(`name the one that failed (${broken}), and only those begun are undone`, async () => {
      const scene = openScene();
      scene.broken = broken;
      await assert.rejects(scene.hot.apply(ALL, AFTER), { message });
      assert.deepEqual(scene.done, APPLIED.slice(0, reached));
      scene.done.length = 0;
      await scene.hot.restore(ALL, BEFORE);
      assert.deepEqual(scene.done, RESTORED.slice(-reached));
      assert.equal(scene.deps.live.loaded(), BEFORE);
    });
  }

  it('are not begun when the new configuration cannot be planned', async () => {
    const { deps, done } = openScene();
    const replan = (next: LoadedConfig): GatewayPlan => {
      if (next === AFTER) throw new Error('bind is refused');
      return planOf(next);
    };
    const live = createLiveConfig({ loaded: BEFORE, plan: planOf(BEFORE), replan });
    const hot = createHotEffects({ ...deps, live });
    await assert.rejects(hot.apply(ALL, AFTER), /bind is refused/u);
    await hot.restore(ALL, BEFORE);
    assert.deepEqual(done, []);
    assert.equal(live.loaded(), BEFORE);
  });

  it('that cannot be undone are told together, and keep nobody from undoing the rest', async () => {
    const scene = openScene();
    await scene.hot.apply(ALL, AFTER);
    scene.done.length = 0;
    scene.broken = 'admit';
    await assert.rejects(scene.hot.restore(ALL, BEFORE), { message: 'not undone: lanes: admit is broken' });
    assert.deepEqual(scene.done, RESTORED);
    assert.equal(scene.lines.filter(({ level }) => level === 'error').length, 1);
  });

  it('are bad when a link that was online cannot live with them, and only then', async () => {
    const scene = openScene();
    const { standings, hot } = scene;
    const at = (state: string): LinkStanding => ({
      state,
      online: state === 'online',
      down: false,
      held: false,
      reason: undefined,
    });
    standings.set('telegram:a', at('online')).set('telegram:gone', at('online'));
    await hot.apply(ALL, AFTER);
    standings.set('telegram:a', at('loggedOut')).set('telegram:new', at('loggedOut'));
    assert.match((await hot.healthy(ALL, new AbortController().signal)) ?? '', /telegram:a was online/u);
    standings.set('telegram:a', at('online')).set('telegram:gone', at('loggedOut'));
    assert.equal(await hot.healthy(ALL, new AbortController().signal), undefined);
  });
});
