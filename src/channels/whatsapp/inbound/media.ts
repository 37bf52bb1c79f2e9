import type { proto } from '@whiskeysockets/baileys';
import type { InboundMedia, MediaKind } from '../../message.ts';

/** The library's name of a kind of media: part of how its key is derived. */
export type WireMedia = 'image' | 'video' | 'audio' | 'document' | 'sticker';

/** Everything needed to fetch the bytes, also after a restart; bytes as base64. */
export interface MediaRef {
  readonly wire: WireMedia;
  readonly mediaKey: string;
  readonly directPath?: string;
  readonly url?: string;
  readonly sha256?: string;
  readonly encSha256?: string;
}

interface WireContent {
  readonly mediaKey?: Uint8Array | null;
  readonly directPath?: string | null;
  readonly url?: string | null;
  readonly fileSha256?: Uint8Array | null;
  readonly fileEncSha256?: Uint8Array | null;
  readonly mimetype?: string | null;
  readonly fileLength?: { toString(): string } | number | null;
}

/** The attachment of an unwrapped message. */
export function mediaOf(message: proto.IMessage): InboundMedia[] {
  const { imageMessage, videoMessage, ptvMessage, audioMessage, documentMessage, stickerMessage } = message;
  if (imageMessage) return describe('image', 'image', imageMessage);
  if (videoMessage) return describe(videoMessage.gifPlayback ? 'animation' : 'video', 'video', videoMessage);
  if (ptvMessage) return describe('video', 'video', ptvMessage);
  if (audioMessage) return describe(audioMessage.ptt ? 'voice' : 'audio', 'audio', audioMessage);
  if (documentMessage)
    return describe(
      'document',
      'document',
      documentMessage,
      documentMessage.fileName ?? documentMessage.title,
    );
  if (stickerMessage) return describe('sticker', 'sticker', stickerMessage);
  return [];
}

function describe(
  kind: MediaKind,
  wire: WireMedia,
  content: WireContent,
  fileName?: string | null,
): InboundMedia[] {
  if (!content.mediaKey || content.mediaKey.length === 0) return [];
  const size = Number(content.fileLength?.toString() ?? Number.NaN);
  const ref: MediaRef = {
    wire,
    mediaKey: base64(content.mediaKey),
    ...(content.directPath ? { directPath: content.directPath } : {}),
    ...(content.url ? { url: content.url } : {}),
    ...(content.fileSha256 ? { sha256: base64(content.fileSha256) } : {}),
    ...(content.fileEncSha256 ? { encSha256: base64(content.fileEncSha256) } : {}),
  };
  return [
    {
      kind,
      ...(content.mimetype ? { mime: content.mimetype } : {}),
      ...(fileName ? { fileName } : {}),
      ...(Number.isFinite(size) ? { sizeBytes: size } : {}),
      ref: { ...ref },
    },
  ];
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
