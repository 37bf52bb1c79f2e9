const text = (value: string): Buffer => Buffer.from(value, 'latin1');

/** Files just real enough to be known by their bytes. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
export const JPEG = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10]),
  text('JFIF\0\x01\x01\0\0\x01\0\x01\0\0'),
  Buffer.from([0xff, 0xd9]),
]);
export const PDF = text('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
export const VOICE = Buffer.concat([
  text('OggS\0\x02'),
  Buffer.alloc(20),
  Buffer.from([1, 19]),
  text('OpusHead\x01\x01'),
  Buffer.alloc(40),
]);
export const STICKER = Buffer.concat([text('RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0'), Buffer.alloc(16)]);
