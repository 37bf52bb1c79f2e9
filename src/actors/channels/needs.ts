import type { Sessions } from '../../agent/sessions/sessions.ts';
import type { EventsPort, RunsPort } from '../../api/ports.ts';
import type { MediaSource } from '../../channels/media/source.ts';
import type { MediaStore } from '../../channels/media/store.ts';
import type { Config } from '../../config/generated/types.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Random } from '../../platform/random.ts';
import type { Inbox } from '../../store/inbox.ts';
import type { Outbox } from '../../store/outbox.ts';
import type { PairingStore } from '../../store/pairing.ts';
import type { Store } from '../../store/store.ts';
import type { LiveAccounts } from './live-account.ts';

/** What the conversation over the channels stands on. */
export interface ConversationNeeds {
  readonly accounts: LiveAccounts;
  readonly config: () => Config;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly store: Store;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly pairing: PairingStore;
  readonly media: MediaStore;
  readonly mediaSource: MediaSource;
  readonly sessions: Pick<Sessions, 'find' | 'inject'>;
  readonly runs: () => Pick<RunsPort, 'submit'>;
  readonly events: EventsPort;
  /** How the operator starts a command of ours, e.g. `moltbot --dev`. */
  readonly command: string;
  readonly timeZone: () => string;
}

/** How long an outgoing message may wait, in milliseconds: nobody wants yesterday's answer. */
export const OUTBOX_TTL_MS = 3_600_000;
