import type { Config } from '../../config/generated/types.ts';
import type { Tx } from '../../store/store.ts';
import type { SessionsOptions } from './context.ts';
import { putSession, sessionOrNew } from './context.ts';
import type { SessionEntry } from './entry.ts';
import { mainSessionKey, parseSessionKey } from './keys.ts';

/** Where a message came from, as far as answers and lists need it. */
export interface MessageOrigin {
  readonly channel: string;
  readonly accountId: string;
  /** Where an answer goes. */
  readonly to: string;
  readonly threadId?: string | undefined;
  readonly chatType: 'direct' | 'group' | 'channel';
  /** Who wrote. */
  readonly from: string;
  /** Name of the person or chat, for lists. */
  readonly label?: string | undefined;
  /** Title of the group. */
  readonly subject?: string | undefined;
}

/** The last route, without the fields of the one before. */
function withRoute(entry: SessionEntry, { channel, accountId, to, threadId }: MessageOrigin): SessionEntry {
  const { lastThreadId: _before, ...kept } = entry;
  const thread = threadId === undefined ? {} : { threadId };
  return {
    ...(kept as SessionEntry),
    lastChannel: channel,
    lastTo: to,
    lastAccountId: accountId,
    ...(threadId === undefined ? {} : { lastThreadId: threadId }),
    deliveryContext: { channel, to, accountId, ...thread },
  };
}

/** The entry with what a message of this origin tells about its session. */
export function withOrigin(
  config: Config,
  session: { readonly key: string; readonly entry: SessionEntry },
  origin: MessageOrigin,
): SessionEntry {
  const { channel, accountId, to, threadId, chatType, from, label, subject } = origin;
  const name = chatType === 'direct' ? label : (subject ?? label);
  const { agentId } = parseSessionKey(config, session.key);
  // Several people may share the main session: it bears nobody's name.
  const shared = session.key === mainSessionKey(config, agentId);
  return {
    ...withRoute(session.entry, origin),
    chatType,
    ...(chatType === 'direct' ? {} : { channel }),
    ...(subject === undefined ? {} : { subject }),
    ...(name === undefined || shared ? {} : { displayName: name }),
    origin: {
      ...(label === undefined ? {} : { label }),
      provider: channel,
      surface: channel,
      chatType,
      from,
      to,
      accountId,
      ...(threadId === undefined ? {} : { threadId }),
    },
  };
}

/** A direct message is where its agent's owner was last seen, whichever session it went to. */
export function noteLastRoute(
  options: SessionsOptions,
  tx: Tx,
  agentId: string,
  origin: MessageOrigin,
): void {
  const config = options.config();
  const key = mainSessionKey(config, agentId);
  const { entry } = sessionOrNew(options, tx, key);
  // Neither date moves: a route is no conversation and must not keep one alive.
  putSession(tx, config, key, withRoute(entry, origin));
}
