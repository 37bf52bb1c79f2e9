import { createTimeFormat, envelopeTimeZone, formatEnvelope } from '../../channels/text/envelope.ts';
import type { Envelope } from '../../channels/text/envelope.ts';
import { disarmed, oneWordLine, withoutCommands } from '../../channels/text/disarm.ts';
import { withPendingHistory } from '../../channels/text/pending-history.ts';
import { findChannelName } from '../../channels/names.ts';
import type { InboundMedia, InboundMessage } from '../../channels/message.ts';
import { MediaFailure } from '../../channels/port.ts';
import type { GroupRemark } from '../../store/group-memory.ts';
import type { LiveAccount } from './live-account.ts';
import { unlessAborted, withinBounds } from './media-bounds.ts';
import type { ConversationNeeds } from './needs.ts';

/** A message with what belongs to it, as the runs take it. */
export interface Composed {
  /** The person's words: commands are looked for in them. */
  readonly text: string;
  readonly attachments: readonly unknown[];
  readonly frame: (words: string) => string;
}

export interface Compose {
  compose(
    live: LiveAccount,
    sessionKey: string,
    messages: readonly InboundMessage[],
    remembered: readonly GroupRemark[],
  ): Promise<Composed>;
}

const MEGABYTE = 1_048_576;
const MEDIA_DEFAULT_MB = { telegram: 5, whatsapp: 50 } as const;
/** Tries for one attachment, and the time each may take, in milliseconds. */
const FETCH_TRIES = 2;
const FETCH_MS = 60_000;

interface Fetched {
  readonly line: string;
  readonly attachment?: unknown;
}

export function createCompose(needs: ConversationNeeds): Compose {
  const { config, clock, log, media: mediaStore, sessions, timeZone } = needs;

  const maxBytes = (live: LiveAccount): number => {
    const section = config().channels?.[live.channel];
    const own = section?.accounts?.[live.accountId]?.mediaMaxMb ?? section?.mediaMaxMb;
    return (own ?? MEDIA_DEFAULT_MB[live.channel]) * MEGABYTE;
  };

  const once = async (live: LiveAccount, message: InboundMessage, item: InboundMedia, all: AbortSignal) => {
    const abort = new AbortController();
    const timer = clock.setTimeout(() => abort.abort(), FETCH_MS);
    const { link } = live;
    try {
      if (link === undefined) throw new MediaFailure('network', 'the link is not up');
      const options = { maxBytes: maxBytes(live), signal: AbortSignal.any([abort.signal, all]) };
      return await unlessAborted(options.signal, () => link.fetchMedia(message, item, options));
    } finally {
      clock.clearTimeout(timer);
    }
  };

  const bytesOf = async (
    live: LiveAccount,
    message: InboundMessage,
    item: InboundMedia,
    all: AbortSignal,
  ) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await once(live, message, item, all);
      } catch (error) {
        const again = error instanceof MediaFailure && error.kind === 'network' && tries < FETCH_TRIES;
        if (!again || all.aborted) throw error;
        log.debug('an attachment is fetched again', { account: live.key, error });
      }
    }
  };

  /** An attachment that cannot be had is said to the agent: the rest of the message must not wait for it. */
  const fetch = async (
    live: LiveAccount,
    message: InboundMessage,
    item: InboundMedia,
    all: AbortSignal,
  ): Promise<Fetched> => {
    try {
      const { bytes, mime, fileName } = await bytesOf(live, message, item, all);
      const name = fileName ?? item.fileName;
      const declared = mime ?? item.mime;
      const saved = await mediaStore.save(bytes, {
        direction: 'inbound',
        maxBytes: maxBytes(live),
        ...(name === undefined ? {} : { fileName: name }),
        ...(declared === undefined ? {} : { mime: declared }),
      });
      const line = `[media attached: ${saved.path} (${saved.mime})]`;
      if (!saved.mime.startsWith('image/')) return { line };
      return { line, attachment: { type: 'image', mimeType: saved.mime, fileName: name, content: bytes } };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log.warn('an attachment could not be saved', { account: live.key, kind: item.kind, why });
      return { line: `[media not available: ${item.kind}: ${why}]` };
    }
  };

  const wordsOf = ({ text, media, forwardedFrom }: InboundMessage): string => {
    const words = text === '' ? media.map(({ kind }) => `<media:${kind}>`).join(' ') : disarmed(text);
    if (forwardedFrom === undefined) return words;
    return `[Forwarded from ${oneWordLine(forwardedFrom)}] ${withoutCommands(words)}`;
  };

  const quoteOf = ({ quoted }: InboundMessage): string => {
    if (quoted?.text === undefined) return '';
    const whom = oneWordLine(quoted.sender ?? 'an earlier message');
    return `\n\n[Replying to ${whom} id:${oneWordLine(quoted.messageId)}]\n${disarmed(quoted.text)}\n[/Replying]`;
  };

  let zone: { readonly name: string; readonly format: (atMs: number) => string } | undefined;

  /** What the envelope says besides who wrote what, as configured. */
  const settings = (sessionKey: string): Pick<Envelope, 'timeZone' | 'options' | 'previousAt'> => {
    const defaults = config().agents?.defaults;
    const asked = defaults?.envelopeTimezone;
    const name = asked === undefined ? timeZone() : envelopeTimeZone(asked, defaults?.userTimezone);
    if (zone?.name !== name) zone = { name, format: createTimeFormat(name) };
    const previousAt = sessions.find(sessionKey)?.entry.lastInteractionAt;
    return {
      timeZone: zone.format,
      options: {
        ...(defaults?.envelopeTimestamp === undefined ? {} : { timestamp: defaults.envelopeTimestamp }),
        ...(defaults?.envelopeElapsed === undefined ? {} : { elapsed: defaults.envelopeElapsed }),
      },
      ...(previousAt === undefined ? {} : { previousAt }),
    };
  };

  return {
    async compose(live, sessionKey, messages, remembered) {
      const fetched: Fetched[] = [];
      await withinBounds(clock, async (signal) => {
        for (const message of messages) {
          for (const item of message.media) fetched.push(await fetch(live, message, item, signal));
        }
      });
      const [first] = messages;
      const last = messages.at(-1) ?? first;
      if (last === undefined) throw new Error('nothing to compose');
      const grouped = last.chat.kind !== 'dm';
      const who = {
        id: last.sender.id,
        ...(last.sender.name === undefined ? {} : { name: last.sender.name }),
      };
      const lines = fetched.map(({ line }) => line);
      const label = findChannelName(live.channel)?.label ?? live.channel;
      const frame = (words: string): string => {
        const body = [words, ...lines].filter((line) => line !== '').join('\n') + quoteOf(last);
        const framed = formatEnvelope({
          channelLabel: label,
          from: grouped ? (last.chat.title ?? last.chat.id) : (last.sender.name ?? last.sender.id),
          sentAt: last.sentAt,
          ...settings(sessionKey),
          body,
          messageId: last.messageId,
          ...(grouped ? { sender: who } : {}),
        });
        return withPendingHistory(remembered, framed, { limit: remembered.length });
      };
      return {
        text: messages.map(wordsOf).join('\n'),
        attachments: fetched.flatMap(({ attachment }) => (attachment === undefined ? [] : [attachment])),
        frame,
      };
    },
  };
}
