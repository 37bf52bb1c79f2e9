import assert from 'node:assert/strict';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createMediaStore } from '../../../src/channels/media/store.ts';
import type { MediaStore } from '../../../src/channels/media/store.ts';
import { diskFailure } from '../../../src/channels/media/write-file.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { createSeededRandom } from '../../../src/platform/random.ts';
import { createTestClock } from '../../support/test-clock.ts';
import type { TestClock } from '../../support/test-clock.ts';
import { ogg, PNG, refusalOf, tempDir } from './fixture.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const inbound = { direction: 'inbound', maxBytes: 1_000_000 } as const;
const outbound = { direction: 'outbound' } as const;

function createFixture(totalBytes?: number): { store: MediaStore; clock: TestClock; dir: string } {
  const dir = join(tempDir(), 'media');
  const clock = createTestClock();
  const store = createMediaStore({
    dir,
    clock,
    random: createSeededRandom(1),
    log: silentLogger,
    ...(totalBytes === undefined ? {} : { totalBytes }),
  });
  return { store, clock, dir };
}
const mode = (path: string): number => lstatSync(path).mode & 0o777;

describe('the media store', () => {
  it('keeps bytes under a name of its own, for the owner only', async () => {
    const { store, dir } = createFixture();
    const saved = await store.save(PNG, { ...inbound, fileName: 'my photo.jpg', mime: 'image/jpeg' });
    assert.match(saved.path, /\/inbound\/my_photo---[0-9a-f-]{36}\.png$/u);
    assert.deepEqual(
      { ...saved, path: '' },
      { path: '', mime: 'image/png', kind: 'image', sizeBytes: PNG.length, fileName: 'my photo.jpg' },
    );
    assert.deepEqual(readFileSync(saved.path), PNG);
    assert.deepEqual([mode(saved.path), mode(dir), mode(join(dir, 'inbound'))], [0o600, 0o700, 0o700]);
    assert.deepEqual(Buffer.from(await store.read(saved.path)), PNG);
  });

  it('knows voice notes', async () => {
    const { store } = createFixture();
    const { kind, mime, path } = await store.save(ogg('opus'), inbound);
    assert.deepEqual([kind, mime], ['voice', 'audio/ogg; codecs=opus']);
    assert.match(path, /\/inbound\/[0-9a-f-]{36}\.ogg$/u);
  });

  it('copies a file in pieces', async () => {
    const { store } = createFixture();
    const source = join(tempDir(), 'film.mp4');
    const bytes = Buffer.concat([PNG, Buffer.alloc(1_000_000, 7)]);
    writeFileSync(source, bytes);
    const saved = await store.saveFile(source, { ...outbound, fileName: 'film.mp4' });
    assert.deepEqual([saved.kind, saved.sizeBytes], ['image', bytes.length]);
    assert.ok(readFileSync(saved.path).equals(bytes));
    assert.ok(existsSync(source));
  });

  it('refuses what is too large and leaves nothing behind', async () => {
    const { store, dir } = createFixture();
    const big = join(tempDir(), 'big.png');
    writeFileSync(big, PNG);
    truncateSync(big, 6 * 1_048_576 + 1);
    assert.deepEqual(await refusalOf(store.save(PNG, { ...inbound, maxBytes: 10 })), {
      kind: 'tooLarge',
      message: 'the file is larger than the 0.1 MB allowed for it',
    });
    assert.deepEqual(await refusalOf(store.saveFile(big, outbound)), {
      kind: 'tooLarge',
      message: 'the file is larger than the 6 MB allowed for it',
    });
    assert.equal((await refusalOf(store.save(new Uint8Array(), inbound))).kind, 'INVALID_REQUEST');
    for (const direction of ['inbound', 'outbound']) assert.deepEqual(readdirSync(join(dir, direction)), []);
  });

  it('says why the disk refuses', async () => {
    const { store, dir } = createFixture();
    writeFileSync(dir, 'a file where the directory should be');
    const { kind, message } = await refusalOf(store.save(PNG, inbound));
    assert.equal(kind, 'UNAVAILABLE');
    assert.match(message, /cannot be stored in .*inbound: a part of the path is not a directory/u);
  });

  it('says that the disk is full', { skip: !existsSync('/dev/full') }, async () => {
    const full = await open('/dev/full', 'w');
    const error: unknown = await full.write('x').catch((reason: unknown) => reason);
    await full.close();
    const { kind, message } = await refusalOf(Promise.reject(diskFailure('/media', error)));
    assert.equal(kind, 'UNAVAILABLE');
    assert.match(message, /the disk is full: free some space/u);
  });

  it('reads only files of its own', async () => {
    const { store, dir } = createFixture();
    const secret = join(tempDir(), 'secret');
    writeFileSync(secret, 'secret');
    const { path } = await store.save(PNG, inbound);
    symlinkSync(secret, join(dir, 'inbound', 'link.png'));
    for (const outside of [
      secret,
      join(dir, 'inbound', 'link.png'),
      `${dir}/inbound/../../../etc/passwd`,
      `${dir}/inbound`,
    ]) {
      const { kind } = await refusalOf(store.read(outside));
      assert.ok(kind === 'INVALID_REQUEST' || kind === 'gone', `${outside}: ${kind}`);
    }
    assert.equal((await refusalOf(store.read(join(dir, 'inbound', 'none.png')))).kind, 'gone');
    assert.equal((await refusalOf(store.read(path, { maxBytes: 3 }))).kind, 'tooLarge');
    assert.equal((await refusalOf(store.read(`${path}\0`))).kind, 'INVALID_REQUEST');
  });
});

describe('sweeping the media store', () => {
  it('keeps what came 7 days and what goes out 48 hours', async () => {
    const { store, clock } = createFixture();
    const came = await store.save(PNG, inbound);
    const goes = await store.save(PNG, outbound);
    assert.equal(await store.sweep(clock.now() + 2 * DAY), 0);
    assert.equal(await store.sweep(clock.now() + 2 * DAY + 1), 1);
    assert.deepEqual([existsSync(came.path), existsSync(goes.path)], [true, false]);
    assert.equal(await store.sweep(clock.now() + 7 * DAY), 0);
    assert.equal(await store.sweep(clock.now() + 7 * DAY + 1), 1);
    assert.equal(existsSync(came.path), false);
  });

  it('has nothing to do before anything was saved', async () => {
    assert.equal(await createFixture().store.sweep(0), 0);
  });

  it('removes the oldest when all is too much, but nothing of the last hour', async () => {
    const { store, clock } = createFixture(2 * PNG.length);
    const first = await store.save(PNG, inbound);
    await clock.advance(HOUR);
    const second = await store.save(PNG, outbound);
    const third = await store.save(PNG, inbound);
    assert.equal(await store.sweep(clock.now()), 1);
    assert.deepEqual(
      [first, second, third].map(({ path }) => existsSync(path)),
      [false, true, true],
    );
    const fourth = await store.save(PNG, inbound);
    assert.equal(await store.sweep(clock.now() + HOUR - 1), 0);
    assert.equal(await store.sweep(clock.now() + HOUR), 1);
    assert.ok(existsSync(fourth.path) || existsSync(third.path));
  });

  it('removes a bounded number at once', async () => {
    const { store, clock, dir } = createFixture();
    await store.save(PNG, inbound);
    for (let at = 0; at < 600; at += 1) {
      const path = join(dir, 'inbound', `${at}.png`);
      writeFileSync(path, '');
      utimesSync(path, 1, 1);
    }
    assert.equal(await store.sweep(clock.now()), 500);
    assert.equal(await store.sweep(clock.now()), 100);
  });

  it('removes unfinished files after an hour and leaves links and folders alone', async () => {
    const { store, clock, dir } = createFixture();
    const target = join(tempDir(), 'target');
    writeFileSync(target, 'x');
    utimesSync(target, 1, 1);
    await store.save(PNG, inbound);
    const unfinished = join(dir, 'inbound', 'x.part');
    writeFileSync(unfinished, 'x');
    utimesSync(unfinished, clock.now() / 1_000, clock.now() / 1_000);
    symlinkSync(target, join(dir, 'inbound', 'link'));
    mkdirSync(join(dir, 'inbound', 'folder'));
    assert.equal(await store.sweep(clock.now() + HOUR + 1), 1);
    assert.ok(!existsSync(unfinished));
    assert.equal(await store.sweep(clock.now() + 30 * DAY), 1);
    assert.deepEqual(readdirSync(join(dir, 'inbound')).sort(), ['folder', 'link']);
    assert.ok(existsSync(target));
  });
});
