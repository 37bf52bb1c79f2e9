import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createReloadFacts } from '../../src/actors/gateway/reload-facts.ts';
import { createReloadReading, type Rejected } from '../../src/actors/gateway/reload-reading.ts';
import type { LoadedConfig } from '../../src/config/load.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createEnv } from '../../src/platform/env.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { resolvePaths } from '../../src/platform/paths.ts';
import { createConfigFolder, type ConfigFolder } from '../support/config-files.ts';
import { createTestClock } from '../support/test-clock.ts';

const GOOD = '{ gateway: { mode: "local" }, messages: { queue: { cap: 7 } } }';

interface Stage {
  readonly folder: ConfigFolder;
  readonly path: string;
  readonly warned: string[];
  readonly looked: string[];
  reject(rejected: Rejected): void;
  refuse(reason: string): void;
  state(): string;
  runs(loaded: LoadedConfig): void;
  read(asked?: boolean): Promise<string>;
}

/** A gateway that runs on `GOOD`, as far as the reading knows of it. */
async function stage(test: (stage: Stage) => Promise<void>): Promise<void> {
  const folder = createConfigFolder();
  const path = join(folder.dir, 'moltbot.json');
  const warned: string[] = [];
  const looked: string[] = [];
  const facts = createReloadFacts({ clock: systemClock, changed: () => {} });
  let running = await folder.loadText(GOOD);
  let rejected: Rejected | undefined;
  let refusal: string | undefined;
  facts.runs(running, 'current', null);
  const read = createReloadReading({
    paths: {
      ...resolvePaths({ env: createEnv({}), profile: 'default', home: folder.dir }),
      configPath: path,
    },
    env: createEnv({}),
    log: { ...silentLogger, warn: (line) => void warned.push(line) },
    facts,
    running: () => running,
    replan: () => {
      if (refusal !== undefined) throw new Error(refusal);
    },
    rejected: () => rejected,
    looked: (files) => looked.splice(0, looked.length, ...files),
  });
  try {
    await test({
      folder,
      path,
      warned,
      looked,
      reject: (next) => (rejected = next),
      refuse: (reason) => (refusal = reason),
      state: () => facts.config().state,
      runs: (loaded) => (running = loaded),
      async read(asked = false) {
        const found = await read({ asked });
        if (found.kind === 'same') return 'same';
        if (found.kind === 'invalid') return `invalid: ${found.summary.replaceAll(`${folder.dir}/`, '')}`;
        return `valid: ${found.candidate.plan.changes.map((change) => change.path).join(', ')}`;
      },
    });
  } finally {
    folder.remove();
  }
}

describe('reading a changed configuration', () => {
  it('finds what differs from what runs, and looks again only when something is new or somebody asks', () =>
    stage(async ({ folder, path, read, looked }) => {
      assert.equal(await read(), 'valid: ');
      folder.write('moltbot.json', GOOD.replace('7', '8'));
      assert.equal(await read(), 'valid: messages.queue.cap');
      assert.equal(await read(), 'same');
      assert.equal(await read(true), 'valid: messages.queue.cap');
      assert.deepEqual(looked, [path]);
    }));

  it('says what is wrong once, and again when something else is wrong', () =>
    stage(async ({ folder, read, warned, state }) => {
      folder.write('moltbot.json', '{ gateway: ');
      assert.match(await read(), /^invalid: moltbot\.json:1:\d+: .*ends too early/);
      assert.equal(await read(), 'same');
      assert.equal(warned.length, 1);
      folder.write('moltbot.json', '{ gateway: { prot: 1 } }');
      assert.match(await read(), /^invalid: moltbot\.json:1:\d+: gateway.*prot/);
      assert.equal(state(), 'invalid');
      assert.equal(warned.length, 2);
    }));

  it('knows a file that is gone from a link whose target is gone', () =>
    stage(async ({ folder, path, read }) => {
      rmSync(path);
      assert.equal(await read(), 'invalid: moltbot.json is gone');
      symlinkSync(join(folder.dir, 'elsewhere.json'), path);
      assert.equal(
        await read(true),
        'invalid: moltbot.json is a link to elsewhere.json, which does not exist',
      );
    }));

  it('does not try again what was put back, until it changes', () =>
    stage(async ({ folder, read, reject, state }) => {
      const tried = await folder.loadText(GOOD.replace('7', '9'));
      reject({ fingerprint: tried.fingerprint, reason: 'the port is taken' });
      assert.equal(await read(), 'invalid: it was tried and put back: the port is taken');
      assert.equal(state(), 'restored');
      folder.write('moltbot.json', GOOD.replace('7', '10'));
      assert.equal(await read(), 'valid: messages.queue.cap');
    }));

  it('refuses what this process could not start with', () =>
    stage(async ({ folder, read, refuse }) => {
      folder.write('moltbot.json', GOOD.replace('7', '9'));
      refuse('it would listen\n  without a secret');
      assert.equal(await read(), 'invalid: moltbot.json: it would listen without a secret');
    }));

  it('passes on a warning that is new, and only that', () =>
    stage(async ({ folder, read, warned, runs }) => {
      const marked = `\uFEFF${GOOD}`;
      folder.write('moltbot.json', marked);
      assert.equal(await read(), 'valid: ');
      assert.match(warned.join('\n'), /byte order mark; save it as UTF-8 without one/);
      runs(await folder.loadText(marked));
      folder.write('moltbot.json', `${marked}\n`);
      assert.equal(await read(), 'valid: ');
      assert.equal(warned.length, 1);
    }));
});

it('tells since when the file is broken, which is not since when the configuration runs', async () => {
  const folder = createConfigFolder();
  try {
    const clock = createTestClock();
    const begun = clock.now();
    const facts = createReloadFacts({ clock, changed: () => {} });
    facts.runs(await folder.loadText(GOOD), 'current', null);
    await clock.advance(60_000);
    facts.stands('invalid', 'line 1');
    await clock.advance(5_000);
    facts.stands('invalid', 'line 2');
    assert.equal(facts.config().since, begun + 60_000, 'another mistake is no new beginning');
    assert.equal(facts.running().since, begun);
  } finally {
    folder.remove();
  }
});
