import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { createMachine } from 'xstate';
import { createInspectFeed, INSPECT_PATH } from '../../src/actors/inspect/feed.ts';
import { createRecorder } from '../../src/actors/inspect/recorder.ts';
import { createStatelyFeed } from '../../src/actors/inspect/stately.ts';
import { createStage } from '../support/stage.ts';
import { createTestClock } from '../support/test-clock.ts';

const lamp = createMachine({
  id: 'lamp',
  initial: 'off',
  states: { off: { on: { flip: 'on' } }, on: { on: { flip: 'off' } } },
});

async function serve() {
  const clock = createTestClock();
  const recorder = createRecorder({ clock, ringSize: 100 });
  const stately = createStatelyFeed({ clock });
  const stage = createStage(lamp, {
    inspect: (event) => {
      recorder.inspect(event);
      stately.inspect(event);
    },
  });
  const handle = createInspectFeed({ recorder, stately, clock });
  const server = createServer((req, res) => {
    if (!handle(req, res)) res.writeHead(418).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base,
    clock,
    stage,
    async close() {
      stage.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Opens a stream of server-sent events and reads it one message at a time. */
async function follow(url: string) {
  const abort = new AbortController();
  const response = await fetch(url, { signal: abort.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffered = '';
  return {
    status: response.status,
    async next(): Promise<unknown> {
      while (!buffered.includes('\n\n')) {
        const chunk = await reader?.read();
        if (chunk === undefined || chunk.done) throw new Error('the stream ended');
        buffered += chunk.value;
      }
      const [message = '', ...rest] = buffered.split('\n\n');
      buffered = rest.join('\n\n');
      return JSON.parse(message.replace(/^data: /, ''));
    },
    close: () => abort.abort(),
  };
}

describe('the inspector page', () => {
  it('is served with a policy that fits its own script and style', async () => {
    const server = await serve();
    const response = await fetch(server.base + INSPECT_PATH);
    const html = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    for (const tag of ['script type="module"', 'style']) {
      const inner = html.split(`<${tag}>`)[1]?.split('</')[0] ?? '';
      const hash = createHash('sha256').update(inner).digest('base64');
      assert.ok(policy.includes(`'sha256-${hash}'`), tag);
    }
    assert.ok(!/https?:/.test(html), 'nothing is loaded from elsewhere');
    await server.close();
  });

  it('leaves other requests alone and is read-only', async () => {
    const server = await serve();
    const statuses = await Promise.all([
      fetch(`${server.base}/other`).then((response) => response.status),
      fetch(`${server.base}${INSPECT_PATH}ion`).then((response) => response.status),
      fetch(`${server.base}${INSPECT_PATH}/nowhere`).then((response) => response.status),
      fetch(`${server.base}${INSPECT_PATH}/actor`).then((response) => response.status),
      fetch(server.base + INSPECT_PATH, { method: 'POST' }).then((response) => response.status),
    ]);
    assert.deepEqual(statuses, [418, 418, 404, 400, 405]);
    await server.close();
  });

  it('streams the tree, one redraw for a burst', async () => {
    const server = await serve();
    const stream = await follow(`${server.base}${INSPECT_PATH}/tree`);
    interface Frame {
      readonly now: number;
      readonly tree: readonly { readonly id: string; readonly state: string }[];
      readonly steps: readonly { readonly actor: string; readonly to: string }[];
    }
    const state = ({ tree }: Frame) => tree.find((node) => node.id === 'stage/subject')?.state;
    const first = (await stream.next()) as Frame;
    assert.equal(state(first), 'off');
    assert.equal(first.now, server.clock.now());
    const told = first.steps.filter(({ actor }) => actor === 'stage/subject').map(({ to }) => to);
    assert.deepEqual(told, ['off'], 'what happened before is told first');
    for (let flip = 0; flip < 101; flip += 1) server.stage.actor.send({ type: 'flip' });
    assert.equal(server.clock.pending, 1);
    server.clock.advanceSync(200);
    const second = (await stream.next()) as Frame;
    assert.equal(state(second), 'on');
    assert.deepEqual(second.steps.length, 50, 'the latest steps of a burst');
    assert.equal(second.steps.at(-1)?.to, 'on');
    server.stage.actor.send({ type: 'flip' });
    server.clock.advanceSync(200);
    const third = (await stream.next()) as Frame;
    assert.deepEqual(
      third.steps.map(({ to }) => to),
      ['off'],
      'each step is told once',
    );
    stream.close();
    await server.close();
  });

  it('answers what one actor did', async () => {
    const server = await serve();
    server.stage.actor.send({ type: 'flip' });
    const response = await fetch(`${server.base}${INSPECT_PATH}/actor?id=stage%2Fsubject`);
    const { transitions, why, charts } = (await response.json()) as {
      transitions: { to: string }[];
      why: unknown[];
      charts: unknown;
    };
    assert.deepEqual(
      transitions.map((item) => item.to),
      ['off', 'on'],
    );
    assert.equal(why.length, 2);
    const state = { parallel: false, states: [] };
    assert.deepEqual(charts, [
      {
        machine: 'lamp',
        states: [
          { ...state, name: 'off', active: false, leads: [['flip', ['on']]] },
          { ...state, name: 'on', active: true, leads: [['flip', ['off']]] },
        ],
      },
    ]);
    await server.close();
  });

  it('streams the Stately format', async () => {
    const server = await serve();
    const stream = await follow(`${server.base}${INSPECT_PATH}/stately`);
    const first = (await stream.next()) as { type: string };
    assert.equal(first.type, '@xstate.actor');
    stream.close();
    await server.close();
  });

  it('turns the ninth stream away', async () => {
    const server = await serve();
    const streams = await Promise.all(
      Array.from({ length: 8 }, () => follow(`${server.base}${INSPECT_PATH}/tree`)),
    );
    assert.equal((await fetch(`${server.base}${INSPECT_PATH}/tree`)).status, 503);
    for (const stream of streams) stream.close();
    await server.close();
  });
});
