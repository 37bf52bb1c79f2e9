import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { it } from 'node:test';
import { createBench } from '../support/cli-run.ts';

const skip = process.platform === 'win32' ? 'sockets here are files' : false;

it(
  'a gateway that hangs is named, with what ends it, by every command that waits for it',
  { skip },
  async (context) => {
    const bench = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: '1' } });
    const server = createServer().listen(join(bench.dir, 'gateway.sock'));
    await once(server, 'listening');
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => void sockets.add(socket));
    context.after(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const facts = {
      pid: process.pid,
      version: '0.1.0',
      profile: 'default',
      port: 1,
      startedAt: 1,
      instanceId: null,
    };
    writeFileSync(join(bench.dir, 'gateway.lock.json'), JSON.stringify(facts));
    for (const words of [['health'], ['gateway', 'stop'], ['gateway', 'restart']]) {
      const { code, stderr } = await bench.run(...words, '--timeout', '200');
      assert.equal(code, 69, words.join(' '));
      assert.ok(
        stderr.includes(`a gateway that hangs is ended by: kill -9 ${process.pid};`),
        `${words.join(' ')}: ${stderr}`,
      );
    }
    const { stdout } = await bench.run('gateway', 'status', '--timeout', '200');
    assert.match(stdout, /Fix: .*a gateway that hangs is ended by: kill -9/);
  },
);

it(
  'facts of a lock that lead to no gateway are named, with what to do about them',
  { skip },
  async (context) => {
    const bench = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: '1' } });
    const path = join(bench.dir, 'gateway.lock.json');
    writeFileSync(path, JSON.stringify({ pid: process.pid, version: '0.1.0', profile: 'default' }));
    const { code, stderr } = await bench.run('gateway', 'stop', '--timeout', '500');
    assert.equal(code, 69);
    assert.ok(stderr.includes(`if it is no gateway (ps -p ${process.pid}), remove ${path}`), stderr);
  },
);
