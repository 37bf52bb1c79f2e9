import * as fc from 'fast-check';
import { WebSocket } from 'ws';
import { setTimeout as pause } from 'node:timers/promises';
import { CLOSE } from '../../src/protocol/close-reasons.ts';
import { LIMITS } from '../../src/protocol/limits.ts';
import { REFUSALS } from '../../src/protocol/refusals.ts';
import { createHome, startGateway, strayFailures, TOKEN } from '../support/gateway-process.ts';
import { liveHeap, watchLiveHeap } from '../support/live-heap.ts';
import { connect } from '../support/operator-client.ts';
import { scaled, type Proof } from './proof.ts';

const METHODS = [
  'health',
  'status',
  'agent',
  'chat.send',
  'chat.history',
  'sessions.list',
  'sessions.patch',
  'connect',
  'toString',
  '__proto__',
  'constructor',
  'logs.tail',
  'system.inspect',
  'device.pair.approve',
];

const wild = fc.oneof(
  fc.anything({ maxDepth: 3, withNullPrototype: false }),
  fc.constantFrom(null, '', 0, -1, 1e308, [], {}, { toString: 1 }, '\u0000', '\ud800'),
);

const request = fc.record(
  {
    type: fc.oneof({ weight: 6, arbitrary: fc.constant('req') }, { weight: 1, arbitrary: wild }),
    id: fc.oneof(
      { weight: 6, arbitrary: fc.string({ minLength: 1, maxLength: 12 }) },
      { weight: 1, arbitrary: wild },
    ),
    method: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...METHODS) }, { weight: 1, arbitrary: wild }),
    params: fc.oneof(
      wild,
      fc.dictionary(
        fc.constantFrom(
          'sessionKey',
          'message',
          'key',
          'limit',
          'idempotencyKey',
          'requestId',
          'actor',
          '__proto__',
          'x',
        ),
        wild,
      ),
    ),
    extra: wild,
  },
  { requiredKeys: [] },
);

const text = (value: unknown): string => {
  try {
    return (
      JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ??
      'undefined'
    );
  } catch {
    // A cyclic or hostile value has no JSON; its place is taken by something equally wrong.
    return '{"cyclic":';
  }
};

const mutated = fc.oneof(
  { weight: 8, arbitrary: request.map(text) },
  {
    weight: 2,
    arbitrary: fc.tuple(request.map(text), fc.nat(400)).map(([whole, cut]) => whole.slice(0, cut)),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 200 }) },
  { weight: 1, arbitrary: fc.nat(3000).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`) },
);

/** A good hello with one or two of its members replaced. The secret stays right: wrong ones lock the address out. */
const hello = fc
  .tuple(
    fc.constantFrom(
      'minProtocol',
      'maxProtocol',
      'client',
      'role',
      'scopes',
      'caps',
      'commands',
      'device',
      'permissions',
      'extra',
    ),
    wild,
    fc.option(fc.tuple(fc.constantFrom('id', 'mode', 'version', 'platform', 'instanceId', 'extra'), wild), {
      nil: undefined,
    }),
  )
  .map(([key, value, inner]) => {
    const client = {
      id: 'cli',
      version: '1',
      platform: 'linux',
      mode: 'cli',
      ...(inner === undefined ? {} : { [inner[0]]: inner[1] }),
    };
    const params = { minProtocol: 3, maxProtocol: 3, client, auth: { token: TOKEN }, [key]: value };
    return text({ type: 'req', id: '1', method: 'connect', params });
  });

interface Tally {
  sent: number;
  answered: number;
  unanswered: number;
  /** Answers without a known code or a message, closes nobody has listed. */
  readonly untyped: string[];
}

interface Answer {
  readonly type: string;
  readonly id?: unknown;
  readonly ok?: boolean;
  readonly error?: { readonly code?: string; readonly message?: string };
}

const CODES = new Set(['INVALID_REQUEST', 'UNAVAILABLE', 'NOT_PAIRED', 'NOT_LINKED', 'AGENT_TIMEOUT']);
const LISTED = new Set(Object.values(CLOSE).map(({ code, reason }) => `${code} ${reason}`));
const REFUSED = Object.values(REFUSALS).map(({ message }) => message);

/** 1005 is our own goodbye coming back without a code. */
const isListed = (code: number, reason: string): boolean =>
  code === 1005 ||
  LISTED.has(`${code} ${reason}`) ||
  ((code === 1008 || code === 1002) && REFUSED.some((message) => reason.startsWith(message)));

const LAST = 'the-last-one';

function listen(socket: WebSocket, tally: Tally, onAnswer: (answer: Answer) => void): Promise<void> {
  socket.on('message', (data) => {
    const received = (data as Buffer).toString();
    const frame = JSON.parse(received) as Answer;
    if (frame.type !== 'res') return;
    const typed =
      frame.ok === true || (CODES.has(frame.error?.code ?? '') && (frame.error?.message ?? '') !== '');
    if (!typed || typeof frame.id !== 'string') tally.untyped.push(received.slice(0, 200));
    onAnswer(frame);
  });
  return new Promise((resolve) =>
    socket.once('close', (code, reason) => {
      if (!isListed(code, String(reason))) tally.untyped.push(`close ${code} ${String(reason)}`);
      resolve();
    }),
  );
}

/** Frames that are JSON, on one connection: each must be answered, and the connection must outlive them all. */
async function conversation(url: string, frames: readonly string[], tally: Tally): Promise<void> {
  const { socket } = await connect({ url, token: TOKEN });
  let answered = 0;
  const over = Promise.withResolvers<void>();
  const closed = listen(socket, tally, ({ id }) => {
    if (id === LAST) over.resolve();
    else answered += 1;
  });
  for (const frame of frames) socket.send(frame);
  socket.send(JSON.stringify({ type: 'req', id: LAST, method: 'health' }));
  await Promise.race([over.promise, closed]);
  // Those that write to the store are answered a little after the last one.
  for (
    let look = 0;
    look < 100 && answered < frames.length && socket.readyState === WebSocket.OPEN;
    look += 1
  )
    await pause(10);
  if (socket.readyState !== WebSocket.OPEN)
    tally.untyped.push('a connection was closed although every frame was JSON');
  socket.close(1000);
  await closed;
  tally.sent += frames.length;
  tally.answered += answered;
  tally.unanswered += Math.max(0, frames.length - answered);
}

/** One frame on a connection of its own, which it may cost. */
async function single(
  url: string,
  frame: string,
  when: 'beforeHello' | 'afterHello',
  tally: Tally,
): Promise<void> {
  const socket = when === 'afterHello' ? (await connect({ url, token: TOKEN })).socket : await opened(url);
  const closed = listen(socket, tally, () => {
    tally.answered += 1;
  });
  socket.send(frame);
  tally.sent += 1;
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

/** Random and mutated frames, before and after hello. */
export const proof: Proof = {
  name: 'frames',
  promise: '200,000 malformed or mutated frames: no crash, no leak, every refusal typed',
  async run(context) {
    const total = scaled(context, 200_000, 2000);
    const home = createHome();
    watchLiveHeap(home);
    const liveMb = async (): Promise<number> => (await liveHeap(home)) / 1024 / 1024;
    const gateway = await startGateway(home);
    const tally: Tally = { sent: 0, answered: 0, unanswered: 0, untyped: [] };
    let warm = 0;
    try {
      for (let round = 0; tally.sent < total; round++) {
        const seed = context.seed + round;
        const frames = fc.sample(mutated, { numRuns: 400, seed });
        const costly = frames.filter((frame) => !isHarmless(frame));
        await conversation(gateway.url, frames.filter(isHarmless), tally);
        await Promise.all([
          ...costly.slice(0, 10).map((frame) => single(gateway.url, frame, 'afterHello', tally)),
          ...costly.slice(10, 15).map((frame) => single(gateway.url, frame, 'beforeHello', tally)),
          ...frames.slice(0, 5).map((frame) => single(gateway.url, frame, 'beforeHello', tally)),
          ...fc
            .sample(hello, { numRuns: 10, seed })
            .map((frame) => single(gateway.url, frame, 'beforeHello', tally)),
        ]);
        if (warm === 0 && tally.sent >= total / 2) warm = await liveMb();
      }
      const client = await connect({ url: gateway.url, token: TOKEN });
      await client.call('health');
      await client.close();
      const grown = (await liveMb()) - warm;
      const crashes = gateway.child.exitCode === null && gateway.child.signalCode === null ? 0 : 1;
      const strays = strayFailures(home);
      for (const bad of [...tally.untyped, ...strays].slice(0, 5)) context.log(bad);
      return {
        pass:
          tally.untyped.length === 0 &&
          tally.unanswered === 0 &&
          crashes === 0 &&
          strays.length === 0 &&
          grown < MAX_GROWTH_MB,
        figure: `${tally.sent.toLocaleString('en')} frames, ${tally.answered.toLocaleString('en')} answers, ${tally.untyped.length} untyped, ${tally.unanswered} unanswered, ${crashes + strays.length} crashes, live memory ${grown >= 0 ? '+' : ''}${grown.toFixed(1)} MB over the second half`,
      };
    } finally {
      await gateway.stop();
      home.remove();
    }
  },
};

/** Of a hundred thousand frames no 50 bytes each. */
const MAX_GROWTH_MB = 5;

/** True for JSON that nests no deeper than is allowed: anything else may cost its connection. */
function isHarmless(frame: string): boolean {
  let level: unknown[];
  try {
    level = [JSON.parse(frame)];
  } catch {
    // That is the question being asked.
    return false;
  }
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > LIMITS.maxFrameDepth) return false;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return true;
}
