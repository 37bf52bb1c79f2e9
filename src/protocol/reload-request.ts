import type { ReloadReport } from './generated/types.ts';

/** Where somebody is to be told of something. */
export interface ReloadAsker {
  readonly sessionKey: string;
  readonly deliveryContext: { readonly channel: string; readonly to?: string; readonly accountId?: string };
  readonly threadId?: string;
}

/** A file that has just been written through the gateway, offered to the one that runs. */
export interface ReloadRequest {
  /** Which method wrote it, e.g. `config.apply`. */
  readonly reason: string;
  /** SHA-256 of the file as it was written. */
  readonly hash: string;
  /** The file as it was before; `null` when there was none. What comes back without a confirmation. */
  readonly previous: Uint8Array | null;
  /** The session that is told what came of a restart. */
  readonly sessionKey?: string;
  /** Known better than by its session: where it was asked for. */
  readonly from?: ReloadAsker;
  readonly note?: string;
  /** Milliseconds before a restart, if it comes to one. */
  readonly restartDelayMs?: number;
  /** Milliseconds within which `config.confirm` must come, else `previous` comes back. */
  readonly confirmWithinMs?: number;
}

/** Answers when it is known what becomes of the file, before a restart begins. */
export type OfferReload = (request: ReloadRequest) => Promise<ReloadReport>;
