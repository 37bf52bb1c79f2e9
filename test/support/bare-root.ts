import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/** A machine that has nothing but one program: no Node, no shell, no command. */
export interface BareMachine {
  /** What is run to run the program there. */
  readonly program: readonly [string, ...string[]];
  /** Everything it is told of its surroundings. */
  readonly env: NodeJS.ProcessEnv;
  readonly what: string;
}

/**
 * A root directory with the executable and the libraries of the system it names. Where nobody may make one it is an empty search path, and
 * `what` says so.
 */
export function createBareMachine(executable: string, root: string): BareMachine {
  const linked = spawnSync('ldd', [executable], { encoding: 'utf8' });
  const entersRoots =
    process.getuid?.() === 0 && spawnSync('chroot', ['/', 'true'], { stdio: 'ignore' }).status === 0;
  const home = path.join(root, 'home');
  for (const directory of ['home', 'tmp', 'empty', 'opt/moltbot'])
    mkdirSync(path.join(root, directory), { recursive: true });
  if (!entersRoots || linked.status !== 0)
    return {
      program: [executable],
      env: { HOME: home, TMPDIR: path.join(root, 'tmp'), PATH: path.join(root, 'empty') },
      what: 'an empty environment and search path; a root of its own needs root, chroot and ldd',
    };
  const libraries = linked.stdout.match(/\/\S+/g) ?? [];
  for (const library of libraries) {
    mkdirSync(path.join(root, path.dirname(library)), { recursive: true });
    copyFileSync(library, path.join(root, library));
  }
  copyFileSync(executable, path.join(root, 'opt/moltbot/moltbot'));
  return {
    program: ['chroot', root, '/opt/moltbot/moltbot'],
    // `chroot` is found through it, and then there is nothing to be found.
    env: { HOME: '/home', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    what: `a root directory with the executable and ${libraries.length} libraries of the system`,
  };
}
