import { NOISE_WA_HEADER } from '@whiskeysockets/baileys';
import { uint, uintOf } from './nodes.ts';

const LENGTH_BYTES = 3;
const ROUTED = 'ED';
const ROUTED_BYTES = 4;

/** Cuts the byte stream of a client into frames, after the intro it starts with. */
export interface FrameReader {
  /** @throws Error when the stream does not start as the protocol wants */
  push(chunk: Uint8Array): readonly Buffer[];
  /** What the client sent as its edge routing, if it did. */
  routing(): Buffer | undefined;
}

export function createFrameReader(): FrameReader {
  let buffered = Buffer.alloc(0);
  let introduced = false;
  let routing: Buffer | undefined;

  const take = (length: number): Buffer => {
    const head = buffered.subarray(0, length);
    buffered = buffered.subarray(length);
    return head;
  };
  const lengthAt = (offset: number): number | undefined =>
    buffered.length < offset + LENGTH_BYTES
      ? undefined
      : uintOf(buffered.subarray(offset, offset + LENGTH_BYTES));

  const readIntro = (): boolean => {
    if (buffered.subarray(0, 2).toString('latin1') === ROUTED) {
      const length = lengthAt(ROUTED_BYTES);
      if (length === undefined || buffered.length < ROUTED_BYTES + LENGTH_BYTES + length) return false;
      take(ROUTED_BYTES + LENGTH_BYTES);
      routing = take(length);
    }
    if (buffered.length < NOISE_WA_HEADER.length) return false;
    if (!take(NOISE_WA_HEADER.length).equals(NOISE_WA_HEADER))
      throw new Error('the stream does not start with the WA header');
    return true;
  };

  return {
    push(chunk) {
      buffered = Buffer.concat([buffered, chunk]);
      introduced ||= readIntro();
      const frames: Buffer[] = [];
      while (introduced) {
        const length = lengthAt(0);
        if (length === undefined || buffered.length < LENGTH_BYTES + length) break;
        take(LENGTH_BYTES);
        frames.push(take(length));
      }
      return frames;
    },
    routing: () => routing,
  };
}

export const frame = (bytes: Uint8Array): Buffer => Buffer.concat([uint(bytes.length, LENGTH_BYTES), bytes]);
