import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Ran } from '../../src/service/systemd/systemd.ts';

const LIMIT_MS = 60_000;
const LINGER_SECONDS = 30;

/** Why nothing of Windows can run here, or `undefined`. */
export const noWine = (): string | undefined =>
  spawnSync('wine', ['--version']).error === undefined ? undefined : 'wine is not installed';

/** A Windows of its own, in a directory. */
export interface Wine {
  readonly dir: string;
  /** Drive C. */
  readonly drive: string;
  /** How Windows calls a file of this machine. */
  name(file: string): string;
  run(...argv: readonly string[]): Promise<Ran>;
  /** Runs a script of Windows Script Host; the exit code it ends with. */
  script(source: string): Promise<Ran>;
  remove(): Promise<void>;
}

export async function createWine(write: (file: string, content: string) => void): Promise<Wine> {
  const dir = mkdtempSync(path.join(tmpdir(), 'moltbot-wine-'));
  const prefix = path.join(dir, 'prefix');
  mkdirSync(prefix);
  const env = {
    PATH: process.env['PATH'],
    HOME: dir,
    // Its server makes a directory there and never removes it.
    TMPDIR: dir,
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    // No menus in anybody's home, no browser engine, no other runtime, and no window.
    WINEDLLOVERRIDES: 'winemenubuilder.exe,mscoree,mshtml=',
    DISPLAY: '',
  };
  const call = async (program: string, args: readonly string[]): Promise<Ran> => {
    // Its server would keep pipes open, so that nobody could say when all is read; in files all is there at the program's own end.
    const out = path.join(dir, 'out');
    const err = path.join(dir, 'err');
    const [outFd, errFd] = [openSync(out, 'w'), openSync(err, 'w')];
    try {
      const child = spawn(program, args, { env, stdio: ['ignore', outFd, errFd], timeout: LIMIT_MS });
      const [exitCode] = (await once(child, 'exit')) as [number | null];
      return { exitCode, stdout: readFileSync(out, 'utf8'), stderr: readFileSync(err, 'utf8') };
    } finally {
      closeSync(outFd);
      closeSync(errFd);
    }
  };
  const name = (file: string): string => `Z:${file.replaceAll('/', '\\')}`;
  const wine: Wine = {
    dir,
    drive: path.join(prefix, 'drive_c'),
    name,
    run: (...argv) => call('wine', argv),
    script: (source) => {
      const file = path.join(dir, 'script.js');
      write(file, source);
      return call('wine', ['cscript', '//nologo', name(file)]);
    },
    async remove() {
      await call('wineserver', ['-k']);
      await call('wineserver', ['-w']);
      rmSync(dir, { recursive: true, force: true });
    },
  };
  const { exitCode, stderr } = await call('wineboot', ['-i']);
  if (exitCode !== 0) throw new Error(`wineboot ended with ${exitCode}: ${stderr}`);
  // The services of the first session know nothing of those that were installed in it, the scheduler among them.
  await call('wineserver', ['-k']);
  await call('wineserver', ['-w']);
  // It stays between the commands; else each would start it anew. Whatever becomes of this process, it ends by itself.
  await call('wineserver', [`-p${LINGER_SECONDS}`]);
  return wine;
}
