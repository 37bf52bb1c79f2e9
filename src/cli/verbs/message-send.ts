import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { EXIT } from '../../platform/exit.ts';
import { usageError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { say, toldAsData } from '../message-target.ts';
import type { MessageFlags, MessageResult } from '../message-target.ts';
import { createOutput } from '../output.ts';

export interface MessageSendFlags extends MessageFlags {
  readonly message?: string;
  readonly media?: readonly string[];
  readonly gifPlayback?: boolean;
  readonly replyTo?: string;
  readonly threadId?: string;
  readonly silent?: boolean;
  readonly asVoice?: boolean;
  readonly buttons?: readonly (readonly object[])[];
  readonly wait: 'accepted' | 'delivered';
}

/** The gateway answers with the state reached while the command still listens. */
const SLACK_MS = 500;

/** A local file is named absolutely, because the gateway has another working directory. */
const mediaUrl = (media: string): string => {
  if (URL.canParse(media) && !/^[a-z]:/i.test(media)) return media;
  const path = resolve(media);
  if (!existsSync(path)) throw usageError(`--media: ${path} does not exist`);
  return path;
};

/** The exit code says what the words say; with `--json` it is the only thing beside the document. */
function codeOf({ state }: MessageResult, wait: MessageSendFlags['wait']): number {
  if (state === undefined || state === 'sent') return EXIT.ok;
  if (state === 'unknown' || state === 'dead') return EXIT.crash;
  return wait === 'accepted' ? EXIT.ok : EXIT.unavailable;
}

/** What became of the message, in words. */
function tell(io: CliIo, result: MessageResult, wait: MessageSendFlags['wait']): void {
  const { channel, messageId, state, outboxId, cached } = result;
  const out = createOutput(io);
  const entry = outboxId === undefined ? '' : ` Outbox: ${outboxId}`;
  if (state === undefined || state === 'sent') {
    const again = cached === true ? ' (sent earlier under this key)' : '';
    out.line(`${out.tone('good', 'Sent')} via gateway (${channel}). Message ID: ${messageId}${again}`);
  } else if (state === 'unknown') {
    out.note(`It may or may not have gone out via ${channel}; look there before you retry.${entry}`);
  } else if (state === 'dead') {
    out.note(`Not sent via ${channel}; see why with: ${io.command} outbox list --state dead.${entry}`);
  } else if (wait === 'accepted') {
    out.line(
      `${out.tone('good', 'Accepted')} by the gateway (${channel}). Message ID: ${messageId}.${entry}`,
    );
  } else {
    out.note(
      `Not delivered via ${channel} yet; the gateway goes on trying: ${io.command} outbox list.${entry}`,
    );
  }
}

/** `moltbot message send`: through the gateway only, and at most once however often the network repeats it. */
export async function messageSend(io: CliIo, flags: MessageSendFlags): Promise<number> {
  const media = (flags.media ?? []).map(mediaUrl);
  const message = flags.message ?? '';
  if (message.trim() === '' && media.length === 0) throw usageError('pass --message, --media or both');
  const outcome = await say(io, flags, 'send', (session) => ({
    message: message === '' ? ' ' : message,
    ...(flags.wait === 'accepted'
      ? { wait: flags.wait }
      : { timeoutMs: Math.max(1, session.remainingMs() - SLACK_MS) }),
    ...(flags.gifPlayback === true ? { gifPlayback: true } : {}),
    ...(flags.replyTo === undefined ? {} : { replyToId: flags.replyTo }),
    ...(flags.threadId === undefined ? {} : { threadId: flags.threadId }),
    ...(flags.silent === true ? { silent: true } : {}),
    ...(flags.asVoice === true ? { asVoice: true } : {}),
    ...(flags.buttons === undefined ? {} : { buttons: flags.buttons }),
    ...(media.length === 0 ? {} : { mediaUrl: media[0], mediaUrls: media }),
  }));
  const { result } = outcome;
  const told = toldAsData(io, 'send', outcome, flags.json);
  if (result === undefined) return EXIT.ok;
  if (!told) tell(io, result, flags.wait);
  return codeOf(result, flags.wait);
}
