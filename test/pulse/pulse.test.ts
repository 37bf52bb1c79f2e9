import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createActor, setup } from 'xstate';
import { CONFIG_STATES } from '../../src/protocol/config-states.ts';
import { buildStatus } from '../../src/actors/pulse/status.ts';
import { createLiveHealth } from '../../src/actors/pulse/live-health.ts';
import { createPulsePart, PULSE_INTERVALS } from '../../src/actors/pulse/pulse.ts';
import { keep, keeperInput } from '../../src/actors/supervision/keep.ts';
import type { ActorNode, HealthSummary } from '../../src/protocol/generated/types.ts';
import { settle } from '../support/test-clock.ts';
import { assertShape } from '../support/wire-shape.ts';
import { createFixture, row } from './sources.ts';

const node = (over: Partial<ActorNode>): ActorNode => ({
  id: 'gateway/store',
  parent: 'gateway',
  machine: 'keeper',
  state: 'alive.running',
  since: 1,
  restarts: 0,
  lastError: null,
  next: null,
  nextAt: null,
  ...over,
});

test('health has the shape of the protocol, empty and full', async () => {
  const { world, sources } = createFixture();
  const health = createLiveHealth(sources);
  assertShape('HealthSummary', health.current());
  world.config = { channels: { whatsapp: {}, telegram: { botToken: '1:a' } } };
  world.sessions = Array.from({ length: 9 }, (_, at) =>
    row(`agent:main:s${at}`, sources.clock.now() - at * 1000),
  );
  world.tree = [node({ state: 'parked', lastError: 'EADDRINUSE' })];
  const full = await health.refresh({ probe: false });
  assertShape('HealthSummary', full);
  assert.deepEqual(full.channelOrder, ['telegram', 'whatsapp']);
  assert.deepEqual(full.linkChannel, { id: 'whatsapp', label: 'WhatsApp', linked: false, authAgeMs: null });
  assert.equal(full.sessions.count, 9);
  assert.equal(full.sessions.recent.length, 5);
  assert.equal(full.sessions.recent[1]?.age, 1000);
  assert.deepEqual(
    full.agents.map(({ agentId, isDefault }) => [agentId, isDefault]),
    [
      ['main', true],
      ['work', false],
    ],
  );
});

test('status has the shape of the protocol and tells what this process is', async () => {
  const { world, sources, clock } = createFixture();
  const entry = { thinkingLevel: 'high', systemSent: true, totalTokens: 250, inputTokens: 200 };
  world.sessions = [row('agent:main:main', clock.now() - 3000, entry)];
  const health = createLiveHealth(sources);
  await health.refresh({ probe: false });
  const status = health.status();
  assertShape('StatusSummary', status);
  assert.deepEqual(status.gateway, {
    version: '0.1.0',
    pid: 7,
    instanceId: 'i1',
    profile: 'default',
    startedAt: clock.now() - 5000,
    uptimeMs: 5000,
    bind: 'loopback',
    port: 18_789,
    authMode: 'token',
    runsActive: 1,
    state: 'running.steady',
    mode: 'normal',
    config: { state: 'current', reason: null, since: clock.now(), hash: 'a1' },
  });
  const [session] = status.sessions.recent;
  assert.deepEqual(
    [session?.percentUsed, session?.remainingTokens, session?.model, session?.age],
    [25, 750, 'offline', 3000],
  );
  assert.deepEqual(session?.flags, ['think:high', 'system', 'id:id-of-agent:main:main']);
});

test('every model in trouble is a warning of its own, since its first failure', async () => {
  const { world, sources } = createFixture();
  const health = createLiveHealth(sources);
  world.modelTroubles = [
    { message: 'lab/a failed the last run', since: 3 },
    { message: 'lab/b failed the last 2 runs', since: 5 },
  ];
  assert.deepEqual((await health.refresh({ probe: false })).warnings, [
    { code: 'model_trouble', message: 'lab/a failed the last run', since: 3 },
    { code: 'model_trouble', message: 'lab/b failed the last 2 runs', since: 5 },
  ]);
  world.modelTroubles = [];
  assert.deepEqual((await health.refresh({ probe: false })).warnings, []);
});

test('status is built at most once a second however often it is asked', async () => {
  const { world, sources, clock } = createFixture();
  const health = createLiveHealth(sources);
  const first = health.status();
  world.sessions = [row('agent:main:main', 1)];
  assert.equal(health.status(), first);
  await clock.advance(1001);
  assert.equal(health.status().sessions.count, 1);
});

test('health goes out when it says something new, and not when only time has passed', async () => {
  const { world, sources, clock, sent } = createFixture();
  world.sessions = [row('agent:main:main', clock.now())];
  const health = createLiveHealth(sources);
  await health.refresh({ probe: false });
  const version = health.version();
  assert.equal(sent.length, 1);
  for (let round = 0; round < 5; round += 1) {
    await clock.advance(60_000);
    await health.refresh({ probe: false });
    health.current();
  }
  assert.equal(sent.length, 1);
  assert.equal(health.version(), version);
  assert.equal(health.current().sessions.recent[0]?.age, 300_000, 'the snapshot itself is fresh');
  world.tree = [node({ state: 'backingOff' })];
  await health.refresh({ probe: false });
  assert.equal(sent.length, 2);
  assert.equal(health.version(), version + 1);
  assertShape('HealthEvent', sent[1]?.[1]);
});

test('warnings name troubled actors, the store and a slow event loop, since when, until it is over', async () => {
  const { world, sources, clock } = createFixture();
  const health = createLiveHealth(sources);
  world.tree = [
    node({}),
    node({ id: 'gateway/pulse', state: 'parked', since: 42, lastError: 'boom' }),
    node({ id: 'gateway/edge', state: 'backingOff', since: 43 }),
  ];
  world.lagMs = 5000;
  world.storeTrouble = 'disk full';
  world.logTrouble = 'no log';
  world.memoryTrouble = 'little room';
  world.strays = { count: 2, since: 44 };
  const began = clock.now();
  await health.refresh({ probe: false });
  await clock.advance(1000);
  const { warnings } = await health.refresh({ probe: false });
  assert.deepEqual(warnings, [
    { code: 'actor_parked', message: 'gateway/pulse is parked: boom', since: 42 },
    { code: 'actor_backing_off', message: 'gateway/edge is backingOff', since: 43 },
    { code: 'store_trouble', message: 'disk full', since: began },
    { code: 'log_trouble', message: 'no log', since: began },
    { code: 'event_loop_lag', message: 'the event loop stood still for more than 1000 ms', since: began },
    { code: 'memory_short', message: 'little room', since: began },
    {
      code: 'unhandled_failures',
      message: '2 unhandled failures; the log has each under "unhandled"',
      since: 44,
    },
  ]);
  Object.assign(world, {
    tree: [],
    lagMs: 0,
    storeTrouble: undefined,
    logTrouble: undefined,
    memoryTrouble: undefined,
    strays: undefined,
  });
  assert.deepEqual((await health.refresh({ probe: false })).warnings, []);
});

test('safe mode is in health and status, and said once with the way out', async () => {
  const { world, sources, clock } = createFixture();
  const health = createLiveHealth(sources);
  world.tree = [
    node({ id: 'gateway/channels', state: 'parked', since: 42 }),
    node({ id: 'gateway/pulse', state: 'parked', since: 43 }),
  ];
  const since = clock.now();
  world.lifecycle = { ...world.lifecycle, safe: { reason: '3 boots ended by a crash', since } };
  const safe = await health.refresh({ probe: false });
  assertShape('HealthSummary', safe);
  assert.equal(safe.mode, 'safe');
  assert.equal(health.status().gateway?.mode, 'safe');
  assert.deepEqual(safe.warnings, [
    {
      code: 'safe_mode',
      message:
        'safe mode, the channels are parked: 3 boots ended by a crash; when the cause is mended: moltbot --dev gateway resume channels',
      since,
    },
    { code: 'actor_parked', message: 'gateway/pulse is parked', since: 43 },
  ]);
  const { safe: _left, ...normal } = world.lifecycle;
  Object.assign(world, { lifecycle: normal, tree: [] });
  const left = await health.refresh({ probe: false });
  assert.deepEqual([left.mode, left.warnings], ['normal', []]);
});

test('a configuration that is not the one of the file is in health, with a warning and what helps', async () => {
  const { world, sources } = createFixture();
  const health = createLiveHealth(sources);
  const told: Record<string, string> = {};
  for (const state of CONFIG_STATES) {
    const config = { state, reason: state === 'current' ? null : 'the reason', since: 7, hash: null };
    world.lifecycle = { ...world.lifecycle, config };
    const { config: shown, warnings = [] } = await health.refresh({ probe: false });
    assert.deepEqual(shown, config);
    for (const { code, message, since } of warnings) {
      assert.equal(since, 7);
      assert.match(message, /the reason/);
      told[`${state} ${code}`] = message;
    }
  }
  assert.deepEqual(Object.keys(told), [
    'pending config_pending',
    'invalid config_invalid',
    'refused config_refused',
    'lastGood config_last_good',
    'restored config_restored',
  ]);
  assert.match(told['invalid config_invalid'] ?? '', /moltbot --dev config validate/);
  assert.match(told['refused config_refused'] ?? '', /moltbot --dev gateway restart/);
});

test('warnings name links that need the operator, and messages that were not delivered', async () => {
  const { world, sources, clock } = createFixture();
  const health = createLiveHealth(sources);
  const link = (account: string, state: string, lastError: string | null = null) =>
    node({ id: `gateway/channels/${account}`, machine: 'channel-link', state, lastError });
  world.tree = [
    link('telegram:deaf', 'up.online.deaf', 'no poll came back for 90 s'),
    link('telegram:taken', 'conflict', 'somebody else polls'),
    link('telegram:revoked', 'loggedOut', 'the token was revoked'),
    link('whatsapp:new', 'unconfigured'),
    link('whatsapp:tired', 'gaveUp'),
    link('whatsapp:lost', 'backingOff', 'ECONNRESET'),
    link('whatsapp:well', 'up.online.hearing'),
    link('whatsapp:off', 'disabled'),
    link('whatsapp:down', 'stopped'),
  ];
  world.outboxTrouble = 'messages in the outbox: 1 not delivered';
  const { warnings = [] } = await health.refresh({ probe: false });
  assert.deepEqual(
    warnings.map(({ code, message }) => [code, message.replace('gateway/channels/', '')]),
    [
      ['link_deaf', 'telegram:deaf is up.online.deaf: no poll came back for 90 s'],
      ['link_conflict', 'telegram:taken is conflict: somebody else polls'],
      ['link_logged_out', 'telegram:revoked is loggedOut: the token was revoked'],
      ['link_unconfigured', 'whatsapp:new is unconfigured'],
      ['actor_parked', 'whatsapp:tired is gaveUp'],
      ['actor_backing_off', 'whatsapp:lost is backingOff: ECONNRESET'],
      ['outbox_trouble', 'messages in the outbox: 1 not delivered'],
    ],
  );
  assert.equal(warnings.at(-1)?.since, clock.now());
  Object.assign(world, { tree: [], outboxTrouble: undefined });
  assert.deepEqual((await health.refresh({ probe: false })).warnings, []);
});

test('a refresh that fails leaves the last snapshot standing, marked stale, and heals', async () => {
  const { world, sources, clock, sent } = createFixture();
  const health = createLiveHealth(sources);
  await health.refresh({ probe: false });
  world.broken = new Error('no store');
  await assert.rejects(health.refresh({ probe: false }), /no store/);
  health.noteFailure(world.broken);
  const began = clock.now();
  await clock.advance(1000);
  health.noteFailure(world.broken);
  const stale = sent.at(-1)?.[1] as HealthSummary;
  assert.deepEqual(stale.warnings, [
    { code: 'health_stale', message: 'health could not be refreshed: no store', since: began },
  ]);
  assert.equal(sent.length, 2, 'the second failure says nothing new');
  world.broken = undefined;
  assert.deepEqual((await health.refresh({ probe: false })).warnings, []);
});

test('concurrent refreshes share the work, but a probe never settles for less', async () => {
  const { sources } = createFixture();
  const probes: boolean[] = [];
  const channels = {
    status: (options: { probe: boolean; timeoutMs: number }) => {
      probes.push(options.probe);
      return sources.channels.status(options);
    },
  };
  const health = createLiveHealth({ ...sources, channels });
  await Promise.all([
    health.refresh({ probe: false }),
    health.refresh({ probe: false }),
    health.refresh({ probe: true }),
    health.refresh({ probe: true }),
    health.refresh({ probe: false }),
  ]);
  assert.deepEqual(probes, [false, true]);
});

test('under its keeper the pulse ticks, refreshes, and shuts down politely', async () => {
  const { sources, clock, sent } = createFixture();
  const part = createPulsePart(sources);
  const childInput = { intervals: PULSE_INTERVALS };
  const reports: string[] = [];
  const above = setup({
    actors: { pulse: keep(part.logic) },
    actions: { note: ({ event }) => reports.push(event.type) },
  });
  const input = keeperInput('pulse', { random: () => 0.5, childInput });
  const root = createActor(
    above.createMachine({ invoke: { id: 'pulse', src: 'pulse', input }, on: { '*': { actions: 'note' } } }),
    { clock },
  );
  root.start();
  const keeper = root.getSnapshot().children['pulse'];
  assert.ok(keeper);
  keeper.send({ type: 'start' });
  await settle();
  assert.equal(sent[0]?.[0], 'health');
  await clock.advance(90_000);
  assert.equal(sent.filter(([event]) => event === 'tick').length, 3);
  assertShape('TickEvent', sent.find(([event]) => event === 'tick')?.[1]);
  keeper.send({ type: 'shutdown' });
  await settle();
  assert.deepEqual(reports, ['keeper.ready', 'keeper.stopped']);
  root.stop();
  assert.equal(clock.pending, 0);
});

test('heartbeats can be switched off and none was ever sent', () => {
  const { heartbeat } = createPulsePart(createFixture().sources);
  assert.equal(heartbeat.last(), null);
  heartbeat.setEnabled(false);
  assert.equal(heartbeat.last(), null);
});

test('status says of a link that is not up in which state it is', () => {
  const { sources } = createFixture();
  const lines = (account: Readonly<Record<string, unknown>>): readonly string[] => {
    const ts = sources.clock.now();
    return buildStatus(sources, {
      ts,
      channelOrder: ['telegram'],
      channelLabels: { telegram: 'Telegram' },
      channels: {},
      channelAccounts: { telegram: [{ accountId: 'default', ...account }] },
      channelDefaultAccountId: { telegram: 'default' },
    }).channelSummary;
  };
  assert.deepEqual(lines({ running: true, connected: true, state: 'online' }), ['Telegram: connected']);
  assert.deepEqual(lines({ running: true, connected: false, state: 'backingOff' }), [
    'Telegram: not connected (backingOff)',
  ]);
  assert.deepEqual(lines({ running: false, connected: false, state: 'loggedOut' }), [
    'Telegram: not connected (loggedOut)',
  ]);
});
