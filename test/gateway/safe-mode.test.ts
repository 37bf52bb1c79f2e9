import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type {
  HealthSummary,
  StatusSummary,
  SystemInspectResult,
} from '../../src/protocol/generated/types.ts';
import {
  createHome,
  runCli,
  startGateway,
  TOKEN,
  type GatewayProcess,
  type Home,
} from '../support/gateway-process.ts';
import { connectPeer } from '../support/ws-peer.ts';

async function ask<T>(gateway: GatewayProcess, method: string, params: object = {}): Promise<T> {
  const client = await connectPeer(gateway.url, { token: TOKEN });
  try {
    const frame = await client.call(method, params);
    assert.equal(frame['ok'], true, JSON.stringify(frame));
    return frame['payload'] as T;
  } finally {
    client.ws.close();
    await client.closed;
  }
}

const stateOf = async (gateway: GatewayProcess, part: string): Promise<string | undefined> =>
  (await ask<SystemInspectResult>(gateway, 'system.inspect')).tree.find(({ id }) => id === `gateway/${part}`)
    ?.state;

const modeOf = async (gateway: GatewayProcess): Promise<string | undefined> =>
  (await ask<StatusSummary>(gateway, 'status')).gateway?.mode;

/** Where each of its boots listens, oldest first. */
const urlsOf = (gateway: GatewayProcess): string[] =>
  [...gateway.output().matchAll(/listening on (ws:\/\/127\.0\.0\.1:\d+)(?=\D)/g)].map(([, url]) => url ?? '');

async function killed(home: Home, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const gateway = await start(home);
    await gateway.stop('SIGKILL');
  }
}

const children: ChildProcess[] = [];

const start = (home: Home, args: readonly string[] = []): Promise<GatewayProcess> =>
  startGateway(home, args, { onSpawn: (child) => void children.push(child) });

async function withHome(work: (home: Home) => Promise<void>): Promise<void> {
  const home = createHome();
  try {
    await work(home);
  } finally {
    // One that a failed assertion left behind would keep the test from ending, and write on into the home.
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    home.remove();
  }
}

describe('safe mode', { timeout: 180_000 }, () => {
  it('begins with the boot after three kills, says so everywhere, and ends when the operator resumes the channels', () =>
    withHome(async (home) => {
      await killed(home, 3);
      const gateway = await start(home);
      const health = await ask<HealthSummary>(gateway, 'health');
      assert.equal(health.mode, 'safe');
      assert.match(health.warnings?.map(({ code }) => code).join() ?? '', /safe_mode/);
      assert.match((await stateOf(gateway, 'channels')) ?? '', /^parked/);
      assert.equal(await stateOf(gateway, 'edge'), 'serving');
      assert.match(gateway.output(), /SAFE MODE: .*3 boots within 5 minutes/);
      for (const argv of [['status'], ['health'], ['gateway', 'status', '--deep']]) {
        const { stdout } = await runCli(home, argv);
        assert.match(
          stdout,
          /safe - the channels are parked; to leave: .*gateway resume channels/,
          argv.join(' '),
        );
      }
      const { code, stderr } = await runCli(home, ['gateway', 'resume', 'channels']);
      assert.equal(code, 0, stderr);
      assert.equal(await stateOf(gateway, 'channels'), 'serving');
      assert.equal((await ask<HealthSummary>(gateway, 'health', { probe: true })).mode, 'normal');
      // The ledger was told: this kill is the first again.
      await gateway.stop('SIGKILL');
      const next = await start(home);
      assert.equal(await modeOf(next), 'normal');
      assert.equal(await next.stop(), 0);
    }));

  it('stays over a kill, and is left by a restart within the process', () =>
    withHome(async (home) => {
      await killed(home, 4);
      const gateway = await start(home);
      assert.equal(await modeOf(gateway), 'safe');
      const client = await connectPeer(gateway.url, { token: TOKEN });
      const opened = urlsOf(gateway).length;
      await client.call('system.restart', { reason: 'mended' });
      while (urlsOf(gateway).length === opened) await gateway.printed();
      await client.closed;
      const url = urlsOf(gateway).at(-1) ?? '';
      assert.equal(await modeOf({ ...gateway, url }), 'normal');
      assert.equal(await gateway.stop(), 0);
    }));

  it('comes and stays away when it is told to', () =>
    withHome(async (home) => {
      const forced = await start(home, ['--safe-mode']);
      assert.equal(await modeOf(forced), 'safe');
      await forced.stop();
      await killed(home, 3);
      const never = await start(home, ['--no-safe-mode']);
      assert.equal(await modeOf(never), 'normal');
      assert.equal(await never.stop(), 0);
    }));

  it('counts no boot that was refused, and notes how each ended', () =>
    withHome(async (home) => {
      const owner = await start(home);
      for (let time = 0; time < 3; time += 1) await assert.rejects(start(home), /already running/);
      assert.equal(await owner.stop(), 0);
      const { boots } = JSON.parse(readFileSync(join(home.dir, 'boots.json'), 'utf8')) as {
        boots: { end?: string }[];
      };
      assert.deepEqual(
        boots.map(({ end }) => end),
        ['clean'],
      );
    }));
});

describe('whoever asked for a restart', { timeout: 180_000 }, () => {
  it('finds in the session what came of it, once', () =>
    withHome(async (home) => {
      const gateway = await start(home);
      const client = await connectPeer(gateway.url, { token: TOKEN });
      const opened = urlsOf(gateway).length;
      await client.call('gateway.restart', {
        reason: 'new token',
        sessionKey: 'main',
        note: 'as you wished',
      });
      while (urlsOf(gateway).length === opened) await gateway.printed();
      await client.closed;
      const file = join(home.dir, 'restart-sentinel.json');
      const url = urlsOf(gateway).at(-1) ?? '';
      while (!/told what came of the restart/.test(gateway.output())) await gateway.printed();
      assert.equal(existsSync(file), false);
      const { messages } = await ask<{ messages: unknown[] }>({ ...gateway, url }, 'chat.history', {
        sessionKey: 'main',
      });
      assert.equal(messages.length, 1);
      assert.match(JSON.stringify(messages), /Restarted: new token\. Down for [\d.]+ s\.\\nas you wished/);
      assert.equal(await gateway.stop(), 0);
    }));
});
