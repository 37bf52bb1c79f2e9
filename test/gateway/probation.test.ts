import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { waitFor } from 'xstate';
import type { ConfigApplyResult, ConfigSnapshot } from '../../src/protocol/generated/types.ts';
import { openRig, until, watched, within, witness, type Rig, type RigOptions } from './rig.ts';

type Json = Record<string, unknown>;

async function open(context: TestContext, options: RigOptions = {}): Promise<Rig> {
  const rig = await openRig(options);
  context.after(() => (rig.gateway.root.getSnapshot().status === 'active' ? rig.close() : undefined));
  await watched(rig);
  return rig;
}

const fileOf = (rig: Rig): string => readFileSync(rig.home.configPath, 'utf8');
const steady = (rig: Rig): Promise<unknown> =>
  waitFor(rig.gateway.root, (snapshot) => snapshot.matches({ running: 'steady' }), within());
const runs = (rig: Rig): Json => rig.gateway.parts()?.boot.live.loaded().config as Json;

/** A client of the own socket, which is there in every phase. */
async function desk(rig: Rig) {
  const { client } = await witness(rig.unixUrl());
  const get = async (): Promise<ConfigSnapshot> => (await client.call('config.get')) as ConfigSnapshot;
  const patch = async (change: Json, more: Json = {}, hash?: string): Promise<ConfigApplyResult> =>
    (await client.call('config.patch', {
      raw: JSON.stringify(change),
      baseHash: hash ?? (await get()).hash,
      ...more,
    })) as ConfigApplyResult;
  return { client, get, patch };
}

const LEVEL = { logging: { level: 'debug' } };
const PROXY = { gateway: { trustedProxies: ['10.0.0.1'] } };

/** The first boot finds what is changed unwell, and cannot take it back. */
function openWithoutWayBack(context: TestContext): ReturnType<typeof open> {
  let first = true;
  return open(context, {
    amend(parts) {
      if (!first) return parts;
      first = false;
      const hot = {
        ...parts.hot,
        healthy: () => Promise.resolve('the link is dead'),
        restore: () => Promise.reject(new Error('cannot restore')),
      };
      return { ...parts, hot };
    },
  });
}

describe('a change that fails', () => {
  it('whose way back fails too is not what the next boot runs on, nor what is kept', async (context) => {
    const rig = await openWithoutWayBack(context);
    const { patch } = await desk(rig);
    const restarted = waitFor(rig.gateway.root, (snapshot) => snapshot.matches('booting'), within());
    await assert.rejects(patch(LEVEL));
    await restarted;
    await steady(rig);
    assert.equal((runs(rig)['logging'] as Json)['level'], undefined);
    const kept = readFileSync(path.join(rig.home.dir, 'config-last-good.json'), 'utf8');
    const { files } = JSON.parse(kept) as { files: [string, string][] };
    assert.doesNotMatch(Buffer.from(files[0]?.[1] ?? '', 'base64').toString(), /debug/);
    const { get } = await desk(rig);
    assert.equal((await get()).running?.state, 'restored');
  });

  it('is run on all the same when the copy to go back to is gone: better than nothing', async (context) => {
    const rig = await openWithoutWayBack(context);
    rmSync(path.join(rig.home.dir, 'config-last-good.json'));
    const { patch } = await desk(rig);
    const restarted = waitFor(rig.gateway.root, (snapshot) => snapshot.matches('booting'), within());
    await assert.rejects(patch(LEVEL));
    await restarted;
    await steady(rig);
    assert.equal((runs(rig)['logging'] as Json)['level'], 'debug');
    assert.match(rig.home.log(), /did not work: .*; there is no copy .* to go back to/);
  });

  it('to boot at all is taken back at once when it was on probation', async (context) => {
    let boot = 0;
    const rig = await open(context, {
      amend(parts) {
        boot += 1;
        if (boot === 2) throw new Error('this boot fails');
        return parts;
      },
    });
    const before = fileOf(rig);
    const { patch } = await desk(rig);
    await patch(PROXY, { confirmWithinMs: 60_000, restartDelayMs: 0 });
    await until(() => boot === 3, 'the boot on the copy');
    await steady(rig);
    await until(() => fileOf(rig) === before, 'the old bytes are back');
    assert.equal(existsSync(path.join(rig.home.dir, 'config-unconfirmed.json')), false);
  });
});

describe('the report of a change that needed a restart', () => {
  it('comes to its end with the boot after it', async (context) => {
    const rig = await open(context);
    const { patch } = await desk(rig);
    const { report } = await patch(PROXY, { restartDelayMs: 0 });
    assert.equal(report?.result, 'restarting');
    await until(
      () => rig.gateway.parts()?.boot.choice.loaded.snapshot.hash === report?.hash,
      'the next boot',
    );
    await steady(rig);
    const { get } = await desk(rig);
    const { at: _at, ...told } = (await get()).running?.report ?? { at: 0 };
    assert.deepEqual(told, {
      result: 'applied',
      reason: 'it runs',
      changes: ['gateway.trustedProxies'],
      hash: report?.hash,
    });
  });

  it('says that it was put back, and why', async (context) => {
    let boot = 0;
    const rig = await open(context, {
      amend(parts) {
        boot += 1;
        if (boot === 2) throw new Error('this boot fails');
        return parts;
      },
    });
    const { patch } = await desk(rig);
    await patch(PROXY, { restartDelayMs: 0 });
    await until(() => boot === 3, 'the boot on the copy');
    await steady(rig);
    const { get } = await desk(rig);
    const { report } = (await get()).running ?? {};
    // The watcher's next look, which finds the file as it was, may say so in its own words by now.
    assert.match(
      `${report?.result} ${report?.reason}`,
      /^(restored|invalid it was tried and put back:) this boot fails$/,
    );
  });
});

describe('a change on probation', () => {
  it('cannot be confirmed before it is in force, and can then', async (context) => {
    const rig = await open(context);
    const { client, patch } = await desk(rig);
    await patch(PROXY, { confirmWithinMs: 60_000, restartDelayMs: 1_500 });
    await assert.rejects(
      client.call('config.confirm', {}),
      /still being taken over; confirm it once it is in force/,
    );
    await waitFor(rig.gateway.root, (snapshot) => snapshot.matches({ running: 'confirming' }), within());
    const again = await desk(rig);
    await again.client.call('config.confirm', {});
    await steady(rig);
    assert.match(fileOf(rig), /10\.0\.0\.1/);
  });

  it('is on probation although another change was asked for right before it', async (context) => {
    const rig = await open(context);
    const { client, get, patch } = await desk(rig);
    const raw = JSON.stringify({ ...(JSON.parse(fileOf(rig)) as Json), ...LEVEL });
    const { hash } = await get();
    const first = client.call('config.apply', { raw, baseHash: hash });
    await until(() => fileOf(rig) === raw, 'the first is written');
    const second = await patch({ messages: { queue: { cap: 7 } } }, { confirmWithinMs: 60_000 });
    assert.equal(((await first) as ConfigApplyResult).report?.result, 'applied');
    assert.equal(second.report?.reason, 'it must be confirmed');
    await client.call('config.confirm', {});
    await steady(rig);
  });

  it('needs a file to go back to, and cannot change who decides about going back', async (context) => {
    const rig = await open(context);
    const { patch, get, client } = await desk(rig);
    const good = fileOf(rig);
    await assert.rejects(
      patch({ gateway: { reload: { mode: 'off' } } }, { confirmWithinMs: 60_000 }),
      /gateway\.reload\.mode cannot be changed with a time limit/,
    );
    writeFileSync(rig.home.configPath, '{ gateway: { prot: 1 } }');
    const { hash } = await get();
    await assert.rejects(
      client.call('config.apply', { raw: good, baseHash: hash, confirmWithinMs: 60_000 }),
      /needs a file to go back to/,
    );
    assert.equal(fileOf(rig), '{ gateway: { prot: 1 } }');
  });

  it('is not taken over when it cannot be remembered', async (context) => {
    const rig = await open(context);
    mkdirSync(path.join(rig.home.dir, 'config-unconfirmed.json'));
    const { patch, get } = await desk(rig);
    const { report } = await patch(LEVEL, { confirmWithinMs: 60_000 });
    assert.equal(report?.result, 'refused');
    assert.match(report.reason, /could not be remembered that it must be confirmed/);
    assert.equal((await get()).running?.state, 'refused');
    assert.equal((runs(rig)['logging'] as Json)['level'], undefined);
  });

  it('is told to be put back, and nothing else, when a part goes down while its health is being looked at', async (context) => {
    const looking = Promise.withResolvers<void>();
    const rig = await open(context, {
      amend: (parts) => ({
        ...parts,
        hot: {
          ...parts.hot,
          healthy: (_, signal) => {
            looking.resolve();
            return new Promise((resolve) =>
              signal.addEventListener('abort', () => resolve(undefined), { once: true }),
            );
          },
        },
      }),
    });
    const before = fileOf(rig);
    const { get, patch } = await desk(rig);
    const answer = patch(LEVEL, { confirmWithinMs: 60_000 });
    await looking.promise;
    rig.gateway.root.send({ type: 'keeper.down', id: 'pulse', error: new Error('the pulse is down') });
    const { report } = await answer;
    assert.deepEqual([report?.result, report?.reason], ['restored', 'the pulse is down']);
    assert.equal(report?.confirmUntil, undefined);
    await steady(rig);
    assert.equal((await get()).running?.state, 'restored');
    assert.notEqual(fileOf(rig), before);
  });

  it('has no more time than it was given when the clock was set back over a restart', async (context) => {
    const rig = await open(context, {
      prepare(home) {
        const record = {
          hash: createHash('sha256').update(readFileSync(home.configPath)).digest('hex'),
          until: Date.now() + 2 * 365 * 86_400_000,
          withinMs: 60_000,
          previous: Buffer.from('{}').toString('base64'),
        };
        writeFileSync(path.join(home.dir, 'config-unconfirmed.json'), JSON.stringify(record));
      },
    });
    await waitFor(rig.gateway.root, (snapshot) => snapshot.matches({ running: 'confirming' }), within());
    assert.equal(rig.gateway.root.getSnapshot().context.confirmMs, 60_000);
    const { client } = await desk(rig);
    await client.call('config.confirm', {});
    await steady(rig);
  });

  it('is not written while nobody could take it back: the gateway restarts already', async (context) => {
    const drains = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const rig = await open(context, {
      config: { commands: { restart: true } },
      amend: (parts) => ({
        ...parts,
        runs: {
          ...parts.runs,
          drain: async (ms) => {
            drains.resolve();
            await goOn.promise;
            return parts.runs.drain(ms);
          },
        },
      }),
    });
    const { patch } = await desk(rig);
    const before = fileOf(rig);
    rig.signal('SIGUSR1');
    await drains.promise;
    await assert.rejects(
      patch(LEVEL, { confirmWithinMs: 60_000 }),
      /a change with a time limit has to wait until the gateway is settled; try again in a moment/,
    );
    assert.equal(fileOf(rig), before);
    goOn.resolve();
    await until(() => rig.gateway.root.getSnapshot().matches('booting'), 'the next boot');
    await steady(rig);
    const again = await desk(rig);
    assert.equal(
      (await again.patch(LEVEL, { confirmWithinMs: 60_000 })).report?.reason,
      'it must be confirmed',
    );
  });

  it('is kept as the last good one when it is confirmed, whatever the file says by then', async (context) => {
    const rig = await open(context);
    const { patch } = await desk(rig);
    await patch(PROXY, { confirmWithinMs: 60_000, restartDelayMs: 0 });
    await waitFor(rig.gateway.root, (snapshot) => snapshot.matches('booting'), within());
    await waitFor(rig.gateway.root, (snapshot) => snapshot.matches({ running: 'confirming' }), within());
    writeFileSync(rig.home.configPath, '{ broken');
    const { get, client } = await desk(rig);
    await until(() => {
      rig.gateway.parts()?.boot.logging.flush();
      return rig.home.log().includes('cannot be used');
    }, 'the broken file is noticed');
    assert.equal((await get()).running?.state, 'invalid');
    await client.call('config.confirm', {});
    await steady(rig);
    const kept = readFileSync(path.join(rig.home.dir, 'config-last-good.json'), 'utf8');
    const { files } = JSON.parse(kept) as { files: [string, string][] };
    assert.match(Buffer.from(files[0]?.[1] ?? '', 'base64').toString(), /10\.0\.0\.1/);
  });
});
