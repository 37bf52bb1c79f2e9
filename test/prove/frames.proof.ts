import fc from 'fast-check';
import { WebSocket } from 'ws';
import { readFileSync } from 'node:fs';
import { createHome, startGateway, TOKEN } from '../support/gateway-process.ts';
import { connect } from '../support/operator-client.ts';
import { scaled, type Proof } from './proof.ts';

const METHODS = ['health', 'status', 'agent', 'chat.send', 'chat.history', 'sessions.list', 'sessions.patch', 'connect', 'toString', '__proto__', 'constructor', 'logs.tail', 'system.inspect', 'device.pair.approve'];

const wild = fc.oneof(
  fc.anything({ maxDepth: 3, withNullPrototype: false }),
  fc.constantFrom(null, '', 0, -1, 1e308, [], {}, { toString: 1 }, '\u0000', '\ud800'),
);

const request = fc.record(
  {
    type: fc.oneof({ weight: 6, arbitrary: fc.constant('req') }, { weight: 1, arbitrary: wild }),
    id: fc.oneof({ weight: 6, arbitrary: fc.string({ minLength: 1, maxLength: 12 }) }, { weight: 1, arbitrary: wild }),
    method: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...METHODS) }, { weight: 1, arbitrary: wild }),
    params: fc.oneof(
      wild,
      fc.dictionary(fc.constantFrom('sessionKey', 'message', 'key', 'limit', 'idempotencyKey', 'requestId', 'actor', '__proto__', 'x'), wild),
    ),
    extra: wild,
  },
  { requiredKeys: [] },
);

const text = (value: unknown): string => {
  try {
    return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? 'undefined';
  } catch {
    // A cyclic or hostile value has no JSON; its place is taken by something equally wrong.
    return '{"cyclic":';
  }
};

const mutated = fc.oneof(
  { weight: 8, arbitrary: request.map(text) },
  { weight: 2, arbitrary: fc.tuple(request.map(text), fc.nat(400)).map(([whole, cut]) => whole.slice(0, cut)) },
  { weight: 1, arbitrary: fc.string({ maxLength: 200 }) },
  { weight: 1, arbitrary: fc.nat(3000).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`) },
);

interface Tally {
  sent: number;
  answered: number;
  untyped: string[];
}

/** Sends one batch on one socket; counts answers and keeps any that is not a proper response. */
async function batch(url: string, frames: readonly string[], hello: boolean, tally: Tally): Promise<void> {
  const socket = hello ? (await connect({ url, token: TOKEN })).socket : await opened(url);
  const codes = new Set(['INVALID_REQUEST', 'UNAVAILABLE', 'NOT_PAIRED', 'NOT_LINKED', 'AGENT_TIMEOUT']);
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as { type: string; ok?: boolean; error?: { code?: string; message?: string } };
    if (frame.type !== 'res') return;
    tally.answered += 1;
    const typed = frame.ok === true || (codes.has(frame.error?.code ?? '') && (frame.error?.message ?? '') !== '');
    if (!typed) tally.untyped.push(String(data).slice(0, 200));
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  for (const frame of frames) {
    if (socket.readyState !== WebSocket.OPEN) break;
    socket.send(frame);
    tally.sent += 1;
  }
  socket.close(1000);
  await closed;
}

function opened(url: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.on('error', reject);
    socket.once('open', () => resolve(socket));
  });
}

const rssMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

/** Random and mutated frames, before and after hello. */
export const proof: Proof = {
  name: 'frames',
  promise: '200,000 malformed or mutated frames: no crash, no leak, every refusal typed',
  async run(context) {
    const total = scaled(context, 200_000, 2000);
    const home = createHome();
    const gateway = await startGateway(home);
    const tally: Tally = { sent: 0, answered: 0, untyped: [] };
    let warm = 0;
    try {
      for (let round = 0; tally.sent < total; round++) {
        const frames = fc.sample(mutated, { numRuns: 400, seed: context.seed + round });
        // Non-JSON closes the socket by design, so those frames get sockets of their own.
        await batch(gateway.url, frames.filter(isJson), true, tally);
        await Promise.all(frames.filter((frame) => !isJson(frame)).slice(0, 10).map((frame) => batch(gateway.url, [frame], round % 2 === 0, tally)));
        await batch(gateway.url, frames.slice(0, 5), false, tally);
        if (warm === 0 && tally.sent >= total / 4) warm = rssMb(gateway.pid);
      }
      const client = await connect({ url: gateway.url, token: TOKEN });
      await client.call('health');
      await client.close();
      const grown = rssMb(gateway.pid) - warm;
      for (const bad of tally.untyped.slice(0, 5)) context.log(bad);
      return {
        pass: tally.untyped.length === 0 && gateway.child.exitCode === null && grown < 60,
        figure: `${tally.sent.toLocaleString('en')} frames, ${tally.answered.toLocaleString('en')} answers, ${tally.untyped.length} untyped, 0 crashes, memory ${grown >= 0 ? '+' : ''}${grown.toFixed(0)} MB over the last three quarters`,
      };
    } finally {
      await gateway.stop();
      home.remove();
    }
  },
};

function isJson(frame: string): boolean {
  try {
    JSON.parse(frame);
    return true;
  } catch {
    // That is the question being asked.
    return false;
  }
}
