import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { waitFor } from 'xstate';
import { POLICIES } from '../../src/machines/policies.ts';
import type { SystemInspectResult, SystemResumeResult } from '../../src/protocol/generated/types.ts';
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
  warmUp,
  within,
  witness,
  type Rig,
} from './rig.ts';

before(warmUp);

interface Health {
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** Breaks a part as often as its budget allows and once more. */
async function exhaust(
  rig: Rig,
  part: 'store' | 'runs' | 'pulse' | 'edge',
  strike: () => void,
): Promise<void> {
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

    const warned = (event: { readonly name: string; readonly payload: unknown }): string[] =>
      event.name === 'health' ? (event.payload as Health).warnings.map(({ code }) => code) : [];
    await until(() => who.events.some((event) => warned(event).includes('actor_parked')), 'clients are told');
    // Without `probe`: what every client sees, and what no pulse is there to refresh.
    const health = (await who.client.call('health')) as Health;
    const warning = health.warnings.find(({ code }) => code === 'actor_parked');
    assert.match(warning?.message ?? 'none', /gateway\/pulse is parked: broken on purpose/);
    const seen = (await who.client.call('system.inspect', { actor: 'gateway/pulse' })) as SystemInspectResult;
    assert.equal(seen.tree.find(({ id }) => id === 'gateway/pulse')?.state, 'parked');
    assert.deepEqual(
      [seen.why?.at(-1)?.to, seen.why?.at(-2)?.to, seen.why?.at(-2)?.cause],
      ['parked', 'crashed', 'broken on purpose'],
    );
    await who.client.call('agent', { message: '/status', idempotencyKey: 'r', sessionKey: 'r' });
    assert.equal(
      ((await who.client.call('agent.wait', { runId: 'r', timeoutMs: 5000 })) as { status: string }).status,
      'ok',
    );

    const told = who.events.length;
    const resumed = (await who.client.call('system.resume', {
      actor: 'gateway/pulse',
    })) as SystemResumeResult;
    assert.ok(isUp(keeper.getSnapshot() as never));
    assert.match(resumed.node.state, /^beating/);
    await until(
      () => who.events.slice(told).some((event) => event.name === 'health' && warned(event).length === 0),
      'clients are told that all is well',
    );
    assert.deepEqual(((await who.client.call('health')) as Health).warnings, []);
    await rig.close();
  });
});

describe('resuming', () => {
  it('is refused for what is not down, is no part, or is not there', async () => {
    const rig = await openRig();
    const who = await witness(rig.unixUrl());
    for (const [actor, reason] of [
      ['gateway/pulse', /gateway\/pulse is beating.*only a part that is parked or backingOff can be resumed/],
      ['gateway', /gateway is running/],
      ['gateway/nobody', /no part is called gateway\/nobody/],
      ['__proto__', /no part is called __proto__/],
    ] as const) {
      await assert.rejects(who.client.call('system.resume', { actor }), reason);
    }
    await rig.close();
  });

  it('starts a part at once that was waiting for its next start', async () => {
    // Slowed down: the wait would outlast the test.
    const rig = await openRig({ clock: hurried(1 / 100), amend: breakableParts });
    const who = await witness(rig.unixUrl());
    const keeper = rig.keeper('pulse');
    rig.child('pulse').send({ type: 'test.break' });
    await waitFor(keeper, (snapshot) => snapshot.value === 'backingOff', within());
    await who.client.call('system.resume', { actor: 'gateway/pulse' });
    assert.ok(isUp(keeper.getSnapshot() as never));
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
    await until(
      () => (holdings().active['Timeout'] ?? 0) <= (before.active['Timeout'] ?? 0),
      'no timer stays',
    );
  });
});
