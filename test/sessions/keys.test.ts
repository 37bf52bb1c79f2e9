import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import type { Config } from '../../src/config/generated/types.ts';
import {
  canonicalSessionKey,
  channelOfKey,
  chatKind,
  mainSessionKey,
  parseSessionKey,
  sessionKeyFor,
  sessionKind,
} from '../../src/agent/sessions/keys.ts';

const two: Config = {
  agents: { list: [{ id: 'Home' }, { id: 'work', default: true }] },
  session: { mainKey: 'Primary' },
};

const CANONICAL: readonly (readonly [
  config: Config,
  key: string,
  agentId: string | undefined,
  expected: string,
])[] = [
  [{}, 'main', undefined, 'agent:main:main'],
  [{}, ' MAIN ', undefined, 'agent:main:main'],
  [{}, '', undefined, 'agent:main:main'],
  [{}, 'Project-X', undefined, 'agent:main:project-x'],
  [{}, 'Agent:Main:WhatsApp:Group:120@G.US', undefined, 'agent:main:whatsapp:group:120@g.us'],
  [{}, 'agent:main:main', undefined, 'agent:main:main'],
  [{}, 'agent:ops', undefined, 'agent:main:agent:ops'],
  [{}, 'agent::x', undefined, 'agent:main:agent::x'],
  [{}, 'agent:My Agent!:x', undefined, 'agent:my-agent:x'],
  [{}, 'global', undefined, 'global'],
  [{}, 'Unknown', undefined, 'unknown'],
  [{}, 'primary', undefined, 'agent:main:primary'],
  [two, 'main', undefined, 'agent:work:main'],
  [two, 'primary', undefined, 'agent:work:main'],
  [two, 'agent:home:PRIMARY', undefined, 'agent:home:main'],
  [two, 'notes', undefined, 'agent:work:notes'],
  [two, 'notes', 'Home', 'agent:home:notes'],
  [two, 'main', 'home', 'agent:home:main'],
  [two, 'agent:work:notes', 'home', 'agent:work:notes'],
  [{ session: { scope: 'global' } }, 'main', undefined, 'global'],
  [{ session: { scope: 'global' } }, 'agent:main:main', undefined, 'global'],
  [{ session: { scope: 'global' } }, 'notes', undefined, 'agent:main:notes'],
];

describe('session keys', () => {
  for (const [config, key, agentId, expected] of CANONICAL) {
    const setting = JSON.stringify(config);
    test(`"${key}"${agentId === undefined ? '' : ` of ${agentId}`} is ${expected} with ${setting}`, () => {
      assert.equal(canonicalSessionKey(config, key, agentId), expected);
    });
  }

  test('a canonical key is its own canonical key, whatever was typed', () => {
    const config = fc.constantFrom<Config>({}, two, { session: { scope: 'global' } });
    fc.assert(
      fc.property(
        config,
        fc.string({ maxLength: 60 }),
        fc.option(fc.string(), { nil: undefined }),
        (c, key, agent) => {
          const once = canonicalSessionKey(c, key, agent);
          assert.equal(canonicalSessionKey(c, once), once);
          assert.equal(canonicalSessionKey(c, once, 'other'), once);
        },
      ),
    );
  });

  test('a key too long to be one is refused', () => {
    assert.throws(() => canonicalSessionKey({}, 'x'.repeat(513)), /too long \(max 512 characters\)/);
  });

  test('a key says whose session it is', () => {
    assert.deepEqual(parseSessionKey(two, 'agent:home:subagent:1'), { agentId: 'home', rest: 'subagent:1' });
    assert.deepEqual(parseSessionKey(two, 'global'), { agentId: 'work', rest: 'global' });
    assert.equal(mainSessionKey(two), 'agent:work:main');
  });

  test('the kind comes from the key, or from what the channel said', () => {
    assert.equal(sessionKind('global'), 'global');
    assert.equal(sessionKind('unknown'), 'unknown');
    assert.equal(sessionKind('agent:main:main'), 'direct');
    assert.equal(sessionKind('agent:main:telegram:dm:1'), 'direct');
    assert.equal(sessionKind('agent:main:telegram:group:1'), 'group');
    assert.equal(sessionKind('agent:main:slack:channel:c'), 'group');
    assert.equal(sessionKind('agent:main:x', 'group'), 'group');
    assert.equal(chatKind('agent:main:main'), 'dm');
    assert.equal(chatKind('agent:main:telegram:group:1'), 'group');
    assert.equal(chatKind('agent:main:telegram:group:1:topic:2'), 'thread');
    assert.equal(chatKind('agent:main:slack:channel:c:thread:9'), 'thread');
    assert.equal(channelOfKey('telegram:default:dm:1'), 'telegram');
    assert.equal(channelOfKey('whatsapp:group:1'), 'whatsapp');
    assert.equal(channelOfKey('main'), undefined);
  });

  test('an address alone leads to the session its messages belong to', () => {
    const scoped = (dmScope: 'per-peer' | 'main'): Config => ({
      session: { dmScope, identityLinks: { Ann: ['telegram:77', 'whatsapp:+491'] } },
    });
    assert.equal(sessionKeyFor({}, '+491'), 'agent:main:main');
    assert.equal(sessionKeyFor(scoped('main'), '+491', 'ops'), 'agent:ops:main');
    assert.equal(sessionKeyFor(scoped('per-peer'), '+492'), 'agent:main:dm:+492');
    assert.equal(sessionKeyFor(scoped('per-peer'), '+491'), 'agent:main:dm:ann');
    assert.equal(sessionKeyFor(scoped('per-peer'), 'telegram:77'), 'agent:main:dm:ann');
    assert.equal(sessionKeyFor(scoped('per-peer'), ''), 'agent:main:main');
    assert.equal(sessionKeyFor({}, '120@G.us'), 'agent:main:whatsapp:group:120@g.us');
  });
});
