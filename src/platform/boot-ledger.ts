import { BOOT_ENDS, safeReason, type BootEnd, type BootRecord } from './boot-rules.ts';
import type { Clock } from './clock.ts';
import { EXIT } from './exit.ts';
import { writeFileVolatile } from './files.ts';
import { readSmallFile } from './read-file.ts';

/** `auto`: by the rules. The others come from `--safe-mode` and `--no-safe-mode`. */
export type SafeModeChoice = 'auto' | 'always' | 'never';

/** Why this process is in safe mode, and since when (Unix epoch, milliseconds). */
export interface SafeMode {
  readonly reason: string;
  readonly since: number;
}

/** Remembers how the last boots ended. Nothing about it can stop a boot: what fails is a warning. */
export interface BootLedger {
  /** Notes that this process started. Once, right after the lock: before it, the file belongs to another process. */
  begin(): void;
  /** `undefined`: normal mode. Asked at every boot, in-process restarts included. */
  safe(): SafeMode | undefined;
  /** The operator left safe mode: what came before no longer counts. Nothing happens in normal mode. */
  leave(): void;
  /** Notes how it ended. Before `begin` nothing is noted: a process without the lock has not started. */
  end(how: BootEnd): void;
}

export interface BootLedgerOptions {
  /** `<stateDir>/boots.json`. */
  readonly path: string;
  readonly clock: Clock;
  readonly mode: SafeModeChoice;
  readonly boot: { readonly instanceId: string; readonly version: string; readonly pid: number };
  readonly warn: (message: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** More than the rules look at, so that an operator can read what happened. */
const KEPT = 20;
const MAX_BYTES = 64 * 1024;

/** What the exit code of a process says about its boot. A drain that asks to be started again (75) was in order. */
export function bootEndOf(exitCode: number): BootEnd {
  if (exitCode === EXIT.ok || exitCode === EXIT.retry) return 'clean';
  return exitCode === EXIT.config || exitCode === EXIT.usage ? 'refused' : 'crashed';
}

export function createBootLedger(options: BootLedgerOptions): BootLedger {
  const { path, clock, mode, boot, warn } = options;
  let before: readonly BootRecord[] = [];
  let own: BootRecord | undefined;
  let safe: SafeMode | undefined;

  // Not synced to the disk: it has to outlive this process, not the machine, and a start waits for it.
  const save = (): void => {
    const boots = [...before, ...(own === undefined ? [] : [own])].slice(-KEPT);
    try {
      writeFileVolatile(path, `${JSON.stringify({ version: 1, boots }, undefined, 2)}\n`);
    } catch (error) {
      warn('the record of boots could not be written; safe mode may come late', { file: path, error });
    }
  };

  return {
    begin() {
      const at = clock.now();
      before = readBoots(path, warn);
      const found = mode === 'auto' ? safeReason(before, at) : undefined;
      const reason = mode === 'always' ? 'it was asked for with --safe-mode' : found;
      if (reason !== undefined) safe = { reason, since: at };
      own = { at, ...boot, ...(found === undefined ? {} : { safe: true as const }) };
      save();
    },
    safe: () => safe,
    leave() {
      if (safe === undefined) return;
      safe = undefined;
      before = [];
      if (own?.safe !== undefined) {
        const { safe: _left, ...rest } = own;
        own = rest;
      }
      save();
    },
    end(how) {
      if (own === undefined || own.end !== undefined) return;
      own = { ...own, end: how, endedAt: clock.now() };
      save();
    },
  };
}

/** The boots before this one, oldest first. A damaged file counts as none. */
function readBoots(path: string, warn: BootLedgerOptions['warn']): readonly BootRecord[] {
  const file = readSmallFile(path, MAX_BYTES);
  if (file.kind === 'missing') return [];
  const damaged = (why: string): readonly [] => {
    warn('the record of boots cannot be used and begins anew', { file: path, why });
    return [];
  };
  if (file.kind === 'unreadable') return damaged(file.message);
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(file.bytes).toString('utf8'));
  } catch (error) {
    return damaged(error instanceof Error ? error.message : String(error));
  }
  const { version, boots } = (content ?? {}) as { readonly version?: unknown; readonly boots?: unknown };
  if (version !== 1 || !Array.isArray(boots) || !boots.every(isRecord))
    return damaged('it is not of this format');
  return boots;
}

function isRecord(value: unknown): value is BootRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { at, instanceId, version, pid, safe, end, endedAt } = value as Readonly<Record<string, unknown>>;
  return (
    Number.isInteger(at) &&
    typeof instanceId === 'string' &&
    typeof version === 'string' &&
    Number.isInteger(pid) &&
    (safe === undefined || safe === true) &&
    (end === undefined || (BOOT_ENDS as readonly unknown[]).includes(end)) &&
    (endedAt === undefined || Number.isInteger(endedAt))
  );
}
