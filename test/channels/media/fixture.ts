import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { Failure } from '../../../src/protocol/failure.ts';
import { MediaFailure } from '../../../src/channels/port.ts';

export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
export const JPEG = Buffer.from([
  0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0,
]);

/** One page of an Ogg file whose stream is of the given codec. */
export function ogg(codec: 'opus' | 'vorbis'): Buffer {
  const magic = codec === 'opus' ? Buffer.from('OpusHead\u0001\u0001') : Buffer.from('\u0001vorbis\0\0\0');
  const payload = Buffer.concat([magic, Buffer.alloc(20)]);
  const header = Buffer.alloc(28);
  header.write('OggS');
  header[5] = 2;
  header[26] = 1;
  header[27] = payload.length;
  return Buffer.concat([header, payload]);
}

/** The file type box of MP4 and its relatives. */
export const ftyp = (brand: string): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from(`ftyp${brand}`),
    Buffer.alloc(4),
    Buffer.from('isommp42'),
  ]);

/** An empty directory that goes when the file's tests are over. */
export function tempDir(): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'moltbot-media-')));
  after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** `INVALID_REQUEST`, `tooLarge` …: what kind of refusal it is. */
export async function refusalOf(
  promise: Promise<unknown>,
): Promise<{ readonly kind: string; readonly message: string }> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Failure) return { kind: error.code, message: error.message };
    if (error instanceof MediaFailure) return { kind: error.kind, message: error.message };
    throw error;
  }
  throw new Error('expected a refusal');
}
