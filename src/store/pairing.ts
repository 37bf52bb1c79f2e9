import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import { invalidRequest } from '../protocol/failure.ts';
import type { PairingAnswer, PairingAsk } from './pairing-request.ts';
import { requestPairing } from './pairing-request.ts';
import type { PairingRequest, SenderRef } from './pairing-rows.ts';
import {
  allowedSenders,
  deleteAllowed,
  dropExpired,
  dropRequest,
  insertAllowed,
  listRequests,
} from './pairing-rows.ts';
import { recordOp } from './ops-log.ts';
import type { Store, Tx } from './store.ts';

export type { PairingAnswer, PairingAsk } from './pairing-request.ts';
export type { PairingRequest, SenderRef } from './pairing-rows.ts';

const ANYONE = '*';

/** Direct senders who wait, and those let in, per account of a network. Unknown codes give `undefined`. */
export interface PairingStore {
  request(ask: PairingAsk): Promise<PairingAnswer>;
  /** Those still valid, oldest first. */
  list(channel?: string): PairingRequest[];
  /** `code` in any case; `by` is who decided, for the ops log. `accountId`: only among the requests of this account. */
  approve(channel: string, code: string, by: string, accountId?: string): Promise<PairingRequest | undefined>;
  reject(channel: string, code: string, by: string, accountId?: string): Promise<PairingRequest | undefined>;
  /** Ids let in, in the order they were added. */
  approved(channel: string, accountId: string): string[];
  /**
   * False when nothing changed.
   * @throws Failure INVALID_REQUEST for `*` and the empty id
   */
  addApproved(channel: string, accountId: string, senderId: string, by: string): Promise<boolean>;
  removeApproved(channel: string, accountId: string, senderId: string, by: string): Promise<boolean>;
}

function storable(senderId: string): string {
  const id = senderId.trim();
  if (id === '') throw invalidRequest('no sender id given');
  if (id === ANYONE)
    throw invalidRequest('"*" is never stored; to let everybody in, set dmPolicy "open" in the config');
  return id;
}

export function createPairingStore(
  store: Store,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): PairingStore {
  /** Plain comparison: codes live for an hour, three at a time, and only the operator can offer one. */
  const take = (tx: Tx, channel: string, code: string, accountId?: string): PairingRequest | undefined => {
    const now = clock.now();
    dropExpired(tx, now);
    const wanted = code.trim().toUpperCase();
    const found = listRequests(tx, now, channel).find(
      (request) => request.code === wanted && (accountId === undefined || request.accountId === accountId),
    );
    if (found !== undefined) dropRequest(tx, found);
    return found;
  };

  const target = ({ channel, accountId, senderId }: SenderRef): string =>
    `${channel}/${accountId}/${senderId}`;

  return {
    request: (ask) => store.write((tx) => requestPairing(tx, ask, { clock, random })),
    list: (channel) => store.read((db) => listRequests(db, clock.now(), channel)),

    approve: (channel, code, by, accountId) =>
      store.write((tx) => {
        const at = clock.now();
        const request = take(tx, channel, code, accountId);
        if (request === undefined) return undefined;
        insertAllowed(tx, request, { at, by });
        const { meta } = request;
        recordOp(tx, {
          at,
          actor: by,
          action: 'pairing.approved',
          target: target(request),
          detail: { meta },
        });
        return request;
      }),

    reject: (channel, code, by, accountId) =>
      store.write((tx) => {
        const at = clock.now();
        const request = take(tx, channel, code, accountId);
        if (request === undefined) return undefined;
        const { meta } = request;
        recordOp(tx, {
          at,
          actor: by,
          action: 'pairing.rejected',
          target: target(request),
          detail: { meta },
        });
        return request;
      }),

    approved: (channel, accountId) => store.read((db) => allowedSenders(db, { channel, accountId })),

    addApproved: async (channel, accountId, senderId, by) => {
      const sender = { channel, accountId, senderId: storable(senderId) };
      return store.write((tx) => {
        const at = clock.now();
        // Who is let in no longer waits.
        dropRequest(tx, sender);
        if (!insertAllowed(tx, sender, { at, by })) return false;
        recordOp(tx, { at, actor: by, action: 'allowlist.added', target: target(sender), detail: {} });
        return true;
      });
    },

    removeApproved: (channel, accountId, senderId, by) =>
      store.write((tx) => {
        const sender = { channel, accountId, senderId: senderId.trim() };
        if (!deleteAllowed(tx, sender)) return false;
        const at = clock.now();
        recordOp(tx, { at, actor: by, action: 'allowlist.removed', target: target(sender), detail: {} });
        return true;
      }),
  };
}
