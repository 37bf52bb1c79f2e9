import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { waitFor } from 'xstate';
import type { Parts } from '../../src/actors/gateway/parts.ts';
import { createBody } from '../../src/actors/supervision/body.ts';
import { run } from '../../src/cli/program.ts';
import { createEnv } from '../../src/platform/env.ts';
import { resolvePaths } from '../../src/platform/paths.ts';
import type { GatewayPhase, SystemInspectResult } from '../../src/protocol/generated/types.ts';
import { createBench } from '../support/cli-run.ts';
import { modelConfig, startDripModel } from '../support/drip-model.ts';
import { connectPeer } from '../support/ws-peer.ts';
import { openRig, startRig, until, within, witness, type Rig, type RigOptions } from './rig.ts';

interface Report {
  readonly handshake: { readonly ok: boolean };
  readonly rpc: { readonly ok: boolean };
  readonly phase: GatewayPhase;
  readonly tree: SystemInspectResult['tree'];
}

/** What a command prints that is run beside the gateway, in its state directory. */
async function ask(context: TestContext, rig: Rig, ...argv: string[]): Promise<string> {
  const bench = createBench(context);
  let text = '';
  const { io } = bench;
  const env = createEnv({ ...rig.home.env });
  const own = { ...io, env, paths: resolvePaths({ env, profile: 'default', home: rig.home.dir }) };
  own.stdout.write = ((chunk: unknown, done?: unknown) => {
    text += String(chunk);
    if (typeof done === 'function') done();
    return true;
  }) as typeof own.stdout.write;
  const code = await run(argv, own);
  // While no boot serves its port is closed, and that is what the exit code says.
  assert.ok(code === 0 || code === 69, text + bench.stderr());
  return text;
}

const deep = async (context: TestContext, rig: Rig): Promise<Report> =>
  JSON.parse(await ask(context, rig, 'gateway', 'status', '--deep', '--json')) as Report;

const socketOf = (rig: Rig): string => path.join(rig.home.dir, 'gateway.sock');

/** A gate in the way of one part: its start, or its stop, lasts until it is opened. */
function held(when: 'start' | 'stop'): { readonly amend: NonNullable<RigOptions['amend']>; open(): void } {
  const gate = Promise.withResolvers<void>();
  return {
    amend: (parts: Parts) => {
      const logic = createBody('runs', async () => {
        if (when === 'start') await gate.promise;
        return { stop: () => (when === 'stop' ? gate.promise : undefined) };
      });
      return { ...parts, runs: { ...parts.runs, logic: logic as never } };
    },
    open: () => gate.resolve(),
  };
}

describe('gateway status --deep over the local socket', () => {
  it('shows the tree while the gateway boots, and hands its guests on when it serves', async (context) => {
    const gate = held('start');
    const rig = startRig({ amend: gate.amend });
    await waitFor(rig.gateway.root, (snapshot) => snapshot.matches({ booting: 'starting' }), within());
    const report = await deep(context, rig);
    assert.equal(report.phase.state, 'booting.starting');
    assert.equal(report.phase.serving, false);
    assert.deepEqual([report.handshake.ok, report.rpc.ok], [true, true]);
    assert.ok(report.tree.some(({ id, state }) => id === 'gateway/store' && state === 'ready'));
    const text = await ask(context, rig, 'gateway', 'status', '--deep');
    assert.match(text, /^State: +booting\.starting for .*; only inspection is served\n/);
    const guest = await connectPeer(`ws+unix:${socketOf(rig)}:/`);
    gate.open();
    assert.equal((await guest.closed).code, 1012);
    await waitFor(rig.gateway.root, (snapshot) => snapshot.hasTag('ready'), within());
    assert.match((await deep(context, rig)).phase.state, /^running/);
    await rig.close();
  });

  it('shows the tree while a run that does not end keeps it draining, and until when that may last', async (context) => {
    const model = await startDripModel({ kind: 'drip', words: 10_000, everyMs: 20 });
    const rig = await openRig({ config: modelConfig(model.baseUrl) });
    const who = await witness(rig.unixUrl());
    await who.client.call('agent', { message: 'talk', idempotencyKey: 'endless', sessionKey: 'endless' });
    await until(() => who.events.some(({ name }) => name === 'agent'), 'the run speaks');
    rig.signal('SIGTERM');
    await waitFor(rig.gateway.root, (snapshot) => snapshot.matches({ draining: 'settling' }), within());
    const latecomer = await witness(rig.unixUrl());
    await until(
      () => latecomer.events.some(({ name }) => name === 'shutdown'),
      'who comes late is told, too',
    );
    const report = await deep(context, rig);
    assert.equal(report.phase.state, 'draining.settling');
    assert.equal(report.phase.ending?.mode, 'stop');
    assert.equal(report.phase.ending.reason, 'SIGTERM');
    assert.ok((report.phase.ending.deadline ?? 0) > report.phase.since);
    assert.ok(report.tree.some(({ machine }) => machine === 'agentRun'));
    const text = await ask(context, rig, 'gateway', 'status', '--deep');
    assert.match(text, /^State: +draining\.settling for .* - stops: SIGTERM, over in \d+s at the latest\n/);
    rig.signal('SIGTERM');
    await rig.close();
    await model.close();
  });

  it('shows the tree while a part that is slow to stop keeps it stopping', async (context) => {
    const gate = held('stop');
    const rig = await openRig({ amend: gate.amend });
    const socket = socketOf(rig);
    rig.signal('SIGTERM');
    await until(
      () =>
        rig.gateway.recorder.tree(0).some(({ id, state }) => id === 'gateway/runs' && /stopping/.test(state)),
      'runs is being stopped',
    );
    const report = await deep(context, rig);
    assert.match(report.phase.state, /^stopping\.parts/);
    assert.equal(report.phase.serving, false);
    assert.ok(report.tree.some(({ id, state }) => id === 'gateway/edge' && state === 'stopped'));
    gate.open();
    await rig.close();
    assert.equal(existsSync(socket), false);
  });
});

describe('an in-process restart', () => {
  it('keeps socket and pid; its local client is told, and comes back by the same path', async () => {
    const rig = await openRig({ config: { commands: { restart: true } } });
    const socket = socketOf(rig);
    const { ino } = statSync(socket);
    const who = await witness(`ws+unix:${socket}:/`);
    const before = (await who.client.call('system.inspect')) as SystemInspectResult;
    const place = (await who.client.call('system.transitions')) as { next: number; epoch: string };
    rig.signal('SIGUSR1');
    assert.equal((await who.closed).code, 1012);
    assert.ok(who.events.some(({ name }) => name === 'shutdown'));
    await waitFor(rig.gateway.root, (snapshot) => snapshot.hasTag('ready'), within());
    const again = await witness(`ws+unix:${socket}:/`);
    const after = (await again.client.call('system.inspect')) as SystemInspectResult;
    assert.equal(statSync(socket).ino, ino);
    assert.equal(after.gateway?.pid, before.gateway?.pid);
    assert.notEqual(after.gateway?.instanceId, before.gateway?.instanceId);
    const story = (await again.client.call('system.transitions', {
      after: place.next,
      epoch: place.epoch,
    })) as { transitions: { seq: number; actor: string; to: string }[]; dropped: boolean };
    assert.equal(story.dropped, false);
    assert.deepEqual(
      story.transitions.map(({ seq }) => seq),
      story.transitions.map((_, at) => place.next + 1 + at),
      'none is missing, none is told twice',
    );
    const root = story.transitions.filter(({ actor }) => actor === 'gateway').map(({ to }) => to);
    assert.equal(root[0], 'draining.announcing');
    assert.match(root.at(-1) ?? '', /^running/);
    await rig.close();
  });
});

describe('gateway restart and stop', () => {
  it('are done when another instance serves, and when the lock is free', async (context) => {
    const rig = await openRig();
    const old = rig.gateway.parts()?.ports.self.instanceId;
    const restarted = JSON.parse(await ask(context, rig, 'gateway', 'restart', '--json')) as {
      oldInstanceId: string;
      newInstanceId: string;
      downtimeMs: number;
    };
    assert.equal(restarted.oldInstanceId, old);
    assert.equal(restarted.newInstanceId, rig.gateway.parts()?.ports.self.instanceId);
    assert.notEqual(restarted.newInstanceId, old);
    assert.ok(restarted.downtimeMs >= 0);
    const stopped = JSON.parse(await ask(context, rig, 'gateway', 'stop', '--json')) as {
      ok: boolean;
      pid: number;
    };
    assert.deepEqual([stopped.ok, stopped.pid], [true, process.pid]);
    assert.equal(await rig.ended, 0);
    assert.match(await ask(context, rig, 'gateway', 'stop'), /^No gateway runs/);
    rig.home.remove();
  });
});
