import assert from 'node:assert/strict';
import { it } from 'node:test';
import { modelConfig } from '../support/drip-model.ts';
import { createHome, startGateway, TOKEN } from '../support/gateway-process.ts';
import { connect, type BenchClient } from '../support/operator-client.ts';
import { startSseModelServer, answers, callsTool } from '../support/sse-model-server.ts';

/** Once in each boot. */
const READY = /listening on ws:\/\/127\.0\.0\.1/g;

/** What the session holds, as text. */
const history = async (client: BenchClient): Promise<string> =>
  JSON.stringify(await client.call('chat.history', { sessionKey: 'main' }));

it(
  'an agent that is asked to restart the gateway does, and its session is told what came of it',
  { timeout: 180_000 },
  async () => {
    const model = await startSseModelServer();
    let asked = 0;
    model.script((socket, request) => {
      asked += 1;
      const respond =
        asked === 1
          ? callsTool('call-1', 'gateway', {
              action: 'restart',
              delayMs: 0,
              reason: 'the operator wished it',
              note: 'as you wished',
            })
          : answers('I have asked for it.');
      respond(socket, request);
    });
    const home = createHome({ ...modelConfig(`${model.url}/v1`), commands: { restart: true } });
    const gateway = await startGateway(home);
    try {
      const client = await connect({ url: gateway.url, token: TOKEN });
      const gone = new Promise<void>((resolve) => client.socket.on('close', () => resolve()));
      const before = (await client.call('system.inspect')) as { gateway: { instanceId: string } };
      await client.call('chat.send', {
        sessionKey: 'main',
        message: 'restart yourself',
        idempotencyKey: 'one',
      });
      await gone;
      while ([...gateway.output().matchAll(READY)].length < 2) await gateway.printed();
      const again = await connect({ url: gateway.url, token: TOKEN });
      const after = (await again.call('system.inspect')) as { gateway: { instanceId: string; pid: number } };
      assert.notEqual(after.gateway.instanceId, before.gateway.instanceId);
      assert.equal(after.gateway.pid, gateway.pid, 'the same process');
      // The notice is written once the boot runs; whoever looks too early looks again.
      let text = await history(again);
      while (!/as you wished/.test(text)) text = await history(again);
      assert.match(text, /Restarted[^"]*the operator wished it/);
      assert.match(text, /as you wished/);
      await again.close();
      assert.equal(await gateway.stop(), 0);
    } finally {
      gateway.child.kill('SIGKILL');
      await model.close();
      home.remove();
    }
  },
);

it(
  'one signal is let through by a one-time authorisation, and the next one is not',
  { timeout: 180_000 },
  async () => {
    const home = createHome();
    const gateway = await startGateway(home);
    try {
      const client = await connect({ url: gateway.url, token: TOKEN });
      const gone = new Promise<void>((resolve) => client.socket.on('close', () => resolve()));
      await client.call('system.authorizeRestart', { ttlMs: 5_000 });
      gateway.child.kill('SIGUSR1');
      await gone;
      while ([...gateway.output().matchAll(READY)].length < 2) await gateway.printed();
      gateway.child.kill('SIGUSR1');
      while (!/restart signal ignored: it is not authorised/.test(gateway.output())) await gateway.printed();
      assert.equal([...gateway.output().matchAll(READY)].length, 2);
      assert.equal(await gateway.stop(), 0);
    } finally {
      gateway.child.kill('SIGKILL');
      home.remove();
    }
  },
);
