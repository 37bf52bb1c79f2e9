import { basename } from 'node:path';
import { invalidRequest } from '../../protocol/failure.ts';
import type { OutboundMedia } from '../message.ts';
import type { FileItem, FileMethod } from './parts.ts';

/** Telegram shows larger pictures as documents only. */
const MAX_PHOTO_BYTES = 10 * 1024 * 1024;
/** What the public Bot API takes from a bot. */
const MAX_UPLOAD_BYTES = 50 * 1024 * 1024;
const ALBUM_MAX = 10;
const PHOTO_TYPES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/bmp']);
const VOICE_TYPES: ReadonlySet<string> = new Set([
  'audio/ogg',
  'audio/opus',
  'audio/mpeg',
  'audio/mp4',
  'audio/x-m4a',
]);

export interface MediaRules {
  readonly gifPlayback: boolean;
  /** An own Bot API server takes more. */
  readonly publicApi: boolean;
}

export type MediaGroup =
  | { readonly album: true; readonly files: readonly FileItem[] }
  | { readonly album: false; readonly file: FileItem };

/**
 * Neighbouring pictures and videos become albums of two to ten; everything else goes by itself.
 * @throws Failure INVALID_REQUEST for a file Telegram does not take
 */
export function groupMedia(media: readonly OutboundMedia[], rules: MediaRules): readonly MediaGroup[] {
  const groups: FileItem[][] = [];
  for (const item of media.map((one) => toFile(one, rules))) {
    const last = groups.at(-1);
    const joins = last !== undefined && last.length < ALBUM_MAX && [...last, item].every(inAlbum);
    if (joins) last.push(item);
    else groups.push([item]);
  }
  return groups.flatMap((files): MediaGroup[] => {
    const [file] = files;
    if (file === undefined) return [];
    return files.length > 1 ? [{ album: true, files }] : [{ album: false, file }];
  });
}

const inAlbum = (file: FileItem): boolean => file.as === 'photo' || file.as === 'video';

function toFile(media: OutboundMedia, rules: MediaRules): FileItem {
  const { path, sizeBytes } = media;
  const name = cleanName(media.fileName ?? basename(path));
  if (rules.publicApi && sizeBytes > MAX_UPLOAD_BYTES)
    throw invalidRequest(`${name} is larger than the 50 MB Telegram takes from a bot; send a link instead`);
  return { as: methodFor(media, rules), path, name, sizeBytes };
}

function methodFor({ kind, mime, sizeBytes }: OutboundMedia, { gifPlayback }: MediaRules): FileMethod {
  if (mime === 'image/gif' || kind === 'animation') return 'animation';
  switch (kind) {
    case 'image':
      return PHOTO_TYPES.has(mime) && sizeBytes <= MAX_PHOTO_BYTES ? 'photo' : 'document';
    case 'video':
      return gifPlayback ? 'animation' : 'video';
    case 'voice':
      return VOICE_TYPES.has(mime.split(';')[0] ?? '') ? 'voice' : 'audio';
    default:
      return kind;
  }
}

/** The name stands unquoted in the head of the upload. */
function cleanName(name: string): string {
  const cleaned = name.replaceAll(/[\u0000-\u001f\u007f"';\\/]+/g, '_').trim();
  return cleaned === '' ? 'file' : cleaned.slice(0, 120);
}
