import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { waitFor } from 'xstate';
import { POLICIES } from '../../src/machines/policies.ts';
import { TOKEN } from '../support/gateway-process.ts';
import {
  breakableParts,
  bothWitnesses,
  holdings,
  hurried,
  isUp,
  openRig,
  poisoned,
  until,
  within,
  witness,
  type Rig,
} from './rig.ts';

/** Breaks a part as often as its budget allows and once more. */
async function exhaust(rig: Rig, part: 'store' | 'runs' | 'pulse' | 'edge', strike: () => void): Promise<void> {
  const keeper = rig.keeper(part);
  for (let blow = 0; blow <= POLICIES[part].intensity; blow += 1) {
    await waitFor(keeper, (snapshot) => isUp(snapshot as never), within());
    strike();
    await waitFor(keeper, (snapshot) => !isUp(snapshot as never), within());
  }
}

const endsInFailure = async (rig: Rig, log: RegExp, before: number): Promise<void> => {
  assert.equal(await rig.ended, 1);
  assert.match(rig.home.log(), log);
  // XState ends a crashed root without a word to its inspectors.
  const orphans = [...rig.live].filter((ref) => ref !== rig.gateway.root);
  assert.deepEqual(orphans, [], 'no orphan actor');
  await until(() => holdings().descriptors <= before, 'descriptors are given back');
  rig.home.remove();
};

describe('a part whose budget is spent', () => {
  for (const [part, poison, gone] of [
    ['store', poisoned('body.failed', 'error'), /store gave up: poison/],
    ['runs', poisoned('xstate.error.actor.nobody', 'error'), /runs gave up: poison/],
    ['edge', poisoned('child.failed', 'error'), /edge gave up: poison/],
  ] as const) {
    it(`ends the process with 1 when it is the ${part}: clients are told and closed`, async () => {
      const before = holdings().descriptors;
      const rig = await openRig({ clock: hurried(10) });
      const clients = part === 'edge' ? [] : await bothWitnesses(rig);
      await exhaust(rig, part, () => rig.child(part).send(poison));
      for (const client of clients) {
        assert.deepEqual(await client.closed, { code: 1012, reason: 'service restart' });
        assert.ok(client.events.some(({ name }) => name === 'shutdown'));
      }
      await endsInFailure(rig, gone, before);
    });
  }

  it('is parked when it is the pulse: health says so, messages flow, and it can be resumed', async () => {
    const rig = await openRig({ clock: hurried(10), amend: breakableParts });
    const who = await witness(rig.url(), { token: TOKEN });
    await exhaust(rig, 'pulse', () => rig.child('pulse').send({ type: 'test.break' }));
    const keeper = rig.keeper('pulse');
    await waitFor(keeper, (snapshot) => snapshot.value === 'parked', within());

    const health = (await who.client.call('health', { probe: true })) as { warnings: { code: string; message: string }[] };
    const warning = health.warnings.find(({ code }) => code === 'actor_parked');
    assert.match(warning?.message ?? 'none', /gateway\/pulse is parked: broken on purpose/);
    await who.client.call('agent', { message: '/status', idempotencyKey: 'r', sessionKey: 'r' });
    assert.equal(((await who.client.call('agent.wait', { runId: 'r', timeoutMs: 5000 })) as { status: string }).status, 'ok');

    keeper.send({ type: 'resume' });
    await waitFor(keeper, (snapshot) => isUp(snapshot as never), within());
    const after = (await who.client.call('health', { probe: true })) as typeof health;
    assert.deepEqual(after.warnings, []);
    await rig.close();
  });
});

describe('a keeper that itself crashes', () => {
  for (const part of ['store', 'runs', 'pulse', 'edge'] as const) {
    it(`ends the process with 1 when it kept the ${part}`, async () => {
      const before = holdings().descriptors;
      const rig = await openRig();
      const clients = part === 'edge' ? [] : await bothWitnesses(rig);
      rig.keeper(part).send(poisoned('child.failed', 'error'));
      for (const { closed } of clients) assert.equal((await closed).code, 1012);
      await endsInFailure(rig, new RegExp(`${part} gave up: .*poison in child.failed`), before);
    });
  }
});

describe('the root', () => {
  it('leaves nothing behind when it crashes, and the process ends with 1', async () => {
    const before = holdings();
    const rig = await openRig();
    const clients = await bothWitnesses(rig);
    rig.gateway.root.send(poisoned('keeper.down', 'error') as never);
    await Promise.all(clients.map(({ closed }) => closed));
    await endsInFailure(rig, /crashed: poison in keeper.down/, before.descriptors);
    await until(() => (holdings().active['Timeout'] ?? 0) <= (before.active['Timeout'] ?? 0), 'no timer stays');
  });
});
