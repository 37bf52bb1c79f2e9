import type { ConfigState } from '../protocol/config-states.ts';

/** Somebody wants the gateway restarted within its process. */
export interface RestartRequest {
  readonly delayMs: number;
  readonly reason?: string;
  /** The session that is told once the gateway is back; no more than a name. */
  readonly sessionKey?: string;
  readonly note?: string;
}

/** How the configuration that runs stands to the file. */
export interface ConfigFacts {
  readonly state: ConfigState;
  /** Why, for every state but `current`. One line without secrets: it goes to every client. */
  readonly reason: string | null;
  /** In this state since (Unix epoch, milliseconds). */
  readonly since: number;
  /** SHA-256 of the file that runs; `null` without a file. */
  readonly hash: string | null;
}

/** What the root of the tree knows of this boot; read anew whenever health is built. */
export interface LifecycleFacts {
  /** State of the root actor, dotted, e.g. `running.steady`. */
  readonly root: string;
  /** Why the channels are parked, and since when (Unix epoch, ms); absent in normal mode. */
  readonly safe?: { readonly reason: string; readonly since: number };
  readonly config: ConfigFacts;
}
