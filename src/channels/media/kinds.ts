import type { MediaKind } from '../message.ts';
import { normalMime, VOICE_MIME } from './mime-types.ts';

const MB = 1_048_576;

/** What may be sent of each kind, in bytes. */
export const KIND_CAPS: Readonly<Record<MediaKind, number>> = {
  image: 6 * MB,
  sticker: 6 * MB,
  animation: 16 * MB,
  audio: 16 * MB,
  voice: 16 * MB,
  video: 16 * MB,
  document: 100 * MB,
};

export const LARGEST_CAP = Math.max(...Object.values(KIND_CAPS));

/** Pictures and films that chat programs show; others travel as documents. */
const SHOWN: Readonly<Record<string, MediaKind>> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'image/webp': 'image',
  'image/gif': 'animation',
  'video/mp4': 'video',
  'video/quicktime': 'video',
  'video/webm': 'video',
  'video/3gpp': 'video',
};

/** How a file of this type is sent. Opus in Ogg is a voice note. */
export function kindFromMime(mime: string): MediaKind {
  const name = normalMime(mime) ?? '';
  if (name === VOICE_MIME) return 'voice';
  if (name.startsWith('audio/')) return 'audio';
  return Object.hasOwn(SHOWN, name) ? (SHOWN[name] ?? 'document') : 'document';
}

/** `5.2 MB`, for people. */
export const inMegabytes = (bytes: number): string => `${Math.ceil((bytes / MB) * 10) / 10} MB`;
