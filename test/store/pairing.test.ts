import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { firstBrokenOp, readOps } from '../../src/store/ops-log.ts';
import type { PairingAsk, PairingStore } from '../../src/store/pairing.ts';
import { createPairingStore } from '../../src/store/pairing.ts';
import { requestPairing } from '../../src/store/pairing-request.ts';
import type { Store } from '../../src/store/store.ts';
import { storeFixture } from './fixture.ts';
import type { StoreFixture } from './fixture.ts';

const HOUR = 3_600_000;

const ask = (senderId: string, over: Partial<PairingAsk> = {}): PairingAsk => ({
  channel: 'telegram',
  accountId: 'default',
  senderId,
  meta: { name: `Name ${senderId}` },
  ...over,
});

function setup(f: StoreFixture): { store: Store; pairing: PairingStore } {
  const store = f.open();
  return { store, pairing: createPairingStore(store, { clock: f.clock, random: f.random }) };
}

describe('pairing requests', () => {
  test('a stranger gets a code of eight easy letters, once', async (t) => {
    const f = storeFixture(t);
    const { pairing } = setup(f);
    const first = await pairing.request(ask('1'));
    assert.equal(first.created, true);
    assert.match(first.code, /^[A-HJ-NP-Z2-9]{8}$/u);
    f.clock.advanceSync(5_000);
    assert.deepEqual(await pairing.request(ask('1')), { created: false, code: first.code });
    const now = f.clock.now();
    assert.deepEqual(pairing.list(), [
      {
        channel: 'telegram',
        accountId: 'default',
        senderId: '1',
        code: first.code,
        createdAt: now - 5_000,
        lastSeenAt: now,
        expiresAt: now - 5_000 + HOUR,
        meta: { name: 'Name 1' },
      },
    ]);
  });

  test('no more than three wait per network; the next one gets nothing until one is decided', async (t) => {
    const { pairing } = setup(storeFixture(t));
    const codes = await Promise.all(['1', '2', '3'].map((id) => pairing.request(ask(id))));
    assert.equal(new Set(codes.map(({ code }) => code)).size, 3);
    assert.deepEqual(await pairing.request(ask('4')), { created: false, code: '' });
    assert.deepEqual(await pairing.request(ask('4', { accountId: 'work' })), { created: false, code: '' });
    assert.equal((await pairing.request(ask('+4', { channel: 'whatsapp' }))).created, true);
    assert.equal((await pairing.request(ask('1'))).code, codes[0]?.code);
    assert.notEqual(await pairing.reject('telegram', codes[1]?.code ?? '', 'me'), undefined);
    assert.equal((await pairing.request(ask('4'))).created, true);
  });

  test('the same person waits once per account', async (t) => {
    const { pairing } = setup(storeFixture(t));
    const [home, work] = await Promise.all([
      pairing.request(ask('1')),
      pairing.request(ask('1', { accountId: 'work' })),
    ]);
    assert.notEqual(home.code, work.code);
    assert.equal((await pairing.approve('telegram', work.code, 'me'))?.accountId, 'work');
    assert.deepEqual(pairing.approved('telegram', 'work'), ['1']);
    assert.deepEqual(pairing.approved('telegram', 'default'), []);
  });

  test('a request is forgotten an hour after it was made, however often they write', async (t) => {
    const f = storeFixture(t);
    const { pairing, store } = setup(f);
    const { code } = await pairing.request(ask('1'));
    f.clock.advanceSync(HOUR - 1);
    assert.equal((await pairing.request(ask('1'))).created, false);
    f.clock.advanceSync(1);
    assert.deepEqual(pairing.list(), []);
    assert.equal(await pairing.approve('telegram', code, 'me'), undefined);
    assert.deepEqual(
      store.read((db) => db.all('SELECT * FROM sender_requests')),
      [],
    );
    const again = await pairing.request(ask('1'));
    assert.equal(again.created, true);
    assert.notEqual(again.code, code);
  });

  test('a request shares the commit it is made in', async (t) => {
    const f = storeFixture(t);
    const { pairing, store } = setup(f);
    const failed = store.write((tx) => {
      requestPairing(tx, ask('1'), f);
      throw new Error('the message could not be kept');
    });
    await assert.rejects(failed, /could not be kept/);
    assert.deepEqual(pairing.list(), []);
  });

  test('a code that is taken is not given out again', async (t) => {
    const f = storeFixture(t);
    const store = f.open();
    let draws = 0;
    const random = {
      ...f.random,
      bytes: (count: number) => new Uint8Array(count).fill((draws += 1) < 3 ? 0 : 1),
    };
    const pairing = createPairingStore(store, { clock: f.clock, random });
    assert.equal((await pairing.request(ask('1'))).code, 'AAAAAAAA');
    assert.equal((await pairing.request(ask('2'))).code, 'BBBBBBBB');
  });
});

describe('approval', () => {
  test('takes the code in any case and lets the sender in for good', async (t) => {
    const f = storeFixture(t);
    const { pairing } = setup(f);
    const { code } = await pairing.request(ask('1'));
    const request = await pairing.approve('telegram', ` ${code.toLowerCase()} `, 'cli');
    assert.equal(request?.senderId, '1');
    assert.deepEqual(pairing.list(), []);
    f.clock.advanceSync(100 * HOUR);
    assert.deepEqual(pairing.approved('telegram', 'default'), ['1']);
    assert.equal(await pairing.approve('telegram', code, 'cli'), undefined);
  });

  test('of another network or account does not count', async (t) => {
    const { pairing } = setup(storeFixture(t));
    const { code } = await pairing.request(ask('1'));
    assert.equal(await pairing.approve('whatsapp', code, 'me'), undefined);
    assert.equal(await pairing.approve('telegram', code, 'me', 'work'), undefined);
    assert.equal(pairing.list('telegram').length, 1);
    assert.deepEqual(pairing.list('whatsapp'), []);
    assert.notEqual(await pairing.approve('telegram', code, 'me', 'default'), undefined);
  });

  test('a rejected sender is not let in and may ask again', async (t) => {
    const { pairing } = setup(storeFixture(t));
    const { code } = await pairing.request(ask('1'));
    assert.equal((await pairing.reject('telegram', code.toLowerCase(), 'me'))?.senderId, '1');
    assert.deepEqual(pairing.approved('telegram', 'default'), []);
    assert.equal((await pairing.request(ask('1'))).created, true);
  });

  test('everything decided is written down', async (t) => {
    const { pairing, store } = setup(storeFixture(t));
    const [one, two] = [await pairing.request(ask('1')), await pairing.request(ask('2'))];
    await pairing.approve('telegram', one.code, 'cli');
    await pairing.reject('telegram', two.code, 'web');
    await pairing.addApproved('telegram', 'default', '3', 'owner');
    await pairing.removeApproved('telegram', 'default', '3', 'owner');
    const ops = store.read((db) => readOps(db, 10));
    assert.deepEqual(
      ops.map(({ actor, action, target }) => `${actor} ${action} ${target}`),
      [
        'cli pairing.approved telegram/default/1',
        'web pairing.rejected telegram/default/2',
        'owner allowlist.added telegram/default/3',
        'owner allowlist.removed telegram/default/3',
      ],
    );
    assert.equal(
      store.read((db) => firstBrokenOp(db)),
      undefined,
    );
  });
});

describe('the stored allowlist', () => {
  test('keeps its order, holds everybody once and says whether something changed', async (t) => {
    const f = storeFixture(t);
    const { pairing, store } = setup(f);
    assert.equal(await pairing.addApproved('telegram', 'default', '9', 'me'), true);
    f.clock.advanceSync(1);
    assert.equal(await pairing.addApproved('telegram', 'default', ' 1 ', 'me'), true);
    assert.equal(await pairing.addApproved('telegram', 'default', '9', 'me'), false);
    assert.deepEqual(pairing.approved('telegram', 'default'), ['9', '1']);
    assert.equal(await pairing.removeApproved('telegram', 'default', '9', 'me'), true);
    assert.equal(await pairing.removeApproved('telegram', 'default', '9', 'me'), false);
    assert.deepEqual(pairing.approved('telegram', 'default'), ['1']);
    assert.equal(store.read((db) => readOps(db, 10)).length, 3);
  });

  test('who is added waits no longer', async (t) => {
    const { pairing } = setup(storeFixture(t));
    await pairing.request(ask('1'));
    await pairing.addApproved('telegram', 'default', '1', 'me');
    assert.deepEqual(pairing.list(), []);
  });

  test('never holds everybody', async (t) => {
    const { pairing } = setup(storeFixture(t));
    await assert.rejects(pairing.addApproved('telegram', 'default', ' * ', 'me'), /dmPolicy "open"/);
    await assert.rejects(pairing.addApproved('telegram', 'default', ' ', 'me'), /no sender id/);
  });

  test('survives a restart', async (t) => {
    const f = storeFixture(t);
    const { pairing, store } = setup(f);
    await pairing.addApproved('whatsapp', 'default', '+1', 'me');
    const { code } = await pairing.request(ask('1'));
    store.close();
    const { pairing: reopened } = setup(f);
    assert.deepEqual(reopened.approved('whatsapp', 'default'), ['+1']);
    assert.equal(reopened.list()[0]?.code, code);
  });
});
