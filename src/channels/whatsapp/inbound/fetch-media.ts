import { createHash } from 'node:crypto';
import type { WAMessage, WASocket, proto } from '@whiskeysockets/baileys';
import type { Clock } from '../../../platform/clock.ts';
import type { InboundMedia, InboundMessage, Json } from '../../message.ts';
import type { Link } from '../../port.ts';
import type { Baileys } from '../library.ts';
import type { MediaRef, WireMedia } from './media.ts';
import { MediaFailure } from '../../port.ts';
import { statusOf } from '../disconnects.ts';
import { bounded } from '../round-trip.ts';

const GONE: ReadonlySet<number | undefined> = new Set([403, 404, 410]);
const UPLOAD_AGAIN_MS = 20_000;
const FIELDS: Readonly<Record<WireMedia, keyof proto.IMessage>> = {
  image: 'imageMessage',
  video: 'videoMessage',
  audio: 'audioMessage',
  document: 'documentMessage',
  sticker: 'stickerMessage',
};

interface Limits {
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** Fetches attachments; when the network has dropped one, the phone is asked once to upload it again. */
export function createMediaFetch(
  library: Baileys,
  sock: Pick<WASocket, 'updateMediaMessage'>,
  clock: Clock,
): Link['fetchMedia'] {
  const download = async (ref: MediaRef, limits: Limits): Promise<Uint8Array> => {
    const stream = await library.downloadContentFromMessage(
      {
        mediaKey: Buffer.from(ref.mediaKey, 'base64'),
        directPath: ref.directPath ?? null,
        url: ref.url ?? null,
      },
      ref.wire,
    );
    const chunks: Uint8Array[] = [];
    let size = 0;
    const stop = (): void => void stream.destroy(new Error('stopped'));
    limits.signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        size += chunk.length;
        if (size > limits.maxBytes) throw tooLarge(limits.maxBytes);
        chunks.push(chunk);
      }
    } finally {
      limits.signal.removeEventListener('abort', stop);
    }
    const bytes = Buffer.concat(chunks);
    if (ref.sha256 !== undefined && createHash('sha256').update(bytes).digest('base64') !== ref.sha256)
      throw new MediaFailure('network', 'the attachment arrived damaged');
    return bytes;
  };

  const uploadedAgain = async (message: InboundMessage, ref: MediaRef): Promise<MediaRef> => {
    const content = {
      mediaKey: Buffer.from(ref.mediaKey, 'base64'),
      directPath: ref.directPath,
      url: ref.url,
    };
    const wire = {
      key: keyOf(message.native),
      message: { [FIELDS[ref.wire]]: content },
    } as unknown as WAMessage;
    const renewed = await bounded(clock, UPLOAD_AGAIN_MS, () => sock.updateMediaMessage(wire));
    const fresh = renewed.message?.[FIELDS[ref.wire]] as { directPath?: string; url?: string } | undefined;
    return {
      ...ref,
      ...(fresh?.directPath ? { directPath: fresh.directPath } : {}),
      ...(fresh?.url ? { url: fresh.url } : {}),
    };
  };

  return async (message, media, limits) => {
    const ref = refOf(media.ref);
    if (media.sizeBytes !== undefined && media.sizeBytes > limits.maxBytes) throw tooLarge(limits.maxBytes);
    try {
      const bytes = await download(ref, limits).catch(async (error: unknown) => {
        if (!GONE.has(statusOf(error))) throw error;
        return download(await asGone(uploadedAgain(message, ref)), limits);
      });
      return { bytes, ...about(media) };
    } catch (error) {
      throw mediaFailure(error);
    }
  };
}

const tooLarge = (limit: number): MediaFailure =>
  new MediaFailure('tooLarge', `the attachment is larger than ${Math.floor(limit / 1_000_000)} MB`);

async function asGone<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw new MediaFailure(
      'gone',
      'WhatsApp no longer has the attachment, and the phone did not upload it again',
      error,
    );
  }
}

function mediaFailure(error: unknown): MediaFailure {
  if (error instanceof MediaFailure) return error;
  if (GONE.has(statusOf(error)))
    return new MediaFailure('gone', 'WhatsApp no longer has the attachment', error);
  const words = error instanceof Error ? error.message : String(error);
  return new MediaFailure('network', `the attachment could not be fetched: ${words}`, error);
}

function about(media: InboundMedia): { readonly mime?: string; readonly fileName?: string } {
  return {
    ...(media.mime === undefined ? {} : { mime: media.mime }),
    ...(media.fileName === undefined ? {} : { fileName: media.fileName }),
  };
}

function refOf(ref: Json): MediaRef {
  if (typeof ref === 'object' && ref !== null && 'mediaKey' in ref && 'wire' in ref)
    return ref as unknown as MediaRef;
  throw new MediaFailure('gone', 'the attachment was not described by WhatsApp');
}

/** The network's key of a message that came in. */
export function keyOf(native: Json): proto.IMessageKey {
  if (typeof native === 'object' && native !== null && 'remoteJid' in native) return native;
  throw new TypeError('not a message that came from WhatsApp');
}
