import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { waitFor } from 'xstate';
import type { ActorNode } from '../../src/protocol/generated/types.ts';
import { TOKEN } from '../support/gateway-process.ts';
import { BLOWS, only, PARTS, type Part } from './blows.ts';
import {
  bothWitnesses,
  breakableParts,
  holdings,
  isUp,
  openRig,
  poisoned,
  until,
  warmUp,
  watched,
  within,
  witness,
  type Holdings,
  type Rig,
  type Witness,
} from './rig.ts';

const nodeOf = (rig: Rig, part: Part): ActorNode => {
  const node = rig.gateway.recorder.tree(100).find(({ id }) => id === `gateway/${part}`);
  assert.ok(node, part);
  return node;
};

const identity = (rig: Rig, part: Part): string =>
  `${rig.keeper(part).sessionId} keeps ${rig.child(part).sessionId}`;

const answer = async (who: Witness, serial: string): Promise<void> => {
  await who.client.call('health');
  await who.client.call('sessions.list');
  await who.client.call('agent', { message: '/status', idempotencyKey: serial, sessionKey: serial });
  const ended = (await who.client.call('agent.wait', { runId: serial, timeoutMs: 5000 })) as {
    status: string;
  };
  assert.equal(ended.status, 'ok');
};

describe('a crash in the tree', () => {
  let rig: Rig;
  let tcp: Witness;
  let unix: Witness;
  let start: Holdings;
  let calm: { readonly actors: number; readonly held: Holdings };

  const settled = async (): Promise<void> => {
    await until(() => rig.of('agentRun').length === 0, 'runs are over');
    await until(() => rig.of('connection').length === 2, 'two connections');
  };

  before(async () => {
    await warmUp();
    start = holdings();
    rig = await openRig({ amend: breakableParts });
    await watched(rig);
    [tcp, unix] = await bothWitnesses(rig);
    await answer(tcp, 'first');
    await answer(unix, 'second');
    await settled();
    // The listener and the health refresh come and go on timers of their own; the rest has to come back exactly.
    calm = { actors: rig.live.size, held: holdings() };
  });

  after(async () => {
    const ends = [tcp.closed, unix.closed];
    await rig.close();
    for (const end of await Promise.all(ends))
      assert.deepEqual(end, { code: 1012, reason: 'service restart' });
    assert.equal(rig.live.size, 0, 'no orphan actor');
    await until(() => holdings().descriptors <= start.descriptors, 'descriptors are given back');
    await until(
      () => (holdings().active['Timeout'] ?? 0) <= (start.active['Timeout'] ?? 0),
      'no timer stays',
    );
  });

  for (const [index, { title, part, strike, taken = [], cutsClients }] of BLOWS.entries()) {
    it(`heals when ${title}, and nobody else notices`, async () => {
      const others = PARTS.filter((name) => name !== part && !taken.includes(name));
      const before = new Map(others.map((name) => [name, identity(rig, name)]));
      const since = nodeOf(rig, part === 'store' ? 'runs' : 'store').since;
      const old = identity(rig, part);
      const { restarts } = nodeOf(rig, part);
      const keeper = rig.keeper(part);

      strike(rig);
      await waitFor(keeper, (snapshot) => !isUp(snapshot as never), within());
      if (cutsClients !== true && part !== 'store')
        await Promise.all([tcp.client.call('health'), unix.client.call('health')]);
      await waitFor(keeper, (snapshot) => isUp(snapshot as never), within());

      assert.notEqual(identity(rig, part), old);
      assert.equal(nodeOf(rig, part).restarts, restarts + 1);
      assert.ok(nodeOf(rig, part).lastError, 'the tree shows what happened');
      for (const [name, known] of before)
        assert.equal(identity(rig, name), known, `${name} is the same actor`);
      assert.equal(nodeOf(rig, part === 'store' ? 'runs' : 'store').since, since);
      if (cutsClients === true) {
        await Promise.all([tcp.closed, unix.closed]);
        [tcp, unix] = await bothWitnesses(rig);
      }
      assert.ok(tcp.open() && unix.open());
      await answer(tcp, `tcp-${index}`);
      await answer(unix, `unix-${index}`);
      await settled();
      await until(() => rig.live.size === calm.actors, `${calm.actors} actors again, not ${rig.live.size}`);
      await until(() => holdings().descriptors === calm.held.descriptors, 'descriptors as before');
      // The budgets are for the next section.
      keeper.send({ type: 'failure.forgiven', epoch: keeper.getSnapshot().context.epoch });
    });
  }

  it('ends one connection only, when that is what breaks', async () => {
    const doomed = await witness(rig.url(), { token: TOKEN });
    const mine = rig.of('connection').at(-1);
    assert.ok(mine);
    const pool = only(rig, 'connections').sessionId;
    mine.send(poisoned('consumer.slow', 'close'));
    assert.equal((await doomed.closed).code, 1006);
    await settled();
    assert.equal(only(rig, 'connections').sessionId, pool);
    await answer(tcp, 'after-connection');
    assert.equal(rig.live.size, calm.actors);
    await until(() => holdings().descriptors === calm.held.descriptors, 'its descriptor is closed');
  });
});
