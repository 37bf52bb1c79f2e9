import type { ConnectParams } from '../protocol/generated/types.ts';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import type { Target } from './target.ts';

const PROTOCOL_VERSION = 3;
const SCOPES = ['operator.admin', 'operator.approvals', 'operator.pairing'];

/** Who connects, and what it may prove itself with. */
export interface ClientIdentity {
  readonly version: string;
  readonly random: Random;
  readonly clock: Clock;
  /** Directory of the device key; used only where a password alone would not be accepted. */
  readonly identityDir: string;
  readonly target: Target;
  /** Default `cli`. */
  readonly mode?: 'cli' | 'probe';
}

/** Tailscale Serve may stand in front of it. */
const isServed = ({ url, socketPath }: Target): boolean =>
  socketPath === undefined && new URL(url).hostname.endsWith('.ts.net');

/** The params of `connect`. `nonce` is asked for only when a device key has to sign it. */
export async function connectParams(
  identity: ClientIdentity,
  nonce: () => Promise<string>,
): Promise<ConnectParams> {
  const { target, version, random, mode = 'cli' } = identity;
  const { token, password } = target;
  const base: ConnectParams = {
    minProtocol: PROTOCOL_VERSION,
    maxProtocol: PROTOCOL_VERSION,
    client: { id: 'cli', version, platform: process.platform, mode, instanceId: random.uuid() },
    caps: [],
    role: 'operator',
    scopes: [...SCOPES],
    ...(token === undefined && password === undefined
      ? {}
      : {
          auth: {
            ...(token === undefined ? {} : { token }),
            ...(password === undefined ? {} : { password }),
          },
        }),
  };
  // The gateway takes a token alone, but a password, or whom Tailscale vouches for, only together with a device.
  const vouched = password === undefined && isServed(target);
  if (target.socketPath !== undefined || token !== undefined || (password === undefined && !vouched))
    return base;
  const { proveDevice } = await import('./device-proof.ts');
  const device = proveDevice(identity.identityDir, {
    clientId: base.client.id,
    clientMode: base.client.mode,
    role: 'operator',
    scopes: SCOPES,
    nonce: await nonce(),
    signedAt: identity.clock.now(),
  });
  return { ...base, device };
}
