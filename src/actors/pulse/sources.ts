import type { Sessions } from '../../agent/sessions/sessions.ts';
import type { LifecycleFacts } from '../../api/lifecycle-facts.ts';
import type { AgentsPort, ChannelsPort, EventsPort, RunsPort, SelfPort, TreePort } from '../../api/ports.ts';
import type { Config } from '../../config/generated/types.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';

/** Where the gateway listens and how it is guarded, as decided at boot. */
export interface ListenFacts {
  readonly bind: string;
  readonly port: number;
  readonly authMode: string;
}

/** Of one way in from elsewhere. */
export interface AccessTrouble {
  readonly code: 'tls_trouble' | 'tailscale_trouble' | 'discovery_trouble';
  readonly message: string;
}

/** Of one model. */
export interface ModelWarning {
  readonly message: string;
  readonly since: number;
}

/** Everything health and status are built from. Each member is read anew at every build. */
export interface PulseSources {
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: () => Config;
  readonly self: SelfPort;
  readonly events: EventsPort;
  readonly channels: Pick<ChannelsPort, 'status'>;
  readonly sessions: Pick<Sessions, 'summary' | 'list'>;
  readonly agents: Pick<AgentsPort, 'list'>;
  readonly runs: Pick<RunsPort, 'active'>;
  readonly tree: Pick<TreePort, 'inspect'>;
  readonly listen: () => ListenFacts;
  /** State of the root, why it is in safe mode, and how the configuration that runs stands to the file. */
  readonly lifecycle: () => LifecycleFacts;
  /** How the operator starts a command of ours, e.g. `moltbot --dev`. */
  readonly command: string;
  /** How late the event loop has been lately, in ms. */
  readonly lagMs: () => number;
  /** What is wrong with the store, or `undefined`. */
  readonly storeTrouble: () => string | undefined;
  /** How close the process is to the memory it may use, or `undefined` while there is room. */
  readonly memoryTrouble: () => string | undefined;
  /** Why the log file cannot be written, or `undefined`. */
  readonly logTrouble: () => string | undefined;
  /** What became of messages that needs the operator, or `undefined`. */
  readonly outboxTrouble: () => string | undefined;
  /** What is the matter with the ways in from elsewhere, one line each. */
  readonly accessTroubles: () => readonly AccessTrouble[];
  /** Models whose last run failed on their side. */
  readonly modelTroubles: () => readonly ModelWarning[];
  /** Failures of late that no part of the tree owned, or `undefined`. */
  readonly strays: () => { readonly count: number; readonly since: number } | undefined;
  /** Drops presence entries past their time to live. */
  readonly prunePresence: () => void;
  /** Deletes ended runs and archived transcripts past their retention. */
  readonly sweep: () => Promise<void>;
}
