import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/logger.ts';
import type { SessionChange, SessionStore } from './session-store.ts';
import { createGenerationMark } from './generation-mark.ts';
import { ImportRefused, hasKeyFiles, importKeyFiles, retireKeyFiles } from './import-files.ts';
import { SessionFileError, createSessionFile, openSessionFile, renameSession } from './session-file.ts';
import { createSessionStore } from './session-store.ts';
import { damagedName, sweepTombstones, tombstoneName } from './tombstones.ts';

export interface SessionHomeOptions {
  /** Absolute. */
  readonly directory: string;
  /** Directories that may hold the many files of an earlier installation. */
  readonly importFrom: readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
}

export type SessionState =
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly store: SessionStore }
  | { readonly kind: 'unusable'; readonly reason: string; readonly fix: string };

/** The place of one account's session: finds it, imports it, keeps it open, buries it. Synchronous throughout. */
export interface SessionHome {
  /** What is there now; opens, or imports, what is found. */
  state(): SessionState;
  /**
   * A session to log in with; makes one, setting aside what is damaged.
   * @throws SessionFileError when another program holds it
   */
  forLogin(): SessionStore;
  /** Logging out: the session becomes a tombstone. False when there was none. */
  bury(): boolean;
  close(): void;
}

const RELINK = 'moltbot channels login --channel whatsapp';

export function createSessionHome(options: SessionHomeOptions): SessionHome {
  const { directory, clock, log } = options;
  const path = join(directory, 'session.db');
  const markPath = join(directory, 'session.generation');
  const mark = createGenerationMark(markPath, path);
  let store: SessionStore | undefined;
  /** A failure is remembered for the file it was found in, so that asking often stays cheap. */
  let failed: { readonly stamp: string; readonly state: SessionState } | undefined;

  const open = (): SessionStore => {
    const found = createSessionStore(openSessionFile(path), clock);
    const opened = marked(found);
    try {
      mark.verify(opened.generation());
      // A login that was not finished when the last process ended never is.
      opened.dropPending();
      mark.set(opened.generation());
    } catch (error) {
      // Without its mark: an older copy that is refused now must be refused again.
      found.close();
      throw error;
    }
    sweepTombstones(directory, clock.now());
    store = opened;
    return opened;
  };

  const marked = (inner: SessionStore): SessionStore => ({
    ...inner,
    commit: (epoch: number, change: SessionChange) => {
      inner.commit(epoch, change);
      mark.pass(inner.generation());
    },
    close: () => {
      mark.set(inner.generation());
      inner.close();
    },
  });

  const importFrom = (source: string): void => {
    const now = clock.now();
    createSessionFile(path, (db) => {
      const { keys, skipped } = importKeyFiles(db, source, now);
      log.info('took over the WhatsApp credentials of an earlier installation', { source, keys, skipped });
    });
  };

  /** A crash after the import leaves the files where they were: they go when the session is next opened. */
  const retire = (): void => {
    for (const source of options.importFrom.filter(hasKeyFiles)) {
      const target = retireKeyFiles(source, clock.now());
      log.info('moved the imported WhatsApp credential files aside', { target });
    }
  };

  const find = (): SessionState => {
    if (!existsSync(path)) {
      const source = options.importFrom.find(hasKeyFiles);
      if (source === undefined) return { kind: 'none' };
      importFrom(source);
    }
    const opened = open();
    if (opened.active() !== undefined) retire();
    return { kind: 'open', store: opened };
  };

  const stamp = (): string => {
    const file = statSync(path, { throwIfNoEntry: false });
    const legacy = options.importFrom.map(
      (source) => statSync(join(source, 'creds.json'), { throwIfNoEntry: false })?.mtimeMs,
    );
    return `${file?.mtimeMs}:${file?.size}:${legacy.join(':')}`;
  };

  const unusable = (error: unknown): SessionState => {
    if (error instanceof SessionFileError) return { kind: 'unusable', reason: error.message, fix: error.fix };
    if (error instanceof ImportRefused) return { kind: 'unusable', reason: error.message, fix: RELINK };
    throw error;
  };

  return {
    state: () => {
      if (store !== undefined) return { kind: 'open', store };
      const seen = stamp();
      if (failed?.stamp === seen) return failed.state;
      try {
        failed = undefined;
        return find();
      } catch (error) {
        const state = unusable(error);
        // Who else holds the file may let go of it without touching it.
        const busy = error instanceof SessionFileError && error.kind === 'busy';
        if (!busy) failed = { stamp: seen, state };
        return state;
      }
    },
    forLogin: () => {
      if (store !== undefined) return store;
      try {
        const state = find();
        if (state.kind === 'open') return state.store;
      } catch (error) {
        if (error instanceof SessionFileError && error.kind !== 'damaged') throw error;
        log.warn('a damaged WhatsApp session is set aside for a new login', { error });
        if (existsSync(path)) renameSession(path, join(directory, damagedName(clock.now())));
      }
      rmSync(markPath, { force: true });
      createSessionFile(path, () => {});
      failed = undefined;
      return open();
    },
    bury: () => {
      const state = store === undefined ? safeState() : undefined;
      if (state?.kind === 'none') return false;
      store?.close();
      store = undefined;
      failed = undefined;
      if (!existsSync(path)) return false;
      renameSession(path, join(directory, tombstoneName(clock.now())));
      rmSync(markPath, { force: true });
      sweepTombstones(directory, clock.now());
      return true;
    },
    close: () => {
      store?.close();
      store = undefined;
    },
  };

  function safeState(): SessionState {
    try {
      return find();
    } catch (error) {
      return unusable(error);
    }
  }
}
