import { DatabaseSync } from 'node:sqlite';
import { chmodSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from './clock.ts';
import { diskFault, OUT_OF_SPACE } from './disk-faults.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { ensureDir, errnoOf, writeFileVolatile } from './files.ts';
import { processStart } from './process-start.ts';
import { systemRandom } from './random.ts';
import { readSmallFile } from './read-file.ts';

/** Who holds the lock. Told to people; never the reason for a decision. */
export interface LockOwner {
  readonly pid: number;
  readonly version: string;
  readonly profile: string;
  /** Unix epoch, milliseconds. */
  readonly startedAt: number;
  readonly port: number | null;
  /** Where a client on this machine reaches that port; `null` while nobody listens. */
  readonly host: string | null;
  /** SHA-256 of its certificate, 64 hex digits; `null` when it speaks plain. */
  readonly tlsFingerprint: string | null;
  /** The boot that holds it; an in-process restart is a new one. `null` until the first has been planned. */
  readonly instanceId: string | null;
  /** Tells the process from a later one that was given the same pid; see {@link processStart}. `null` where that is not known. */
  readonly processStart: number | null;
}

/** What the holder knows of itself. */
export type LockClaim = Omit<LockOwner, 'instanceId' | 'processStart' | 'host' | 'tlsFingerprint'> &
  Partial<Pick<LockOwner, 'instanceId'>>;

export interface InstanceLock {
  /** Corrects what others are told, e.g. once the port is known. @throws the file system's error; the lock is kept */
  update(change: Partial<LockOwner>): void;
  release(): void;
}

/** Another process holds the lock. */
export class LockHeld extends Error {
  readonly owner: LockOwner | undefined;

  constructor(path: string, owner: LockOwner | undefined) {
    super(
      `gateway already running${owner === undefined ? '' : ` (${describeOwner(owner)})`}: ${path} is locked`,
    );
    this.name = 'LockHeld';
    this.owner = owner;
  }
}

/** The lock cannot be taken for a reason that is not another gateway. */
export class LockUnavailable extends Error {
  /** A disk has room again at some time; what else is wrong with a directory does not pass by itself. */
  readonly passing: boolean;

  constructor(path: string, cause: unknown) {
    const code = errnoOf(cause);
    const passing = code !== undefined && OUT_OF_SPACE.has(code);
    const reason = cause instanceof Error ? cause.message : String(cause);
    const why = passing
      ? diskFault(code)
      : `${reason}; check that the directory is writable and on a local disk`;
    super(`failed to acquire gateway lock at ${path}: ${why}`, { cause });
    this.name = 'LockUnavailable';
    this.passing = passing;
  }
}

/** The lock, taken before the gateway itself was loaded. */
export interface HeldLock {
  readonly lock: InstanceLock;
  /** Of the boot that comes. */
  readonly instanceId: string;
}

export interface LockOptions {
  readonly lockPath: string;
  /** Where the owner's facts are kept. */
  readonly factsPath: string;
  readonly owner: LockClaim;
  readonly clock: Clock;
  /** How long a loser waits for the owner to leave or to tell who it is. Default 1000. */
  readonly patienceMs?: number;
}

/** Two that try at the same instant see each other's try and none gets it: the next ones must not fall together again. */
const POLL_MS = { least: 10, spread: 50 } as const;
const SQLITE_BUSY = 5;

/**
 * Makes this process the only gateway of its state directory. The lock is the kernel's, taken through a database that is never
 * written: whatever ends the process ends the lock, and nothing is left to clean.
 *
 * @throws LockHeld naming the owner, LockUnavailable
 */
export async function acquireLock(options: LockOptions): Promise<InstanceLock> {
  const { lockPath, factsPath, clock, patienceMs = 1000 } = options;
  const giveUpAt = clock.monotonic() + patienceMs;
  for (;;) {
    const held = tryLock(lockPath);
    if (held !== undefined) return ownedLock(held, options);
    const owner = readOwner(factsPath);
    // The winner writes its facts right after the lock; until then those of a dead predecessor may stand there.
    if (owner !== undefined && isOwnerAlive(owner)) throw new LockHeld(lockPath, owner);
    if (clock.monotonic() >= giveUpAt) throw new LockHeld(lockPath, undefined);
    const pause = POLL_MS.least + systemRandom.fraction() * POLL_MS.spread;
    await new Promise<void>((resolve) => clock.setTimeout(resolve, pause));
  }
}

/**
 * The kernel's lock on a file that is made for it, or `undefined` while another connection has it, of this process or
 * another. It ends when it is closed, or with the process.
 * @throws LockUnavailable
 */
export function tryLock(path: string): DatabaseSync | undefined {
  let database: DatabaseSync | undefined;
  try {
    ensureDir(dirname(path));
    database = new DatabaseSync(path, { timeout: 0 });
    database.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE');
    chmodSync(path, 0o600);
    return database;
  } catch (error) {
    database?.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined;
    throw new LockUnavailable(path, error);
  }
}

function ownedLock(database: DatabaseSync, options: LockOptions): InstanceLock {
  const { factsPath } = options;
  let owner: LockOwner = {
    instanceId: null,
    host: null,
    tlsFingerprint: null,
    ...options.owner,
    processStart: processStart(options.owner.pid) ?? null,
  };
  // Who holds the lock matters only while it is held.
  const tell = (): void => writeFileVolatile(factsPath, `${JSON.stringify(owner)}\n`);
  try {
    tell();
  } catch (error) {
    database.close();
    throw new LockUnavailable(factsPath, error);
  }
  let held = true;
  return {
    update(change) {
      owner = { ...owner, ...change };
      if (held) tell();
    },
    release() {
      if (!held) return;
      held = false;
      try {
        // Before the lock goes: afterwards the file may be the successor's.
        rmSync(factsPath, { force: true });
      } catch {
        // A disk that has become read-only, for instance. What a process that is gone says of itself counts for nothing.
      }
      database.close();
    },
  };
}

/** The facts a running or former owner left; `undefined` when there are none or they cannot be read. */
export function readOwner(factsPath: string): LockOwner | undefined {
  const file = readSmallFile(factsPath, 64 * 1024);
  if (file.kind !== 'content') return undefined;
  try {
    const facts = JSON.parse(Buffer.from(file.bytes).toString('utf8')) as Partial<LockOwner> | null;
    const { pid, version, profile, startedAt, port, instanceId, processStart: began } = facts ?? {};
    const { host, tlsFingerprint } = facts ?? {};
    // A number below 1 is no process: a signal to it would go to a whole group, or to all.
    if (
      !Number.isInteger(pid) ||
      (pid as number) < 1 ||
      typeof version !== 'string' ||
      typeof profile !== 'string'
    )
      return undefined;
    return {
      pid: pid as number,
      version,
      profile,
      startedAt: Number(startedAt) || 0,
      port: Number(port) || null,
      host: typeof host === 'string' ? host : null,
      tlsFingerprint: typeof tlsFingerprint === 'string' ? tlsFingerprint : null,
      instanceId: typeof instanceId === 'string' ? instanceId : null,
      processStart: Number(began) || null,
    };
  } catch {
    // Not written by us; the lock itself does not depend on it.
    return undefined;
  }
}

/** Whether the process that wrote these facts runs; not one that was given its id later, where the system can tell. */
export function isOwnerAlive(owner: LockOwner): boolean {
  if (!isAlive(owner.pid)) return false;
  const began = owner.processStart === null ? undefined : processStart(owner.pid);
  return began === undefined || began === owner.processStart;
}

/** Whether a process of this id exists. It need not be the one that wrote it down. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What a gateway ends with that cannot have the lock. */
export const lockExitCode = (error: unknown): ExitCode =>
  error instanceof LockUnavailable && error.passing ? EXIT.retry : EXIT.config;

/** What an operator is told who started a gateway that cannot have the lock. */
export const lockRefusal = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof LockHeld)) return message;
  return `${message}; stop it first, or use another --profile or CLAWDBOT_STATE_DIR`;
};

export const describeOwner = (owner: LockOwner): string => {
  const port = owner.port === null ? '' : `, port ${owner.port}`;
  const instance = owner.instanceId === null ? '' : `, instance ${owner.instanceId}`;
  return `pid ${owner.pid}, profile ${owner.profile}, version ${owner.version}${port}${instance}`;
};
