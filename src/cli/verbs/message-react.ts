import { EXIT } from '../../platform/exit.ts';
import { usageError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { say, toldAsData } from '../message-target.ts';
import type { MessageFlags } from '../message-target.ts';
import { createOutput } from '../output.ts';

export interface MessageReactFlags extends MessageFlags {
  readonly messageId: string;
  readonly emoji?: string;
  readonly remove?: boolean;
  readonly participant?: string;
  readonly fromMe?: boolean;
}

/** `moltbot message react`: puts a reaction on a message, or takes it away. */
export async function messageReact(io: CliIo, flags: MessageReactFlags): Promise<number> {
  const { messageId, emoji = '', participant } = flags;
  const remove = flags.remove === true;
  if (emoji.trim() === '' && !remove) throw usageError('pass --emoji <emoji>, or --remove');
  const outcome = await say(io, flags, 'react', () => ({
    messageId,
    emoji,
    ...(remove ? { remove } : {}),
    ...(participant === undefined ? {} : { participant }),
    ...(flags.fromMe === true ? { fromMe: true } : {}),
  }));
  if (toldAsData(io, 'react', outcome, flags.json) || outcome.result === undefined) return EXIT.ok;
  const out = createOutput(io);
  const done = remove ? 'Reaction removed' : 'Reacted';
  out.line(`${out.tone('good', done)} via gateway (${outcome.result.channel}). Message ID: ${messageId}`);
  return EXIT.ok;
}
