import type { RunObserver, RunRequest, RunTicket } from '../../api/ports.ts';
import { Failure } from '../../protocol/failure.ts';
import { takeGroup } from '../../store/group-memory.ts';
import { finishInbox, handInbox } from '../../store/inbox.ts';
import type { Answer } from './answer.ts';
import type { Compose } from './compose.ts';
import { lineKey } from './lines.ts';
import type { ConversationNeeds } from './needs.ts';
import { createPatience } from './patience.ts';
import { createPauses } from './pauses.ts';
import type { Question } from './question.ts';
import type { Typing } from './typing.ts';

export interface Ask {
  /** Resolves once the run is durable and queued; its answer follows by itself. */
  ask(question: Question): Promise<void>;
  /** Questions that wait for room wait no longer: the next boot asks them. */
  pause(): void;
  /** Resolves when every run that was asked for has ended and its answer is in the outbox. */
  answered(): Promise<void>;
}

/** Before a full queue is tried again, in milliseconds. */
const FULL_RETRY_MS = 2_000;

export function createAsk(
  needs: ConversationNeeds,
  parts: { readonly compose: Compose; readonly answer: Answer; readonly typing: Typing },
): Ask {
  const { store, clock, log, runs } = needs;

  const patience = createPatience(needs);
  const pauses = createPauses(clock);
  const answers = new Set<Promise<void>>();
  let paused = false;

  /** What is to be said in a chat is put into the outbox in the order in which it was found. */
  const turns = new Map<string, Promise<void>>();
  const inTurn = async (chat: string, work: () => Promise<void>): Promise<void> => {
    const before = turns.get(chat);
    const mine = before === undefined ? work() : before.then(work, work);
    turns.set(chat, mine);
    try {
      await mine;
    } finally {
      if (turns.get(chat) === mine) turns.delete(chat);
    }
  };

  /** A full queue is a reason to wait, with the message safe in the inbox. `undefined`: it waits for the next boot. */
  const submit = async (request: RunRequest): Promise<RunTicket | undefined> => {
    for (;;) {
      try {
        return await runs().submit(request);
      } catch (error) {
        if (!(error instanceof Failure) || error.options.retryable !== true) throw error;
        if (paused) return undefined;
        log.debug('the runs are full; the message waits', { runId: request.runId, why: error.message });
        await pauses.wait(error.options.retryAfterMs ?? FULL_RETRY_MS);
      }
    }
  };

  const requestOf = async (question: Question): Promise<RunRequest> => {
    const { live, messages, access, route, runId } = question;
    const [first] = messages;
    const last = messages.at(-1) ?? first;
    if (last === undefined) throw new Error(`run ${runId} was asked for without a message`);
    const { chat, sender } = last;
    const remembered = await store.write((tx) => {
      const first = handInbox(tx, question.rowIds, runId);
      return takeGroup(tx, route.sessionKey, runId, first ? 'first' : 'again');
    });
    const { text, attachments, frame } = await parts.compose.compose(
      live,
      route.sessionKey,
      messages,
      remembered,
    );
    const who = sender.name ?? sender.username ?? sender.id;
    return {
      runId,
      source: 'channel',
      sessionKey: route.sessionKey,
      agentId: route.agentId,
      channel: live.channel,
      message: text,
      attachments,
      frame,
      requester: sender.id,
      routeKey: `${live.key}:${chat.id}:${chat.threadId ?? ''}`,
      chat: {
        channel: live.channel,
        accountId: live.accountId,
        kind: chat.kind,
        senderId: sender.id,
        owner: access.owner,
        authorized: access.commands,
        ...(chat.title === undefined ? {} : { title: chat.title }),
      },
      origin: {
        channel: live.channel,
        accountId: live.accountId,
        to: chat.id,
        chatType: chat.kind === 'dm' ? 'direct' : chat.kind,
        from: sender.id,
        label: chat.title ?? who,
        ...(chat.threadId === undefined ? {} : { threadId: chat.threadId }),
        ...(chat.title === undefined ? {} : { subject: chat.title }),
      },
      ...(access.systemPrompt === undefined ? {} : { extraSystemPrompt: access.systemPrompt }),
    };
  };

  const ask = async (question: Question): Promise<void> => {
    const { live, messages, access, rowIds, runId } = question;
    const last = messages.at(-1);
    if (last === undefined) return;
    const request = await requestOf(question);
    const stream = parts.answer.stream(question);
    const typing = parts.typing.begin(live, last, access.mentioned);
    const observer: RunObserver = {
      text(delta) {
        typing.spoken();
        stream?.text(delta);
      },
      segment: () => stream?.segment(),
    };
    let ticket: RunTicket | undefined;
    try {
      ticket = await submit({ ...request, observer });
    } catch (error) {
      typing.end();
      if (!(error instanceof Failure)) throw error;
      log.warn('a message was refused', { account: live.key, runId, why: error.message });
      await store.write((tx) => finishInbox(tx, rowIds, `refused:${error.code}`, clock.now()));
      return;
    }
    if (ticket === undefined) return typing.end();
    // Not awaited: the next message of the chat must reach its run while this one is still at work.
    const answered = ticket.outcome
      .then((outcome) =>
        inTurn(lineKey(live.key, last.chat.id), () =>
          patience.outlast(() => parts.answer.give(question, outcome, stream)),
        ),
      )
      .catch((error: unknown) => {
        log.error('an answer was not put into the outbox; the next start does it', { runId, error });
      })
      .finally(() => {
        typing.end();
        answers.delete(answered);
      });
    answers.add(answered);
  };

  return {
    // Under the same id, so that what was done before the store failed is found and not repeated.
    ask: (question) => patience.outlast(() => ask(question)),
    pause() {
      paused = true;
      patience.giveUp();
      pauses.cutShort();
    },
    async answered() {
      await Promise.all(answers);
    },
  };
}
