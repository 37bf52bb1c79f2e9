import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Config } from '../../src/config/generated/types.ts';
import type { Failure } from '../../src/protocol/failure.ts';
import { createNoChannels } from '../../src/channels/none.ts';
import { createTestClock } from '../support/test-clock.ts';
import { assertShape } from '../support/wire-shape.ts';

const CONFIG: Config = {
  channels: {
    whatsapp: { accounts: { work: {}, default: {} } },
    telegram: { enabled: false, botToken: '1:abc' },
  },
};

const none = (config: Config) => createNoChannels({ config: () => config, clock: createTestClock() });
const send = (config: Config, channel?: string): Promise<unknown> =>
  none(config).send(channel === undefined ? {} : { channel });

const refused = (work: Promise<unknown>, code: string, message: RegExp): Promise<void> =>
  assert.rejects(work, (error: Failure) => {
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  });

test('without a configured channel every list of channels.status is empty', async () => {
  const result = await none({}).status({ probe: false, timeoutMs: 1 });
  assertShape('ChannelsStatusResult', result);
  assert.deepEqual((result as { channelOrder: unknown }).channelOrder, []);
});

test('configured channels are listed in display order, none of them running', async () => {
  const result = (await none(CONFIG).status({ probe: false, timeoutMs: 1 })) as unknown as {
    channelOrder: string[];
    channelAccounts: Record<string, Record<string, unknown>[]>;
    channelDefaultAccountId: Record<string, string>;
  };
  assertShape('ChannelsStatusResult', result);
  assert.deepEqual(result.channelOrder, ['telegram', 'whatsapp']);
  assert.deepEqual(result.channelDefaultAccountId, { telegram: 'default', whatsapp: 'default' });
  assert.deepEqual(
    result.channelAccounts.whatsapp?.map(({ accountId, linked, running }) => ({
      accountId,
      linked,
      running,
    })),
    [
      { accountId: 'default', linked: false, running: false },
      { accountId: 'work', linked: false, running: false },
    ],
  );
  assert.equal(result.channelAccounts.telegram?.[0]?.enabled, false);
  assert.equal('linked' in (result.channelAccounts.telegram?.[0] ?? {}), false);
});

test('send without a channel means WhatsApp, which is not linked', async () => {
  await refused(send({}), 'NOT_LINKED', /^WhatsApp is not linked/);
  await refused(send(CONFIG, 'WhatsApp'), 'NOT_LINKED', /^WhatsApp is not linked/);
});

test('send through another known channel is unavailable and says why', async () => {
  await refused(
    send(CONFIG, 'telegram'),
    'UNAVAILABLE',
    /^Telegram is not available: this gateway has no link/,
  );
  await refused(
    send({}, 'imsg'),
    'UNAVAILABLE',
    /^iMessage is not available: channels\.imessage is not configured/,
  );
});

test('send through an unknown channel is refused by name', async () => {
  for (const channel of ['pigeon', 'constructor', '__proto__']) {
    await refused(send({}, channel), 'INVALID_REQUEST', new RegExp(`^unsupported channel: ${channel}$`));
  }
});
