import { createBlockSplitter } from '../../channels/text/blocks.ts';
import type { BlockRules } from '../../channels/text/blocks.ts';
import { inkOf } from '../../channels/text/ink.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Outbox } from '../../store/outbox.ts';
import type { Question } from './question.ts';
import type { Replies } from './reply.ts';

/** Finished parts of an answer, sent while the rest is still being written. */
export interface AnswerStream {
  text(delta: string): void;
  segment(): void;
  /** Nothing is sent after it. Resolves when every part before it is in the outbox. */
  finish(): Promise<void>;
}

const blockKey = (runId: string, index: number): string => `run:${runId}:block:${index}`;

/** How much of an answer has been sent by blocks, from the store: the process that sent them may be gone. */
export function inkSent(outbox: Outbox, runId: string): number {
  let ink = 0;
  for (let index = 0; ; index += 1) {
    const found = outbox.find(blockKey(runId, index));
    if (found === undefined) return ink;
    ink = Number(found.payloadHash);
  }
}

export function createAnswerStream(
  needs: { readonly outbox: Outbox; readonly log: Logger; readonly replies: Replies },
  question: Question,
  rules: BlockRules,
): AnswerStream {
  const { outbox, log, replies } = needs;
  const { live, runId } = question;
  const splitter = createBlockSplitter(rules);
  /** Of everything up to the block in hand; stored with it, so that blocks that say nothing are counted by the next. */
  let ink = 0;
  let index = 0;
  let work = Promise.resolve();
  let over = false;
  let failed = false;

  const send = async (block: string): Promise<void> => {
    // After one that failed nothing is sent: the rest of the answer begins with it.
    if (failed) return;
    ink += inkOf(block);
    const message = await replies.message(question, block);
    if (message === undefined) return;
    await outbox.enqueue(replies.entry(question, blockKey(runId, index), String(ink), message));
    index += 1;
    live.wake();
  };

  const take = (text: string): void => {
    if (over) return;
    for (const block of splitter.push(text)) {
      work = work
        .then(() => send(block))
        .catch((error: unknown) => {
          failed = true;
          over = true;
          log.error('a part of an answer is not in the outbox; it is sent with the rest', { runId, error });
        });
    }
  };

  return {
    text: take,
    segment: () => take('\n\n'),
    async finish() {
      over = true;
      await work;
    },
  };
}
