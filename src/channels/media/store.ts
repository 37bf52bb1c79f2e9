import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Random } from '../../platform/random.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import type { OutboundMedia } from '../message.ts';
import { MediaFailure } from '../port.ts';
import { shownName, storedName } from './file-names.ts';
import { inMegabytes, KIND_CAPS, kindFromMime, LARGEST_CAP } from './kinds.ts';
import { openInside } from './open-inside.ts';
import { sniffMime } from './sniff.ts';
import { sweepMedia } from './sweep.ts';
import { HEAD_BYTES, openWriting } from './write-file.ts';

export type MediaDirection = 'inbound' | 'outbound';

/** A file of the store. `path` is absolute. */
export type SavedMedia = OutboundMedia;

export interface SaveOptions {
  readonly direction: MediaDirection;
  readonly fileName?: string;
  /** As the network or server said; the bytes are believed before it. */
  readonly mime?: string;
  /** Bytes; the cap of the file's kind when absent. */
  readonly maxBytes?: number;
}

/** Attachments on disk, for their owner only, until they are too old. */
export interface MediaStore {
  readonly dir: string;
  /** @throws MediaFailure tooLarge · Failure UNAVAILABLE when the disk refuses */
  save(bytes: Uint8Array, options: SaveOptions): Promise<SavedMedia>;
  /** Copies a file, piece by piece. The caller vouches for the path and closes a handle. @throws as `save` */
  saveFile(source: string | FileHandle, options: SaveOptions): Promise<SavedMedia>;
  /** @throws Failure INVALID_REQUEST for a path outside the store · MediaFailure gone | tooLarge */
  read(path: string, options?: { readonly maxBytes?: number }): Promise<Uint8Array>;
  /**
   * Removes what is older than its time to live, and the oldest where all is too much; a bounded number per call.
   *
   * @param now epoch ms
   * @returns how many files went
   */
  sweep(now: number): Promise<number>;
}

export interface MediaStoreOptions {
  /** E.g. `<state>/media`; created when first needed. */
  readonly dir: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** Bytes of all files together; 2 GiB by default. */
  readonly totalBytes?: number;
}

const TOTAL_BYTES = 2 * 1024 ** 3;

export function createMediaStore(options: MediaStoreOptions): MediaStore {
  const { dir, clock, random, log, totalBytes = TOTAL_BYTES } = options;

  /** Writes what `pieces` gives; the first piece must be long enough to tell what the file is. */
  const write = async (
    pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    { direction, fileName, mime: declared, maxBytes }: SaveOptions,
  ): Promise<SavedMedia> => {
    const id = random.uuid();
    const file = await openWriting(join(dir, direction), id);
    try {
      let mime: string | undefined;
      let cap = maxBytes ?? LARGEST_CAP;
      let sizeBytes = 0;
      for await (const piece of pieces) {
        mime ??= await sniffMime(piece, {
          ...(declared === undefined ? {} : { declared }),
          ...(fileName === undefined ? {} : { fileName }),
        });
        cap = maxBytes ?? KIND_CAPS[kindFromMime(mime)];
        sizeBytes += piece.length;
        if (sizeBytes > cap) throw tooLarge(cap);
        await file.append(piece);
      }
      if (mime === undefined) throw invalidRequest('the file is empty: there is nothing to send');
      const path = await file.finish(storedName({ id, mime, fileName }), clock.now());
      const shown = shownName(fileName);
      return {
        path,
        mime,
        kind: kindFromMime(mime),
        sizeBytes,
        ...(shown === undefined ? {} : { fileName: shown }),
      };
    } catch (error) {
      await file.discard();
      throw error;
    }
  };

  return {
    dir,

    save: (bytes, saveOptions) => write(bytes.length === 0 ? [] : [bytes], saveOptions),

    async saveFile(source, saveOptions) {
      if (typeof source !== 'string') return write(piecesOf(source), saveOptions);
      const handle = await open(source, 'r');
      try {
        return await write(piecesOf(handle), saveOptions);
      } finally {
        await handle.close();
      }
    },

    async read(path, { maxBytes = LARGEST_CAP } = {}) {
      const { handle, size } = await openInside(path, [dir], 'the media store');
      try {
        if (size > maxBytes) throw tooLarge(maxBytes);
        return await handle.readFile();
      } finally {
        await handle.close();
      }
    },

    sweep: (now) => sweepMedia({ dir, now, totalBytes, log }),
  };
}

export const tooLarge = (cap: number): MediaFailure =>
  new MediaFailure('tooLarge', `the file is larger than the ${inMegabytes(cap)} allowed for it`);

async function* piecesOf(handle: FileHandle): AsyncGenerator<Uint8Array> {
  for (let position = 0; ;) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
