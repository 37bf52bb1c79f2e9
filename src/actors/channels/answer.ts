import type { RunOutcome } from '../../api/ports.ts';
import type { OutboundMessage } from '../../channels/message.ts';
import { restAfter } from '../../channels/text/ink.ts';
import { Failure } from '../../protocol/failure.ts';
import { finishInbox } from '../../store/inbox.ts';
import { enqueueOutbox } from '../../store/outbox-enqueue.ts';
import type { NewOutbox } from '../../store/outbox-enqueue.ts';
import { isAnsweredElsewhere, STOPPED_ELSEWHERE } from '../runs/shared-end.ts';
import { streamRules } from './answer-rules.ts';
import type { ReplyPrefix } from './answer-rules.ts';
import { createAnswerStream, inkSent } from './answer-stream.ts';
import type { AnswerStream } from './answer-stream.ts';
import type { ConversationNeeds } from './needs.ts';
import type { Question } from './question.ts';
import { createReplies } from './reply.ts';

export interface Answer {
  /** `undefined` where answers are sent whole. */
  stream(question: Question): AnswerStream | undefined;
  /** Puts the answer into the outbox and ends the messages it answers, in one commit. May be repeated. */
  give(question: Question, outcome: RunOutcome, stream: AnswerStream | undefined): Promise<void>;
}

const NOTICES: Readonly<Partial<Record<RunOutcome['status'], (outcome: RunOutcome) => string>>> = {
  error: ({ summary }) => `⚠️ I could not answer: ${summary}`,
  timeout: () => '⚠️ The answer took too long and was given up. Send the message again to repeat it.',
  aborted: ({ summary }) =>
    summary === STOPPED_ELSEWHERE
      ? '⚠️ This was stopped from elsewhere before an answer was ready. Send the message again to repeat it.'
      : '',
  interrupted: () => '⚠️ A restart cut this answer off. Send the message again to repeat it.',
};

export function createAnswer(needs: ConversationNeeds, prefix: ReplyPrefix): Answer {
  const { config, clock, log, store, outbox } = needs;
  const replies = createReplies(needs, prefix);

  const textOf = (outcome: RunOutcome): string => {
    if (isAnsweredElsewhere(outcome)) return '';
    const notice = NOTICES[outcome.status];
    if (notice !== undefined) return notice(outcome);
    if (outcome.status !== 'ok') return '';
    const whole = (outcome.result?.payloads ?? [])
      .map(({ text }) => text?.trim() ?? '')
      .join('\n\n')
      .trim();
    return restAfter(whole, inkSent(outbox, outcome.runId));
  };

  /**
   * What cannot be sent is said: a message without any answer would be asked again at every start. Undefined when not even
   * that can be said there.
   */
  const entryOf = (question: Question, message: OutboundMessage): NewOutbox | undefined => {
    const key = `run:${question.runId}`;
    try {
      return replies.entry(question, key, '', message);
    } catch (error) {
      const why = error instanceof Failure ? error.message : 'its network cannot make a message of it';
      log.warn('an answer cannot be sent as it is', { runId: question.runId, why, error });
      return noticeOf(question, key, {
        chat: message.chat,
        text: `⚠️ The answer cannot be sent here: ${why}`,
      });
    }
  };

  const noticeOf = (question: Question, key: string, notice: OutboundMessage): NewOutbox | undefined => {
    try {
      return replies.entry(question, key, '', notice);
    } catch (error) {
      log.error('a message is left without an answer: nothing can be sent to its chat', {
        runId: question.runId,
        error,
      });
      return undefined;
    }
  };

  return {
    stream(question) {
      const rules = streamRules(config(), question.live);
      return rules === undefined ? undefined : createAnswerStream({ outbox, log, replies }, question, rules);
    },

    async give(question, outcome, stream) {
      const { live, rowIds } = question;
      await stream?.finish();
      const text = textOf(outcome);
      const message = text === '' ? undefined : await replies.message(question, text);
      const entry = message === undefined ? undefined : entryOf(question, message);
      const how = message === undefined ? 'silent' : entry === undefined ? 'unsendable' : 'answered';
      await store.write((tx) => {
        if (entry !== undefined) enqueueOutbox(tx, entry);
        finishInbox(tx, rowIds, `${how}:${outcome.status}`, clock.now());
      });
      live.wake();
    },
  };
}
