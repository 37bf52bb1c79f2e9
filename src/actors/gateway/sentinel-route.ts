import type { SessionEntry } from '../../agent/sessions/entry.ts';
import type { DeliveryContext } from './sentinel-file.ts';

/** A chat on a network. */
export interface ChatRoute {
  readonly channel: string;
  readonly to: string;
  readonly accountId?: string;
  readonly threadId?: string;
}

export interface RouteQuestion {
  /** As the caller wrote it, or canonical. */
  readonly sessionKey: string;
  readonly deliveryContext?: DeliveryContext | undefined;
  readonly threadId?: string | undefined;
}

/** Means: the session itself, whatever network it was last used over. */
export const INSIDE = 'webchat';

const THREAD = /:(?:topic|thread):([^:]+)$/u;
const GROUP = /(?:^|:)([a-z]+):(?:group|channel):([^:]+)$/u;

/** The key without its topic or thread, and that thread. */
export function splitThread(key: string): { readonly base: string; readonly threadId?: string } {
  const match = THREAD.exec(key);
  const threadId = match?.[1];
  return match === null || threadId === undefined
    ? { base: key }
    : { base: key.slice(0, match.index), threadId };
}

/**
 * The chat somebody asked from: what they said themselves, else where their session was last used, else what the key
 * says. A topic or thread in the key holds unless a narrower one is known. `undefined`: no network, tell the session.
 */
export function routeOf(
  question: RouteQuestion,
  entryOf: (key: string) => SessionEntry | undefined,
): ChatRoute | undefined {
  const { sessionKey, deliveryContext, threadId } = question;
  if (deliveryContext?.channel === INSIDE) return undefined;
  const { base, threadId: named } = splitThread(sessionKey);
  const said = chatOf({ ...deliveryContext });
  if (said !== undefined) return inThread(said, threadId ?? named);
  const own = entryOf(sessionKey);
  const known = chatOfEntry(own) ?? (named === undefined ? undefined : chatOfEntry(entryOf(base)));
  if (known !== undefined) {
    const { threadId: last, ...chat } = known;
    // Without an entry of its own the thread the base was last used in is another one.
    return inThread(chat, threadId ?? named ?? last);
  }
  const [, channel, to] = GROUP.exec(base) ?? [];
  if (channel === undefined || to === undefined || channel === INSIDE) return undefined;
  return inThread({ channel, to }, threadId ?? named);
}

const inThread = (chat: ChatRoute, threadId: string | undefined): ChatRoute =>
  threadId === undefined ? chat : { ...chat, threadId };

const word = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

function chatOf(fields: Readonly<Record<string, unknown>>): ChatRoute | undefined {
  const [channel, to, accountId] = [word(fields['channel']), word(fields['to']), word(fields['accountId'])];
  if (channel === undefined || to === undefined || channel === INSIDE) return undefined;
  const thread = fields['threadId'];
  const threadId = typeof thread === 'number' ? String(thread) : word(thread);
  return {
    channel,
    to,
    ...(accountId === undefined ? {} : { accountId }),
    ...(threadId === undefined ? {} : { threadId }),
  };
}

function chatOfEntry(entry: SessionEntry | undefined): ChatRoute | undefined {
  if (entry === undefined) return undefined;
  const { deliveryContext, lastChannel, lastTo, lastAccountId, lastThreadId } = entry;
  return (
    chatOf({ ...deliveryContext }) ??
    chatOf({ channel: lastChannel, to: lastTo, accountId: lastAccountId, threadId: lastThreadId })
  );
}
