import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../platform/clock.ts';
import type { StoreStatus, Tx } from './store.ts';
import { StoreUnavailable, isStoreFault, typedError } from './errors.ts';

/** So that a burst of writes cannot keep the event loop to itself. */
const GROUP_LIMIT = 512;

interface Job {
  readonly fn: (tx: Tx) => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export interface CommitQueue {
  write<T>(fn: (tx: Tx) => T): Promise<T>;
  /** Commits everything queued, now. */
  flush(): void;
  /** Later writes are refused. */
  close(): void;
  evidence(): Pick<StoreStatus, 'lastCommitAt' | 'lastError'>;
}

export interface CommitOptions {
  readonly db: DatabaseSync;
  readonly tx: Tx;
  readonly path: string;
  readonly clock: Clock;
  readonly defer: (fn: () => void) => void;
}

const isThenable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** Collects the writes of one turn of the event loop into one transaction, hence one fsync. */
export function createCommitQueue({ db, tx, path, clock, defer }: CommitOptions): CommitQueue {
  const queue: Job[] = [];
  let scheduled = false;
  let closed = false;
  let lastCommitAt: number | null = null;
  let lastError: StoreStatus['lastError'] = null;

  /** Runs one job inside the group; returns how to tell its caller once the group is on disk. */
  const runJob = (job: Job): (() => void) => {
    db.exec('SAVEPOINT job');
    try {
      const value = job.fn(tx);
      if (isThenable(value)) throw new TypeError('a store write must be synchronous: it returned a promise');
      db.exec('RELEASE job');
      return () => job.resolve(value);
    } catch (error) {
      const typed = typedError(error, path);
      // SQLite may have undone the whole transaction by itself; the others in the group must then hear of it too.
      if (isStoreFault(typed) || !db.isTransaction) throw typed;
      db.exec('ROLLBACK TO job');
      db.exec('RELEASE job');
      return () => job.reject(typed);
    }
  };

  const rollBack = (): void => {
    try {
      if (db.isTransaction) db.exec('ROLLBACK');
    } catch {
      // The failure that led here is the one to report. The next group cannot begin and comes here again.
    }
  };

  const commit = (group: readonly Job[]): void => {
    const answers: (() => void)[] = [];
    try {
      db.exec('BEGIN IMMEDIATE');
      for (const job of group) answers.push(runJob(job));
      db.exec('COMMIT');
    } catch (error) {
      rollBack();
      const typed = typedError(error, path);
      lastError = {
        message: typed instanceof Error ? typed.message : String(typed),
        at: clock.now(),
        permanent: typed instanceof Error && 'permanent' in typed,
      };
      for (const job of group) job.reject(typed);
      return;
    }
    lastCommitAt = clock.now();
    lastError = null;
    for (const answer of answers) answer();
  };

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    defer(() => {
      scheduled = false;
      if (queue.length > GROUP_LIMIT) schedule();
      if (queue.length > 0) commit(queue.splice(0, GROUP_LIMIT));
    });
  };

  return {
    write: <T>(fn: (tx: Tx) => T) => {
      if (closed) {
        return Promise.reject(
          new StoreUnavailable(path, 'it is closed', 'The gateway is stopping; try again once it is up.'),
        );
      }
      return new Promise<T>((resolve, reject) => {
        queue.push({ fn, resolve: resolve as (value: unknown) => void, reject });
        schedule();
      });
    },
    flush: () => {
      while (queue.length > 0) commit(queue.splice(0, GROUP_LIMIT));
    },
    close: () => {
      closed = true;
    },
    evidence: () => ({ lastCommitAt, lastError }),
  };
}
