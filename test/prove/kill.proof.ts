import { setTimeout as pause } from 'node:timers/promises';
import { NO_SAFE_MODE, createHome, startGateway, strayFailures, TOKEN } from '../support/gateway-process.ts';
import { modelConfig, startDripModel } from '../support/drip-model.ts';
import { connectPeer, type Frame } from '../support/ws-peer.ts';
import { allowedMs, scaled, type Proof } from './proof.ts';

const WORDS = 60;
const WORD_MS = 10;
/** A run with its start, its end and the commits around both takes about this long: kills fall before, into and after it. */
const RUN_MS = WORDS * WORD_MS + 600;
const LIMIT_MS = 2000;

interface Message {
  readonly role: string;
  readonly content: unknown;
}

const payload = (frame: Frame): Record<string, unknown> =>
  (frame['payload'] ?? {}) as Record<string, unknown>;

/** What the books say about one run after the kill: faults, or how it ended. */
function judge(books: {
  readonly runId: string;
  readonly question: string;
  readonly wasAccepted: boolean;
  readonly waited: Record<string, unknown>;
  readonly messages: readonly Message[];
  readonly replayed: Frame;
}): { readonly faults: string[]; readonly end: 'ok' | 'interrupted' | 'unknown' } {
  const { runId, question, wasAccepted, waited, messages, replayed } = books;
  const faults: string[] = [];
  const fault = (text: string): void => void faults.push(`${runId}: ${text}`);
  const texts = messages.map(({ role, content }) => `${role} ${JSON.stringify(content)}`);
  const questions = texts.filter((text) => text.startsWith('user ') && text.includes(question)).length;
  if (questions > 1 || (wasAccepted && questions === 0)) fault(`${questions} copies of the question`);
  const known = questions === 1;
  if (known && payload(replayed)['status'] === 'accepted') fault('the same key was taken for a new run');
  if (waited['status'] === 'ok') {
    const answers = texts.filter((text) => text.startsWith('assistant '));
    if (answers.length !== 1 || !answers[0]?.includes(`word${WORDS}`))
      fault(`ended well without its whole answer: ${answers.join()}`);
    if (payload(replayed)['status'] !== 'ok') fault('its answer is not given again');
    return { faults, end: 'ok' };
  }
  if (!known) return { faults, end: 'unknown' };
  if (waited['status'] !== 'error' || !JSON.stringify(waited).includes('interrupted')) {
    fault(`recorded as ${JSON.stringify(waited)}, not as interrupted`);
  }
  return { faults, end: 'interrupted' };
}

/** `kill -9` at random moments of a run; afterwards the books are read. */
export const proof: Proof = {
  name: 'kill',
  promise:
    'A run cut off by `kill -9` is recorded as interrupted, its transcript is whole, and its key never runs twice',
  async run(context) {
    const rounds = scaled(context, 100, 3);
    const model = await startDripModel({ kind: 'drip', words: WORDS, everyMs: WORD_MS });
    const home = createHome(modelConfig(model.baseUrl));
    const faults: string[] = [];
    const ends = { ok: 0, interrupted: 0, unknown: 0 };
    let slowest = 0;
    let gateway = await startGateway(home, NO_SAFE_MODE);
    let random = context.seed;
    const next = (): number => (random = (random * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
    try {
      for (let round = 0; round < rounds; round++) {
        const runId = `kill-${round}`;
        const sessionKey = `kill-${round}`;
        const question = `question number ${round}.`;
        const request = { message: question, idempotencyKey: runId, sessionKey };
        const client = await connectPeer(gateway.url, { token: TOKEN });
        // Every fourth kill falls into the moment in which the request is being accepted.
        const early = round % 4 === 0;
        const accepted = client.call('agent', request).then(
          (frame) => frame['ok'] === true,
          () => false,
        );
        if (!early) await accepted;
        await pause(next() * (early ? 8 : RUN_MS));
        await gateway.stop('SIGKILL');
        const wasAccepted = await accepted;
        gateway = await startGateway(home, NO_SAFE_MODE);
        slowest = Math.max(slowest, gateway.readyMs);
        const again = await connectPeer(gateway.url, { token: TOKEN });
        const waited = payload(await again.call('agent.wait', { runId, timeoutMs: 0 }));
        const history = payload(await again.call('chat.history', { sessionKey })) as { messages: Message[] };
        const replayed = await again.call('agent', request);
        const { faults: found, end } = judge({
          runId,
          question,
          wasAccepted,
          waited,
          messages: history.messages,
          replayed,
        });
        faults.push(...found);
        ends[end] += 1;
        await again.call('chat.abort', { sessionKey });
        again.ws.close();
        await again.closed;
      }
      faults.push(...strayFailures(home));
    } finally {
      await gateway.stop('SIGKILL');
      await model.close();
      home.remove();
    }
    for (const fault of faults) context.log(fault);
    if (slowest > allowedMs(context, LIMIT_MS)) context.log(`slowest start ${slowest.toFixed(0)} ms`);
    return {
      pass: faults.length === 0 && slowest <= allowedMs(context, LIMIT_MS),
      figure: `${faults.length} lost or repeated of ${rounds} kills (${ends.interrupted} cut off midway, ${ends.ok} just answered, ${ends.unknown} before acceptance); slowest next start ${slowest.toFixed(0)} ms`,
    };
  },
};
