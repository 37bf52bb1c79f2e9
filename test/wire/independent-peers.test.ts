import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { startServer, TOKEN } from '../support/server-fixture.ts';
import { connectParams } from '../support/ws-peer.ts';

test('the WebSocket built into Node connects, asks and is told goodbye', async () => {
  await using server = await startServer();
  const ws = new WebSocket(server.url);
  const frames: Record<string, unknown>[] = [];
  const closed = new Promise<CloseEvent>((resolve) => ws.addEventListener('close', resolve));
  const answered = new Promise<void>((resolve) => {
    ws.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(String(data)) as Record<string, unknown>;
      frames.push(frame);
      if (frame['event'] === 'connect.challenge') {
        ws.send(
          JSON.stringify({
            type: 'req',
            id: '1',
            method: 'connect',
            params: connectParams({ token: TOKEN }),
          }),
        );
      }
      if (frame['id'] === '1') {
        ws.send(new Blob([JSON.stringify({ type: 'req', id: '2', method: 'health' })]));
      }
      if (frame['id'] === '2') resolve();
    });
  });
  await answered;
  server.parts.events.broadcast('tick', { ts: 1 });
  await server.stop();
  const { code, reason } = await closed;
  assert.deepEqual({ code, reason }, { code: 1012, reason: 'service restart' });
  assert.deepEqual(
    frames.map((frame) => frame['event'] ?? frame['ok']),
    ['connect.challenge', true, true, 'tick'],
  );
});

const PYTHON = '/usr/bin/python3';
const hasPeer = spawnSync(PYTHON, ['-c', 'import websockets']).status === 0;

const PROGRAM = `
import asyncio, json, sys, websockets
async def main(url, params):
    async with websockets.connect(url, ping_interval=None) as ws:
        challenge = json.loads(await ws.recv())
        assert challenge["event"] == "connect.challenge", challenge
        hello = json.dumps({"type": "req", "id": "1", "method": "connect", "params": json.loads(params)})
        await ws.send([hello[:10], hello[10:40], hello[40:]])
        assert json.loads(await ws.recv())["payload"]["type"] == "hello-ok"
        await (await ws.ping())
        await ws.send(json.dumps({"type": "req", "id": "2", "method": "health"}).encode())
        assert json.loads(await ws.recv())["ok"] is True
        print("ready", flush=True)
        event = json.loads(await ws.recv())
        assert event["event"] == "health" and len(event["payload"]["pad"]) == 70000 and event["seq"] == 1, event["seq"]
        try:
            await ws.recv()
        except websockets.ConnectionClosed as end:
            print("closed", end.code, end.reason, flush=True)
asyncio.run(main(sys.argv[1], sys.argv[2]))
`;

test(
  'a Python client nobody here wrote connects in fragments, pings, gets a large event and a clean close',
  { skip: hasPeer ? false : `${PYTHON} has no websockets package` },
  async () => {
    await using server = await startServer();
    const child = spawn(
      PYTHON,
      ['-c', PROGRAM, server.url, JSON.stringify(connectParams({ token: TOKEN }))],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let output = '';
    const ready = new Promise<void>((resolve) => {
      child.stdout.on('data', (part: Buffer) => {
        output += part.toString();
        if (output.includes('ready')) resolve();
      });
    });
    const exited = once(child, 'exit');
    await Promise.race([ready, exited]);
    server.parts.events.broadcast('health', { pad: 'é'.repeat(70_000) } as never);
    await server.stop();
    const [code] = await exited;
    assert.equal(code, 0);
    assert.match(output, /closed 1012 service restart/u);
  },
);
