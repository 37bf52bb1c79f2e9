import { parseCommand } from '../../agent/commands/parse.ts';
import { resolveRoute } from '../../agent/sessions/route.ts';
import type { ResolvedRoute } from '../../agent/sessions/route.ts';
import { decideAccess } from '../../channels/access/decide.ts';
import type { AccessDecision } from '../../channels/access/decide.ts';
import { pairingReply } from '../../channels/access/pairing-reply.ts';
import { accessPolicyOf } from '../../channels/access/policy.ts';
import type { AccessPolicy } from '../../channels/access/policy.ts';
import type { InboundMessage } from '../../channels/message.ts';
import { oneWordLine } from '../../channels/text/disarm.ts';
import { formatSender } from '../../channels/text/envelope.ts';
import { rememberGroup } from '../../store/group-memory.ts';
import { finishInbox } from '../../store/inbox.ts';
import { enqueueOutbox } from '../../store/outbox-enqueue.ts';
import { requestPairing } from '../../store/pairing-request.ts';
import type { Tx } from '../../store/store.ts';
import type { LiveAccount } from './live-account.ts';
import { OUTBOX_TTL_MS } from './needs.ts';
import type { ConversationNeeds } from './needs.ts';

export type Allowed = Extract<AccessDecision, { readonly kind: 'allow' }>;

export interface Look {
  readonly access: AccessDecision;
  readonly route: ResolvedRoute;
  readonly policy: AccessPolicy;
}

export type JudgeVerdict =
  | { readonly kind: 'done' }
  | { readonly kind: 'go'; readonly access: Allowed; readonly route: ResolvedRoute };

export interface Judge {
  /** Decides and does everything that is not a run: pairing, remembering, dropping. The row is done then. */
  judge(live: LiveAccount, rowId: number, message: InboundMessage): Promise<JudgeVerdict>;
  /** The decision alone. */
  look(live: LiveAccount, message: InboundMessage): Look;
}

/** A stranger's message older than this gets no code: the code would meet nobody, in milliseconds. */
const PAIRS_WITHIN_MS = 600_000;

export function createJudge(needs: ConversationNeeds): Judge {
  const { config, clock, log, store, pairing, sessions, events } = needs;
  const warned = new Set<string>();

  /** Said once per boot and account: a pattern that is left out would otherwise look like a deaf group. */
  const warnOf = (live: LiveAccount, policy: AccessPolicy): void => {
    if (warned.has(live.key)) return;
    warned.add(live.key);
    for (const { pattern, reason } of policy.ignoredPatterns) {
      log.warn('a mention pattern is ignored', { account: live.key, pattern, reason });
    }
  };

  const look = (live: LiveAccount, message: InboundMessage): Look => {
    const { chat, sender } = message;
    const route = resolveRoute(config(), {
      channel: live.channel,
      accountId: live.accountId,
      peer: { kind: chat.kind, id: chat.kind === 'dm' ? sender.id : chat.id },
      ...(chat.threadId === undefined ? {} : { threadId: chat.threadId }),
      ...(chat.isForum === undefined ? {} : { isForum: chat.isForum }),
    });
    const policy = accessPolicyOf(config(), live.channel, live.accountId, route.agentId);
    warnOf(live, policy);
    const activation = sessions.find(route.sessionKey)?.entry.groupActivation;
    const access = decideAccess({
      message,
      policy,
      approved: pairing.approved(live.channel, live.accountId),
      self: live.self,
      // What is passed on is somebody else's word.
      isCommand: message.forwardedFrom === undefined && parseCommand(message.text).kind === 'alone',
      ...(activation === 'mention' || activation === 'always' ? { activation } : {}),
    });
    return { access, route, policy };
  };

  const offerPairing = async (live: LiveAccount, rowId: number, message: InboundMessage): Promise<void> => {
    const now = clock.now();
    const { sender, chat } = message;
    const meta = {
      ...(sender.name === undefined ? {} : { name: oneWordLine(sender.name) }),
      ...(sender.username === undefined ? {} : { username: sender.username }),
    };
    const stale = now - message.sentAt > PAIRS_WITHIN_MS;
    const ticket = await store.write((tx: Tx) => {
      finishInbox(tx, [rowId], stale ? 'stranger:stale' : 'stranger', now);
      if (stale) return undefined;
      const asked = requestPairing(
        tx,
        { channel: live.channel, accountId: live.accountId, senderId: sender.id, meta },
        needs,
      );
      if (!asked.created) return undefined;
      const text = pairingReply({
        productName: 'moltbot',
        channel: live.channel,
        senderId: sender.id,
        code: asked.code,
        command: needs.command,
      });
      enqueueOutbox(tx, {
        key: `pairing:${live.key}:${rowId}`,
        payloadHash: '',
        channel: live.channel,
        account: live.accountId,
        chat: chat.id,
        createdAt: now,
        expiresAt: now + OUTBOX_TTL_MS,
        source: 'notice',
        preview: 'pairing code',
        parts: live.account.plan({ chat: { chatId: chat.id }, text }),
      });
      return asked;
    });
    if (ticket === undefined) return;
    live.wake();
    log.info('a stranger asks to be let in', { account: live.key, sender: sender.id });
    events.broadcast('channel.pair.requested', {
      channel: live.channel,
      accountId: live.accountId,
      id: sender.id,
      code: ticket.code,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: ticket.expiresAt,
      meta,
    });
  };

  const remember = (
    rowId: number,
    message: InboundMessage,
    { sessionKey }: ResolvedRoute,
    limit: number,
  ): Promise<void> =>
    store.write((tx) => {
      const { sender, text, media, messageId, sentAt } = message;
      const note = {
        sessionKey,
        sender: formatSender(sender),
        text: text === '' ? media.map(({ kind }) => `<media:${kind}>`).join(' ') : text,
        at: sentAt,
        messageId,
      };
      rememberGroup(tx, note, limit);
      finishInbox(tx, [rowId], 'remembered', clock.now());
    });

  return {
    look,
    async judge(live, rowId, message) {
      const { access, route, policy } = look(live, message);
      if (access.kind === 'allow') return { kind: 'go', access, route };
      if (access.kind === 'pair') await offerPairing(live, rowId, message);
      else if (access.kind === 'remember') await remember(rowId, message, route, policy.historyLimit);
      else {
        log.debug('an inbound message is not for the agent', { account: live.key, reason: access.reason });
        await store.write((tx) => finishInbox(tx, [rowId], `dropped:${access.reason}`, clock.now()));
      }
      return { kind: 'done' };
    },
  };
}
