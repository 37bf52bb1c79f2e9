import { createHash } from 'node:crypto';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { writeFileAtomic } from '../../platform/files.ts';
import { readSmallFile } from '../../platform/read-file.ts';

export const SENTINEL_KINDS = ['config-apply', 'update', 'restart'] as const;
export type SentinelKind = (typeof SENTINEL_KINDS)[number];

const STATUSES = ['ok', 'error', 'skipped'] as const;

/** Where an answer goes. `webchat`: to no network, but into the session. */
export interface DeliveryContext {
  readonly channel?: string;
  readonly to?: string;
  readonly accountId?: string;
}

/** What a restart leaves behind for the boot after it, in the format of the field. */
export interface SentinelPayload {
  readonly kind: SentinelKind;
  readonly status: (typeof STATUSES)[number];
  /** When it was asked for (Unix epoch, ms). */
  readonly ts: number;
  readonly sessionKey?: string;
  readonly deliveryContext?: DeliveryContext;
  readonly threadId?: string;
  /** What whoever asked wants said. */
  readonly message?: string | null;
  readonly doctorHint?: string | null;
  readonly stats?: { readonly reason?: string; readonly durationMs?: number } | null;
}

export type SentinelRead =
  | { readonly kind: 'missing' }
  /** `key` names this notice and no other: the same file gives the same key. */
  | { readonly kind: 'found'; readonly payload: SentinelPayload; readonly key: string }
  | { readonly kind: 'unusable'; readonly why: string };

const VERSION = 1;
const MAX_BYTES = 256 * 1024;
const KEY_CHARS = 24;

/** So many of different askers wait beside each other; the next one takes the place of the last. */
const MAX_ASIDE = 20;

/**
 * Leaves a notice. One that waits for the same asker is replaced, one for somebody else is put aside and keeps waiting. Mode 0600.
 * @throws the file system's error
 */
export function writeSentinel(path: string, payload: SentinelPayload): void {
  const waiting = readSentinel(path);
  if (waiting.kind === 'found' && !sameAsker(waiting.payload, payload) && asideOf(path).length < MAX_ASIDE)
    renameSync(path, path.replace(/\.json$/, `.${waiting.key}.json`));
  for (const aside of asideOf(path)) {
    const older = readSentinel(aside);
    if (older.kind === 'found' && sameAsker(older.payload, payload)) removeSentinel(aside);
  }
  writeFileAtomic(path, `${JSON.stringify({ version: VERSION, payload }, undefined, 2)}\n`);
}

const askerOf = ({ sessionKey, deliveryContext, threadId }: SentinelPayload): unknown => ({
  sessionKey,
  deliveryContext,
  threadId,
});
const sameAsker = (one: SentinelPayload, other: SentinelPayload): boolean =>
  isDeepStrictEqual(askerOf(one), askerOf(other));

/** Notices put aside for one that came later. */
function asideOf(path: string): readonly string[] {
  const [stem, dir] = [basename(path, '.json'), dirname(path)];
  return readdirSync(dir)
    .filter((name) => name.startsWith(`${stem}.`) && /\.[0-9a-f]{24}\.json$/.test(name))
    .map((name) => join(dir, name));
}

/** Every notice that waits, wherever it waits. */
export const waitingSentinels = (path: string): readonly string[] => [...asideOf(path), path];

/** @throws the file system's error, except that a file which is not there is fine */
export const removeSentinel = (path: string): void => rmSync(path, { force: true, recursive: true });

export function readSentinel(path: string): SentinelRead {
  const file = readSmallFile(path, MAX_BYTES);
  if (file.kind === 'missing') return file;
  if (file.kind === 'unreadable') return { kind: 'unusable', why: file.message };
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(file.bytes).toString('utf8'));
  } catch (error) {
    return { kind: 'unusable', why: error instanceof Error ? error.message : String(error) };
  }
  const { version, payload } = (content ?? {}) as Partial<Record<'version' | 'payload', unknown>>;
  if (version !== VERSION) return { kind: 'unusable', why: `its version is ${JSON.stringify(version)}` };
  if (!isPayload(payload)) return { kind: 'unusable', why: 'its payload is not of this format' };
  const key = createHash('sha256').update(file.bytes).digest('hex').slice(0, KEY_CHARS);
  return { kind: 'found', payload, key };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const maybe = (type: 'string' | 'number', ...values: readonly unknown[]): boolean =>
  values.every((value) => value === undefined || typeof value === type);

function isPayload(value: unknown): value is SentinelPayload {
  if (!isRecord(value)) return false;
  const { kind, status, ts, sessionKey, deliveryContext, threadId, message, doctorHint, stats } = value;
  return (
    (SENTINEL_KINDS as readonly unknown[]).includes(kind) &&
    (STATUSES as readonly unknown[]).includes(status) &&
    typeof ts === 'number' &&
    maybe('string', sessionKey, threadId, message ?? undefined, doctorHint ?? undefined) &&
    (deliveryContext === undefined || isDelivery(deliveryContext)) &&
    (stats === undefined || stats === null || isStats(stats))
  );
}

const isDelivery = (value: unknown): boolean =>
  isRecord(value) && maybe('string', value['channel'], value['to'], value['accountId']);

const isStats = (value: unknown): boolean =>
  isRecord(value) && maybe('string', value['reason']) && maybe('number', value['durationMs']);
