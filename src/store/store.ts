/** What SQLite stores and gives back here; big integers and blobs are not used. */
export type SqlValue = string | number | null;

export interface Reader {
  get<Row>(sql: string, ...params: readonly SqlValue[]): Row | undefined;
  all<Row>(sql: string, ...params: readonly SqlValue[]): Row[];
}

export interface Tx extends Reader {
  /** Returns the number of rows changed. */
  run(sql: string, ...params: readonly SqlValue[]): number;
}

/** Evidence for the health report. */
export interface StoreStatus {
  readonly path: string;
  /** Bytes of the main file plus its write-ahead log. */
  readonly sizeBytes: number;
  /** Epoch ms of the last durable commit since opening; null before the first. */
  readonly lastCommitAt: number | null;
  /** The last failed commit; null once a later commit succeeded. `permanent`: trying again cannot heal it. */
  readonly lastError: { readonly message: string; readonly at: number; readonly permanent: boolean } | null;
}

/** One SQLite file. Reads are synchronous and see committed state only; writes are grouped, one fsync per group. */
export interface Store {
  readonly path: string;
  /** @throws StoreCorrupt | StoreUnavailable */
  read<T>(fn: (db: Reader) => T): T;
  /**
   * Queues `fn`; everything queued in one turn of the event loop shares one transaction, in order. `fn` must be
   * synchronous and sees the writes queued before it. If it throws, only its own changes are undone and the promise
   * rejects with that error. Resolves with its result once the commit is on disk.
   * Rejects with StoreFull | StoreCorrupt | StoreUnavailable when the group could not be committed.
   */
  write<T>(fn: (tx: Tx) => T): Promise<T>;
  status(): StoreStatus;
  /** Commits what is queued, folds the log into the main file and closes. Safe to call twice. */
  close(): void;
}
