/** Media types of chats and their file name extensions, the usual extension first. */
const TYPES: readonly (readonly [string, readonly string[]])[] = [
  ['image/jpeg', ['.jpg', '.jpeg']],
  ['image/png', ['.png']],
  ['image/webp', ['.webp']],
  ['image/gif', ['.gif']],
  ['image/heic', ['.heic']],
  ['image/heif', ['.heif']],
  ['image/avif', ['.avif']],
  ['image/bmp', ['.bmp']],
  ['image/tiff', ['.tiff', '.tif']],
  ['image/svg+xml', ['.svg']],
  ['audio/ogg; codecs=opus', ['.ogg', '.opus', '.oga']],
  ['audio/ogg', ['.ogg', '.oga']],
  ['audio/mpeg', ['.mp3']],
  ['audio/mp4', ['.m4a']],
  ['audio/aac', ['.aac']],
  ['audio/wav', ['.wav']],
  ['audio/flac', ['.flac']],
  ['audio/amr', ['.amr']],
  ['audio/webm', ['.weba']],
  ['video/mp4', ['.mp4', '.m4v']],
  ['video/quicktime', ['.mov']],
  ['video/webm', ['.webm']],
  ['video/3gpp', ['.3gp']],
  ['video/mpeg', ['.mpeg', '.mpg']],
  ['video/x-matroska', ['.mkv']],
  ['video/x-msvideo', ['.avi']],
  ['application/pdf', ['.pdf']],
  ['application/zip', ['.zip']],
  ['application/gzip', ['.gz', '.tgz']],
  ['application/x-7z-compressed', ['.7z']],
  ['application/x-tar', ['.tar']],
  ['application/json', ['.json']],
  ['application/xml', ['.xml']],
  ['application/epub+zip', ['.epub']],
  ['application/rtf', ['.rtf']],
  ['application/msword', ['.doc']],
  ['application/vnd.ms-excel', ['.xls']],
  ['application/vnd.ms-powerpoint', ['.ppt']],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', ['.docx']],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ['.xlsx']],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', ['.pptx']],
  ['application/vnd.android.package-archive', ['.apk']],
  ['application/x-tgsticker', ['.tgs']],
  ['text/plain', ['.txt', '.log']],
  ['text/markdown', ['.md']],
  ['text/csv', ['.csv']],
  ['text/html', ['.html', '.htm']],
  ['text/calendar', ['.ics']],
  ['text/vcard', ['.vcf']],
];

const BY_EXTENSION: ReadonlyMap<string, string> = new Map(
  TYPES.toReversed().flatMap(([mime, extensions]) =>
    extensions.map((extension) => [extension, mime] as const),
  ),
);

const BY_MIME: ReadonlyMap<string, string> = new Map(
  TYPES.map(([mime, extensions]) => [mime, extensions[0] ?? ''] as const),
);

/** Other names of the same thing, as servers, phones and libraries write them. */
const ALIASES: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-ms-bmp': 'image/bmp',
  'audio/mp3': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
  'audio/x-flac': 'audio/flac',
  'audio/opus': 'audio/ogg; codecs=opus',
  'application/ogg': 'audio/ogg',
  'video/x-m4v': 'video/mp4',
  'video/vnd.avi': 'video/x-msvideo',
  'video/matroska': 'video/x-matroska',
  'application/x-zip-compressed': 'application/zip',
  'application/x-gzip': 'application/gzip',
  'text/xml': 'application/xml',
  'text/x-markdown': 'text/markdown',
  'text/x-vcard': 'text/vcard',
};

export const VOICE_MIME = 'audio/ogg; codecs=opus';

export const UNKNOWN_MIME = 'application/octet-stream';

/** Lower case, without parameters but for the codec of voice notes, one name per thing; `undefined` for what is no type. */
export function normalMime(mime: string | undefined): string | undefined {
  const [type = '', ...parameters] = (mime ?? '').toLowerCase().split(';');
  const name = type.trim();
  if (!/^[a-z0-9][\w.+-]*\/[\w.+-]+$/u.test(name)) return undefined;
  const known = Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? name) : name;
  const isOpus = parameters.some((parameter) => /^\s*codecs\s*=\s*"?opus"?\s*$/u.test(parameter));
  return known === 'audio/ogg' && isOpus ? VOICE_MIME : known;
}

/** With its dot, lower case; `undefined` for none or one no file has. */
export const extensionOf = (fileName: string | undefined): string | undefined =>
  /\.[a-z0-9]{1,8}$/u.exec(fileName?.toLowerCase() ?? '')?.[0];

/** By the extension of a file name. */
export const mimeFromName = (fileName: string | undefined): string | undefined =>
  BY_EXTENSION.get(extensionOf(fileName) ?? '');

/** With its dot; `undefined` for types without a usual one. */
export const extensionFromMime = (mime: string): string | undefined => BY_MIME.get(normalMime(mime) ?? '');
