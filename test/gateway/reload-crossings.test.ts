import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import type { ConfigApplyResult, ConfigSnapshot } from '../../src/protocol/generated/types.ts';
import { modelConfig, startDripModel } from '../support/drip-model.ts';
import { TOKEN } from '../support/gateway-process.ts';
import { openRig, until, watched, witness, type Rig, type Witness } from './rig.ts';

interface Desk {
  apply(change: (config: Record<string, unknown>) => object, more?: object): Promise<ConfigApplyResult>;
  running(): Promise<NonNullable<ConfigSnapshot['running']>>;
}

const deskOf = (rig: Rig, { client }: Witness): Desk => {
  const get = async (): Promise<ConfigSnapshot> => (await client.call('config.get')) as ConfigSnapshot;
  return {
    async apply(change, more = {}) {
      const { hash } = await get();
      const config = JSON.parse(readFileSync(rig.home.configPath, 'utf8')) as Record<string, unknown>;
      const raw = JSON.stringify({ ...config, ...change(config) });
      return (await client.call('config.apply', { raw, baseHash: hash, ...more })) as ConfigApplyResult;
    },
    async running() {
      const { running } = await get();
      assert.ok(running);
      return running;
    },
  };
};

const withPort =
  (port: number) =>
  ({ gateway }: Record<string, unknown>): object => ({ gateway: { ...(gateway as object), port } });
const withCap = (cap: number) => (): object => ({ messages: { queue: { cap } } });

it('a change during a restart that waits for a run is written, answered at once and taken along', async () => {
  const model = await startDripModel({ kind: 'drip', words: 10_000, everyMs: 10 });
  const rig = await openRig({ config: modelConfig(model.baseUrl) });
  try {
    await watched(rig);
    const who = await witness(rig.url(), { token: TOKEN });
    await who.client.call('chat.send', { message: 'talk', idempotencyKey: 'endless', sessionKey: 'main' });
    await until(() => who.events.some(({ name }) => name === 'chat'), 'the run speaks');
    const desk = deskOf(rig, who);
    const first = await desk.apply(withPort(20_001), { restartDelayMs: 0 });
    assert.equal(first.report?.result, 'deferred');
    await until(
      () => rig.gateway.root.getSnapshot().matches({ running: { reloading: 'deferring' } }),
      'the restart waits',
    );
    const second = await desk.apply(withPort(20_002), { restartDelayMs: 0 });
    assert.deepEqual(
      [second.report?.result, second.report?.reason],
      ['deferred', 'an earlier change waits for its restart, which takes this one along'],
    );
    await who.client.call('chat.abort', { sessionKey: 'main' });
    await who.closed;
    await until(() => rig.gateway.root.getSnapshot().matches({ running: 'steady' }), 'it runs again');
    const again = await witness(rig.url(), { token: TOKEN });
    const running = await deskOf(rig, again).running();
    assert.deepEqual([running.hash, running.state], [second.hash, 'current']);
    await again.client.close();
  } finally {
    await rig.close();
    await model.close();
  }
});

it('a change while another waits for its confirmation is refused at once, and an edit by hand wins over the time limit', async () => {
  const rig = await openRig();
  try {
    await watched(rig);
    const who = await witness(rig.url(), { token: TOKEN });
    const desk = deskOf(rig, who);
    const first = await desk.apply(withCap(7), { confirmWithinMs: 3_000 });
    assert.equal(first.report?.reason, 'it must be confirmed');
    await assert.rejects(desk.apply(withCap(8)), /waits for its confirmation until .*config\.confirm/);
    rig.home.write({ logging: { consoleLevel: 'silent' }, messages: { queue: { cap: 9 } } });
    await until(() => {
      const steps = rig.gateway.recorder.transitions('gateway').map(({ to }) => to);
      return (
        steps.includes('running.withdrawing') &&
        steps.at(-1) === 'running.steady' &&
        steps.filter((to) => to === 'running.committing').length >= 2
      );
    }, 'the edit is taken over');
    const { state } = await desk.running();
    assert.equal(state, 'current');
    assert.match(readFileSync(rig.home.configPath, 'utf8'), /"cap":9/);
    await who.client.close();
  } finally {
    await rig.close();
  }
});
