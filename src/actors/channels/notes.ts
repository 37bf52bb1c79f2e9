import type { InboundMessage } from '../../channels/message.ts';
import type { Config } from '../../config/generated/types.ts';
import { rememberGroup } from '../../store/group-memory.ts';
import { finishInbox, knowsInbound } from '../../store/inbox.ts';
import type { Judge } from './judge.ts';
import type { LiveAccount } from './live-account.ts';
import type { ConversationNeeds } from './needs.ts';

export interface Notes {
  /** Keeps a reaction or an edit for the next question of its conversation, and ends its row. Starts no run. */
  take(live: LiveAccount, rowId: number, message: InboundMessage): Promise<void>;
}

/** Kept also where a group's own context is switched off. */
const LEAST_NOTES = 20;

type ReactionsHeard = 'off' | 'own' | 'all';

const reactionsHeard = (config: Config, live: LiveAccount): ReactionsHeard => {
  if (live.channel !== 'telegram') return 'own';
  const section = config.channels?.telegram;
  return (
    section?.accounts?.[live.accountId]?.reactionNotifications ?? section?.reactionNotifications ?? 'own'
  );
};

/** The message a reaction is about, where the adapter says so. */
const targetOf = ({ quoted, messageId }: InboundMessage): string =>
  quoted?.messageId ?? messageId.split(':')[0] ?? messageId;

function wordsOf(message: InboundMessage): string {
  const { kind, channel, text } = message;
  if (kind !== 'reaction' || channel === 'telegram') return text;
  const target = targetOf(message);
  return text === ''
    ? `Reaction removed from message ${target}`
    : `Reaction added: ${text} to message ${target}`;
}

export function createNotes(needs: ConversationNeeds, judge: Pick<Judge, 'look'>): Notes {
  const { config, store, clock } = needs;

  /** Telegram does not say whose message it was. In a chat of two, what never came in is ours. */
  const isOwn = (live: LiveAccount, message: InboundMessage): boolean => {
    if (message.quoted !== undefined) return message.quoted.fromMe;
    if (message.chat.kind !== 'dm') return false;
    const key = {
      channel: live.channel,
      account: live.accountId,
      chat: message.chat.id,
      messageId: targetOf(message),
    };
    return !store.read((db) => knowsInbound(db, key));
  };

  const isHeard = (live: LiveAccount, message: InboundMessage): boolean => {
    if (message.kind !== 'reaction') return message.text !== '';
    const heard = reactionsHeard(config(), live);
    return heard === 'all' || (heard === 'own' && isOwn(live, message));
  };

  return {
    async take(live, rowId, message) {
      const { access, route, policy } = judge.look(live, message);
      const kept = access.kind === 'allow' && isHeard(live, message);
      await store.write((tx) => {
        if (kept) {
          const { sender, sentAt, messageId } = message;
          const note = {
            sessionKey: route.sessionKey,
            sender: sender.name ?? sender.id,
            text: wordsOf(message),
            at: sentAt,
            messageId,
          };
          rememberGroup(tx, note, Math.max(LEAST_NOTES, policy.historyLimit));
        }
        finishInbox(tx, [rowId], kept ? 'noted' : `dropped:${message.kind}`, clock.now());
      });
    },
  };
}
