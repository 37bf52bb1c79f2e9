import type { EventsPort } from '../../../api/ports.ts';
import type { Clock } from '../../../platform/clock.ts';
import { refusePairing, type Refusal } from '../../../protocol/refusals.ts';
import type { DeviceRegistry, DeviceToken, KnownDevice } from '../device-registry.ts';
import { offersSecret, type Attempt, type AuthMethod } from './attempt.ts';
import { rawPublicKey } from './device-proof.ts';

/** A device may lack its pairing, then its role, then its scopes: each is approved once, so three rounds are enough. */
const MAX_ROUNDS = 3;

export type PairingRuling =
  | { readonly kind: 'paired'; readonly token: DeviceToken }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Whether pairing plays any part for this client. */
export const pairs = (attempt: Attempt): boolean =>
  attempt.device !== undefined && !(attempt.bypass && offersSecret(attempt.params));

export function lacksPairing(
  known: KnownDevice,
  wanted: { readonly publicKey: string; readonly role: string; readonly scopes: readonly string[] },
): boolean {
  if (known.publicKey !== wanted.publicKey) return true;
  const roles = known.roles ?? (known.role === undefined ? [] : [known.role]);
  if (!roles.includes(wanted.role)) return true;
  return wanted.scopes.some((scope) => !(known.scopes ?? []).includes(scope));
}

/**
 * Lets a known device through, approves a local one that knows the shared secret on the spot, and makes any other wait
 * for the operator. A device token never widens itself: with it alone nothing is approved silently.
 */
export async function settlePairing(
  attempt: Attempt,
  options: {
    readonly method: AuthMethod;
    readonly devices: DeviceRegistry;
    readonly events: EventsPort;
    readonly clock: Clock;
  },
): Promise<PairingRuling> {
  const { devices, events, clock } = options;
  const { params, role, scopes, peer } = attempt;
  const device = params.device;
  const raw = device === undefined ? undefined : rawPublicKey(device.publicKey);
  if (device === undefined || raw === undefined)
    throw new Error('pairing was asked for without a proven device');
  const publicKey = raw.toString('base64url');
  const silent = peer.localDirect && options.method !== 'deviceToken';
  const meta = {
    displayName: params.client.displayName,
    platform: params.client.platform,
    clientId: params.client.id,
    clientMode: params.client.mode,
    role,
    scopes,
    remoteIp: peer.publicAddress,
  };

  const wanted = { publicKey, role, scopes };
  let known = devices.find(device.id);
  for (let round = 0; known === undefined || lacksPairing(known, wanted); round += 1) {
    const { request, created } = await devices.requestPairing({
      ...meta,
      deviceId: device.id,
      publicKey,
      silent,
    });
    const maySettle = silent && request.silent === true && round < MAX_ROUNDS;
    if (!maySettle) {
      if (created) events.broadcast('device.pair.requested', request);
      return { kind: 'refused', refusal: refusePairing(request.requestId) };
    }
    const approved = await devices.approve(request.requestId);
    known = devices.find(device.id);
    // Another connection of the same device settled the very same request meanwhile.
    if (approved === undefined) continue;
    events.broadcast('device.pair.resolved', {
      requestId: request.requestId,
      deviceId: device.id,
      decision: 'approved',
      ts: clock.now(),
    });
  }
  devices.touch(known, meta);
  return { kind: 'paired', token: await devices.ensureToken(device.id, role, scopes) };
}
