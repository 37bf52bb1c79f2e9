import type { IncomingMessage } from 'node:http';
import { MediaFailure } from '../port.ts';
import { inMegabytes } from './kinds.ts';

/**
 * The bytes of an answer.
 *
 * @throws MediaFailure tooLarge as soon as that is known · network when the answer ends early or comes compressed
 */
export async function readBody(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const encoding = response.headers['content-encoding']?.toLowerCase() ?? 'identity';
  const announced = Number(response.headers['content-length'] ?? 0);
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    if (encoding !== 'identity') {
      throw new MediaFailure(
        'network',
        `the server sent the file compressed (${encoding}) without being asked`,
      );
    }
    if (announced > maxBytes) throw tooLarge(maxBytes);
    for await (const piece of response as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof MediaFailure) throw error;
    throw new MediaFailure('network', 'the connection ended before the file was complete', error);
  } finally {
    response.destroy();
  }
  return Buffer.concat(pieces, size);
}

const tooLarge = (maxBytes: number): MediaFailure =>
  new MediaFailure('tooLarge', `the file is larger than the ${inMegabytes(maxBytes)} allowed for it`);

/** By the header, else by the last part of the address if that looks like a file. */
export function nameOf(disposition: string | undefined, url: URL): string | undefined {
  const extended = /filename\*\s*=\s*utf-8''([^;\s]+)/iu.exec(disposition ?? '')?.[1];
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/iu.exec(disposition ?? '');
  const last = url.pathname.split('/').at(-1) ?? '';
  const name =
    decoded(extended) ?? plain?.[1] ?? plain?.[2] ?? (last.includes('.') ? decoded(last) : undefined);
  return name === undefined || name.trim() === '' ? undefined : name;
}

function decoded(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text);
  } catch (error) {
    // Not percent-encoded after all: the name as it stands is good enough.
    if (error instanceof URIError) return text;
    throw error;
  }
}
