import type { Config } from '../../config/generated/types.ts';
import type { ModelsListResult } from '../../protocol/generated/types.ts';
import type { Clock } from '../../platform/clock.ts';
import type { AskedFrom, ChatOrigin } from '../asked-from.ts';
import type { Candidate, EngineSelection } from '../candidate.ts';

/** What became of a message. `rewrite`: go on with `message` instead of the original text. */
export type CommandOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'abort' }
  | { readonly kind: 'reply'; readonly text: string }
  | {
      readonly kind: 'rewrite';
      readonly message: string;
      /** Applies to this message only. */
      readonly turn?: TurnOverrides;
      /** Answer of an inline shortcut, to be delivered beside the run's reply. */
      readonly notice?: string;
      /** The session was reset: resolve it again before the run starts. */
      readonly sessionReset?: true;
    };

export type QueueMode = 'steer' | 'followup' | 'collect' | 'steer-backlog' | 'interrupt';
export type QueueDrop = 'summarize' | 'old' | 'new';

export interface QueueSettings {
  readonly queueMode?: QueueMode;
  readonly queueDebounceMs?: number;
  readonly queueCap?: number;
  readonly queueDrop?: QueueDrop;
}

export interface TurnOverrides {
  readonly providerOverride?: string;
  readonly modelOverride?: string;
  readonly thinkingLevel?: string;
  readonly verboseLevel?: string;
  readonly queue?: QueueSettings;
}

export interface CommandContext {
  /** Canonical `agent:<id>:<rest>`. */
  readonly sessionKey: string;
  readonly agentId: string;
  /** A run of this session is queued or running. Bare stop words count only then. */
  readonly runActive: boolean;
  /** Who wrote the message, as shown by `/whoami`. */
  readonly requester: string;
  /** `webchat`, `cli`, or the channel's id. */
  readonly surface: string;
  /** False: commands stay plain text. */
  readonly authorized: boolean;
  /** May change what others are allowed to do. */
  readonly owner: boolean;
  /** `none`: no chat network, i.e. the web chat or the command line. */
  readonly chatKind: 'dm' | 'group' | 'channel' | 'none';
  /** Where the message came in; absent with `none`. */
  readonly channel?: string;
  readonly accountId?: string;
  readonly senderId?: string;
  /** Where an answer that comes later goes; absent with `none`. */
  readonly origin?: ChatOrigin;
}

/** The fields of a session entry that commands read; a whole entry fits. */
export interface CommandSession extends EngineSelection {
  readonly sessionId?: string | undefined;
  readonly updatedAt?: number | undefined;
  readonly thinkingLevel?: string | undefined;
  readonly verboseLevel?: string | undefined;
  readonly queueMode?: string | undefined;
  readonly queueDebounceMs?: number | undefined;
  readonly queueCap?: number | undefined;
  readonly queueDrop?: string | undefined;
  readonly totalTokens?: number | undefined;
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly contextTokens?: number | undefined;
  readonly compactionCount?: number | undefined;
  readonly groupActivation?: string | undefined;
  readonly sendPolicy?: string | undefined;
  readonly responseUsage?: string | undefined;
}

/** `null` clears a field. */
export type CommandPatch = {
  readonly [
    K in
      | 'providerOverride'
      | 'modelOverride'
      | 'thinkingLevel'
      | 'verboseLevel'
      | 'queueMode'
      | 'queueDebounceMs'
      | 'queueCap'
      | 'queueDrop'
      | 'groupActivation'
      | 'sendPolicy'
      | 'responseUsage'
  ]?: string | number | null;
};

/** Who may write directly over one account. */
export interface AllowedSenders {
  readonly channel: string;
  readonly accountId: string;
  readonly dmPolicy: string;
  /** From the config, which commands never change. */
  readonly configured: readonly string[];
  /** Approved by pairing or by `/allowlist add`. */
  readonly stored: readonly string[];
}

export interface AllowlistPort {
  /** Every configured account of the networks that have one. */
  list(): readonly AllowedSenders[];
  /**
   * False when nothing changed. `by`: who decided, for the ops log.
   * @throws Failure INVALID_REQUEST (no such account, not an id)
   */
  add(target: AllowlistTarget, by: string): Promise<boolean>;
  /** As `add`. */
  remove(target: AllowlistTarget, by: string): Promise<boolean>;
}

export interface AllowlistTarget {
  readonly channel: string;
  readonly accountId: string;
  /** As typed. */
  readonly senderId: string;
}

export interface CommandPorts {
  readonly clock: Clock;
  readonly config: () => Config;
  readonly self: { readonly version: string; readonly startedAtMs: number; readonly host: string };
  session(sessionKey: string): CommandSession | undefined;
  patchSession(sessionKey: string, patch: CommandPatch): Promise<void>;
  /** New session id, preferences kept. */
  resetSession(sessionKey: string): Promise<void>;
  /** Keeps the newest part of the conversation, archives the rest. */
  compactSession(sessionKey: string): Promise<{ readonly compacted: boolean; readonly kept?: number }>;
  /** In-process, soon after the answer had time to go out; `from` is told once it is back. @throws Failure UNAVAILABLE */
  restart(reason: string, from: AskedFrom): void;
  readonly allowlist: AllowlistPort;
  /** Runs queued or running in the session. */
  queueDepth(sessionKey: string): number;
  resolve(entry: EngineSelection | undefined, agentId: string): Promise<readonly Candidate[]>;
  models(): Promise<ModelsListResult>;
}

export interface Commands {
  /** Decides what a message is; replies, rewrites, asks for an abort, or leaves it alone. */
  handle(text: string, context: CommandContext): Promise<CommandOutcome>;
}
