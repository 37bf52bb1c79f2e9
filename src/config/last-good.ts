import { writeFileAtomic } from '../platform/files.ts';
import { readSmallFile } from '../platform/read-file.ts';
import type { LoadedConfig } from './load.ts';
import { isRecord } from './validate.ts';

/** A configuration that was seen to work: every file of it, byte for byte. */
export interface LastGood {
  /** Unix epoch, milliseconds. */
  readonly savedAt: number;
  readonly fingerprint: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Five megabytes a file, as text in base64, and room for a few included ones. */
const MAX_BYTES = 64 * 1024 * 1024;
const VERSION = 1;

/**
 * Keeps a copy of a configuration that works, durable when this returns, mode 0600. Nothing is written when the copy
 * holds it already.
 * @throws the file system's error
 */
export function saveLastGood(path: string, loaded: LoadedConfig, savedAt: number): void {
  if (readLastGood(path)?.fingerprint === loaded.fingerprint) return;
  const files = [...loaded.sources].map(([file, bytes]) => [file, Buffer.from(bytes).toString('base64')]);
  const { fingerprint } = loaded;
  writeFileAtomic(path, `${JSON.stringify({ version: VERSION, savedAt, fingerprint, files })}\n`);
}

/** The copy, or `undefined` when there is none that can be read: it is a second chance, so its own damage is no failure. */
export function readLastGood(path: string): LastGood | undefined {
  const file = readSmallFile(path, MAX_BYTES);
  if (file.kind !== 'content') return undefined;
  const kept = parse(Buffer.from(file.bytes).toString('utf8'));
  if (!isRecord(kept) || kept['version'] !== VERSION) return undefined;
  const { savedAt, fingerprint, files } = kept;
  if (typeof savedAt !== 'number' || typeof fingerprint !== 'string' || !isFileList(files)) return undefined;
  return {
    savedAt,
    fingerprint,
    files: new Map(files.map(([name, text]) => [name, Buffer.from(text, 'base64')])),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Cut off or overwritten by somebody else: as good as no copy.
    return undefined;
  }
}

const isFileList = (value: unknown): value is readonly (readonly [string, string])[] =>
  Array.isArray(value) &&
  value.every((item) => Array.isArray(item) && typeof item[0] === 'string' && typeof item[1] === 'string');
