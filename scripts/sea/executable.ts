import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Bundle } from './bundle.ts';

/** What Node looks for in itself, and where the program is put; both are Node's own words. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const RESOURCE = 'NODE_SEA_BLOB';
const SEGMENT = 'NODE_SEA';
/** grammY brings a library that still uses Node's own punycode; from a package Node would not say so. */
const NODE_FLAGS = ['--disable-warning=DEP0040'];

/** Makes an executable of this very Node and the bundle. @throws Error when this Node cannot become one */
export function makeExecutable({ code, assets }: Bundle, target: string): void {
  refuseNode();
  const work = mkdtempSync(path.join(tmpdir(), 'moltbot-sea-'));
  try {
    const [main, output, config] = ['moltbot.cjs', 'moltbot.blob', 'config.json'].map((name) =>
      path.join(work, name),
    ) as [string, string, string];
    writeFileSync(main, code);
    writeFileSync(
      config,
      JSON.stringify({
        main,
        output,
        assets,
        disableExperimentalSEAWarning: true,
        // Without it every start would compile 5 MB.
        useCodeCache: true,
        execArgv: NODE_FLAGS,
      }),
    );
    run(process.execPath, ['--experimental-sea-config', config]);
    const draft = path.join(work, path.basename(target));
    copyFileSync(process.execPath, draft);
    chmodSync(draft, 0o755);
    const mac = process.platform === 'darwin';
    // A signature covers the whole file, so that of Node goes before and ours comes after.
    if (mac) run('codesign', ['--remove-signature', draft]);
    const postject = createRequire(import.meta.url).resolve('postject/dist/cli.js');
    const segment = mac ? ['--macho-segment-name', SEGMENT] : [];
    run(process.execPath, [postject, draft, RESOURCE, output, '--sentinel-fuse', FUSE, ...segment]);
    if (mac) run('codesign', ['--sign', '-', draft]);
    place(draft, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function refuseNode(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 24)
    throw new Error(
      `the executable needs Node 24 or newer in it; this is ${process.version}: npm run build:sea uses the right one`,
    );
  if (!readFileSync(process.execPath).includes(`${FUSE}:0`))
    throw new Error(
      `${process.execPath} was built without room for a program: use a Node from https://nodejs.org, or the one that npm ci brings`,
    );
}

/** One that runs keeps the file it began with: the new one takes its name, not its place on the disk. */
function place(draft: string, target: string): void {
  const beside = `${target}.new`;
  copyFileSync(draft, beside);
  renameSync(beside, target);
}

function run(program: string, args: readonly string[]): void {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (error !== undefined) throw new Error(`cannot start ${program}: ${error.message}`, { cause: error });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
}

/** How long its shortest command takes, milliseconds, and what it says. */
export function tryExecutable(target: string): { readonly version: string; readonly ms: number } {
  // The first start reads the file from the disk.
  execFileSync(target, ['--version']);
  const begun = performance.now();
  const version = execFileSync(target, ['--version'], { encoding: 'utf8' }).trim();
  return { version, ms: Math.round(performance.now() - begun) };
}
