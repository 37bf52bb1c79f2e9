import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { proto } from '@whiskeysockets/baileys';
import type { MediaHost } from './media-host.ts';
import { seconds } from './nodes.ts';

export type MediaSort = 'image' | 'video' | 'audio' | 'document' | 'sticker';

export interface MediaDetails {
  readonly mimetype: string;
  readonly caption?: string;
  readonly fileName?: string;
  /** A voice note. */
  readonly ptt?: boolean;
  readonly gifPlayback?: boolean;
}

const MAC_BYTES = 10;
const SECRETS: Readonly<Record<MediaSort, string>> = {
  image: 'WhatsApp Image Keys',
  sticker: 'WhatsApp Image Keys',
  video: 'WhatsApp Video Keys',
  audio: 'WhatsApp Audio Keys',
  document: 'WhatsApp Document Keys',
};

interface FileKeys {
  readonly iv: Buffer;
  readonly cipherKey: Buffer;
  readonly macKey: Buffer;
}

function keysFor(mediaKey: Uint8Array, sort: MediaSort): FileKeys {
  const out = Buffer.from(hkdfSync('sha256', mediaKey, Buffer.alloc(32), SECRETS[sort], 112));
  return { iv: out.subarray(0, 16), cipherKey: out.subarray(16, 48), macKey: out.subarray(48, 80) };
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** Encrypts a file, puts it on the host and describes it as a phone would. */
export function uploadMedia(
  host: MediaHost,
  sort: MediaSort,
  bytes: Buffer,
  details: MediaDetails,
): proto.IMessage {
  const mediaKey = randomBytes(32);
  const { iv, cipherKey, macKey } = keysFor(mediaKey, sort);
  const cipher = createCipheriv('aes-256-cbc', cipherKey, iv);
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  const mac = createHmac('sha256', macKey).update(iv).update(body).digest().subarray(0, MAC_BYTES);
  const file = Buffer.concat([body, mac]);
  return {
    [`${sort}Message`]: {
      ...host.put(file),
      ...details,
      mediaKey,
      mediaKeyTimestamp: seconds(),
      fileLength: bytes.length,
      fileSha256: sha256(bytes),
      fileEncSha256: sha256(file),
    },
  };
}

interface FilePart {
  readonly mediaKey?: Uint8Array | null;
  readonly directPath?: string | null;
  readonly fileSha256?: Uint8Array | null;
  readonly fileEncSha256?: Uint8Array | null;
}

/**
 * The file of a message, as its receiver gets it.
 * @throws Error when it is not on the host, or a check over it fails
 */
export function openMedia(host: MediaHost, message: proto.IMessage): Buffer {
  const [sort, part] = filePart(message);
  const file = host.files.get(part.directPath ?? '');
  if (!file) throw new Error(`the host has no file ${part.directPath ?? ''}`);
  const { iv, cipherKey, macKey } = keysFor(part.mediaKey ?? Buffer.alloc(0), sort);
  const body = file.subarray(0, -MAC_BYTES);
  const mac = createHmac('sha256', macKey).update(iv).update(body).digest().subarray(0, MAC_BYTES);
  if (!mac.equals(file.subarray(-MAC_BYTES))) throw new Error('the check at the end of the file fails');
  if (!sha256(file).equals(Buffer.from(part.fileEncSha256 ?? []))) throw new Error('fileEncSha256 differs');
  const decipher = createDecipheriv('aes-256-cbc', cipherKey, iv);
  const bytes = Buffer.concat([decipher.update(body), decipher.final()]);
  if (!sha256(bytes).equals(Buffer.from(part.fileSha256 ?? []))) throw new Error('fileSha256 differs');
  return bytes;
}

export function filePart(message: proto.IMessage): readonly [MediaSort, FilePart] {
  for (const sort of Object.keys(SECRETS) as MediaSort[]) {
    const part = message[`${sort}Message`];
    if (part) return [sort, part];
  }
  throw new Error('the message has no file');
}

/** The phone's answer to a device that found a file gone: where it is now, readable with the file's key only. */
export function sealMediaAnswer(
  mediaKey: Uint8Array,
  id: string,
  plain: Uint8Array,
): { readonly body: Buffer; readonly iv: Buffer } {
  const info = 'WhatsApp Media Retry Notification';
  const key = Buffer.from(hkdfSync('sha256', mediaKey, Buffer.alloc(32), info, 32));
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(id));
  return { body: Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]), iv };
}
