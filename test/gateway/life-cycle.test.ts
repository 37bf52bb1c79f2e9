import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { waitFor, type AnyActorRef } from 'xstate';
import { TREE } from '../../src/machines/tree.ts';
import { modelConfig, startDripModel } from '../support/drip-model.ts';
import { createHome, startGateway, TOKEN } from '../support/gateway-process.ts';
import {
  bothWitnesses,
  holdings,
  openRig,
  startRig,
  until,
  warmUp,
  watched,
  within,
  witness,
} from './rig.ts';

const RESTART_ALLOWED = { commands: { restart: true } };

const told = (events: readonly { name: string; payload: unknown }[]): unknown =>
  events.find(({ name }) => name === 'shutdown')?.payload;

describe('the tree', () => {
  before(warmUp);

  it('starts from top to bottom and stops from bottom to top', async () => {
    const order: string[] = [];
    const rig = startRig({
      // Only the root speaks to the keepers in these words.
      inspect(event) {
        if (event.type !== '@xstate.event' || (event.sourceRef as AnyActorRef | undefined)?.id !== 'gateway')
          return;
        const { type } = event.event;
        const { id } = event.actorRef as AnyActorRef;
        if (type === 'start' || type === 'shutdown') order.push(`${type} ${id}`);
      },
    });
    await waitFor(rig.gateway.root, (snapshot) => snapshot.hasTag('ready'), within());
    await rig.close();
    assert.deepEqual(order, [
      ...TREE.map((part) => `start ${part}`),
      ...TREE.toReversed().map((part) => `shutdown ${part}`),
    ]);
    assert.equal(rig.live.size, 0);
  });

  for (const stage of ['locking', 'loading', 'starting'] as const) {
    it(`stops cleanly when the signal comes while it is ${stage}`, async () => {
      const before = holdings().descriptors;
      const rig = startRig();
      await waitFor(rig.gateway.root, (snapshot) => snapshot.matches({ booting: stage }), within());
      rig.signal('SIGTERM');
      await rig.close();
      assert.equal(rig.live.size, 0);
      await until(() => holdings().descriptors <= before, 'descriptors are given back');
    });
  }

  it('leaves no timer, socket or watch behind, with a client connected and one that never said hello', async () => {
    /** The pipes are the runner's; an immediate is how `until` looks again. */
    const held = (): string[] =>
      Object.keys(holdings().active).filter((kind) => kind !== 'PipeWrap' && kind !== 'Immediate');
    await until(() => held().length === 0, 'nothing is left of other tests');
    const rig = await openRig();
    await watched(rig);
    const who = await witness(rig.url(), { token: TOKEN });
    const mute = connectTcp(Number(new URL(rig.url()).port), '127.0.0.1');
    await once(mute, 'connect');
    const gone = Promise.all([once(mute, 'close'), who.closed]);
    assert.ok(held().includes('TCPSocketWrap') && held().includes('Timeout'), held().join());
    rig.signal('SIGTERM');
    await rig.close();
    await gone;
    await until(() => held().length === 0, 'nothing is held any more');
  });

  it('waits for a run at the first signal and no longer at the second', async () => {
    const model = await startDripModel({ kind: 'drip', words: 10_000, everyMs: 20 });
    const rig = await openRig({ config: modelConfig(model.baseUrl) });
    const who = await witness(rig.url(), { token: TOKEN });
    await who.client.call('agent', { message: 'talk', idempotencyKey: 'endless', sessionKey: 'endless' });
    await until(() => who.events.some(({ name }) => name === 'agent'), 'the run speaks');
    rig.signal('SIGTERM');
    await waitFor(rig.gateway.root, (snapshot) => snapshot.matches({ draining: 'settling' }), within());
    assert.equal(rig.of('agentRun').length, 1);
    rig.signal('SIGTERM');
    assert.ok(rig.gateway.root.getSnapshot().matches('stopping'));
    assert.deepEqual(await who.closed, { code: 1012, reason: 'service restart' });
    await rig.close();
    assert.equal(rig.live.size, 0);
    await model.close();
  });

  it('goes on in a new log file when the old one was moved away and SIGHUP says so', async () => {
    const rig = await openRig();
    try {
      const log = rig.gateway.parts()?.boot.logging.file();
      assert.ok(log);
      rig.gateway.parts()?.boot.logging.flush();
      renameSync(log, `${log}.moved`);
      rig.signal('SIGHUP');
      rig.gateway.parts()?.boot.logging.logger.info('after the move');
      rig.gateway.parts()?.boot.logging.flush();
      assert.match(readFileSync(log, 'utf8'), /after the move/);
      assert.match(readFileSync(`${log}.moved`, 'utf8'), /received SIGHUP/);
    } finally {
      await rig.close();
    }
  });

  it('says once that a restart signal is not authorised, and goes on as it was', async () => {
    const rig = await openRig();
    const instance = rig.gateway.parts()?.ports.self.instanceId;
    const who = await witness(rig.url(), { token: TOKEN });
    rig.signal('SIGUSR1');
    await who.client.call('health');
    assert.equal(rig.gateway.parts()?.ports.self.instanceId, instance);
    assert.ok(who.open());
    rig.gateway.parts()?.boot.logging.flush();
    assert.equal(rig.home.log().match(/restart signal ignored/g)?.length, 1);
    assert.equal(rig.home.log().match(/"level":"warn"/g)?.length, 1);
    await rig.close();
  });

  it('restarts in place: new instance, same address, presence goes on counting, nothing left of the old tree', async () => {
    const start = holdings().descriptors;
    const rig = await openRig({ config: RESTART_ALLOWED });
    await watched(rig);
    const url = rig.url();
    const actors = rig.live.size;
    let held = 0;
    for (let round = 0; round < 3; round += 1) {
      const clients = await bothWitnesses(rig);
      const version = rig.gateway.parts()?.server.presence.version() ?? 0;
      const { instanceId } = rig.gateway.parts()?.ports.self ?? {};
      rig.signal('SIGUSR1');
      for (const { closed, events } of clients) {
        assert.deepEqual(await closed, { code: 1012, reason: 'service restart' });
        const { reason, restartExpectedMs } = told(events) as { reason: string; restartExpectedMs: number };
        assert.equal(reason, 'gateway restarting');
        assert.ok(
          restartExpectedMs >= 100 && restartExpectedMs < 60_000,
          `${restartExpectedMs} ms, as measured`,
        );
      }
      await waitFor(rig.gateway.root, (snapshot) => snapshot.hasTag('ready'), within());
      await watched(rig);
      assert.equal(rig.url(), url, 'clients find it where it was');
      assert.notEqual(rig.gateway.parts()?.ports.self.instanceId, instanceId);
      assert.ok((rig.gateway.parts()?.server.presence.version() ?? 0) >= version);
      const again = await witness(url, { token: TOKEN });
      await again.client.call('sessions.list');
      await again.client.close();
      await until(() => rig.live.size === actors, `${actors} actors again`);
      await until(() => rig.of('connection').length === 0, 'the client has left');
      if (round === 0) held = holdings().descriptors;
      await until(() => holdings().descriptors === held, 'descriptors as before');
    }
    await rig.close();
    assert.equal(rig.live.size, 0);
    await until(() => holdings().descriptors <= start, 'descriptors are given back');
  });

  it('restarts on the copy of the last configuration that worked when the file has become invalid', async () => {
    const rig = await openRig({ config: RESTART_ALLOWED });
    await watched(rig);
    rig.home.write({ gateway: { port: 'many' } });
    const broken = readFileSync(rig.home.configPath, 'utf8');
    rig.signal('SIGUSR1');
    await waitFor(rig.gateway.root, (snapshot) => snapshot.matches('draining'), within());
    await waitFor(rig.gateway.root, (snapshot) => snapshot.hasTag('ready'), within());
    const who = await witness(rig.url(), { token: TOKEN });
    const { running } = (await who.client.call('config.get')) as {
      running: { state: string; reason: string };
    };
    assert.equal(running.state, 'lastGood');
    assert.match(running.reason, /moltbot\.json:\d+:\d+/);
    assert.equal(readFileSync(rig.home.configPath, 'utf8'), broken, 'the file is left as it is');
    await rig.close();
  });
});

describe('the process', () => {
  it('ends with 0 on SIGTERM after every client, local ones too, was told and closed', async () => {
    const home = createHome();
    try {
      const gateway = await startGateway(home);
      const socketPath = path.join(home.dir, 'gateway.sock');
      const clients = await Promise.all([
        ...Array.from({ length: 5 }, () => witness(gateway.url, { token: TOKEN })),
        witness(`ws+unix:${socketPath}:/`),
      ]);
      const code = gateway.stop('SIGTERM');
      for (const { closed, events } of clients) {
        assert.deepEqual(await closed, { code: 1012, reason: 'service restart' });
        assert.deepEqual(told(events), { reason: 'gateway stopping', restartExpectedMs: null });
      }
      assert.equal(await code, 0);
      assert.match(home.log(), /gateway stopped/);
      assert.equal(existsSync(path.join(home.dir, 'gateway.lock.json')), false);
    } finally {
      home.remove();
    }
  });

  it('survives SIGUSR1 without opening the inspector, and restarts with the same pid when that is authorised', async () => {
    const home = createHome();
    try {
      const gateway = await startGateway(home);
      const who = await witness(gateway.url, { token: TOKEN });
      gateway.child.kill('SIGUSR1');
      await until(() => /restart signal ignored/.test(gateway.output()), 'it says why nothing happens');
      await who.client.call('health');
      assert.ok(who.open());
      assert.doesNotMatch(gateway.output(), /Debugger/);
      assert.equal(await gateway.stop('SIGINT'), 0);

      home.write(RESTART_ALLOWED);
      const second = await startGateway(home);
      const client = await witness(second.url, { token: TOKEN });
      second.child.kill('SIGUSR1');
      assert.equal((await client.closed).code, 1012);
      assert.equal((told(client.events) as { reason: string }).reason, 'gateway restarting');
      await until(() => second.output().split(`listening on ${second.url}`).length === 3, 'it listens again');
      const back = await witness(second.url, { token: TOKEN });
      const status = JSON.stringify(await back.client.call('system.inspect'));
      assert.match(status, /gateway\/edge/);
      assert.equal(second.child.exitCode, null);
      assert.doesNotMatch(second.output(), /Debugger/);
      assert.equal(await second.stop(), 0);
    } finally {
      home.remove();
    }
  });

  it('starts again after kill -9 and replaces the socket file that was left', async () => {
    const home = createHome();
    try {
      const first = await startGateway(home);
      const socketPath = path.join(home.dir, 'gateway.sock');
      assert.equal(await first.stop('SIGKILL'), 'SIGKILL');
      assert.ok(existsSync(socketPath), 'the dead process left its socket');
      const second = await startGateway(home);
      const local = await witness(`ws+unix:${socketPath}:/`);
      await local.client.call('health');
      assert.equal(await second.stop(), 0);
    } finally {
      home.remove();
    }
  });
});
