import type { ResolvedRoute } from '../../agent/sessions/route.ts';
import type { InboundMessage } from '../../channels/message.ts';
import type { Allowed } from './judge.ts';
import type { LiveAccount } from './live-account.ts';

/** One question to the agent: a message, or a burst of them. */
export interface Question {
  readonly live: LiveAccount;
  readonly rowIds: readonly number[];
  /** At least one, oldest first. */
  readonly messages: readonly InboundMessage[];
  readonly access: Allowed;
  readonly route: ResolvedRoute;
  /** Follows from the first message, so that a restart asks the very same. */
  readonly runId: string;
}

export const runIdOf = (live: LiveAccount, { chat, messageId }: InboundMessage): string =>
  `${live.key}:${chat.id}:${messageId}`;
