import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MessageOrigin } from '../../src/agent/sessions/last-route.ts';
import { sessionsFixture } from './fixture.ts';

const DAY = 86_400_000;

const direct: MessageOrigin = {
  channel: 'telegram',
  accountId: 'default',
  to: '1001',
  chatType: 'direct',
  from: '1001',
  label: 'Alice',
};
const inGroup: MessageOrigin = {
  channel: 'whatsapp',
  accountId: 'work',
  to: '120@g.us',
  chatType: 'group',
  from: '+49',
  label: 'Alice',
  subject: 'Family',
};
const GROUP = 'agent:main:whatsapp:group:120@g.us';

describe('where a session was spoken to', () => {
  test('is stored with it: route, kind, origin', async (t) => {
    const f = sessionsFixture(t);
    const { entry } = await f.sessions.openForRun({
      sessionKey: GROUP,
      now: f.clock.now(),
      origin: { ...inGroup, threadId: '7' },
    });
    assert.deepEqual(f.sessions.find(GROUP)?.entry, entry);
    const { sessionId: _id, updatedAt: _updated, lastInteractionAt: _last, ...facts } = entry;
    assert.deepEqual(facts, {
      lastChannel: 'whatsapp',
      lastTo: '120@g.us',
      lastAccountId: 'work',
      lastThreadId: '7',
      deliveryContext: { channel: 'whatsapp', to: '120@g.us', accountId: 'work', threadId: '7' },
      chatType: 'group',
      channel: 'whatsapp',
      subject: 'Family',
      displayName: 'Family',
      origin: {
        label: 'Alice',
        provider: 'whatsapp',
        surface: 'whatsapp',
        chatType: 'group',
        from: '+49',
        to: '120@g.us',
        accountId: 'work',
        threadId: '7',
      },
    });
  });

  test('a later message without a thread forgets the thread', async (t) => {
    const f = sessionsFixture(t);
    const open = (origin: MessageOrigin) =>
      f.sessions.openForRun({ sessionKey: GROUP, now: f.clock.now(), origin });
    await open({ ...inGroup, threadId: '7' });
    const { entry } = await open(inGroup);
    assert.equal('lastThreadId' in entry, false);
    assert.deepEqual(entry.deliveryContext, { channel: 'whatsapp', to: '120@g.us', accountId: 'work' });
  });

  test('a message that tells nothing changes nothing of it', async (t) => {
    const f = sessionsFixture(t);
    await f.sessions.openForRun({ sessionKey: 'main', now: f.clock.now(), origin: direct });
    const { entry } = await f.sessions.openForRun({ sessionKey: 'main', now: f.clock.now() });
    assert.equal(entry.lastTo, '1001');
  });

  test('the main session bears nobody’s name', async (t) => {
    const f = sessionsFixture(t);
    const { entry } = await f.sessions.openForRun({
      sessionKey: 'main',
      now: f.clock.now(),
      origin: direct,
    });
    assert.equal('displayName' in entry, false);
    const own = await f.sessions.openForRun({
      sessionKey: 'agent:main:dm:1001',
      now: f.clock.now(),
      origin: direct,
    });
    assert.equal(own.entry.displayName, 'Alice');
  });

  test('a direct message moves the main session’s route, a group message does not', async (t) => {
    const f = sessionsFixture(t);
    const main = () => f.sessions.find('main')?.entry;
    await f.sessions.openForRun({ sessionKey: GROUP, now: f.clock.now(), origin: inGroup });
    assert.equal(main(), undefined);
    await f.sessions.openForRun({ sessionKey: 'agent:main:dm:1001', now: f.clock.now(), origin: direct });
    assert.equal(main()?.lastTo, '1001');
    assert.equal(main()?.chatType, undefined);
  });

  test('a refused message moves nothing', async (t) => {
    const f = sessionsFixture(t);
    const refused = f.sessions.openForRun({
      sessionKey: 'main',
      now: f.clock.now(),
      origin: direct,
      check: () => {
        throw new Error('no');
      },
    });
    await assert.rejects(refused, /no/);
    assert.equal(f.sessions.find('main'), undefined);
  });

  test('a session that is spoken to every day still starts afresh when its time has come', async (t) => {
    const f = sessionsFixture(t, { session: { dmScope: 'per-peer' } });
    const open = (sessionKey: string) =>
      f.sessions.openForRun({ sessionKey, now: f.clock.now(), origin: direct });
    const first = await open('agent:main:dm:1001');
    const main = await open('main');
    f.clock.advanceSync(2 * DAY);
    // The direct chat moves the main session's route, which must not keep the main conversation alive.
    const second = await open('agent:main:dm:1001');
    assert.equal(second.carriedFrom, first.sessionId);
    assert.equal(second.entry.lastTo, '1001');
    assert.equal((await open('main')).carriedFrom, main.sessionId);
  });
});
