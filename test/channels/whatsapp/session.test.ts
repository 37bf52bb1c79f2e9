import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
  copyFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { SessionHome } from '../../../src/channels/whatsapp/session/session-home.ts';
import type { SessionStore } from '../../../src/channels/whatsapp/session/session-store.ts';
import type { TestClock } from '../../support/test-clock.ts';
import { readableSenderKey } from '../../../src/channels/whatsapp/session/auth-state.ts';
import { encodeJson } from '../../../src/channels/whatsapp/session/buffer-json.ts';
import { createSessionHome } from '../../../src/channels/whatsapp/session/session-home.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { tempDir } from './rig.ts';

const DAY = 24 * 60 * 60_000;
const CREDS = {
  me: { id: '15550001111:1@s.whatsapp.net', lid: '999:1@lid', name: 'Owner' },
  account: { details: Buffer.from('d') },
  noiseKey: { private: Buffer.from('n') },
  nextPreKeyId: 1,
};

let dir: ReturnType<typeof tempDir>;
let clock: TestClock;
let homes: SessionHome[];

beforeEach(() => {
  dir = tempDir();
  clock = createTestClock();
  homes = [];
});

afterEach(() => {
  for (const home of homes) home.close();
  dir.remove();
});

const place = (): string => join(dir.path, 'whatsapp', 'default');
const sessionPath = (): string => join(place(), 'session.db');

function makeHome(importFrom: readonly string[] = []): SessionHome {
  const home = createSessionHome({ directory: place(), importFrom, clock, log: silentLogger });
  homes.push(home);
  return home;
}

function opened(home: SessionHome): SessionStore {
  const state = home.state();
  assert.equal(state.kind, 'open', JSON.stringify(state));
  return state.store;
}

function linkedHome(): { readonly home: SessionHome; readonly store: SessionStore; readonly epoch: number } {
  const home = makeHome();
  const store = home.forLogin();
  const epoch = store.beginLogin(CREDS);
  store.markPaired(epoch);
  store.promote(epoch);
  return { home, store, epoch };
}

const unusable = (home: SessionHome): { readonly reason: string; readonly fix: string } => {
  const state = home.state();
  assert.equal(state.kind, 'unusable');
  return state;
};

test('Nothing there is nothing, and looking makes no file.', () => {
  assert.equal(makeHome().state().kind, 'none');
  assert.equal(existsSync(place()), false);
});

test('The file and its log are for the owner only.', () => {
  const { store, epoch } = linkedHome();
  store.commit(epoch, { keys: { session: { a: 1 } } });
  for (const name of readdirSync(place()))
    assert.equal(statSync(join(place(), name)).mode & 0o777, 0o600, name);
  assert.equal(statSync(place()).mode & 0o777, 0o700);
});

test('Bytes, objects and credentials come back as they went in, after a restart too.', () => {
  const { home, store, epoch } = linkedHome();
  store.commit(epoch, {
    creds: { ...CREDS, nextPreKeyId: 9 },
    keys: {
      'pre-key': { '1': { public: Buffer.from([1, 2]), private: new Uint8Array([3]) } },
      'lid-mapping': { a: 'b' },
    },
  });
  home.close();
  const again = opened(makeHome());
  assert.deepEqual(again.keys(epoch, 'pre-key', ['1', '2']), {
    '1': { public: Buffer.from([1, 2]), private: Buffer.from([3]) },
  });
  assert.deepEqual(again.keys(epoch, 'lid-mapping', ['a']), { a: 'b' });
  assert.equal((again.creds(epoch) as typeof CREDS).nextPreKeyId, 9);
  assert.deepEqual(again.active()?.me, CREDS.me);
});

test('A commit is all or nothing.', () => {
  const { store, epoch } = linkedHome();
  const before = store.generation();
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  assert.throws(() =>
    store.commit(epoch, {
      creds: { ...CREDS, nextPreKeyId: 5 },
      keys: { session: { good: 1, bad: circular } },
    }),
  );
  assert.equal(store.generation(), before);
  assert.deepEqual(store.keys(epoch, 'session', ['good']), {});
  assert.equal((store.creds(epoch) as typeof CREDS).nextPreKeyId, 1);
});

test('The generation only grows, one for each commit.', () => {
  const { home, store, epoch } = linkedHome();
  const first = store.generation();
  store.commit(epoch, { keys: { session: { a: 1 } } });
  store.commit(epoch, { keys: { session: { a: null } } });
  assert.equal(store.generation(), first + 2);
  home.close();
  assert.equal(opened(makeHome()).generation(), first + 2);
});

test('A login that was not finished is no identity, and is gone at the next start.', () => {
  const home = makeHome();
  const store = home.forLogin();
  const epoch = store.beginLogin({ ...CREDS, me: { id: CREDS.me.id, name: '~' } });
  store.commit(epoch, { keys: { 'pre-key': { '1': 'x' } } });
  store.markPaired(epoch);
  assert.equal(store.active(), undefined);
  assert.equal(store.paired(), epoch);
  home.close();
  const again = opened(makeHome());
  assert.equal(again.active(), undefined);
  assert.equal(again.paired(), undefined);
  assert.deepEqual(again.keys(epoch, 'pre-key', ['1']), {});
});

test('Linking anew keeps the old identity until the new one has connected.', () => {
  const { store, epoch } = linkedHome();
  store.commit(epoch, { keys: { session: { a: 'old' } } });
  const next = store.beginLogin(CREDS);
  store.commit(next, { keys: { session: { a: 'new' } } });
  assert.equal(store.active()?.epoch, epoch);
  assert.deepEqual(store.keys(epoch, 'session', ['a']), { a: 'old' });
  store.promote(next);
  assert.equal(store.active()?.epoch, next);
  assert.deepEqual(store.keys(epoch, 'session', ['a']), {});
  assert.deepEqual(store.keys(next, 'session', ['a']), { a: 'new' });
});

test('A damaged file is kept, reported with its fix, and set aside only by a new login.', () => {
  const { home, store, epoch } = linkedHome();
  store.commit(epoch, { keys: { session: { a: 'x'.repeat(50_000) } } });
  home.close();
  const bytes = readFileSync(sessionPath());
  bytes.fill(0x5a, 4_096);
  writeFileSync(sessionPath(), bytes);
  const damaged = makeHome();
  assert.match(unusable(damaged).reason, /damaged/);
  assert.match(unusable(damaged).fix, /channels login/);
  assert.deepEqual(readFileSync(sessionPath()), bytes);
  assert.equal(damaged.forLogin().active(), undefined);
  const aside = readdirSync(place()).find((name) => name.endsWith('.damaged.db'));
  assert.ok(aside);
  assert.deepEqual(readFileSync(join(place(), aside)), bytes);
});

for (const [what, content] of [
  ['an empty file', ''],
  ['a file of something else', 'not a database at all, but long enough to be read as one'.repeat(40)],
] as const)
  test(`In place of the session ${what} is reported as damaged.`, () => {
    mkdirSync(place(), { recursive: true });
    writeFileSync(sessionPath(), content);
    assert.match(unusable(makeHome()).reason, /damaged/);
  });

test('An older copy put back in place is refused: its ratchets were used already.', () => {
  const { home, store, epoch } = linkedHome();
  store.commit(epoch, { keys: { session: { a: 1 } } });
  home.close();
  copyFileSync(sessionPath(), join(dir.path, 'backup'));
  const later = makeHome();
  opened(later).commit(epoch, { keys: { session: { a: 2 } } });
  later.close();
  copyFileSync(join(dir.path, 'backup'), sessionPath());
  const bytes = readFileSync(sessionPath());
  assert.match(unusable(makeHome()).reason, /older copy/);
  assert.match(unusable(makeHome()).reason, /older copy/, 'it was taken at the second look');
  assert.equal(makeHome().forLogin().active(), undefined);
  const aside = readdirSync(place()).find((name) => name.endsWith('.damaged.db'));
  assert.ok(aside);
  assert.deepEqual(readFileSync(join(place(), aside)), bytes);
});

test('Only one opener at a time.', () => {
  const { home } = linkedHome();
  assert.match(unusable(makeHome()).reason, /another program/);
  home.close();
  assert.equal(makeHome().state().kind, 'open');
});

const asRoot = process.getuid?.() === 0 ? 'root may read every file' : false;
test('A file that may not be read is reported, not overwritten.', { skip: asRoot }, () => {
  const { home } = linkedHome();
  home.close();
  chmodSync(place(), 0o000);
  assert.match(unusable(makeHome()).reason, /cannot be opened/);
  chmodSync(place(), 0o700);
});

test('Logging out leaves a tombstone that is never read back and goes after a week.', async () => {
  const { home } = linkedHome();
  assert.equal(home.bury(), true);
  assert.equal(home.state().kind, 'none');
  const stones = (): string[] => readdirSync(place()).filter((name) => name.includes('tombstone'));
  assert.equal(stones().length, 1);
  assert.equal(home.bury(), false);
  await clock.advance(6 * DAY);
  home.forLogin();
  assert.equal(stones().length, 1);
  home.close();
  await clock.advance(2 * DAY);
  makeHome().state();
  assert.equal(stones().length, 0);
});

function writeLegacy(directory: string): void {
  mkdirSync(directory, { recursive: true });
  const put = (name: string, value: unknown): void => writeFileSync(join(directory, name), encodeJson(value));
  put('creds.json', CREDS);
  put('creds.json.bak', { ...CREDS, nextPreKeyId: 0 });
  put('session-15552223333.0.json', { s: Buffer.from([1]) });
  put('sender-key-120363-1@g.us--2000_1--0.json', Buffer.from('sk'));
  put('sender-key-memory-120363-1@g.us.json', { a: true });
  put('app-state-sync-key-AB__CD.json', { keyData: Buffer.from('k') });
  put('app-state-sync-version-regular.json', { version: 1 });
  put('pre-key-7.json', { public: Buffer.from([7]) });
  put('lid-mapping-2000_reverse.json', '15552223333');
  writeFileSync(join(directory, 'pre-key-8.json'), '{"torn');
  writeFileSync(join(directory, 'oauth.json'), '{}');
}

for (const where of ['whatsapp/default', '.'])
  test(`The many files of an earlier installation in ${where} are taken over once, and moved aside.`, () => {
    const source = join(dir.path, where);
    writeLegacy(source);
    const store = opened(makeHome([place(), dir.path]));
    const epoch = store.active()?.epoch ?? 0;
    assert.deepEqual(store.active()?.me, CREDS.me);
    assert.equal((store.creds(epoch) as typeof CREDS).nextPreKeyId, 1);
    assert.deepEqual(store.keys(epoch, 'session', ['15552223333.0']), {
      '15552223333.0': { s: Buffer.from([1]) },
    });
    const senderKey = '120363-1@g.us::2000_1::0';
    assert.deepEqual(store.keys(epoch, 'sender-key', [senderKey]), { [senderKey]: Buffer.from('sk') });
    assert.deepEqual(store.keys(epoch, 'sender-key-memory', ['120363-1@g.us']), {
      '120363-1@g.us': { a: true },
    });
    assert.deepEqual(Object.keys(store.keys(epoch, 'app-state-sync-key', ['AB/CD'])), ['AB/CD']);
    assert.deepEqual(store.keys(epoch, 'lid-mapping', ['2000_reverse']), { '2000_reverse': '15552223333' });
    assert.deepEqual(store.keys(epoch, 'pre-key', ['8']), {});
    assert.equal(existsSync(join(source, 'creds.json')), false);
    assert.equal(existsSync(join(source, 'oauth.json')), true);
    const aside = readdirSync(source).find((name) => name.startsWith('imported-'));
    assert.ok(aside);
    assert.equal(existsSync(join(source, aside, 'creds.json')), true);
  });

test('A crash between taking over and moving aside only leaves the moving to do.', () => {
  writeLegacy(place());
  const first = makeHome([place()]);
  opened(first).commit(1, { keys: { 'pre-key': { '7': 'moved on' } } });
  first.close();
  const aside = readdirSync(place()).find((name) => name.startsWith('imported-')) ?? '';
  for (const name of ['creds.json', 'pre-key-7.json'])
    copyFileSync(join(place(), aside, name), join(place(), name));
  const store = opened(makeHome([place()]));
  assert.deepEqual(store.keys(1, 'pre-key', ['7']), { '7': 'moved on' });
  assert.equal(existsSync(join(place(), 'creds.json')), false);
});

for (const [what, creds] of [
  ['broken', '{"me":'],
  ['of a login that was not finished', JSON.stringify({ me: { id: 'x@s.whatsapp.net' } })],
] as const)
  test(`Credentials that are ${what} are not taken over, and no backup is tried in their place.`, () => {
    writeLegacy(place());
    writeFileSync(join(place(), 'creds.json'), creds);
    const state = unusable(makeHome([place()]));
    assert.match(state.reason, /cannot be taken over/);
    assert.equal(readFileSync(join(place(), 'creds.json'), 'utf8'), creds);
    assert.equal(existsSync(sessionPath()), false);
  });

test('Keys of skipped group messages are handed out in the form the library reads.', () => {
  const asWritten = JSON.stringify([{ senderMessageKeys: [{ iteration: 3, seed: Buffer.from([1, 2]) }] }]);
  const readable = Buffer.from(readableSenderKey(Buffer.from(asWritten))).toString();
  assert.equal(readable, '[{"senderMessageKeys":[{"iteration":3,"seed":{"type":"Buffer","data":"AQI="}}]}]');
});

test('Ten thousand key rotations do not let the files grow.', () => {
  const { home, store, epoch } = linkedHome();
  const size = (): number =>
    readdirSync(place()).reduce((total, name) => total + statSync(join(place(), name)).size, 0);
  const key = { public: Buffer.alloc(32, 1), private: Buffer.alloc(32, 2) };
  const rotate = (from: number, to: number): void => {
    for (let id = from; id < to; id += 1)
      store.commit(epoch, {
        creds: { ...CREDS, nextPreKeyId: id },
        keys: { 'pre-key': { [id]: key, [id - 50]: null }, session: { ann: Buffer.alloc(900, id % 250) } },
        inbound: [{ key: `m${id}`, entry: null }],
      });
  };
  rotate(0, 1_000);
  rotate(1_000, 10_000);
  const ids = Array.from({ length: 10_000 }, (_, id) => String(id));
  assert.equal(Object.keys(store.keys(epoch, 'pre-key', ids)).length, 50);
  assert.ok(size() < 6_000_000, `${size()} bytes`);
  assert.ok(readdirSync(place()).length <= 4, readdirSync(place()).join());
  home.close();
  assert.ok(statSync(sessionPath()).size < 2_000_000, `${statSync(sessionPath()).size} bytes`);
});

test('What was sent can be asked for again for 15 minutes, is known for a day, and is then gone.', async () => {
  const { store } = linkedHome();
  store.sent.put({ id: 'A', chat: 'c', message: Buffer.from('m') });
  assert.deepEqual(Buffer.from(store.sent.resendable('A')?.message ?? []), Buffer.from('m'));
  await clock.advance(15 * 60_000 + 1);
  assert.equal(store.sent.resendable('A'), undefined);
  assert.equal(store.sent.get('A')?.chat, 'c');
  await clock.advance(DAY);
  assert.equal(store.sent.get('A'), undefined);
  store.sent.put({ id: 'B', chat: 'd', message: Buffer.from('m') });
  assert.equal(store.sent.knows('c'), false);
});

test('What was decrypted is open until it was delivered, and known for a month.', async () => {
  const { store, epoch } = linkedHome();
  store.commit(epoch, {
    inbound: [
      { key: 'one', entry: '1' },
      { key: 'two', entry: '2' },
      { key: 'key', entry: null },
    ],
  });
  assert.deepEqual(
    store.inbound.open().map((row) => row.key),
    ['one', 'two'],
  );
  store.delivered('one', { chat: 'c', id: 'one', fromMe: false, text: 'hi' });
  assert.deepEqual(
    store.inbound.open().map((row) => row.key),
    ['two'],
  );
  assert.equal(store.inbound.has('one') && store.inbound.has('key'), true);
  assert.equal(store.heard.get('c', 'one')?.text, 'hi');
  await clock.advance(31 * DAY);
  store.commit(epoch, { inbound: [{ key: 'three', entry: null }] });
  assert.equal(store.inbound.has('one'), false);
  assert.equal(store.inbound.has('two'), true, 'what was not delivered is kept');
});
