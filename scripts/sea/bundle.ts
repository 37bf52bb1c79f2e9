import { build, type Metafile, type Plugin } from 'esbuild';
import { createRequire } from 'node:module';
import { readPackages, type BundledPackage } from './packages.ts';

export interface Bundle {
  readonly code: Uint8Array;
  /** Files the program asks the executable for, by their key. */
  readonly assets: Readonly<Record<string, string>>;
  /** What of others is in it. */
  readonly packages: readonly BundledPackage[];
}

/** Brings GPL-3.0 code (libsignal), which is not ours to put into an executable; it is found beside it. */
const BESIDE = /^@whiskeysockets\/baileys$/;
/** Exactly beside it: Node itself would go on looking in every directory above, and load what another program put there. */
const BESIDE_CODE = `
const requireBeside = (name) => require("node:module").createRequire(process.execPath)(besidePath(name));
const resolveBeside = (name) => require("node:module").createRequire(process.execPath).resolve(besidePath(name));
const besidePath = (name) => require("node:path").join(process.execPath, "..", "node_modules", name);
`;
const ADDON = 'ffi-rs.node';

/** One file, for the main script of an executable is CommonJS and has no files beside it. What is loaded lazily still runs lazily. */
export async function bundleProgram(): Promise<Bundle> {
  const addon = addonFile();
  const { outputFiles, metafile } = await build({
    entryPoints: ['scripts/sea/entry.ts'],
    outfile: 'moltbot.cjs',
    write: false,
    metafile: true,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"', 'import.meta.resolve': 'resolveBeside' },
    banner: { js: BESIDE_CODE },
    plugins: [beside(addon === undefined ? [BESIDE, /^ffi-rs$/] : [BESIDE]), embeddedAddon(addon)],
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error('esbuild made no bundle');
  refuseLoose(metafile);
  return {
    code: output.contents,
    assets: addon === undefined ? {} : { [ADDON]: addon },
    packages: readPackages(Object.keys(metafile.inputs), addon === undefined ? [] : [addon]),
  };
}

/** The part of ffi-rs that is machine code. Only on Linux has the program a use for it. */
function addonFile(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const name = addonPackage();
  try {
    return createRequire(createRequire(import.meta.url).resolve('ffi-rs')).resolve(name);
  } catch (error) {
    throw new Error(
      `${name} is not installed, without which the executable cannot speak to systemd: npm ci, without --omit=optional`,
      { cause: error },
    );
  }
}

const addonPackage = (): string => `@yuuang/ffi-rs-linux-${process.arch}-gnu`;

/** Packages that are looked for beside the executable. Left to itself, `import()` would look in the working directory. */
const beside = (names: readonly RegExp[]): Plugin => ({
  name: 'beside',
  setup(bundle) {
    for (const filter of names) bundle.onResolve({ filter }, ({ path }) => ({ path, namespace: 'beside' }));
    bundle.onLoad({ filter: /.*/, namespace: 'beside' }, ({ path }) => ({
      contents: `module.exports = requireBeside(${JSON.stringify(path)});`,
      loader: 'js',
    }));
  },
});

/**
 * Machine code is loaded from a file, and there is none: it is written where nobody else can, loaded, and removed at once. Not every directory
 * for temporary files lets code be loaded (`noexec`); that of the executable does, if it may be written to.
 */
const addonCode = `
  const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
  const { dirname, join } = require('node:path');
  const loadFrom = (parent) => {
    const directory = mkdtempSync(join(parent, '.moltbot-'));
    try {
      const file = join(directory, 'addon.node');
      writeFileSync(file, new Uint8Array(require('node:sea').getRawAsset(${JSON.stringify(ADDON)})), { mode: 0o600 });
      process.dlopen(module, file);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  };
  try {
    loadFrom(require('node:os').tmpdir());
  } catch (error) {
    try {
      loadFrom(dirname(process.execPath));
    } catch (other) {
      throw new AggregateError([error, other], 'the addon cannot be loaded from a file');
    }
  }
`;

const embeddedAddon = (addon: string | undefined): Plugin => ({
  name: 'embedded-addon',
  setup(bundle) {
    if (addon === undefined) return;
    bundle.onResolve({ filter: /^@yuuang\/ffi-rs-/ }, ({ path }) =>
      path === addonPackage() ? { path, namespace: 'addon' } : { path, external: true },
    );
    bundle.onLoad({ filter: /.*/, namespace: 'addon' }, () => ({ contents: addonCode, loader: 'js' }));
  },
});

/** An `import()` that was left in the bundle would be resolved from the working directory of whoever calls. */
function refuseLoose({ outputs }: Metafile): void {
  const loose = Object.values(outputs).flatMap(({ imports }) =>
    imports.filter(({ path, kind }) => kind === 'dynamic-import' && !path.startsWith('node:')),
  );
  if (loose.length > 0)
    throw new Error(
      `the bundle would import these from the working directory: ${loose.map(({ path }) => path).join(', ')}; bundle them, or look for them beside the executable`,
    );
}
