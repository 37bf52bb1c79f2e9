import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { waitFor, type AnyActorRef } from 'xstate';
import { modelConfig, startDripModel, type DripModel } from '../support/drip-model.ts';
import { TOKEN } from '../support/gateway-process.ts';
import { isUp, openRig, poisoned, until, within, witness, type Rig, type Witness } from './rig.ts';

const SLOW = { kind: 'drip', words: 10_000, everyMs: 20 } as const;
const QUICK = { kind: 'drip', words: 3, everyMs: 1 } as const;

interface Ended {
  readonly status: string;
  readonly error?: string;
}

describe('a crash while runs are on their way', () => {
  let model: DripModel;
  let rig: Rig;
  let who: Witness;

  before(async () => {
    model = await startDripModel(SLOW);
    rig = await openRig({ config: modelConfig(model.baseUrl) });
    who = await witness(rig.url(), { token: TOKEN });
  });
  after(async () => {
    await rig.close();
    assert.equal(rig.live.size, 0);
    await model.close();
  });
  afterEach(async () => {
    await until(() => rig.of('agentRun').length === 0, 'no run is left');
  });

  const runOf = (runId: string): AnyActorRef => {
    const found = rig.of('agentRun').find((ref) => ref.id === runId);
    assert.ok(found, runId);
    return found;
  };
  const ask = (runId: string): Promise<unknown> =>
    who.client.call('agent', { message: `question ${runId}`, idempotencyKey: runId, sessionKey: runId });
  const begin = async (runId: string): Promise<void> => {
    await ask(runId);
    await until(() => textsOf(runId) > 0, `${runId} speaks`);
  };
  const textsOf = (runId: string): number =>
    who.events.filter(({ name, payload }) => {
      const { runId: of, stream } = payload as { runId?: string; stream?: string };
      return name === 'agent' && of === runId && stream === 'assistant';
    }).length;
  const endsOf = (runId: string): string[] =>
    who.events.flatMap(({ name, payload }) => {
      const {
        runId: of,
        stream,
        data,
      } = payload as { runId?: string; stream?: string; data?: { phase?: string } };
      const phase = data?.phase ?? '';
      return name === 'agent' && of === runId && stream === 'lifecycle' && phase !== 'start' ? [phase] : [];
    });
  const wait = (runId: string) =>
    who.client.call('agent.wait', { runId, timeoutMs: 10_000 }) as Promise<Ended>;

  it('ends one run with one typed end when its actor throws, and its neighbour goes on', async () => {
    model.behave({ kind: 'drip', words: 40, everyMs: 10 });
    await Promise.all([begin('doomed'), begin('neighbour')]);
    runOf('doomed').send(poisoned('engine.failed', 'message'));
    const ended = await wait('doomed');
    assert.equal(ended.status, 'error');
    assert.deepEqual(endsOf('doomed'), ['error']);
    assert.equal((await wait('neighbour')).status, 'ok');
    assert.deepEqual(endsOf('neighbour'), ['end']);
    model.behave(SLOW);
  });

  it('frees the lane of a run that crashed: the next message of the session is answered', async () => {
    await begin('first');
    runOf('first').send(poisoned('engine.failed', 'message'));
    await wait('first');
    model.behave(QUICK);
    await who.client.call('agent', { message: 'again', idempotencyKey: 'second', sessionKey: 'first' });
    assert.equal((await wait('second')).status, 'ok');
    model.behave(SLOW);
  });

  it('ends every run with one typed end when their pool throws, and answers again', async () => {
    await Promise.all([begin('one'), begin('two')]);
    const keeper = rig.keeper('runs');
    rig.child('runs').send(poisoned('xstate.error.actor.nobody', 'error'));
    for (const runId of ['one', 'two']) {
      assert.equal((await wait(runId)).status, 'error');
      assert.equal(endsOf(runId).length, 1, runId);
    }
    await waitFor(keeper, (snapshot) => isUp(snapshot as never), within());
    model.behave(QUICK);
    await ask('three');
    assert.equal((await wait('three')).status, 'ok');
    model.behave(SLOW);
  });

  it('keeps a run alive through a crash of the store and keeps its answer', async () => {
    model.behave({ kind: 'drip', words: 40, everyMs: 10 });
    await begin('long');
    const keeper = rig.keeper('store');
    rig.child('store').send(poisoned('body.failed', 'error'));
    await waitFor(keeper, (snapshot) => isUp(snapshot as never), within());
    assert.equal((await wait('long')).status, 'ok');
    const history = JSON.stringify(await who.client.call('chat.history', { sessionKey: 'long' }));
    assert.match(history, /word40/);
    model.behave(SLOW);
  });

  it('lets a run end in peace when the edge is made anew', async () => {
    model.behave({ kind: 'drip', words: 40, everyMs: 10 });
    await begin('heard');
    const keeper = rig.keeper('edge');
    rig.child('edge').send(poisoned('child.failed', 'error'));
    await who.closed;
    await waitFor(keeper, (snapshot) => isUp(snapshot as never), within());
    who = await witness(rig.url(), { token: TOKEN });
    assert.equal((await wait('heard')).status, 'ok');
    model.behave(SLOW);
  });
});
