import { createHome, startGateway, TOKEN } from '../support/gateway-process.ts';
import { connect } from '../support/operator-client.ts';
import { modelConfig, startDripModel, type Behaviour } from '../support/drip-model.ts';
import { scaled, type Proof } from './proof.ts';

const FAILURES: readonly Behaviour[] = [
  { kind: 'reset' },
  { kind: 'resetMidway', afterWords: 3 },
  { kind: 'status', status: 500, body: '{"error":{"message":"internal"}}' },
  { kind: 'status', status: 429, body: '{"error":{"message":"slow down"}}' },
  { kind: 'status', status: 401, body: '{"error":{"message":"bad key"}}' },
  { kind: 'status', status: 200, body: 'not json at all' },
  { kind: 'garbage' },
  { kind: 'silence' },
];

/** The model's side fails in every way; the gateway must only ever report it. */
export const proof: Proof = {
  name: 'network',
  promise: "A network that fails in every way on the model's side never ends the process",
  async run(context) {
    const rounds = scaled(context, 10, 1);
    const model = await startDripModel({ kind: 'drip', words: 3, everyMs: 5 });
    const home = createHome(modelConfig(model.baseUrl));
    const gateway = await startGateway(home);
    const faults: string[] = [];
    let failures = 0;
    try {
      const client = await connect({ url: gateway.url, token: TOKEN });
      let serial = 0;
      const ask = async (timeout: number): Promise<string> => {
        const runId = `net-${serial++}`;
        await client.call('agent', { message: 'hello', idempotencyKey: runId, sessionKey: runId, timeout });
        const ended = (await client.call('agent.wait', { runId, timeoutMs: 30_000 })) as { status: string };
        return ended.status;
      };
      for (let round = 0; round < rounds; round++) {
        for (const behaviour of FAILURES) {
          model.behave(behaviour);
          const status = await ask(behaviour.kind === 'silence' ? 1 : 20);
          failures += 1;
          if (status !== 'error') faults.push(`${behaviour.kind}: ended ${status}`);
        }
      }
      await model.close();
      if ((await ask(20)) !== 'error') faults.push('refused: did not end in error');
      const pid = gateway.child.exitCode === null ? 'same process' : 'the process ended';
      await client.call('health');
      await client.close();
      for (const fault of faults) context.log(fault);
      return { pass: faults.length === 0 && gateway.child.exitCode === null, figure: `${failures + 1} failures of 9 kinds, ${faults.length} without a typed end, ${pid}` };
    } finally {
      await gateway.stop();
      home.remove();
    }
  },
};
