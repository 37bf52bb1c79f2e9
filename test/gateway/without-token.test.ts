import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutToken } from '../../src/actors/gateway/without-token.ts';

const both = {
  channels: {
    telegram: {
      botToken: 'shared',
      allowFrom: [42],
      accounts: { default: { botToken: 'own', name: 'Home' }, work: { botToken: 'other' } },
    },
    whatsapp: { allowFrom: ['+15552223333'] },
  },
};

test('Only the account that is named loses its token, and nothing else.', () => {
  const { telegram, whatsapp } = withoutToken(both, 'work').channels ?? {};
  assert.deepEqual(telegram, {
    botToken: 'shared',
    allowFrom: [42],
    accounts: { default: { botToken: 'own', name: 'Home' }, work: {} },
  });
  assert.deepEqual(whatsapp, both.channels.whatsapp);
});

test('The default account also loses the token that stands above the accounts.', () => {
  const { telegram } = withoutToken(both, 'default').channels ?? {};
  assert.deepEqual(telegram, {
    allowFrom: [42],
    accounts: { default: { name: 'Home' }, work: { botToken: 'other' } },
  });
});

test('A config without Telegram or without accounts stays what it is.', () => {
  assert.deepEqual(withoutToken({}, 'default'), {});
  const plain = { channels: { telegram: { botToken: 'shared' } } };
  assert.deepEqual(withoutToken(plain, 'default'), { channels: { telegram: {} } });
  assert.deepEqual(withoutToken(plain, 'work'), plain);
});
