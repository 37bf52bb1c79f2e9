import { createHome, startGateway, strayFailures, TOKEN } from '../support/gateway-process.ts';
import { connectPeer, type Frame } from '../support/ws-peer.ts';
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

interface Answer {
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly message?: string };
}

const isAccepted = (frame: Frame): boolean =>
  (frame['payload'] as { status?: string } | undefined)?.status === 'accepted';

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
      const peer = await connectPeer(gateway.url, { token: TOKEN });
      let serial = 0;
      const ask = async (timeout: number, code: string): Promise<string | undefined> => {
        const id = `net-${serial++}`;
        const params = { message: 'hello', idempotencyKey: id, sessionKey: id, timeout };
        peer.send({ type: 'req', id, method: 'agent', params });
        const { ok, error } = (await peer.frame(
          (frame) => frame['id'] === id && !isAccepted(frame),
        )) as unknown as Answer;
        if (ok) return 'ended well';
        return error?.code === code && (error.message ?? '') !== ''
          ? undefined
          : `ended with ${JSON.stringify(error)}`;
      };
      for (let round = 0; round < rounds; round++) {
        for (const behaviour of FAILURES) {
          model.behave(behaviour);
          const fault = await (behaviour.kind === 'silence'
            ? ask(1, 'AGENT_TIMEOUT')
            : ask(20, 'UNAVAILABLE'));
          failures += 1;
          if (fault !== undefined) faults.push(`${JSON.stringify(behaviour)}: ${fault}`);
        }
      }
      await model.close();
      const refused = await ask(20, 'UNAVAILABLE');
      if (refused !== undefined) faults.push(`connection refused: ${refused}`);
      const pid = gateway.child.exitCode === null ? 'same process' : 'the process ended';
      if ((await peer.call('health'))['ok'] !== true) faults.push('health is not answered any more');
      peer.ws.close();
      await peer.closed;
      faults.push(...strayFailures(home));
      for (const fault of faults) context.log(fault);
      return {
        pass: faults.length === 0 && gateway.child.exitCode === null,
        figure: `${failures + 1} failures of ${FAILURES.length + 1} kinds, ${faults.length} without a typed end or unhandled, ${pid}`,
      };
    } finally {
      await gateway.stop();
      home.remove();
    }
  },
};
