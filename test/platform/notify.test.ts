import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { systemClock } from '../../src/platform/clock.ts';
import { createEnv } from '../../src/platform/env.ts';
import { runProcess } from '../../src/platform/exec.ts';
import { silentLogger, type Logger } from '../../src/platform/logger.ts';
import { openNotifySocket } from '../../src/platform/notify-socket.ts';
import {
  createNotifier,
  moreTime,
  reloadStamp,
  statusLine,
  SUPERVISOR_ENV,
  watchdogMs,
} from '../../src/platform/notify.ts';
import { noNotifyPeer, openNotifyPeer } from '../support/notify-peer.ts';
import { createTestClock, settle } from '../support/test-clock.ts';

const root = mkdtempSync(join(tmpdir(), 'notify-'));
after(() => rmSync(root, { recursive: true, force: true }));
const reasonToSkip = noNotifyPeer();
const skip = reasonToSkip ?? false;

const complaints = (): { readonly log: Logger; readonly lines: unknown[] } => {
  const lines: unknown[] = [];
  return { lines, log: { ...silentLogger, error: (_, fields) => void lines.push(fields?.['reason']) } };
};

describe('telling the supervisor', () => {
  for (const address of [join(root, 'notify'), `@moltbot-notify-${process.pid}`]) {
    it(
      `reaches ${address.startsWith('@') ? 'an abstract socket' : 'a socket in the file system'}, in order`,
      { skip },
      async () => {
        const peer = await openNotifyPeer(address);
        const notify = createNotifier({
          env: createEnv({ NOTIFY_SOCKET: address }),
          clock: systemClock,
          log: silentLogger,
        });
        assert.equal(notify.active, true);
        notify.tell('READY=1', statusLine('up\nand  running'));
        notify.tell('RELOADING=1', reloadStamp());
        notify.tell('STOPPING=1', moreTime(1500.5));
        await peer.until(() => peer.heard.length === 3);
        const [ready, reloading, stopping] = peer.heard;
        assert.deepEqual(ready?.told, ['READY=1', 'STATUS=up and running']);
        assert.equal(reloading?.told[0], 'RELOADING=1');
        const stamp = Number(reloading?.told[1]?.replace('MONOTONIC_USEC=', '')) / 1000;
        assert.ok(stamp <= (reloading?.at ?? 0) && stamp > (reloading?.at ?? 0) - 60_000, String(stamp));
        assert.deepEqual(stopping?.told, ['STOPPING=1', 'EXTEND_TIMEOUT_USEC=1501000']);
        assert.ok(peer.heard.every(({ pid }) => pid === process.pid));
        notify.close();
        await peer.close();
      },
    );
  }

  it('does nothing, and loads nothing, when nobody asked', () => {
    const notify = createNotifier({
      env: createEnv({ NOTIFY_SOCKET: '' }),
      clock: systemClock,
      log: silentLogger,
      open: () => assert.fail('opened'),
    });
    assert.equal(notify.active, false);
    notify.tell('READY=1');
    notify.close();
  });

  it('says once that nobody is there', { skip }, async () => {
    const { log, lines } = complaints();
    const socket = await openNotifySocket(join(root, 'nobody'));
    const notify = createNotifier({
      env: createEnv({ NOTIFY_SOCKET: join(root, 'nobody') }),
      clock: systemClock,
      log,
      open: () => Promise.resolve(socket),
    });
    await settle();
    notify.tell('READY=1');
    notify.tell('WATCHDOG=1');
    assert.deepEqual(lines, [`errno ${constants.errno.ENOENT}`]);
    notify.close();
  });

  it('says what is wrong with an address that is none', { skip }, async () => {
    for (const [address, reason] of [
      ['vsock:2:1234', /neither a path nor an abstract name/],
      [`/${'x'.repeat(120)}`, /longer than 107 bytes/],
    ] as const) {
      await assert.rejects(openNotifySocket(address), reason);
    }
  });

  it('waits for a full queue without blocking, keeps the order and drops no more than signs of life', async () => {
    const clock = createTestClock();
    const { log, lines } = complaints();
    const sent: string[] = [];
    let full = true;
    const notify = createNotifier({
      env: createEnv({ NOTIFY_SOCKET: '/s' }),
      clock,
      log,
      open: () =>
        Promise.resolve({
          send(text) {
            if (full) return constants.errno.EAGAIN;
            sent.push(text);
            return 0;
          },
          close: () => {},
        }),
    });
    notify.tell('READY=1');
    await settle();
    for (let round = 0; round < 3; round += 1) notify.tell('WATCHDOG=1');
    notify.tell('STOPPING=1');
    await clock.advance(1000);
    assert.deepEqual(sent, []);
    full = false;
    await clock.advance(100);
    assert.deepEqual(sent, ['READY=1', 'WATCHDOG=1', 'STOPPING=1']);
    assert.deepEqual(lines, []);
    notify.close();
    assert.equal(clock.pending, 0);
  });
});

describe('the watchdog of the supervisor', () => {
  const pids = { own: 10, parent: 9 };
  it('counts for the process it names, and for one its launcher started', () => {
    assert.equal(watchdogMs(createEnv({}), pids), undefined);
    assert.equal(watchdogMs(createEnv({ WATCHDOG_USEC: '0' }), pids), undefined);
    assert.equal(watchdogMs(createEnv({ WATCHDOG_USEC: 'soon' }), pids), undefined);
    assert.equal(watchdogMs(createEnv({ WATCHDOG_USEC: '2000000' }), pids), 2000);
    const named = (pid: string) =>
      watchdogMs(createEnv({ WATCHDOG_USEC: '2000000', WATCHDOG_PID: pid }), pids);
    assert.equal(named('10'), 2000);
    assert.equal(named('9'), 2000);
    assert.equal(named('8'), undefined);
  });
});

describe('programs that are started', () => {
  it('cannot speak to the supervisor', async () => {
    const vars = Object.fromEntries(SUPERVISOR_ENV.map((name) => [name, 'told to the gateway alone']));
    const { stdout } = await runProcess({
      command: process.execPath,
      args: ['-p', 'JSON.stringify(Object.keys(process.env).sort())'],
      env: { ...vars, PATH: process.env['PATH'], KEPT: '1' },
    });
    const seen = JSON.parse(stdout) as string[];
    assert.ok(seen.includes('KEPT'));
    assert.deepEqual(
      seen.filter((name) => (SUPERVISOR_ENV as readonly string[]).includes(name)),
      [],
    );
  });
});
