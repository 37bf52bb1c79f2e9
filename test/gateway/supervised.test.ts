import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { openTelegram } from '../support/networks/telegram.ts';
import { noNotifyPeer } from '../support/notify-peer.ts';
import { createHome, runCli, startGateway } from '../support/gateway-process.ts';
import { startSupervised } from '../support/supervised.ts';

const skip = noNotifyPeer() ?? false;
const BUDGET = 'EXTEND_TIMEOUT_USEC=6000000';
const READY = 'READY=1 STATUS=running, no links';

describe('a gateway under a supervisor that listens', { skip }, () => {
  it('says READY, RELOADING and READY over an in-process restart, STOPPING once, and WATCHDOG in time all along', async () => {
    const run = await startSupervised({
      config: { commands: { restart: true } },
      watchdogMs: 6000,
      args: ['--shutdown-timeout', '4s'],
      address: `@moltbot-supervised-${process.pid}`,
    });
    try {
      await run.said('WATCHDOG=1');
      run.gateway.child.kill('SIGUSR1');
      await run.said('READY=1', 2);
      const before = run.peer.heard.filter(({ told }) => told.includes('WATCHDOG=1')).length;
      await run.said('WATCHDOG=1', before + 1);
      assert.equal(await run.gateway.stop(), 0);
      assert.deepEqual(run.turns(), [
        READY,
        `RELOADING=1 MONOTONIC_USEC=n ${BUDGET} STATUS=restarting: restart signal`,
        READY,
        `STOPPING=1 ${BUDGET} STATUS=stopping: SIGTERM`,
      ]);
      assert.equal(run.peer.bitten(), undefined);
      assert.ok(run.peer.heard.every(({ ignored }) => ignored !== true));
    } finally {
      await run.close();
    }
  });

  it('says RELOADING and READY around a change it takes over', async () => {
    const run = await startSupervised({ args: ['--shutdown-timeout', '4s'] });
    try {
      await run.said('READY=1');
      run.home.write({ logging: { level: 'debug' } });
      await run.said('READY=1', 2);
      await run.gateway.stop();
      assert.deepEqual(run.turns(), [
        READY,
        'RELOADING=1 MONOTONIC_USEC=n STATUS=taking over a changed configuration',
        READY,
        `STOPPING=1 ${BUDGET} STATUS=stopping: SIGTERM`,
      ]);
    } finally {
      await run.close();
    }
  });

  it('shows in its status line how the links are', async () => {
    const network = await openTelegram(1);
    const run = await startSupervised({ config: { channels: network.channels } });
    try {
      await run.said('STATUS=running, 1 of 1 links online');
      assert.equal(await run.gateway.stop(), 0);
    } finally {
      await run.close();
      await network.close();
    }
  });

  it('goes by the stop budget of the configuration when no flag is given, also by a changed one', async () => {
    const run = await startSupervised({ config: { gateway: { shutdown: { timeoutSeconds: 7 } } } });
    try {
      await run.said('READY=1');
      run.home.write({ gateway: { shutdown: { timeoutSeconds: 5 } } });
      await run.said('READY=1', 2);
      await run.gateway.stop();
      assert.equal(run.turns().at(-1), 'STOPPING=1 EXTEND_TIMEOUT_USEC=7000000 STATUS=stopping: SIGTERM');
      assert.match(run.home.log(), /"ms":7000,"from":"config"/);
    } finally {
      await run.close();
    }
  });

  it('drains and exits with 75 above its memory ceiling', async () => {
    const run = await startSupervised({ config: { gateway: { memory: { ceilingMb: 10 } } } });
    try {
      const [code] = (await once(run.gateway.child, 'exit')) as [number];
      assert.equal(code, 75);
      const [ready, stopping] = run.turns();
      assert.equal(ready, READY);
      assert.match(stopping ?? '', /^STOPPING=1 .* STATUS=stopping: memory: \d+ MB used, 10 MB allowed$/);
      assert.match(run.home.log(), /memory runs short/);
    } finally {
      await run.close();
    }
  });
});

describe('a gateway nobody supervises', () => {
  it('does not mind a socket nobody listens at, and says so once', { skip }, async () => {
    const home = createHome({}, { NOTIFY_SOCKET: '/nowhere/notify' });
    try {
      const gateway = await startGateway(home);
      assert.equal(await gateway.stop(), 0);
      assert.equal(home.log().split('the supervisor cannot be told').length - 1, 1);
    } finally {
      home.remove();
    }
  });

  it('refuses a stop budget that is none', async () => {
    const home = createHome();
    try {
      const { code, stderr } = await runCli(home, ['gateway', '--shutdown-timeout', 'soon']);
      assert.equal(code, 64);
      assert.match(stderr, /give seconds, or a number with ms, s, m or h/);
    } finally {
      home.remove();
    }
  });
});
