import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { it } from 'node:test';
import { createHome, startGateway, strayFailures, TOKEN } from '../support/gateway-process.ts';
import { assertGone } from '../support/processes.ts';
import { connectPeer, type Frame } from '../support/ws-peer.ts';

const STRAY = pathToFileURL(path.join(import.meta.dirname, '../support/stray.mjs')).href;
const STUB = path.join(import.meta.dirname, '../support/stub-agent-cli.mjs');
const skip = process.platform === 'linux' ? false : 'the signals and /proc are those of Linux';

interface Warned {
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly since: number }[];
}

const warns = (frame: Frame, text: string): boolean =>
  frame['event'] === 'health' &&
  (frame['payload'] as Warned).warnings.some((warning) => warning.message.startsWith(text));

it('outlives a rejected promise and a broken connection, and health counts them', { skip }, async () => {
  const home = createHome({}, { NODE_OPTIONS: `--import ${STRAY}` });
  const gateway = await startGateway(home);
  try {
    const peer = await connectPeer(gateway.url, { token: TOKEN });
    gateway.child.kill('SIGURG');
    const first = await peer.frame((frame) => warns(frame, '1 unhandled failure;'));
    const [warning] = (first['payload'] as Warned).warnings;
    assert.equal(warning?.code, 'unhandled_failures');
    gateway.child.kill('SIGWINCH');
    const second = await peer.frame((frame) => warns(frame, '2 unhandled failures;'));
    assert.equal((second['payload'] as Warned).warnings[0]?.since, warning?.since);
    const health = (await peer.call('health'))['payload'] as Warned;
    assert.deepEqual(
      health.warnings.map(({ code }) => code),
      ['unhandled_failures'],
    );
    peer.ws.close();
    await peer.closed;
    assert.equal(await gateway.stop(), 0);
    const lines = strayFailures(home).map(
      (line) => JSON.parse(line) as { level: string; msg: string; error: { message: string } },
    );
    assert.deepEqual(
      lines.map(({ level, msg }) => [level, msg]),
      [
        ['error', 'unhandled promise rejection'],
        ['error', 'unhandled connection error'],
      ],
    );
    assert.match(lines[0]?.error.message ?? '', /a stray rejection/);
    assert.match(lines[1]?.error.message ?? '', /ECONNREFUSED/);
  } finally {
    gateway.child.kill('SIGKILL');
    home.remove();
  }
});

it(
  'ends with 1 after an exception that no part owns, takes its agent CLI along, and starts again',
  { skip },
  async () => {
    const home = createHome({}, { NODE_OPTIONS: `--import ${STRAY}` });
    const pidFile = path.join(home.dir, 'pids.json');
    const stuck = {
      command: process.execPath,
      args: [STUB, 'hang', '--pids', pidFile],
      output: 'jsonl',
      env: { NODE_OPTIONS: '' },
    };
    home.write({ agents: { defaults: { model: { primary: 'stuck/any' }, cliBackends: { stuck } } } });
    const gateway = await startGateway(home);
    const ended = once(gateway.child, 'exit');
    try {
      const peer = await connectPeer(gateway.url, { token: TOKEN });
      await peer.call('chat.send', { sessionKey: 'main', message: 'hi', idempotencyKey: 'cut-off' });
      // What the stub says comes after it has written down its processes.
      await peer.frame((frame) => frame['event'] === 'chat');
      const pids = JSON.parse(readFileSync(pidFile, 'utf8')) as number[];
      assert.equal(pids.length, 2);
      gateway.child.kill('SIGCONT');
      assert.deepEqual(await ended, [1, null]);
      await assertGone(pids);
      assert.equal(
        peer.received.some((frame) => frame['event'] === 'shutdown'),
        false,
        'nobody was told it would come back',
      );
      await peer.closed;
      const [line] = strayFailures(home).map(
        (text) => JSON.parse(text) as { level: string; error: { name: string; stack: string } },
      );
      assert.equal(line?.level, 'fatal');
      assert.match(line.error.stack, /a stray exception[\s\S]*stray\.mjs/);
      const next = await startGateway(home);
      const again = await connectPeer(next.url, { token: TOKEN });
      const waited = await again.call('agent.wait', { runId: 'cut-off', timeoutMs: 0 });
      assert.match(JSON.stringify(waited['payload']), /interrupted/);
      again.ws.close();
      await again.closed;
      assert.equal(await next.stop(), 0);
    } finally {
      gateway.child.kill('SIGKILL');
      home.remove();
    }
  },
);
