import type { WAMessage, WASocket, proto } from '@whiskeysockets/baileys';
import type { Clock } from '../../../platform/clock.ts';
import type { InboundMedia, InboundMessage, Json } from '../../message.ts';
import type { Link } from '../../port.ts';
import type { MediaRef, WireMedia } from './media.ts';
import { MediaFailure } from '../../port.ts';
import { statusOf } from '../disconnects.ts';
import { bounded } from '../round-trip.ts';
import { mediaAddress } from './media-address.ts';
import { ENCRYPTION_OVERHEAD, openMedia } from './media-cipher.ts';

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
  sock: Pick<WASocket, 'updateMediaMessage'>,
  clock: Clock,
  testHost: string | undefined,
): Link['fetchMedia'] {
  // The library's own download ends the process when the line breaks in the middle of a file.
  const download = async (ref: MediaRef, limits: Limits): Promise<Uint8Array> => {
    const address = mediaAddress(ref, testHost);
    if (address === undefined) throw new MediaFailure('gone', 'the attachment has no address of WhatsApp');
    const response = await fetch(address, {
      headers: { origin: 'https://web.whatsapp.com' },
      redirect: 'error',
      signal: limits.signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new HttpStatus(response.status);
    }
    return openMedia(ref, await readUpTo(response, limits.maxBytes));
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
    const fresh = renewed.message?.[FIELDS[ref.wire]] as { directPath?: string } | undefined;
    // The host of the first address is kept: it is where this message's files live.
    return { ...ref, ...(fresh?.directPath ? { directPath: fresh.directPath } : {}) };
  };

  return async (message, media, limits) => {
    const ref = refOf(media.ref);
    if (media.sizeBytes !== undefined && media.sizeBytes > limits.maxBytes) throw tooLarge(limits.maxBytes);
    try {
      const bytes = await download(ref, limits).catch(async (error: unknown) => {
        if (!GONE.has(statusOf(error))) throw error;
        return download(await asGone(uploadedAgain(message, ref)), limits);
      });
      if (bytes.length > limits.maxBytes) throw tooLarge(limits.maxBytes);
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

/** The encrypted file, as long as what is inside can be no larger than allowed. */
async function readUpTo(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes + ENCRYPTION_OVERHEAD) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

class HttpStatus extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the media server answered ${status}`);
    this.name = 'HttpStatus';
    this.status = status;
  }
}

/** The network's key of a message that came in. */
export function keyOf(native: Json): proto.IMessageKey {
  if (typeof native === 'object' && native !== null && 'remoteJid' in native) return native;
  throw new TypeError('not a message that came from WhatsApp');
}
