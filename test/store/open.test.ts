import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
  rmSync,
  mkdirSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'node:test';
import { StoreCorrupt, StoreNewer, StoreUnavailable } from '../../src/store/errors.ts';
import { MIGRATIONS } from '../../src/store/migrations.ts';
import { setAside } from '../../src/store/set-aside.ts';
import type { Store } from '../../src/store/store.ts';
import { storeFixture } from './fixture.ts';
import type { StoreFixture } from './fixture.ts';

const setMeta = (store: Store, key: string, value: string): Promise<number> =>
  store.write((tx) => tx.run('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)', key, value));

const getMeta = (store: Store, key: string): string | undefined =>
  store.read((db) => db.get<{ value: string }>('SELECT value FROM meta WHERE key = ?', key)?.value);

const contents = (dir: string): Map<string, string> =>
  new Map(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name)).toString('base64')]));

/** A closed database with some hundred pages in it. */
async function filled(f: StoreFixture): Promise<void> {
  const store = f.open();
  await store.write((tx) => {
    for (let i = 0; i < 400; i += 1)
      tx.run('INSERT INTO meta (key, value) VALUES (?, ?)', `k${i}`, 'x'.repeat(900));
  });
  store.close();
}

describe('opening a store', () => {
  test('a new store is private to its owner and fully migrated', (t) => {
    const f = storeFixture(t);
    const store = f.open();
    assert.equal(statSync(f.path).mode & 0o777, 0o600);
    assert.equal(statSync(`${f.path}-wal`).mode & 0o777, 0o600);
    assert.equal(statSync(dirname(f.path)).mode & 0o777, 0o700);
    const version = store.read((db) => db.get<{ user_version: number }>('PRAGMA user_version'));
    assert.equal(version?.user_version, MIGRATIONS.length);
    const pragma = (name: string): unknown =>
      Object.values(store.read((db) => db.get<object>(`PRAGMA ${name}`)) ?? {})[0];
    assert.equal(pragma('journal_mode'), 'wal');
    assert.equal(pragma('synchronous'), 2);
    assert.equal(pragma('foreign_keys'), 1);
  });

  test('a file others could read is closed to them', async (t) => {
    const f = storeFixture(t);
    await filled(f);
    chmodSync(f.path, 0o644);
    f.open();
    assert.equal(statSync(f.path).mode & 0o777, 0o600);
  });

  test('a clean close leaves one file and the data is there again', async (t) => {
    const f = storeFixture(t);
    const first = f.open();
    await setMeta(first, 'a', '1');
    first.close();
    first.close();
    assert.deepEqual(readdirSync(dirname(f.path)), ['gateway.db']);
    assert.equal(getMeta(f.open(), 'a'), '1');
  });

  test('what was queued at close is committed, later use is refused', async (t) => {
    const f = storeFixture(t);
    const store = f.open();
    const written = setMeta(store, 'late', 'yes');
    store.close();
    await written;
    await assert.rejects(setMeta(store, 'b', '2'), StoreUnavailable);
    assert.throws(() => getMeta(store, 'late'), StoreUnavailable);
    assert.equal(getMeta(f.open(), 'late'), 'yes');
  });

  test('leftovers of a first start that was cut off do not matter', (t) => {
    const f = storeFixture(t);
    mkdirSync(dirname(f.path), { recursive: true });
    writeFileSync(`${f.path}.creating`, 'half a file');
    writeFileSync(`${f.path}.creating-wal`, 'half a log');
    const store = f.open();
    store.close();
    assert.deepEqual(readdirSync(dirname(f.path)), ['gateway.db']);
  });

  for (let version = 1; version < MIGRATIONS.length; version += 1) {
    test(`a file of schema version ${version} is brought up to date and keeps its data`, async (t) => {
      const f = storeFixture(t);
      const old = f.open({ migrations: MIGRATIONS.slice(0, version) });
      await setMeta(old, 'kept', 'yes');
      old.close();
      const fresh = f.open();
      assert.equal(getMeta(fresh, 'kept'), 'yes');
      const tables = (store: Store): string[] =>
        store
          .read((db) =>
            db.all<{ name: string }>(
              `SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name`,
            ),
          )
          .map((row) => row.name);
      const reference = storeFixture(t).open();
      assert.deepEqual(tables(fresh), tables(reference));
    });
  }

  test('a migration that fails leaves the version before it', async (t) => {
    const f = storeFixture(t);
    await filled(f);
    const broken = [...MIGRATIONS, { name: 'broken', sql: 'CREATE TABLE half (a); CREATE TABLE meta (b);' }];
    const message = `could not be brought to version ${broken.length} (broken)`;
    assert.throws(
      () => f.open({ migrations: broken }),
      (error) => error instanceof StoreUnavailable && error.message.includes(message),
    );
    const store = f.open();
    assert.equal(
      store.read((db) => db.get(`SELECT 1 FROM sqlite_schema WHERE name = 'half'`)),
      undefined,
    );
  });

  test('a file of a newer version is refused and left alone', async (t) => {
    const f = storeFixture(t);
    await filled(f);
    const db = new DatabaseSync(f.path);
    db.exec('PRAGMA user_version = 999');
    db.close();
    const before = contents(dirname(f.path));
    assert.throws(
      () => f.open(),
      (error) => error instanceof StoreNewer && error.found === 999 && error.message.includes(f.path),
    );
    assert.deepEqual(contents(dirname(f.path)), before);
  });

  test('something that is not a file is refused', (t) => {
    const f = storeFixture(t);
    mkdirSync(f.path, { recursive: true });
    assert.throws(() => f.open(), StoreUnavailable);
  });

  test('a directory that cannot be made is refused with the path', (t) => {
    const f = storeFixture(t);
    writeFileSync(join(f.dir, 'state'), 'in the way');
    assert.throws(
      () => f.open(),
      (error) => error instanceof StoreUnavailable && error.message.includes(f.path),
    );
  });

  test('a database another program keeps locked is refused', async (t) => {
    const f = storeFixture(t);
    await filled(f);
    const other = new DatabaseSync(f.path);
    t.after(() => other.close());
    other.exec('PRAGMA locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    assert.throws(
      () => f.open({ busyTimeoutMs: 10 }),
      (error) => error instanceof StoreUnavailable && /Another program/.test(error.message),
    );
    other.exec('ROLLBACK');
  });
});

describe('a damaged file', () => {
  const page = (f: StoreFixture, offset: number, bytes: Buffer): void => {
    const whole = readFileSync(f.path);
    bytes.copy(whole, offset);
    writeFileSync(f.path, whole);
  };

  const damages: Readonly<Record<string, (f: StoreFixture) => void>> = {
    'that is not a database at all': (f) => writeFileSync(f.path, 'Dear diary, '.repeat(2_000)),
    'that is empty': (f) => truncateSync(f.path, 0),
    'cut off within its first page': (f) => truncateSync(f.path, 700),
    'cut off in the middle': (f) => truncateSync(f.path, Math.floor(statSync(f.path).size / 2 / 4096) * 4096),
    'whose first page is garbage': (f) => page(f, 100, Buffer.alloc(3_996, 0xa5)),
    'with garbage in an inner page': (f) =>
      page(f, Math.floor(statSync(f.path).size / 4096 / 2) * 4096, Buffer.alloc(4_096, 0xff)),
    'with zeroes in an inner page': (f) =>
      page(f, Math.floor(statSync(f.path).size / 4096 / 2) * 4096, Buffer.alloc(4_096, 0)),
  };

  for (const [name, damage] of Object.entries(damages)) {
    test(`${name} is refused with its name and the fix, and no byte of it changes`, async (t) => {
      const f = storeFixture(t);
      await filled(f);
      damage(f);
      const before = contents(dirname(f.path));
      assert.throws(
        () => f.open(),
        (error) =>
          error instanceof StoreCorrupt &&
          error.message.includes(f.path) &&
          error.message.includes('--fresh-store'),
      );
      assert.deepEqual(contents(dirname(f.path)), before);
    });
  }

  test('a log without its main file is damage, not a new beginning', async (t) => {
    const f = storeFixture(t);
    const store = f.open();
    await setMeta(store, 'a', '1');
    const log = readFileSync(`${f.path}-wal`);
    store.close();
    rmSync(f.path);
    writeFileSync(`${f.path}-wal`, log);
    assert.throws(() => f.open(), StoreCorrupt);
    assert.deepEqual(readFileSync(`${f.path}-wal`), log);
    assert.equal(existsSync(f.path), false);
  });

  test('damage behind a log that was not folded in is found, and both stay as they were', async (t) => {
    const f = storeFixture(t);
    await filled(f);
    const store = f.open();
    await setMeta(store, 'a', '1');
    const [log, main] = [readFileSync(`${f.path}-wal`), readFileSync(f.path)];
    store.close();
    Buffer.alloc(4_096, 0xff).copy(main, Math.floor(main.length / 4096 / 2) * 4096);
    writeFileSync(f.path, main);
    writeFileSync(`${f.path}-wal`, log);
    assert.throws(() => f.open(), StoreCorrupt);
    assert.deepEqual(readFileSync(f.path), main);
    assert.deepEqual(readFileSync(`${f.path}-wal`), log);
  });

  test('set aside on request, all its parts keep their bytes and a new store begins', async (t) => {
    const f = storeFixture(t);
    await filled(f);
    writeFileSync(`${f.path}-wal`, 'a log');
    truncateSync(f.path, 9_000);
    const bytes = readFileSync(f.path);
    const moved = setAside(f.path, f.clock);
    const stamp = new Date(f.clock.now()).toISOString().replaceAll(':', '-');
    assert.deepEqual(moved, [`${f.path}.corrupt-${stamp}`, `${f.path}.corrupt-${stamp}-wal`]);
    assert.deepEqual(readFileSync(moved[0] ?? ''), bytes);
    assert.equal(readFileSync(moved[1] ?? '', 'utf8'), 'a log');
    assert.equal(getMeta(f.open(), 'k1'), undefined);
    assert.deepEqual(setAside(join(f.dir, 'nothing.db'), f.clock), []);
  });
});
