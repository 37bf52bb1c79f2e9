import { createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { MediaRef, WireMedia } from './media.ts';

/** Names the network derives a file's keys with. */
const PURPOSE: Readonly<Record<WireMedia, string>> = {
  image: 'WhatsApp Image Keys',
  video: 'WhatsApp Video Keys',
  audio: 'WhatsApp Audio Keys',
  document: 'WhatsApp Document Keys',
  sticker: 'WhatsApp Image Keys',
};
const MAC_BYTES = 10;
const BLOCK = 16;

/** How much larger a file is encrypted: its last block is padded and followed by a check sum. */
export const ENCRYPTION_OVERHEAD = BLOCK + MAC_BYTES;

/**
 * The file in what the network stored.
 *
 * @throws Error when it is not what the sender put there
 */
export function openMedia(ref: MediaRef, stored: Uint8Array): Uint8Array {
  const keys = Buffer.from(
    hkdfSync('sha256', Buffer.from(ref.mediaKey, 'base64'), '', PURPOSE[ref.wire], 112),
  );
  const iv = keys.subarray(0, 16);
  const body = stored.subarray(0, -MAC_BYTES);
  const mac = createHmac('sha256', keys.subarray(48, 80))
    .update(iv)
    .update(body)
    .digest()
    .subarray(0, MAC_BYTES);
  if (stored.length <= MAC_BYTES || !timingSafeEqual(mac, stored.subarray(-MAC_BYTES)))
    throw new Error('the attachment is damaged: its check sum is wrong');
  const cipher = createDecipheriv('aes-256-cbc', keys.subarray(16, 48), iv);
  const bytes = Buffer.concat([cipher.update(body), cipher.final()]);
  if (ref.sha256 !== undefined && createHash('sha256').update(bytes).digest('base64') !== ref.sha256)
    throw new Error('the attachment is not the one that was announced');
  return bytes;
}
