import { WebSocket } from 'ws';
import { createHome, startGateway, TOKEN } from '../support/gateway-process.ts';
import { connect, type BenchClient } from '../support/operator-client.ts';
import { allowedMs, scaled, type Proof } from './proof.ts';

const CHUNK = 'x'.repeat(60_000);

async function latencies(client: BenchClient, count: number): Promise<number[]> {
  const out: number[] = [];
  for (let i = 0; i < count; i++) {
    const begun = performance.now();
    await client.call('health');
    out.push(performance.now() - begun);
  }
  return out.sort((a, b) => a - b);
}

const p99 = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length * 0.99)] ?? 0;

/** One client stops reading while everybody is sent large events. */
export const proof: Proof = {
  name: 'slow-reader',
  promise: 'A client that stops reading is closed with a delivered 1008 while the others keep their latency',
  async run(context) {
    const home = createHome();
    const gateway = await startGateway(home);
    // Of a hundred the 99th percentile would be the slowest one: a single hiccup of the machine.
    const samples = scaled(context, 2000, 1000);
    try {
      const sender = await connect({ url: gateway.url, token: TOKEN });
      const witness = await connect({ url: gateway.url, token: TOKEN });
      await sender.call('chat.send', { sessionKey: 'main', message: '/status', idempotencyKey: 'open-main' });
      await sender.call('agent.wait', { runId: 'open-main', timeoutMs: 5000 });
      const inject = (): Promise<unknown> =>
        sender.call('chat.inject', { sessionKey: 'main', message: CHUNK });
      // The same traffic before and after, so that only the paused reader differs.
      const noise = async (): Promise<number[]> => {
        const stop = new AbortController();
        const sending = (async () => {
          while (!stop.signal.aborted) await inject();
        })();
        const measured = await latencies(witness, samples);
        stop.abort();
        await sending;
        return measured;
      };
      await noise();
      const before = p99(await noise());
      const paused = await connect({ url: gateway.url, token: TOKEN });
      const closed = new Promise<{ code: number; reason: string }>((resolve) =>
        paused.socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
      );
      paused.socket.pause();
      const during = p99(await noise());
      for (let i = 0; i < 200; i++) await inject();
      if (paused.socket.readyState !== WebSocket.OPEN)
        throw new Error('the paused client saw its end while paused');
      paused.socket.resume();
      const end = await Promise.race([
        closed,
        new Promise<{ code: number; reason: string }>((resolve) =>
          setTimeout(() => resolve({ code: 0, reason: 'still open' }), allowedMs(context, 10_000)).unref(),
        ),
      ]);
      return {
        pass: end.code === 1008 && end.reason === 'slow consumer' && during < allowedMs(context, 2 * before),
        figure: `closed ${end.code} "${end.reason}"; a neighbour's p99 ${before.toFixed(1)} ms before, ${during.toFixed(1)} ms during`,
      };
    } finally {
      await gateway.stop();
      home.remove();
    }
  },
};
