import type { TestContext } from 'node:test';
import { createBench } from './cli-run.ts';
import type { Bench, BenchOptions } from './cli-run.ts';
import { startFakeGateway } from './fake-gateway.ts';
import type { FakeGateway, FakeGatewayOptions } from './fake-gateway.ts';
import { createFakePorts } from './fake-ports.ts';
import type { FakeOptions } from './fake-ports.ts';

export const TOKEN = 'a-secret-of-the-gateway';

export interface WithGatewayOptions {
  readonly bench?: BenchOptions;
  readonly ports?: FakeOptions;
  readonly gateway?: Partial<FakeGatewayOptions>;
  /** No unix socket: as from another machine or user. */
  readonly tcpOnly?: boolean;
}

/** A command line and a gateway in the same state directory; both end with the test. */
export async function withGateway(
  context: TestContext,
  options: WithGatewayOptions = {},
): Promise<{ bench: Bench; gateway: FakeGateway; asked: unknown[][] }> {
  const bench = createBench(context, options.bench);
  const { ports, asked } = createFakePorts(options.ports);
  const gateway = await startFakeGateway({
    ports,
    token: TOKEN,
    ...(options.tcpOnly === true ? {} : { socketPath: bench.io.paths.socketPath }),
    ...options.gateway,
  });
  context.after(() => gateway.stop());
  return { bench, gateway, asked };
}
