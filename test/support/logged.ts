import { once } from 'node:events';
import { watch } from 'node:fs';
import { dirname } from 'node:path';
import type { Home } from './gateway-process.ts';

const BOUND_MS = 20_000;

/** Resolves with the match once the log holds a line like that. The file is looked at whenever it changes. */
export async function logged(home: Home, pattern: RegExp): Promise<RegExpExecArray> {
  const bound = AbortSignal.timeout(BOUND_MS);
  const watcher = watch(dirname(home.logPath));
  try {
    for (;;) {
      const changed = once(watcher, 'change', { signal: bound });
      const found = pattern.exec(home.log());
      if (found !== null) {
        changed.catch(() => {});
        return found;
      }
      await changed;
    }
  } catch (error) {
    if (!bound.aborted) throw error;
    throw new Error(`no ${pattern} within ${BOUND_MS} ms in:\n${home.log()}`, { cause: error });
  } finally {
    watcher.close();
  }
}
