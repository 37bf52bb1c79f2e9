import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { FetchUrl } from '../../../src/channels/media/fetch-url.ts';
import { createMediaSource } from '../../../src/channels/media/source.ts';
import type { ResolveOptions } from '../../../src/channels/media/source.ts';
import type { SavedMedia } from '../../../src/channels/media/store.ts';
import { createMediaStore } from '../../../src/channels/media/store.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { createSeededRandom } from '../../../src/platform/random.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { PNG, refusalOf, tempDir } from './fixture.ts';

const { signal } = new AbortController();
const operator: ResolveOptions = { origin: 'operator', signal };
const agent: ResolveOptions = { origin: 'agent', signal };

/** A home with a workspace, a state directory with a secret, and something outside of it all. */
function createHouse(fetch?: FetchUrl, privatePaths?: (home: string) => readonly string[]) {
  const top = tempDir();
  const home = join(top, 'home');
  const state = join(home, '.clawdbot');
  const dirs = {
    home,
    state,
    media: join(state, 'media'),
    workspace: join(home, 'clawd'),
    second: join(state, 'workspace-second'),
    outside: join(top, 'outside'),
  };
  for (const dir of Object.values(dirs)) mkdirSync(dir, { recursive: true });
  const put = (dir: keyof typeof dirs, name: string): string => {
    const path = join(dirs[dir], name);
    writeFileSync(path, PNG);
    return path;
  };
  const clock = createTestClock();
  const store = createMediaStore({
    dir: dirs.media,
    clock,
    random: createSeededRandom(3),
    log: silentLogger,
  });
  const source = createMediaSource({
    store,
    home,
    workspaces: [
      { id: 'main', workspace: dirs.workspace },
      { id: 'second', workspace: dirs.second },
    ],
    allowedRoots: [home],
    clock,
    ...(fetch === undefined ? {} : { fetch }),
    ...(privatePaths === undefined ? {} : { privatePaths: privatePaths(home) }),
  });
  const resolve = (what: string, options: ResolveOptions): Promise<SavedMedia> =>
    source.resolve(what, options);
  const refused = async (what: string, options: ResolveOptions): Promise<string> =>
    (await refusalOf(source.resolve(what, options))).kind;
  return { dirs, put, store, resolve, refused, source };
}

describe('what the operator names', () => {
  it('may be a path, with or without ~, or a file address', async () => {
    const { dirs, put, resolve } = createHouse();
    const path = put('home', 'a b.png');
    for (const name of [path, '~/a b.png', pathToFileURL(path).href, ` ${path} `]) {
      const saved = await resolve(name, operator);
      assert.ok(saved.path.startsWith(join(dirs.media, 'outbound')), name);
      assert.deepEqual([saved.fileName, saved.kind, saved.mime], ['a b.png', 'image', 'image/png']);
    }
  });

  it('is relative to the workspace', async () => {
    const { put, resolve } = createHouse();
    put('workspace', 'w.png');
    put('second', 's.png');
    assert.equal((await resolve('w.png', operator)).fileName, 'w.png');
    assert.equal((await resolve('./s.png', { ...operator, agentId: 'second' })).fileName, 's.png');
  });

  it('is copied: later changes do not matter', async () => {
    const { put, resolve } = createHouse();
    const path = put('home', 'a.png');
    const saved = await resolve(path, operator);
    writeFileSync(path, 'changed');
    rmSync(path);
    assert.deepEqual(readFileSync(saved.path), PNG);
  });

  it('is refused outside the allowed directories, also through links', async () => {
    const { dirs, put, resolve, refused } = createHouse();
    const outside = put('outside', 'x.png');
    symlinkSync(outside, join(dirs.home, 'link.png'));
    symlinkSync(dirs.outside, join(dirs.home, 'folder'));
    for (const name of [
      outside,
      '~/link.png',
      '~/folder/x.png',
      `${dirs.home}/../outside/x.png`,
      '/etc/passwd',
    ]) {
      assert.equal(await refused(name, operator), 'INVALID_REQUEST', name);
    }
    const inside = put('home', 'real.png');
    symlinkSync(inside, join(dirs.home, 'alias.png'));
    assert.equal((await resolve('~/alias.png', operator)).fileName, 'real.png');
  });

  it('is refused in the state directory, but for media and workspaces there', async () => {
    const { put, resolve, source } = createHouse();
    const secret = put('state', 'gateway.db');
    const { kind, message } = await refusalOf(source.resolve(secret, operator));
    assert.equal(kind, 'INVALID_REQUEST');
    assert.match(message, /where the gateway keeps its own files; copy it elsewhere/u);
    assert.equal((await resolve(put('media', 'm.png'), operator)).fileName, 'm.png');
    assert.equal((await resolve(put('second', 's.png'), operator)).fileName, 's.png');
  });

  it('is refused where anything on the way is hidden, as keys are', async () => {
    const { dirs, refused, resolve, put } = createHouse();
    for (const name of ['.ssh/id_ed25519', '.netrc', '.clawdbot-work/moltbot.json', 'docs/.git/config']) {
      const path = join(dirs.home, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, PNG);
      symlinkSync(path, join(dirs.home, `way-to-${basename(path)}`));
      assert.equal(await refused(path, operator), 'INVALID_REQUEST', name);
      assert.equal(await refused(`~/way-to-${basename(path)}`, operator), 'INVALID_REQUEST', name);
    }
    assert.equal(await refused(put('workspace', '.env'), agent), 'INVALID_REQUEST');
    assert.equal((await resolve(put('home', 'a..b.png'), operator)).fileName, 'a..b.png');
  });

  it('is refused where it is private, be it a file or what lies in a directory', async () => {
    const { dirs, put, refused, resolve } = createHouse(undefined, (home) => [
      join(home, 'token.txt'),
      join(home, 'keys'),
      join(home, 'none'),
    ]);
    mkdirSync(join(dirs.home, 'keys'));
    for (const name of ['token.txt', 'keys/session.db'])
      assert.equal(await refused(put('home', name), operator), 'INVALID_REQUEST', name);
    assert.equal((await resolve(put('home', 'keys.png'), operator)).fileName, 'keys.png');
  });

  it('must be a regular file', async () => {
    const { dirs, refused } = createHouse();
    const pipe = join(dirs.home, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const name of [dirs.workspace, pipe, '~', '/dev/zero', join(dirs.home, 'loop')]) {
      if (basename(name) === 'loop') symlinkSync('loop', name);
      assert.equal(await refused(name, operator), 'INVALID_REQUEST', name);
    }
    assert.equal(await refused('~/none.png', operator), 'gone');
    assert.equal(await refused('~/none.png/x', operator), 'gone');
  });

  it('must not be too large', async () => {
    const { put, refused, resolve } = createHouse();
    const path = put('home', 'big.png');
    truncateSync(path, 7 * 1_048_576);
    assert.equal(await refused(path, operator), 'tooLarge');
    assert.equal((await resolve(path, { ...operator, maxBytes: 8 * 1_048_576 })).sizeBytes, 7 * 1_048_576);
    assert.equal(await refused(path, { ...operator, maxBytes: 100 }), 'tooLarge');
  });

  it('may be data', async () => {
    const { resolve, refused } = createHouse();
    const data = PNG.toString('base64');
    const saved = await resolve(`data:image/jpeg;name=x.jpg;base64,${data}`, operator);
    assert.deepEqual([saved.mime, saved.fileName, saved.sizeBytes], ['image/png', 'x.jpg', PNG.length]);
    assert.equal((await resolve(`data:;base64,${data}`, operator)).mime, 'image/png');
    assert.equal((await resolve('data:audio/ogg;codecs=opus;base64,AAAA', operator)).kind, 'voice');
    for (const bad of [
      'data:text/plain,hello',
      'data:image/png;base64,@@',
      'data:',
      'data:image/png;base64,',
    ]) {
      assert.equal(await refused(bad, operator), 'INVALID_REQUEST', bad);
    }
    assert.equal(await refused(`data:image/png;base64,${data}`, { ...operator, maxBytes: 60 }), 'tooLarge');
  });

  it('may be a web address', async () => {
    const asked: unknown[] = [];
    const { resolve } = createHouse((url, { maxBytes }) => {
      asked.push([url, maxBytes]);
      return Promise.resolve({ bytes: PNG, mime: 'text/html', fileName: 'cat.png' });
    });
    const saved = await resolve('https://a.b/cat.png', { ...agent, maxBytes: 500 });
    assert.deepEqual([saved.mime, saved.fileName], ['image/png', 'cat.png']);
    assert.deepEqual(asked, [['https://a.b/cat.png', 500]]);
  });

  it('is not fetched from this machine or its network', async () => {
    const { refused } = createHouse();
    assert.equal(await refused('http://127.0.0.1:1/x', operator), 'INVALID_REQUEST');
    assert.equal(await refused('http://169.254.169.254/latest', agent), 'INVALID_REQUEST');
  });

  it('is refused when it is no source at all', async () => {
    const { refused } = createHouse();
    for (const bad of ['', '  ', 'ftp://a.b/c', 'file://other-host/x', 'x\0.png']) {
      assert.equal(await refused(bad, operator), 'INVALID_REQUEST', bad);
    }
  });
});

describe('what an agent names', () => {
  it('may lie in its own workspace or in the media directory', async () => {
    const { dirs, put, resolve, store } = createHouse();
    put('workspace', 'w.png');
    put('second', 's.png');
    assert.equal((await resolve('./w.png', agent)).fileName, 'w.png');
    assert.equal(
      (await resolve(join(dirs.second, 's.png'), { ...agent, agentId: 'second' })).fileName,
      's.png',
    );
    const received = await store.save(PNG, { direction: 'inbound', fileName: 'got.png' });
    assert.equal((await resolve(received.path, agent)).fileName, 'got.png');
  });

  it('is refused anywhere else, whatever the links say', async () => {
    const { dirs, put, refused } = createHouse();
    const secret = put('home', 'secret.png');
    put('second', 's.png');
    symlinkSync(secret, join(dirs.workspace, 'innocent.png'));
    symlinkSync(dirs.home, join(dirs.workspace, 'folder'));
    for (const name of [
      secret,
      './innocent.png',
      './folder/secret.png',
      '../secret.png',
      '~/secret.png',
      '/etc/passwd',
      join(dirs.second, 's.png'),
      put('state', 'gateway.db'),
    ]) {
      assert.equal(await refused(name, agent), 'INVALID_REQUEST', name);
    }
    assert.equal(await refused('./none.png', { ...agent, agentId: 'unknown' }), 'gone');
  });
});

it('follows workspaces and private places that change', async () => {
  const { dirs, put, store } = createHouse();
  const [first, second] = [put('outside', 'o.png'), put('second', 's.png')];
  let places = { workspace: dirs.outside, secret: dirs.second };
  const source = createMediaSource({
    store,
    home: dirs.home,
    clock: createTestClock(),
    get workspaces() {
      return [{ id: 'main', workspace: places.workspace }];
    },
    get allowedRoots() {
      return [places.workspace];
    },
    get privatePaths() {
      return [places.secret];
    },
  });
  const takes = (path: string): Promise<boolean> =>
    source.resolve(path, operator).then(
      () => true,
      () => false,
    );
  assert.deepEqual([await takes(first), await takes(second)], [true, false]);
  places = { workspace: dirs.second, secret: dirs.outside };
  assert.deepEqual([await takes(first), await takes(second)], [false, true]);
});
