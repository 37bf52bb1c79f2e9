import { appendFileSync, chmodSync, chownSync, closeSync, openSync, writeFileSync } from 'node:fs';
import 'chokidar';
import { systemClock } from '../../src/platform/clock.ts';
import { errnoOf } from '../../src/platform/files.ts';
import { OTHER_USER } from '../support/other-user.ts';
import { openScene } from './stage.ts';

/** In a process of its own: without rights, or without descriptors. Prints what it has seen, ends with 1 when it waits in vain. */

const closers: (() => void)[] = [];
const context = { after: (close: () => void) => void closers.push(close) };
const plain = (at: (name: string) => string): void => writeFileSync(at('c/m.json'), 'one');

/** Root is never refused anything. */
function becomeOtherUser(paths: readonly string[]): void {
  if (process.getuid?.() !== 0) return;
  for (const path of paths) chownSync(path, OTHER_USER, OTHER_USER);
  process.setgid?.(OTHER_USER);
  process.setuid?.(OTHER_USER);
}

const CASES: Readonly<Record<string, () => Promise<void>>> = {
  async rights() {
    const { at, sees, heard } = await openScene(context, {
      prepare: plain,
      begin: (at) => becomeOtherUser([at('.'), at('c'), at('c/m.json')]),
    });
    chmodSync(at('c/m.json'), 0);
    await sees('EACCES');
    chmodSync(at('c/m.json'), 0o600);
    await sees('one');
    console.log(heard.map(({ type }) => type).join());
  },
  async unwatchable() {
    const { at, sees, heard } = await openScene(context, {
      prepare: plain,
      begin(at) {
        becomeOtherUser([at('.'), at('c'), at('c/m.json')]);
        // Searchable, not readable: the file can be read and its directory not watched.
        chmodSync(at('c'), 0o300);
      },
      // Half a minute in a tenth of a second.
      clock: { ...systemClock, setTimeout: (run, ms) => systemClock.setTimeout(run, Math.min(ms, 100)) },
    });
    appendFileSync(at('c/m.json'), ' two');
    await sees('one two');
    chmodSync(at('c'), 0o700);
    console.log(heard.map(({ type }) => type).join());
  },
  async descriptors() {
    const taken: number[] = [];
    const { hears, heard, at, sees } = await openScene(context, {
      prepare: plain,
      watchable: false,
      begin() {
        try {
          for (;;) taken.push(openSync('/dev/null', 'r'));
        } catch (error) {
          if (errnoOf(error) !== 'EMFILE') throw error;
        }
      },
    });
    const { error } = (await hears('keeper.down')) as { readonly type: string; readonly error?: unknown };
    for (const descriptor of taken) closeSync(descriptor);
    // Nobody watches now: the watcher that is started again must see it all the same.
    writeFileSync(at('c/m.json'), 'meanwhile');
    await sees('meanwhile');
    console.log(errnoOf(error), heard.map(({ type }) => type).join());
  },
};

try {
  await CASES[process.argv[2] ?? '']?.();
} finally {
  for (const close of closers) close();
}
