import { extensionFromMime, extensionOf, UNKNOWN_MIME } from './mime-types.ts';

const LONGEST = 60;
/** Names of file systems end at 255 bytes; the id and the extension need some of them. */
const LONGEST_BYTES = 180;

/** The name of a stored file: `<original>---<id><extension>`, or `<id><extension>`. */
export function storedName(options: {
  readonly id: string;
  readonly mime: string;
  readonly fileName: string | undefined;
}): string {
  const { id, mime, fileName } = options;
  const own = extensionOf(fileName);
  const isVague = mime === UNKNOWN_MIME || mime.startsWith('text/');
  const extension = (isVague ? own : undefined) ?? extensionFromMime(mime) ?? own ?? '';
  const stem = stemOf(fileName, own);
  return stem === '' ? `${id}${extension}` : `${stem}---${id}${extension}`;
}

function stemOf(fileName: string | undefined, extension: string | undefined): string {
  const base = baseName(fileName ?? '');
  const bare = extension === undefined ? base : base.slice(0, -extension.length);
  const safe = bare
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}._-]+/gu, '_')
    .replaceAll(/\.{2,}/gu, '.')
    .replaceAll(/^[._-]+|[._-]+$/gu, '');
  const chars = Array.from(safe).slice(0, LONGEST);
  while (Buffer.byteLength(chars.join('')) > LONGEST_BYTES) chars.pop();
  return chars.join('');
}

/** What follows the last slash of either kind. */
const baseName = (path: string): string => path.split(/[/\\]/u).at(-1) ?? '';

/** The name a receiver may see: no folders, no control characters, not too long; `undefined` when nothing is left. */
export function shownName(fileName: string | undefined): string | undefined {
  const clean = baseName(fileName ?? '')
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
  if (clean === '' || clean === '.' || clean === '..') return undefined;
  const extension = extensionOf(clean) ?? '';
  const stem = Array.from(clean.slice(0, clean.length - extension.length))
    .slice(0, 120)
    .join('');
  return `${stem}${clean.slice(clean.length - extension.length)}`;
}
