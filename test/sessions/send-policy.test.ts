import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Config } from '../../src/config/generated/types.ts';
import { sendAllowed } from '../../src/agent/sessions/send-policy.ts';

const entry = (fields: Record<string, unknown> = {}): { sessionId: string; updatedAt: number } => ({
  sessionId: 's',
  updatedAt: 0,
  ...fields,
});

const policy = (sendPolicy: NonNullable<Config['session']>['sendPolicy']): Config => ({
  session: { sendPolicy: sendPolicy ?? {} },
});

const RULES = policy({
  rules: [
    { action: 'allow', match: { channel: 'telegram' } },
    { action: 'deny', match: { channel: 'telegram', chatType: 'group' } },
    { action: 'deny', match: { keyPrefix: 'cron:' } },
    { action: 'deny', match: { keyPrefix: 'agent:ops:' } },
  ],
});

const CASES: readonly (readonly [
  key: string,
  fields: Record<string, unknown>,
  config: Config,
  allowed: boolean,
])[] = [
  ['agent:main:main', {}, {}, true],
  ['agent:main:main', {}, policy({ default: 'deny' }), false],
  ['agent:main:main', { sendPolicy: 'allow' }, policy({ default: 'deny' }), true],
  ['agent:main:main', { sendPolicy: 'deny' }, {}, false],
  ['agent:main:telegram:dm:1', {}, RULES, true],
  ['agent:main:telegram:group:1', {}, RULES, false],
  ['agent:main:telegram:group:1', { sendPolicy: 'allow' }, RULES, true],
  ['agent:main:whatsapp:group:1', {}, RULES, true],
  ['agent:main:x', { channel: 'Telegram', chatType: 'group' }, RULES, false],
  ['agent:main:cron:7', {}, RULES, false],
  ['agent:ops:x', {}, RULES, false],
  [
    'agent:main:telegram:dm:1',
    {},
    policy({ default: 'deny', rules: [{ action: 'allow', match: { channel: 'telegram' } }] }),
    true,
  ],
  [
    'agent:main:main',
    { lastChannel: 'telegram' },
    policy({ rules: [{ action: 'deny', match: { channel: 'telegram' } }] }),
    false,
  ],
  ['agent:main:main', {}, policy({ rules: [{ action: 'deny' }] }), false],
];

describe('send policy', () => {
  for (const [key, fields, config, allowed] of CASES) {
    test(`${key} ${JSON.stringify(fields)} is ${allowed ? 'allowed' : 'denied'} by ${JSON.stringify(config)}`, () => {
      assert.equal(sendAllowed(entry(fields), config, key), allowed);
    });
  }

  test('a session nobody has seen follows the rules', () => {
    assert.equal(sendAllowed(undefined, RULES, 'agent:main:telegram:group:1'), false);
    assert.equal(sendAllowed(undefined, {}, 'agent:main:main'), true);
  });
});
