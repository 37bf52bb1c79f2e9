import { gatewaysHere, lockOwner, probePort, whoListens } from './facts.ts';
import type { CliIo } from './io.ts';

const PROBE_MS = 2_000;

/** Who but the own gateway listens at a port of this machine, in words; `undefined` when it can be had. */
export async function portHolder(io: CliIo, port: number): Promise<string | undefined> {
  if (port === 0 || lockOwner(io)?.port === port) return undefined;
  const { status } = await probePort(io, '127.0.0.1', port, PROBE_MS);
  if (status !== 'listening') return undefined;
  const sibling = [...gatewaysHere(io).values()].find((owner) => owner.port === port);
  return sibling === undefined
    ? whoListens(io, port)
    : `the gateway of profile ${sibling.profile} (pid ${sibling.pid})`;
}
