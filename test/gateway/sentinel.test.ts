import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createSentinel, type RestartNotice, type SentinelNeeds } from '../../src/actors/gateway/sentinel.ts';
import { routeOf } from '../../src/actors/gateway/sentinel-route.ts';
import { reloadText, restartText, type BootFacts } from '../../src/actors/gateway/sentinel-words.ts';
import type { SessionEntry } from '../../src/agent/sessions/entry.ts';
import { unavailable } from '../../src/protocol/failure.ts';
import type { ReloadReport } from '../../src/protocol/generated/types.ts';
import { openRig } from '../conversation/rig.ts';
import { calm, until } from '../conversation/world.ts';
import { createFakeAccount } from '../support/fake-account.ts';

const CURRENT: BootFacts = { config: { state: 'current', reason: null, since: 1, hash: null } };
const NOTICE: RestartNotice = { kind: 'restart', reason: 'new token', sessionKey: 'main' };

/** A conversation over real parts, with a sentinel in its directory. */
async function open(t: Pick<TestContext, 'after'>) {
  const account = createFakeAccount();
  const rig = await openRig(t, { accounts: [account] });
  await rig.online();
  const { clock, random, log, dir } = rig.world;
  const path = join(dir, 'restart-sentinel.json');
  const make = (over: Partial<SentinelNeeds> = {}) =>
    createSentinel({
      path,
      clock,
      random,
      log,
      config: () => rig.world.config,
      sessions: rig.sessions,
      channels: rig.part.port,
      events: { broadcast: (event, payload) => void rig.events.push({ event, payload: payload as never }) },
      ...over,
    });
  /** Ada asks over Telegram, so that her session knows its chat. */
  const ada = async (): Promise<void> => {
    await rig.say({ text: 'hello' });
    await until('she is answered', () => account.deliveries.length === 1);
  };
  const told = async (): Promise<string[]> => {
    await calm();
    return account.deliveries.slice(1).map(({ text }) => text ?? '');
  };
  return { rig, account, path, make, ada, told };
}

const textsIn = (f: Awaited<ReturnType<typeof open>>, key: string): string[] =>
  f.rig.transcript(key).filter((line) => /Restarted|configuration/.test(line));

describe('the restart sentinel', () => {
  it('is a private file in the format of the field, and is gone once it has been told', async (t) => {
    const f = await open(t);
    const sentinel = f.make();
    const payload = sentinel.write({
      ...NOTICE,
      note: 'back soon',
      deliveryContext: { channel: 'telegram', to: '42' },
    });
    assert.equal(statSync(f.path).mode & 0o777, 0o600);
    assert.deepEqual(JSON.parse(readFileSync(f.path, 'utf8')), { version: 1, payload });
    assert.deepEqual(payload, {
      kind: 'restart',
      status: 'ok',
      ts: f.rig.world.clock.now(),
      sessionKey: 'main',
      deliveryContext: { channel: 'telegram', to: '42' },
      message: 'back soon',
      doctorHint: null,
      stats: { reason: 'new token' },
    });
    assert.equal(await sentinel.deliver({ ...CURRENT, downMs: 412 }), 'told');
    assert.equal(existsSync(f.path), false);
    assert.equal(await sentinel.deliver(CURRENT), 'nothing');
  });

  it('tells the chat its session was last used over', async (t) => {
    const f = await open(t);
    await f.ada();
    f.make().write({ ...NOTICE, note: 'back soon' });
    assert.equal(await f.make().deliver({ ...CURRENT, downMs: 412 }), 'told');
    assert.deepEqual(await f.told(), ['Restarted: new token. Down for 0.4 s.\nback soon']);
    assert.equal(f.account.deliveries[1]?.chatId, '42');
    assert.equal(textsIn(f, 'main').length, 1);
  });

  it('tells the session when somebody asked from the web chat, though it was last used over a network', async (t) => {
    const f = await open(t);
    await f.ada();
    f.make().write({ ...NOTICE, deliveryContext: { channel: 'webchat' } });
    await f.make().deliver(CURRENT);
    assert.deepEqual(await f.told(), []);
    assert.deepEqual(textsIn(f, 'main'), ['assistant: Restarted: new token.']);
    const { payload } = f.rig.events.findLast(({ event }) => event === 'chat') ?? {};
    assert.deepEqual([payload?.['sessionKey'], payload?.['state']], ['main', 'final']);
  });

  it('makes the main session when there is none to tell', async (t) => {
    const f = await open(t);
    f.make().write({ ...NOTICE, sessionKey: 'agent:main:never-used' });
    await f.make().deliver(CURRENT);
    assert.deepEqual(textsIn(f, 'main'), ['assistant: Restarted: new token.']);
  });

  it('falls back to the session when the chat cannot be reached any more', async (t) => {
    const f = await open(t);
    for (const deliveryContext of [
      { channel: 'telegram', to: '42', accountId: 'gone' },
      { channel: 'whatsapp', to: '+49' },
      { channel: 'carrier-pigeon', to: 'x' },
    ]) {
      f.make().write({ ...NOTICE, deliveryContext });
      assert.equal(await f.make().deliver(CURRENT), 'told');
    }
    assert.equal(textsIn(f, 'main').length, 3);
  });

  it('repeats nothing after a crash between the message and the end of the file', async (t) => {
    const f = await open(t);
    await f.ada();
    f.make().write(NOTICE);
    const kept = readFileSync(f.path);
    await f.make().deliver({ ...CURRENT, downMs: 400 });
    writeFileSync(f.path, kept);
    assert.equal(await f.make().deliver({ ...CURRENT, downMs: 90_000 }), 'told');
    assert.deepEqual(await f.told(), ['Restarted: new token. Down for 0.4 s.']);
    assert.equal(textsIn(f, 'main').length, 1);
    assert.equal(existsSync(f.path), false);
  });

  it('repeats nothing in a session either', async (t) => {
    const f = await open(t);
    f.make().write({ ...NOTICE, deliveryContext: { channel: 'webchat' } });
    const kept = readFileSync(f.path);
    await f.make().deliver(CURRENT);
    writeFileSync(f.path, kept);
    await f.make().deliver(CURRENT);
    assert.equal(textsIn(f, 'main').length, 1);
  });

  it('waits for the next boot when the store cannot take it', async (t) => {
    const f = await open(t);
    await f.ada();
    f.make().write(NOTICE);
    const broken = f.make({
      channels: { ...f.rig.part.port, send: () => Promise.reject(unavailable('the store is not running')) },
    });
    assert.equal(await broken.deliver(CURRENT), 'waits');
    assert.equal(existsSync(f.path), true);
    assert.equal(await f.make().deliver(CURRENT), 'told');
    assert.equal((await f.told()).length, 1);
  });

  for (const [title, content] of [
    ['cut short', '{"version":1,"payl'],
    ['of another version', '{"version":2,"payload":{"kind":"restart","status":"ok","ts":1}}'],
    ['of another kind', '{"version":1,"payload":{"kind":"party","status":"ok","ts":1}}'],
    ['without a payload', '{"version":1}'],
    ['null', 'null'],
  ] as const) {
    it(`is removed with a warning when it is ${title}`, async (t) => {
      const f = await open(t);
      writeFileSync(f.path, content);
      assert.equal(await f.make().deliver(CURRENT), 'unusable');
      assert.equal(existsSync(f.path), false);
      assert.match(f.rig.world.lines.at(-1)?.message ?? '', /cannot be used and was removed/);
    });
  }

  it('costs no restart when it cannot be written', async (t) => {
    const f = await open(t);
    const sentinel = f.make();
    mkdirSync(join(f.path, 'x'), { recursive: true });
    assert.equal(sentinel.write(NOTICE), undefined);
    assert.match(f.rig.world.lines.at(-1)?.message ?? '', /nobody will be told/);
  });

  it('tells everybody who asked, each once, and the one who asked twice what they asked last', async (t) => {
    const f = await open(t);
    await f.ada();
    const sentinel = f.make();
    const chat = (to: string) => ({ deliveryContext: { channel: 'telegram', to } });
    sentinel.write({ ...NOTICE, ...chat('42'), reason: 'first' });
    sentinel.write({ ...NOTICE, ...chat('43'), reason: 'second' });
    sentinel.write({ ...NOTICE, ...chat('42'), reason: 'third' });
    sentinel.write({ ...NOTICE, ...chat('44'), reason: 'fourth' });
    assert.equal(await f.make().deliver(CURRENT), 'told');
    const told = await f.told();
    assert.deepEqual(told.map((text) => /first|second|third|fourth/.exec(text)?.[0] ?? text).toSorted(), [
      'fourth',
      'second',
      'third',
    ]);
    assert.deepEqual(
      f.account.deliveries
        .slice(1)
        .map(({ chatId }) => chatId)
        .toSorted(),
      ['42', '43', '44'],
    );
    assert.equal(await f.make().deliver(CURRENT), 'nothing');
    assert.deepEqual(
      readdirSync(dirname(f.path)).filter((name) => name.startsWith('restart-sentinel')),
      [],
    );
  });

  it('tells a change that needed no restart at once, and leaves one that does to the boot after it', async (t) => {
    const f = await open(t);
    await f.ada();
    const report: ReloadReport = {
      at: 1,
      result: 'applied',
      reason: 'x',
      changes: ['logging.level'],
      hash: 'a1',
    };
    await f.make().tellReload({ sessionKey: 'main' }, report, 'as you wished');
    await f.make().tellReload({ sessionKey: 'main' }, { ...report, result: 'restarting' });
    assert.deepEqual(await f.told(), [
      'The new configuration is in effect, without a restart (logging.level).\nas you wished',
    ]);
  });
});

describe('where a restart is told', () => {
  const entries: Record<string, Partial<SessionEntry>> = {
    'agent:main:main': { deliveryContext: { channel: 'telegram', to: '42', accountId: 'work' } },
    'agent:main:old': { lastChannel: 'whatsapp', lastTo: '+49', lastThreadId: 7 },
    'agent:main:telegram:group:-100:topic:5': {
      deliveryContext: { channel: 'telegram', to: '-100', threadId: '5' },
    },
    'agent:main:telegram:group:-200': { deliveryContext: { channel: 'telegram', to: '-200', threadId: '1' } },
    'agent:main:web': {},
  };
  const route = (sessionKey: string, more: Omit<Parameters<typeof routeOf>[0], 'sessionKey'> = {}) =>
    routeOf({ sessionKey, ...more }, (key) => entries[key] as SessionEntry | undefined);

  const cases: readonly [string, ReturnType<typeof routeOf>][] = [
    ['agent:main:main', { channel: 'telegram', to: '42', accountId: 'work' }],
    ['agent:main:old', { channel: 'whatsapp', to: '+49', threadId: '7' }],
    ['agent:main:main:thread:9', { channel: 'telegram', to: '42', accountId: 'work', threadId: '9' }],
    ['agent:main:telegram:group:-100:topic:5', { channel: 'telegram', to: '-100', threadId: '5' }],
    ['agent:main:telegram:group:-200:topic:8', { channel: 'telegram', to: '-200', threadId: '8' }],
    ['agent:main:telegram:group:-300:topic:8', { channel: 'telegram', to: '-300', threadId: '8' }],
    ['agent:main:whatsapp:group:1@g.us', { channel: 'whatsapp', to: '1@g.us' }],
    ['agent:main:web', undefined],
    ['agent:main:unknown', undefined],
  ];
  for (const [key, expected] of cases) {
    it(`finds ${expected === undefined ? 'no chat' : `${expected.channel} ${expected.to}`} for ${key}`, () =>
      assert.deepEqual(route(key), expected));
  }

  it('believes what the asker says before the session, and a thread of theirs before the one in the key', () => {
    const deliveryContext = { channel: 'telegram', to: '7' };
    assert.deepEqual(route('agent:main:main:thread:9', { deliveryContext, threadId: '3' }), {
      ...deliveryContext,
      threadId: '3',
    });
    assert.deepEqual(route('agent:main:main:thread:9', { deliveryContext }), {
      ...deliveryContext,
      threadId: '9',
    });
    assert.equal(route('agent:main:main', { deliveryContext: { channel: 'webchat' } }), undefined);
  });
});

describe('what is told', () => {
  const payload = { kind: 'restart', status: 'ok', ts: 1, stats: { reason: 'x' } } as const;
  const putBack: BootFacts = {
    config: { ...CURRENT.config, state: 'lastGood', reason: 'moltbot.json:3:1: bad.' },
  };
  const cases: readonly [Parameters<typeof restartText>[0], BootFacts, string][] = [
    [{ ...payload, stats: null }, CURRENT, 'Restarted.'],
    [payload, { ...CURRENT, downMs: 412 }, 'Restarted: x. Down for 0.4 s.'],
    [payload, { ...CURRENT, downMs: 14_200 }, 'Restarted: x. Down for 14 s.'],
    [payload, { ...CURRENT, downMs: 600_000 }, 'Restarted: x. Down for 10 min.'],
    [{ ...payload, kind: 'config-apply' }, CURRENT, 'Restarted with the new configuration: x.'],
    [
      { ...payload, kind: 'config-apply', message: 'my note' },
      putBack,
      'The new configuration was put back: moltbot.json:3:1: bad.\nmy note',
    ],
    [
      payload,
      putBack,
      'Restarted: x.\nThe configuration that runs is not the one of the file: moltbot.json:3:1: bad.',
    ],
    [
      payload,
      { ...CURRENT, safe: '3 kills' },
      'Restarted: x.\nThe channels are parked, in safe mode: 3 kills.',
    ],
    [{ ...payload, status: 'error', message: 'no disk' }, CURRENT, 'The restart failed: x.\nno disk'],
    [
      { ...payload, status: 'error', stats: null, message: 'no disk' },
      CURRENT,
      'The restart failed: no disk.',
    ],
    [{ ...payload, status: 'skipped' }, CURRENT, 'Nothing was restarted: x.'],
    [{ ...payload, kind: 'update', doctorHint: 'see: doctor' }, CURRENT, 'Updated: x.\nsee: doctor'],
  ];
  for (const [given, boot, expected] of cases) {
    it(`says "${expected.split('\n')[0]}" for ${given.kind} ${given.status}`, () =>
      assert.equal(restartText(given, boot), expected));
  }

  it('has a sentence for every result of a reload but the restart', () => {
    const report = { at: 1, reason: 'the reason', changes: ['a', 'b', 'c', 'd', 'e', 'f'], hash: 'a1' };
    const say = (result: ReloadReport['result']) => reloadText({ ...report, result });
    assert.equal(say('restarting'), undefined);
    assert.match(say('applied') ?? '', /without a restart \(a, b, c, d, e and 1 more\)\.$/);
    for (const result of ['deferred', 'refused', 'invalid', 'restored'] as const)
      assert.match(say(result) ?? '', /: the reason\.$/);
    assert.match(say('nothing') ?? '', /changes nothing/);
  });
});
