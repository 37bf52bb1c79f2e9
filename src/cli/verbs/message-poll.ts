import { EXIT } from '../../platform/exit.ts';
import { usageError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { say, toldAsData } from '../message-target.ts';
import type { MessageFlags } from '../message-target.ts';
import { createOutput } from '../output.ts';

export interface MessagePollFlags extends MessageFlags {
  readonly pollQuestion: string;
  readonly pollOption: readonly string[];
  readonly pollMulti?: boolean;
  readonly pollDurationHours?: number;
}

const OPTIONS = { min: 2, max: 12 } as const;

/** `moltbot message poll`: asks a question with 2 to 12 answers. */
export async function messagePoll(io: CliIo, flags: MessagePollFlags): Promise<number> {
  const { pollQuestion: question, pollOption: options, pollDurationHours: durationHours } = flags;
  if (options.length < OPTIONS.min || options.length > OPTIONS.max)
    throw usageError(`pass --poll-option ${OPTIONS.min} to ${OPTIONS.max} times`);
  const outcome = await say(io, flags, 'poll', () => ({
    question,
    options,
    maxSelections: flags.pollMulti === true ? options.length : 1,
    ...(durationHours === undefined ? {} : { durationHours }),
  }));
  if (toldAsData(io, 'poll', outcome, flags.json) || outcome.result === undefined) return EXIT.ok;
  const out = createOutput(io);
  const { channel, messageId } = outcome.result;
  out.line(`${out.tone('good', 'Poll sent')} via gateway (${channel}). Message ID: ${messageId}`);
  return EXIT.ok;
}
