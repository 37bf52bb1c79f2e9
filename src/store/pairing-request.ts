import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import type { SenderRef } from './pairing-rows.ts';
import { PAIRING_TTL_MS, dropExpired, insertRequest, listRequests, noteSeen } from './pairing-rows.ts';
import type { Tx } from './store.ts';

/** Without 0, O, 1 and I, which are read out wrongly. Its 32 letters take five bits of a byte without bias. */
const CODE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const CODE_CHARS = 8;
/** Per network: a crowd of strangers must not bury the one the owner waits for. */
const MAX_PENDING = 3;

export interface PairingAsk extends SenderRef {
  /** What the network says about them, e.g. a name. */
  readonly meta: Readonly<Record<string, string>>;
}

export type PairingAnswer =
  /** Once per request: the moment to send the code. */
  | { readonly created: true; readonly code: string; readonly expiresAt: number }
  /** Empty when too many wait already, else the code sent before. */
  | { readonly created: false; readonly code: string };

function freshCode(random: Random, taken: readonly string[]): string {
  for (;;) {
    const code = [...random.bytes(CODE_CHARS)].map((byte) => CODE_LETTERS[byte & 31]).join('');
    if (!taken.includes(code)) return code;
  }
}

/** In the caller's transaction, so that the message and the request it leads to are kept or lost together. */
export function requestPairing(
  tx: Tx,
  ask: PairingAsk,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): PairingAnswer {
  const now = clock.now();
  dropExpired(tx, now);
  const waiting = listRequests(tx, now, ask.channel);
  const known = waiting.find(
    ({ accountId, senderId }) => accountId === ask.accountId && senderId === ask.senderId,
  );
  if (known !== undefined) {
    noteSeen(tx, ask, now);
    return { created: false, code: known.code };
  }
  if (waiting.length >= MAX_PENDING) return { created: false, code: '' };
  const code = freshCode(
    random,
    waiting.map((request) => request.code),
  );
  insertRequest(tx, { ...ask, code, createdAt: now, lastSeenAt: now });
  return { created: true, code, expiresAt: now + PAIRING_TTL_MS };
}
