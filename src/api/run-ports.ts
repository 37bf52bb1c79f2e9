export interface RunRequest {
  /** The caller's idempotency key. */
  readonly runId: string;
  /** `channel`: a chat network, whose inbox hands the same run in again until it has ended. */
  readonly source: 'agent' | 'chat' | 'channel';
  /** As the caller wrote it; echoed in events. Absent: derived from `to` or `sessionId`, else the main session. */
  readonly sessionKey?: string;
  readonly sessionId?: string;
  readonly to?: string;
  readonly agentId?: string;
  /** Canonical id of the channel the message came over, where the caller named one; chat messages come over `webchat`. */
  readonly channel?: string;
  readonly message: string;
  readonly attachments?: readonly unknown[];
  readonly thinking?: string;
  /** 0 or absent: the configured default. */
  readonly timeoutMs?: number;
  readonly extraSystemPrompt?: string;
  /** Who asked, for `/whoami` and the ops log. */
  readonly requester: string;
  /** The chat the message came from; absent: the web chat or the command line, whose users are owners. */
  readonly chat?: RunChat;
  /** Where the answer goes. Messages with different keys are never answered together. */
  readonly routeKey?: string;
  /** Remembered with the session, for lists and for answers that come later. */
  readonly origin?: RunOrigin;
  /** What the agent and the transcript get in place of the bare words, e.g. who said them and when. */
  readonly frame?: (words: string) => string;
  readonly observer?: RunObserver;
}

/** Hears the answer while it is written. Must not throw. */
export interface RunObserver {
  text(delta: string): void;
  /** What follows is a new stretch, after a tool call. */
  segment(): void;
}

/** A chat on a network, as access control saw it. */
export interface RunChat {
  readonly channel: string;
  readonly accountId: string;
  readonly kind: 'dm' | 'group' | 'channel';
  readonly senderId: string;
  readonly owner: boolean;
  /** Slash commands of this sender count. */
  readonly authorized: boolean;
  readonly title?: string;
}

export interface RunOrigin {
  readonly channel: string;
  readonly accountId: string;
  /** Where an answer goes. */
  readonly to: string;
  readonly threadId?: string;
  readonly chatType: 'direct' | 'group' | 'channel';
  /** Who wrote. */
  readonly from: string;
  /** Name of the person or chat, for lists. */
  readonly label?: string;
  /** Title of the group. */
  readonly subject?: string;
}

/** How a run ended; stored, so a replay after a restart gives the same answer. */
export interface RunOutcome {
  readonly runId: string;
  readonly status: 'ok' | 'error' | 'aborted' | 'timeout' | 'interrupted';
  readonly summary: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly sessionKey: string;
  readonly sessionId: string;
  /** `{payloads, meta}` for `agent`; present when `status` is `ok`, and on `aborted`/`timeout` with what was said so far. */
  readonly result?: {
    readonly payloads: readonly RunPayload[];
    readonly meta: Readonly<Record<string, unknown>>;
  };
}

export interface RunPayload {
  readonly text?: string;
  readonly mediaUrl?: string | null;
  readonly mediaUrls?: readonly string[];
}

export interface RunTicket {
  readonly runId: string;
  /** `accepted`: this call started it. `running`: the key is already at work. `settled`: it ended earlier. */
  readonly status: 'accepted' | 'running' | 'settled';
  readonly acceptedAt: number;
  /** Resolves at the terminal event, exactly once; never rejects. */
  readonly outcome: Promise<RunOutcome>;
}

export interface RunsPort {
  /**
   * Resolves once the run is durable.
   * @throws Failure INVALID_REQUEST (unknown agent, key reused with another payload, send policy), UNAVAILABLE (draining)
   */
  submit(request: RunRequest): Promise<RunTicket>;
  /** Waits for a run that may be unknown here; `undefined` when it did not end in time or `signal` aborted. */
  wait(runId: string, timeoutMs: number, signal?: AbortSignal): Promise<RunOutcome | undefined>;
  /**
   * With `runId`, that run, whoever began it. Else by `rpc` the chat runs of the session (exact key as given to
   * chat.send), and by `stop` every run of the session, however its key was written.
   * @throws Failure INVALID_REQUEST when the run belongs to another session
   */
  abort(target: { sessionKey: string; runId?: string; reason: 'rpc' | 'stop' }): {
    aborted: boolean;
    runIds: string[];
  };
  /** Runs now queued or running, oldest first. `sessionKey` as the caller wrote it. */
  active(): readonly {
    runId: string;
    sessionKey: string;
    canonicalKey: string;
    state: string;
    since: number;
  }[];
  /** Resolves when no run of the session (canonical key) is active, or false after `timeoutMs`. Aborts them first. */
  clearSession(canonicalKey: string, timeoutMs: number): Promise<boolean>;
}
