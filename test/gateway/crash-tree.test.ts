import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { waitFor, type AnyActorRef } from 'xstate';
import type { ActorNode } from '../../src/protocol/generated/types.ts';
import { TOKEN } from '../support/gateway-process.ts';
import {
  bothWitnesses,
  breakableParts,
  holdings,
  isUp,
  openRig,
  poisoned,
  until,
  within,
  witness,
  type Holdings,
  type Rig,
  type Witness,
} from './rig.ts';

const PARTS = ['store', 'runs', 'pulse', 'edge', 'edge/wsServer'] as const;
type Part = (typeof PARTS)[number];

interface Blow {
  readonly title: string;
  /** The part whose keeper has to act. */
  readonly part: Part;
  strike(rig: Rig): void;
  /** Parts that are made anew together with it. */
  readonly taken?: readonly Part[];
  /** Clients have to come back by themselves. */
  readonly cutsClients?: true;
}

const breakIt = (actor: AnyActorRef): void => actor.send({ type: 'test.break' });

const only = (rig: Rig, machine: string): AnyActorRef => {
  const [found, ...others] = rig.of(machine);
  assert.ok(found !== undefined && others.length === 0, `expected one ${machine}`);
  return found;
};

/** Each place where a part of the tree can break, and who has to notice. */
const BLOWS: readonly Blow[] = [
  {
    title: 'the store throws',
    part: 'store',
    strike: (rig) => rig.child('store').send(poisoned('body.failed', 'error')),
  },
  {
    title: 'the body of the store fails',
    part: 'store',
    strike: (rig) => rig.child('store').send({ type: 'body.failed', error: new Error('disk gone') }),
  },
  { title: 'the store ends unasked', part: 'store', strike: (rig) => rig.child('store').send({ type: 'shutdown' }) },
  {
    title: 'the pool of runs throws',
    part: 'runs',
    strike: (rig) => rig.child('runs').send(poisoned('xstate.error.actor.nobody', 'error')),
  },
  { title: 'the pool of runs ends unasked', part: 'runs', strike: (rig) => rig.child('runs').send({ type: 'shutdown' }) },
  { title: 'the pulse throws', part: 'pulse', strike: (rig) => breakIt(rig.child('pulse')) },
  { title: 'the pulse ends unasked', part: 'pulse', strike: (rig) => rig.child('pulse').send({ type: 'shutdown' }) },
  {
    title: 'the listener throws in an action',
    part: 'edge/wsServer',
    strike: (rig) => rig.child('edge/wsServer').send(poisoned('listener.failed', 'error')),
  },
  { title: 'the listener throws', part: 'edge/wsServer', strike: (rig) => breakIt(rig.child('edge/wsServer')) },
  {
    title: 'the listening socket breaks',
    part: 'edge/wsServer',
    strike: (rig) => rig.child('edge/wsServer').send({ type: 'listener.failed', error: new Error('EMFILE') }),
  },
  {
    title: 'the pool of connections ends unasked',
    part: 'edge',
    strike: (rig) => only(rig, 'connections').send({ type: 'shutdown' }),
    taken: ['edge/wsServer'],
    cutsClients: true,
  },
  {
    title: 'the keeper of the listener throws',
    part: 'edge',
    strike: (rig) => rig.keeper('edge/wsServer').send(poisoned('child.failed', 'error')),
    taken: ['edge/wsServer'],
    cutsClients: true,
  },
  {
    title: 'the pool of connections throws',
    part: 'edge',
    strike: (rig) => only(rig, 'connections').send(poisoned('xstate.error.actor.nobody', 'error')),
    taken: ['edge/wsServer'],
    cutsClients: true,
  },
  {
    title: 'the edge throws in an action',
    part: 'edge',
    strike: (rig) => rig.child('edge').send(poisoned('child.failed', 'error')),
    taken: ['edge/wsServer'],
    cutsClients: true,
  },
];

const nodeOf = (rig: Rig, part: Part): ActorNode => {
  const node = rig.gateway.recorder.tree(100).find(({ id }) => id === `gateway/${part}`);
  assert.ok(node, part);
  return node;
};

const identity = (rig: Rig, part: Part): string => `${rig.keeper(part).sessionId} keeps ${rig.child(part).sessionId}`;

const answer = async (who: Witness, serial: string): Promise<void> => {
  await who.client.call('health');
  await who.client.call('sessions.list');
  await who.client.call('agent', { message: '/status', idempotencyKey: serial, sessionKey: serial });
  const ended = (await who.client.call('agent.wait', { runId: serial, timeoutMs: 5000 })) as { status: string };
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
    start = holdings();
    rig = await openRig({ amend: breakableParts });
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
    for (const end of await Promise.all(ends)) assert.deepEqual(end, { code: 1012, reason: 'service restart' });
    assert.equal(rig.live.size, 0, 'no orphan actor');
    await until(() => holdings().descriptors <= start.descriptors, 'descriptors are given back');
    await until(() => (holdings().active['Timeout'] ?? 0) <= (start.active['Timeout'] ?? 0), 'no timer stays');
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
      if (cutsClients !== true && part !== 'store') await Promise.all([tcp.client.call('health'), unix.client.call('health')]);
      await waitFor(keeper, (snapshot) => isUp(snapshot as never), within());

      assert.notEqual(identity(rig, part), old);
      assert.equal(nodeOf(rig, part).restarts, restarts + 1);
      assert.ok(nodeOf(rig, part).lastError, 'the tree shows what happened');
      for (const [name, known] of before) assert.equal(identity(rig, name), known, `${name} is the same actor`);
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
