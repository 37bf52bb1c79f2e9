import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { channelLine } from '../../src/actors/pulse/channel-line.ts';
import type { AccountSnapshot } from '../../src/protocol/generated/types.ts';

const account = (facts: Partial<AccountSnapshot>): AccountSnapshot => ({ accountId: 'default', ...facts });
const online = account({
  enabled: true,
  running: true,
  connected: true,
  state: 'up.online',
  verdict: { ok: true },
});
const line = (...accounts: readonly AccountSnapshot[]): string => channelLine('Telegram', accounts);

describe('the words of status for a chat network', () => {
  it('says connected of what is, and of nothing else', () => {
    assert.equal(line(online), 'Telegram: connected');
    const deaf = account({ ...online, state: 'up.online.deaf', verdict: { ok: false, code: 'deaf' } });
    assert.equal(line(deaf), 'Telegram: connected, up.online.deaf');
  });

  it('names the state of a link that tries again, though it runs', () => {
    const trying = account({ running: true, connected: false, state: 'backingOff', verdict: { ok: false } });
    assert.equal(line(trying), 'Telegram: not connected (backingOff)');
  });

  it('does not let an account that is well hide another that is not', () => {
    const out = account({ accountId: 'work', connected: false, state: 'loggedOut' });
    assert.equal(line(online, out), 'Telegram: 1 of 2 connected (work loggedOut)');
  });

  it('leaves out what is switched off', () => {
    const off = account({ accountId: 'old', enabled: false, connected: false, state: 'disabled' });
    assert.equal(line(online, off), 'Telegram: connected');
    assert.equal(line(off), 'Telegram: disabled');
    assert.equal(line(), 'Telegram: disabled');
  });

  it('asks for the link first, where one has to be made', () => {
    assert.equal(line(account({ linked: false, state: 'loggedOut' })), 'Telegram: not linked');
    assert.equal(line(account({ running: true })), 'Telegram: running');
    assert.equal(line(account({ running: false })), 'Telegram: not running');
  });
});
