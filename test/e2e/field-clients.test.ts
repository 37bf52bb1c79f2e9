import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { createHome, startGateway, strayFailures, TOKEN } from '../support/gateway-process.ts';
import type { GatewayProcess, Home } from '../support/gateway-process.ts';
import { assertShape } from '../support/wire-shape.ts';
import {
  connectPeer,
  createTestDevice,
  openPeer,
  signDevice,
  type Frame,
  type WsPeer,
} from '../support/ws-peer.ts';

const OPERATOR_SCOPES = ['operator.admin', 'operator.approvals', 'operator.pairing'];
const PYTHON = '/usr/bin/python3';
const hasPython = spawnSync(PYTHON, ['-c', 'import websockets']).status === 0;

const PYTHON_CLIENT = `
import asyncio, json, sys, websockets
async def main(url, token):
    async with websockets.connect(url) as ws:
        async def until(fits):
            while True:
                frame = json.loads(await asyncio.wait_for(ws.recv(), 20))
                if fits(frame): return frame
        challenge = await until(lambda f: True)
        assert challenge["event"] == "connect.challenge", challenge
        async def ask(id, method, params):
            await ws.send(json.dumps({"type": "req", "id": id, "method": method, "params": params}))
            return await until(lambda f: f.get("type") == "res" and f.get("id") == id)
        hello = await ask("1", "connect", {"minProtocol": 3, "maxProtocol": 3, "auth": {"token": token},
            "client": {"id": "gateway-client", "version": "1", "platform": "python", "mode": "backend"}})
        assert hello["payload"]["type"] == "hello-ok", hello
        health = await ask("2", "health", {})
        assert health["ok"] and health["payload"]["ok"], health
        accepted = await ask("3", "agent", {"message": "hello", "idempotencyKey": "python-1", "sessionKey": "python"})
        assert accepted["payload"]["status"] == "accepted", accepted
        said = await until(lambda f: f.get("event") == "agent" and f["payload"]["stream"] == "assistant")
        final = await until(lambda f: f.get("id") == "3")
        assert final["payload"]["status"] == "ok", final
        print(final["payload"]["result"]["payloads"][0]["text"])
asyncio.run(main(sys.argv[1], sys.argv[2]))
`;

/** Unlike ours, the clients below never look at a frame they did not ask for before their hello. */
const answerOf = (
  frame: Frame,
): { ok: boolean; payload: Record<string, unknown>; error?: { code: string; message: string } } =>
  frame as never;

describe('clients nobody here wrote, against the real program', () => {
  let home: Home;
  let gateway: GatewayProcess;

  before(async () => {
    home = createHome();
    gateway = await startGateway(home);
  });

  after(async () => {
    assert.equal(await gateway.stop(), 0);
    assert.deepEqual(strayFailures(home), []);
    home.remove();
  });

  it(
    'answers a Python client',
    { skip: hasPython ? false : `${PYTHON} has no websockets package` },
    async () => {
      const child = spawn(PYTHON, ['-c', PYTHON_CLIENT, gateway.url, TOKEN], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => (text += String(chunk)));
      child.stderr.on('data', (chunk: Buffer) => (text += String(chunk)));
      const [code] = (await once(child, 'close')) as [number];
      assert.equal(code, 0, text);
      assert.match(text, /gateway/i);
    },
  );

  it('answers the WebSocket built into Node', async () => {
    const socket = new WebSocket(gateway.url);
    const frames: Frame[] = [];
    const done = Promise.withResolvers<void>();
    const ask = (id: string, method: string, params: unknown): void =>
      socket.send(JSON.stringify({ type: 'req', id, method, params }));
    socket.addEventListener('close', ({ code, reason }) =>
      done.reject(new Error(`closed ${code} ${reason}`)),
    );
    socket.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(String(data)) as Frame;
      frames.push(frame);
      if (frame['event'] === 'connect.challenge') {
        ask('1', 'connect', {
          minProtocol: 3,
          maxProtocol: 3,
          client: { id: 'test', version: '1', platform: 'linux', mode: 'test' },
          auth: { token: TOKEN },
        });
      }
      if (frame['id'] === '1')
        ask('2', 'agent', { message: 'hello', idempotencyKey: 'undici-1', sessionKey: 'undici' });
      const payload = frame['payload'] as { status?: string } | undefined;
      if (frame['id'] === '2' && payload?.status !== 'accepted') done.resolve();
    });
    await done.promise;
    const answers = frames
      .filter((frame) => frame['id'] === '2')
      .map((frame) => (frame['payload'] as { status: string }).status);
    assert.deepEqual(answers, ['accepted', 'ok']);
    const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
    socket.close();
    await closed;
  });

  describe('the macOS app, in Swift', () => {
    const device = createTestDevice();
    const client = {
      id: 'openclaw-macos',
      displayName: 'Mac',
      version: '2026.1.29',
      platform: 'macOS 26.2.0',
      deviceFamily: 'Mac',
      modelIdentifier: 'Mac16,6',
      mode: 'ui',
      instanceId: 'mac-instance',
    };
    let deviceToken = '';

    /** Swift encodes with JSONEncoder, whose slashes are escaped and whose keys have no order, and sends bytes. */
    const sendBytes = (peer: WsPeer, value: unknown): void =>
      peer.sendBytes(Buffer.from(JSON.stringify(value).replaceAll('/', String.raw`\/`)));

    const hello = async (
      token: string,
      over: Record<string, unknown> = {},
    ): Promise<{ peer: WsPeer; answer: ReturnType<typeof answerOf> }> => {
      const peer = openPeer(gateway.url);
      const nonce = await peer.nonce();
      const role = (over['role'] as string | undefined) ?? 'operator';
      const scopes = (over['scopes'] as string[] | undefined) ?? OPERATOR_SCOPES;
      const own = { ...client, ...(over['client'] as object | undefined) };
      const { client: _client, ...rest } = over;
      sendBytes(peer, {
        type: 'req',
        id: '9B1C6C4E-0001',
        method: 'connect',
        params: {
          minProtocol: 3,
          maxProtocol: 3,
          client: own,
          role,
          scopes,
          caps: [],
          locale: 'en_GB',
          userAgent: 'Version 26.2 (Build 25C56)',
          auth: { token },
          device: signDevice(device, { client: own, role, scopes, token, nonce, signedAt: Date.now() }),
          ...rest,
        },
      });
      return { peer, answer: answerOf(await peer.response('9B1C6C4E-0001')) };
    };

    it('says hello in binary frames with a v2 signature and is paired without a word', async () => {
      const watcher = await connectPeer(gateway.url, { token: TOKEN });
      const { peer, answer } = await hello(TOKEN);
      assert.equal(answer.ok, true, JSON.stringify(answer.error));
      assertShape('HelloOk', answer.payload);
      const { auth, policy, snapshot } = answer.payload as {
        auth: { deviceToken: string; role: string; scopes: string[] };
        policy: Record<string, number>;
        snapshot: { presence: { ts: number }[]; uptimeMs: number; stateVersion: Record<string, number> };
      };
      assert.deepEqual(auth.scopes, OPERATOR_SCOPES);
      deviceToken = auth.deviceToken;
      const integers = [
        ...Object.values(policy),
        snapshot.uptimeMs,
        ...Object.values(snapshot.stateVersion),
        ...snapshot.presence.map(({ ts }) => ts),
      ];
      for (const value of integers)
        assert.ok(Number.isInteger(value), 'Swift drops a frame with a fraction in it');
      const resolved = await watcher.event('device.pair.resolved');
      assert.equal((resolved['payload'] as { decision: string }).decision, 'approved');
      assert.equal(peer.ws.protocol, '');
      for (const open of [peer, watcher]) {
        open.ws.close();
        await open.closed;
      }
    });

    it('comes back with the token it was given, and asks in binary', async () => {
      const { peer, answer } = await hello(deviceToken);
      assert.equal(answer.ok, true, JSON.stringify(answer.error));
      sendBytes(peer, { type: 'req', id: 'h', method: 'health', params: { probe: false } });
      assertShape('HealthSummary', (await peer.response('h'))['payload']);
      sendBytes(peer, {
        type: 'req',
        id: 'a',
        method: 'chat.send',
        params: {
          sessionKey: 'main',
          message: 'hello',
          thinking: 'off',
          idempotencyKey: 'mac-1',
          attachments: [],
          timeoutMs: 30_000,
        },
      });
      assert.equal((answerOf(await peer.response('a')).payload as { status: string }).status, 'started');
      await peer.frame(
        (frame) =>
          frame['event'] === 'chat' &&
          (frame['payload'] as { runId: string; state: string }).state === 'final',
      );
      peer.ws.close();
      await peer.closed;
    });

    it('is a node with the same device at the same time', async () => {
      const nodeSide = await hello(TOKEN, {
        client: { mode: 'node' },
        role: 'node',
        scopes: [],
        caps: ['canvas', 'camera'],
        commands: ['canvas.present', 'camera.snap'],
        permissions: { camera: true },
      });
      assert.equal(nodeSide.answer.ok, true, JSON.stringify(nodeSide.answer.error));
      const { auth } = nodeSide.answer.payload as { auth: { role: string; scopes: string[] } };
      assert.deepEqual([auth.role, auth.scopes], ['node', []]);
      sendBytes(nodeSide.peer, {
        type: 'req',
        id: 'n',
        method: 'chat.history',
        params: { sessionKey: 'main' },
      });
      const refused = answerOf(await nodeSide.peer.response('n'));
      assert.deepEqual(
        [refused.error?.code, refused.error?.message],
        ['INVALID_REQUEST', 'unauthorized role: node'],
      );
      const operatorSide = await hello(deviceToken);
      assert.equal(operatorSide.answer.ok, true, 'the operator token survived the role upgrade');
      for (const { peer } of [nodeSide, operatorSide]) {
        peer.ws.close();
        await peer.closed;
      }
    });
  });

  describe('the Android app, in Kotlin', () => {
    const device = createTestDevice();
    const base = {
      version: '2026.1.29',
      platform: 'Android 16',
      deviceFamily: 'Android',
      modelIdentifier: 'Google Pixel 9',
      displayName: 'Pixel',
      instanceId: 'pixel-1',
    };

    /** On loopback it does not wait for the challenge: its first frame is on the way before ours arrives. */
    const hello = async (
      own: Record<string, unknown>,
      role: string,
      more: Record<string, unknown>,
    ): Promise<{ peer: WsPeer; answer: ReturnType<typeof answerOf> }> => {
      const peer = openPeer(gateway.url);
      await once(peer.ws, 'open');
      peer.send({
        type: 'req',
        id: 'hello',
        method: 'connect',
        params: {
          minProtocol: 3,
          maxProtocol: 3,
          client: own,
          role,
          auth: { token: TOKEN },
          device: signDevice(device, { client: own, role, token: TOKEN, signedAt: Date.now() }),
          locale: 'en-GB',
          userAgent: 'OpenClawAndroid/2026.1.29 (Android 16; SDK 36)',
          ...more,
        },
      });
      return { peer, answer: answerOf(await peer.response('hello')) };
    };

    it('opens its operator session under the control page’s name, with a v1 signature and without scopes', async () => {
      const { peer, answer } = await hello(
        { ...base, id: 'openclaw-control-ui', mode: 'ui' },
        'operator',
        {},
      );
      assert.equal(answer.ok, true, JSON.stringify(answer.error));
      const { auth, snapshot } = answer.payload as {
        auth: { scopes: string[]; deviceToken: string };
        snapshot: { sessionDefaults: { mainSessionKey: string } };
      };
      assert.deepEqual(auth.scopes, ['operator.admin']);
      assert.equal(snapshot.sessionDefaults.mainSessionKey, 'agent:main:main');
      const sent = await peer.call('chat.send', {
        sessionKey: 'main',
        message: 'hello from the phone',
        thinking: 'off',
        timeoutMs: 30_000,
        idempotencyKey: 'android-1',
      });
      assert.equal((sent['payload'] as { runId: string }).runId, 'android-1');
      await peer.frame(
        ({ event, payload }) => event === 'chat' && (payload as { state: string }).state === 'final',
      );
      const history = await peer.call('chat.history', { sessionKey: 'main' });
      assert.match(JSON.stringify(history['payload']), /hello from the phone/);
      peer.ws.close();
      await peer.closed;
    });

    it('opens its node session beside it', async () => {
      const { peer, answer } = await hello({ ...base, id: 'openclaw-android', mode: 'node' }, 'node', {
        caps: ['canvas', 'screen'],
        commands: ['canvas.present'],
      });
      assert.equal(answer.ok, true, JSON.stringify(answer.error));
      assert.deepEqual((answer.payload['auth'] as { scopes: string[] }).scopes, []);
      peer.ws.close();
      await peer.closed;
    });

    it('is refused with a signature made for other scopes than it sends', async () => {
      const own = { ...base, id: 'openclaw-control-ui', mode: 'ui' };
      const { peer, answer } = await hello(own, 'operator', { scopes: ['operator.admin'] });
      assert.deepEqual(
        [answer.error?.code, answer.error?.message],
        ['INVALID_REQUEST', 'device signature invalid'],
      );
      assert.deepEqual(await peer.closed, { code: 1008, reason: 'device signature invalid' });
    });
  });
});
