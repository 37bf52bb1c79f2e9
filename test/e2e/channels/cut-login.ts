import assert from 'node:assert/strict';
import type { AccountSnapshot, WebLoginStartResult } from '../../../src/protocol/generated/types.ts';
import type { Step } from '../../support/whatsapp/plan.ts';
import { openWhatsAppScene } from './whatsapp-scene.ts';
import type { WhatsAppScene } from './whatsapp-scene.ts';

/** From here on the client has proved itself; it comes back on a second connection, with its own credentials. */
const SECOND_CONNECTION: ReadonlySet<Step> = new Set(['login', 'success', 'preKeys', 'active']);
/** The phone has vouched and the server knows the device: nobody has to scan again. */
export const VOUCHED: ReadonlySet<Step> = new Set([...SECOND_CONNECTION, 'signed']);

export const atRest = ({ state }: AccountSnapshot): boolean =>
  state === 'unconfigured' || state === 'loggedOut';

/** Pauses are short: their table has tests of its own. */
export const openUnlinked = (): Promise<WhatsAppScene> =>
  openWhatsAppScene({ web: { reconnect: { initialMs: 250, jitter: 0 } }, channels: { whatsapp: {} } });

/** Begins a login whose connection is cut at `step`; resolves at the moment it is. */
export async function cutLogin(
  { scene, server, me }: WhatsAppScene,
  step: Step,
  atCut: () => void,
): Promise<void> {
  const { operator } = scene;
  const before = server.attempts.length;
  const which = before + (SECOND_CONNECTION.has(step) ? 2 : 1);
  server.cutAt(step);
  const cut = server.next('closed', ({ number }) => number === which).then(atCut);
  const asked = server.next('codeRequested');
  const method = step === 'codeRequested' ? { method: 'code', phone: me.phone } : {};
  try {
    const { qr } = await operator.call<WebLoginStartResult>('web.login.start', method);
    if (qr !== undefined) me.scanQr(qr);
    else await asked;
  } catch (error) {
    // Cut before there was a code, or the gateway is gone: both are what was asked for.
    assert.ok(error instanceof Error);
  }
  await cut;
}
