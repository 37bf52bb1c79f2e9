import { mimeFromName, normalMime, UNKNOWN_MIME } from './mime-types.ts';

export interface MimeHints {
  /** What the network or server said. */
  readonly declared?: string;
  readonly fileName?: string;
}

/** Says what a file is wrapped in, not what it is: a more telling claim is believed. */
const GENERIC: ReadonlySet<string> = new Set([
  UNKNOWN_MIME,
  'binary/octet-stream',
  'application/x-binary',
  'application/zip',
  'application/gzip',
  'application/x-cfb',
  'application/xml',
  'text/plain',
]);

/** Containers of films that also carry sound alone; the bytes at the beginning do not tell. */
const SOUND_IN: Readonly<Record<string, string>> = {
  'video/mp4': 'audio/mp4',
  'video/webm': 'audio/webm',
  'video/ogg': 'audio/ogg',
};

/**
 * The media type of a file: by its first bytes, else as declared, else by its name, else `application/octet-stream`.
 * `audio/ogg; codecs=opus` is a voice note.
 */
export async function sniffMime(bytes: Uint8Array, hints: MimeHints = {}): Promise<string> {
  const seen = await seenIn(bytes);
  const claims = [normalMime(hints.declared), mimeFromName(hints.fileName)].filter(
    (claim) => claim !== undefined,
  );
  if (seen === undefined) return claims.find((claim) => !GENERIC.has(claim)) ?? claims[0] ?? UNKNOWN_MIME;
  const sound = SOUND_IN[seen];
  if (sound !== undefined && claims.includes(sound)) return sound;
  if (!GENERIC.has(seen)) return seen;
  // Pictures, sounds and films have first bytes of their own: here they would have been seen.
  return claims.find((claim) => !GENERIC.has(claim) && isWrapped(claim)) ?? seen;
}

const isWrapped = (claim: string): boolean =>
  !/^(?:image|audio|video)\//u.test(claim) || claim === 'image/svg+xml';

async function seenIn(bytes: Uint8Array): Promise<string | undefined> {
  if (bytes.length === 0) return undefined;
  const { fileTypeFromBuffer } = await import('file-type');
  try {
    return normalMime((await fileTypeFromBuffer(bytes))?.mime);
  } catch (error) {
    // A damaged file has no type of its own; what is claimed about it still counts.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
