import type {
  SessionsListParams,
  SessionsListResult,
  SessionsPatchParams,
  SessionsPreviewParams,
  SessionsPreviewResult,
  SessionsResolveParams,
} from '../../protocol/generated/types.ts';
import type { Config } from '../../config/generated/types.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Random } from '../../platform/random.ts';
import type { Store } from '../../store/store.ts';
import type { TranscriptMessage } from '../messages.ts';
import type { SessionEntry } from './entry.ts';

export interface SessionsOptions {
  readonly store: Store;
  readonly config: () => Config;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

export interface OpenRequest {
  readonly sessionKey?: string;
  readonly sessionId?: string;
  readonly to?: string;
  readonly agentId?: string;
  /** Epoch ms of the message; freshness is judged against it. */
  readonly now: number;
}

export interface OpenedSession {
  readonly canonicalKey: string;
  /** The key as the caller wrote it, else the canonical one; events carry this. */
  readonly echoKey: string;
  readonly agentId: string;
  readonly sessionId: string;
  readonly entry: SessionEntry;
  /** A new transcript was begun: first contact, or the old one was stale. */
  readonly isNew: boolean;
  /** The stale session id whose preferences were carried over. */
  readonly carriedFrom?: string;
}

export interface SessionSummary {
  readonly key: string;
  readonly agentId: string;
  readonly kind: 'direct' | 'group' | 'global' | 'unknown';
  readonly updatedAt: number;
  readonly entry: SessionEntry;
}

export interface Sessions {
  // SessionsPort
  list(params: SessionsListParams): SessionsListResult;
  preview(params: SessionsPreviewParams): SessionsPreviewResult;
  resolve(params: SessionsResolveParams): { ok: true; key: string };
  patch(
    params: SessionsPatchParams,
  ): Promise<{ ok: true; path: string; key: string; entry: Record<string, unknown> }>;
  reset(key: string): Promise<{ ok: true; key: string; entry: Record<string, unknown> }>;
  remove(
    key: string,
    deleteTranscript: boolean,
  ): Promise<{ ok: true; key: string; deleted: boolean; archived: string[] }>;
  compact(
    key: string,
    maxLines: number,
  ): Promise<{ ok: true; key: string; compacted: boolean; kept?: number; archived?: string; reason?: string }>;
  canonicalKey(key: string, agentId?: string): string;
  history(
    key: string,
    limit: number,
    maxBytes: number,
  ): { sessionId?: string; messages: unknown[]; thinkingLevel?: string };
  inject(key: string, message: string, label?: string): Promise<string | undefined>;
  search(
    query: string,
    limit: number,
  ): readonly { key: string; sessionId: string; role: string; text: string; timestamp: number }[];

  // for runs, commands, health
  /** Finds or creates the session a message belongs to and marks it used; begins a new transcript when it is stale. */
  openForRun(request: OpenRequest): Promise<OpenedSession>;
  /** The stored entry, without creating or touching it. */
  find(key: string): { readonly key: string; readonly entry: SessionEntry } | undefined;
  /** Newest messages within both bounds, oldest first, beginning with a user message. */
  historyFor(
    sessionId: string,
    bounds: { maxMessages: number; maxChars: number; excludeRunId?: string },
  ): TranscriptMessage[];
  /** Merges fields into the entry, `null` removes one; creates the session when missing. For already validated values. */
  patchEntry(key: string, patch: Readonly<Record<string, unknown>>): Promise<SessionEntry>;
  /** Newest first, without `global` and `unknown`. */
  summary(options: { limit: number; agentId?: string }): {
    readonly path: string;
    readonly count: number;
    readonly recent: SessionSummary[];
  };
  /** Deletes archived transcripts past their retention, a bounded number per call. Returns how many. */
  sweep(now: number): Promise<number>;
  /** Set once the runs exist; `remove` ends the session's runs through it first. */
  setRuns(runs: { clearSession(canonicalKey: string, timeoutMs: number): Promise<boolean> }): void;
}

export declare function createSessions(options: SessionsOptions): Sessions;
