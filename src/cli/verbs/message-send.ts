import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ChannelsStatusResult, SendResult } from '../../protocol/generated/types.ts';
import { usageError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { withGateway } from '../session.ts';
import type { Session, SessionFlags } from '../session.ts';

export interface MessageSendFlags extends SessionFlags {
  readonly target: string;
  readonly message?: string;
  readonly media?: readonly string[];
  readonly channel?: string;
  readonly account?: string;
  readonly gifPlayback?: boolean;
  readonly json?: boolean;
}

/** A local file is named absolutely, because the gateway has another working directory. */
const mediaUrl = (media: string): string => {
  if (URL.canParse(media) && !/^[a-z]:/i.test(media)) return media;
  const path = resolve(media);
  if (!existsSync(path)) throw usageError(`--media: ${path} does not exist`);
  return path;
};

/** The channel meant when none is named: the only one configured. */
async function onlyChannel(session: Session): Promise<string | undefined> {
  const { channelOrder } = await session.call<ChannelsStatusResult>('channels.status');
  if (channelOrder.length > 1) {
    throw usageError(`several channels are configured (${channelOrder.join(', ')}): name one with --channel`);
  }
  return channelOrder[0];
}

/** `moltbot message send`: through the gateway only, and at most once however often the network repeats it. */
export async function messageSend(io: CliIo, flags: MessageSendFlags): Promise<number> {
  const media = (flags.media ?? []).map(mediaUrl);
  const message = flags.message ?? '';
  if (message.trim() === '' && media.length === 0) throw usageError('pass --message, --media or both');
  const out = createOutput(io);
  const payload = await withGateway(io, flags, async (session) => {
    const channel = flags.channel ?? (await onlyChannel(session));
    return session.call<SendResult>('send', {
      to: flags.target,
      message: message === '' ? ' ' : message,
      idempotencyKey: io.random.uuid(),
      ...(channel === undefined ? {} : { channel }),
      ...(flags.account === undefined ? {} : { accountId: flags.account }),
      ...(flags.gifPlayback === true ? { gifPlayback: true } : {}),
      ...(media.length === 0 ? {} : { mediaUrl: media[0], mediaUrls: media }),
    });
  });
  if (flags.json === true) {
    out.json({ action: 'send', channel: payload.channel, dryRun: false, handledBy: 'core', payload });
    return 0;
  }
  out.line(`${out.tone('good', 'Sent')} via gateway (${payload.channel}). Message ID: ${payload.messageId}`);
  return 0;
}
