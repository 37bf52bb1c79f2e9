import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { pairingReply } from '../../../src/channels/access/pairing-reply.ts';
import { normalizeEntries, normalizeEntry } from '../../../src/channels/access/entries.ts';
import { accessPolicyOf } from '../../../src/channels/access/policy.ts';
import { DROP_MEANINGS, DROP_REASONS } from '../../../src/channels/access/reasons.ts';
import { ownersOf } from '../../../src/channels/access/self.ts';
import type { ChannelId } from '../../../src/channels/message.ts';
import { SELF, decide } from './fixture.ts';

describe('owners', () => {
  const owners = (channel: ChannelId, allowFrom: readonly string[]): readonly string[] =>
    ownersOf(accessPolicyOf({ channels: { [channel]: { allowFrom } } }, channel, 'default'), SELF[channel]);

  test('are those allowFrom names', () => {
    assert.deepEqual(owners('telegram', ['*', '7', '@Bo']), ['7', '@bo']);
    assert.deepEqual(owners('whatsapp', ['*', '+1 555']), ['+1555']);
  });

  test('else the linked number itself, on WhatsApp', () => {
    assert.deepEqual(owners('whatsapp', ['*']), ['+4915100000001', '77700011122@lid']);
    assert.deepEqual(owners('telegram', ['*']), []);
  });
});

describe('entries', () => {
  test('have one form, which stays itself', () => {
    fc.assert(
      fc.property(fc.constantFrom<ChannelId>('telegram', 'whatsapp'), fc.string(), (channel, text) => {
        const entry = normalizeEntry(channel, text);
        assert.equal(normalizeEntry(channel, entry), entry);
      }),
    );
  });

  test('that name nobody or repeat are left out', () => {
    assert.deepEqual(normalizeEntries('telegram', ['', ' ', '@', 'tg:', 5, '5', 'TG:5']), ['5']);
    assert.deepEqual(normalizeEntries('whatsapp', ['', '+', 'me', 'x@g.us', '+1', '1@s.whatsapp.net']), [
      '+1',
    ]);
  });
});

test('nobody is let in who is named nowhere, whatever the rest says', () => {
  const policies = fc.record({
    dmPolicy: fc.constantFrom('pairing', 'allowlist', 'disabled', 'open'),
    allowFrom: fc.array(fc.integer({ min: 1, max: 900 })),
    groupAllowFrom: fc.option(fc.array(fc.integer({ min: 1, max: 900 })), { nil: undefined }),
  });
  fc.assert(
    fc.property(policies, fc.constantFrom('dm', 'group', 'channel'), (section, kind) => {
      const given = Object.fromEntries(Object.entries(section).filter(([, value]) => value !== undefined));
      const decision = decide({ section: given, chat: { kind }, message: { mention: 'self' } });
      assert.notEqual(decision.kind, 'allow');
    }),
  );
});

test('every reason to say nothing is explained', () => {
  for (const reason of DROP_REASONS) assert.match(DROP_MEANINGS[reason], /\.$/u);
});

describe('the text a stranger gets', () => {
  const of = (channel: ChannelId, senderId: string): string =>
    pairingReply({ productName: 'moltbot', channel, senderId, code: 'ABCD2345', command: 'moltbot --dev' });

  test('says who they are, the code, and what the owner types', () => {
    assert.equal(
      of('whatsapp', '+15551234567'),
      [
        'moltbot: access not configured.',
        '',
        'Your WhatsApp phone number: +15551234567',
        '',
        'Pairing code: ABCD2345',
        '',
        'Ask the bot owner to approve with:',
        'moltbot --dev pairing approve whatsapp ABCD2345',
      ].join('\n'),
    );
  });

  test('does not say where the program lies', () => {
    const told = (command: string): string | undefined =>
      pairingReply({ productName: 'moltbot', channel: 'telegram', senderId: '1', code: 'ABCD2345', command })
        .split('\n')
        .at(-1);
    const plain = 'moltbot pairing approve telegram ABCD2345';
    assert.equal(told('/home/ann/.local/bin/moltbot'), plain);
    assert.equal(told("'/home/ann b/bin/moltbot'"), plain);
    assert.equal(told('node /srv/moltbot/bin/moltbot.cjs'), plain);
    assert.equal(
      told('/opt/moltbot --profile work'),
      'moltbot --profile work pairing approve telegram ABCD2345',
    );
    assert.equal(told('npx moltbot'), 'npx moltbot pairing approve telegram ABCD2345');
  });

  test('names the kind of id', () => {
    assert.match(of('telegram', '1001'), /^Your Telegram user id: 1001$/mu);
    assert.match(of('whatsapp', '5@lid'), /^Your WhatsApp id: 5@lid$/mu);
  });
});

test('the guide explains every reason to say nothing', async () => {
  const guide = await readFile(new URL('../../../docs/guides/access.md', import.meta.url), 'utf8');
  for (const reason of DROP_REASONS) assert.ok(guide.includes(`| \`${reason}\` |`), reason);
});
