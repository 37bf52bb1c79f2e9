import { setTimeout as pause } from 'node:timers/promises';
import { createHome, startGateway, TOKEN } from '../support/gateway-process.ts';
import { connect } from '../support/operator-client.ts';
import { modelConfig, startDripModel } from '../support/drip-model.ts';
import { scaled, type Proof } from './proof.ts';

interface Message {
  readonly role: string;
  readonly content: unknown;
}

/** `kill -9` at random moments of a run; afterwards the books are read. */
export const proof: Proof = {
  name: 'kill',
  promise: 'A run cut off by `kill -9` is recorded as interrupted, its transcript is whole, and its key never runs twice',
  async run(context) {
    const rounds = scaled(context, 100, 3);
    const model = await startDripModel({ kind: 'drip', words: 60, everyMs: 10 });
    const home = createHome(modelConfig(model.baseUrl));
    const faults: string[] = [];
    let slowest = 0;
    let interrupted = 0;
    let gateway = await startGateway(home);
    let random = context.seed;
    const next = (): number => (random = (random * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
    try {
      for (let round = 0; round < rounds; round++) {
        const runId = `kill-${round}`;
        const sessionKey = `kill-${round}`;
        const request = { message: `question number ${round}`, idempotencyKey: runId, sessionKey };
        const client = await connect({ url: gateway.url, token: TOKEN });
        const accepted = client.call('agent', request).then(
          () => true,
          () => false,
        );
        const wasAccepted = round % 4 === 0 ? undefined : await accepted;
        await pause(next() * 400);
        await gateway.stop('SIGKILL');
        gateway = await startGateway(home);
        slowest = Math.max(slowest, gateway.readyMs);
        const again = await connect({ url: gateway.url, token: TOKEN });
        const waited = (await again.call('agent.wait', { runId, timeoutMs: 5000 })) as { status: string; error?: string };
        const history = (await again.call('chat.history', { sessionKey })) as { messages: Message[] };
        const questions = history.messages.filter((m) => m.role === 'user' && JSON.stringify(m.content).includes(request.message));
        if (wasAccepted === true && questions.length !== 1) faults.push(`${runId}: ${questions.length} copies of the question`);
        if (wasAccepted === true && waited.status === 'timeout') faults.push(`${runId}: no outcome after the restart`);
        if (waited.status === 'error') interrupted += 1;
        const before = model.asked.length;
        await again.call('agent', request).catch(() => undefined);
        if (questions.length === 1 && model.asked.length !== before) faults.push(`${runId}: the same key asked the model again`);
        await again.call('chat.abort', { sessionKey }).catch(() => undefined);
        await again.close();
      }
    } finally {
      await gateway.stop('SIGKILL');
      await model.close();
      home.remove();
    }
    for (const fault of faults) context.log(fault);
    if (slowest > 2000) context.log(`slowest start ${slowest.toFixed(0)} ms`);
    return {
      pass: faults.length === 0 && slowest <= 2000,
      figure: `${faults.length} lost or repeated of ${rounds} kills (${interrupted} cut off midway); slowest next start ${slowest.toFixed(0)} ms`,
    };
  },
};
