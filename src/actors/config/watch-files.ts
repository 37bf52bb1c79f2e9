import { basename, dirname } from 'node:path';
import type { FSWatcher } from 'chokidar';
import type { Clock } from '../../platform/clock.ts';
import { fileMark, placeMark, trailOf } from '../../platform/file-trail.ts';
import { errnoOf } from '../../platform/files.ts';
import type { Logger } from '../../platform/logger.ts';

export interface WatchFilesOptions {
  /** The files to watch, as they are named; symbolic links on the way to them are found by themselves. Asked at each `aim`. */
  readonly files: () => readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
  /** One of them may have changed. Also said once when a watch is in place: what came before it was not seen. */
  readonly changed: () => void;
  /** Nothing is watched any more; close it and begin anew. */
  readonly failed: (error: unknown) => void;
}

export interface FileWatch {
  /** Call before the files are read: what changes from now on is told. */
  mark(): void;
  /** Call after they were read: there may be other files to watch now. */
  aim(): void;
  close(): Promise<void>;
}

/** The port opens before the library is loaded. */
const BEGIN_AFTER_MS = 250;
/** How long a change can stay unseen that the kernel does not tell of: network file systems, directories out of reach. */
const POLL_MS = 30_000;
/** What is wrong with a path is a fact about the file, which reading it will say. Anything else is about us: descriptors, memory. */
const ABOUT_THE_PATH: readonly string[] = ['EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'];

/**
 * Watches files by name over whatever editors and deployments do to them: rename over, delete and create, links that are
 * turned round, directories that come and go. Tells too much rather than too little.
 *
 * chokidar is given every link on the way as a name of its own and told not to follow them: left to itself it does not see
 * a directory link that is turned, nor the target of a dangling link appear, and a circle of links is an error to it. Its
 * `raw` events are taken as hints beside the settled ones, because rights taken away and a directory put in the file's
 * place show up nowhere else. What the kernel does not tell is found by comparing marks every 30 seconds.
 */
export function watchFiles(options: WatchFilesOptions): FileWatch {
  const { clock, log, changed, failed } = options;
  let names: readonly string[] = namesOf(options.files());
  let marks = marksOf(names);
  /** Where the names were when the newest watch began. */
  let armedAt: string | undefined;
  let closed = false;
  let warned = false;
  const open = new Set<FSWatcher>();
  let closing: Promise<unknown> = Promise.resolve();

  const letGo = (watcher: FSWatcher): void => {
    open.delete(watcher);
    closing = Promise.all([closing, end(watcher)]);
  };

  const end = async (watcher: FSWatcher): Promise<void> => {
    try {
      await watcher.close();
    } catch (error) {
      log.warn('closing a watch of the configuration file failed', { error });
    }
  };

  const trouble = (error: unknown): void => {
    if (closed) return;
    if (!ABOUT_THE_PATH.includes(errnoOf(error) ?? '')) return failed(error);
    if (!warned) {
      log.warn('the configuration file cannot be watched: a change may take 30 seconds to be noticed', {
        error,
      });
    }
    warned = true;
    changed();
  };

  const arm = async (): Promise<void> => {
    const wanted = names;
    const place = placeOf(wanted);
    armedAt = place;
    const { watch } = await import('chokidar');
    if (closed || armedAt !== place) return;
    // `atomic` would hold signs back that are waited for anyway.
    const made = watch([...wanted], {
      ignoreInitial: true,
      followSymlinks: false,
      atomic: false,
      depth: 0,
      // A watch closed while it begins may leave a handle behind: it must not keep a process that has stopped.
      persistent: false,
    });
    const before = [...open];
    open.add(made);
    const own = new Set(wanted.map((name) => basename(name)));
    made.on('all', changed);
    made.on('raw', (_event: string, path: unknown) => {
      // Neighbours in the directory show up here: the database is one of them.
      if (typeof path === 'string' && own.has(basename(path))) changed();
    });
    made.on('error', trouble);
    made.once('ready', () => {
      for (const older of before) if (open.has(older)) letGo(older);
      changed();
    });
  };

  const begin = (): void => {
    arm().catch(failed);
  };

  const poll = (): void => {
    pollTimer = clock.setTimeout(poll, POLL_MS);
    if (marksOf(names).join() !== marks.join()) changed();
  };

  const beginTimer = clock.setTimeout(begin, BEGIN_AFTER_MS);
  let pollTimer = clock.setTimeout(poll, POLL_MS);

  return {
    mark() {
      marks = marksOf(names);
    },
    aim() {
      const next = namesOf(options.files());
      const known = new Map(names.map((name, index) => [name, marks[index]]));
      names = next;
      marks = next.map((name) => known.get(name) ?? fileMark(name));
      // A directory that came back is watched by chokidar only some time later: what is written meanwhile would be missed.
      if (armedAt !== undefined && armedAt !== placeOf(next)) begin();
    },
    async close() {
      closed = true;
      clock.clearTimeout(beginTimer);
      clock.clearTimeout(pollTimer);
      for (const watcher of open) letGo(watcher);
      await closing;
    },
  };
}

const namesOf = (files: readonly string[]): readonly string[] =>
  [...new Set(files.flatMap(trailOf))].toSorted();

const marksOf = (names: readonly string[]): readonly string[] => names.map(fileMark);

/** Differs when there are other names, or when a directory they are in is another one. */
const placeOf = (names: readonly string[]): string =>
  names.map((name) => `${name}\0${placeMark(dirname(name))}`).join('\0');
