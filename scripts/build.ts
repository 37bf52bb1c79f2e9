/**
 * `npm run build`: one bundle for the CLI and the daemon, split so that heavy parts stay out of the first read. `dist` is the package that
 * is published (`npm pack ./dist`): it brings no Node of its own and no source.
 */
import { build, type Plugin } from 'esbuild';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { manPages } from './docs/man-pages.ts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  name: string;
  version: string;
  description: string;
  license: string;
  engines: Record<string, string>;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
};

/**
 * Loaded on first use only; bundling them would make everybody parse them. Baileys must stay a package of its own: it brings GPL-3.0
 * code, which is not ours to copy into a bundle.
 */
const EXTERNAL = [
  'ai',
  '@ai-sdk/*',
  'execa',
  'ffi-rs',
  '@humanwhocodes/momoa',
  '@whiskeysockets/baileys',
  '@peculiar/x509',
  'reflect-metadata',
  'multicast-dns',
  'chokidar',
  'grammy',
  'file-type',
  'marked',
  'pngjs',
  'qr',
];

/**
 * An `import` of node:http reads every export of it, WebSocket included, and that loads a whole HTTP client: 20 ms and
 * 6 MB at each start. Asking for the module object reads only what is used.
 */
const lazyHttp: Plugin = {
  name: 'lazy-http',
  setup(bundle) {
    bundle.onResolve({ filter: /^node:http$/ }, ({ path }) => ({ path, namespace: 'builtin' }));
    bundle.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      loader: 'js',
    }));
  },
};

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minifySyntax: true,
  plugins: [lazyHttp],
  legalComments: 'linked',
  define: { 'process.env.NODE_ENV': '"production"' },
  external: EXTERNAL,
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
await mkdir('dist/bin', { recursive: true });
await cp('bin/moltbot.cjs', 'dist/bin/moltbot.cjs');

const manuals = manPages(manifest.version);
await mkdir('dist/man', { recursive: true });
for (const [file, text] of manuals) await writeFile(`dist/man/${file}`, text);

const isExternal = (name: string): boolean =>
  EXTERNAL.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : one === name));
const outside = (all: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => isExternal(name)));

const { name, version, description, license, engines, dependencies, optionalDependencies } = manifest;
await writeFile(
  'dist/package.json',
  `${JSON.stringify(
    {
      name,
      version,
      description,
      license,
      type: 'module',
      engines,
      bin: { moltbot: 'bin/moltbot.cjs' },
      man: [...manuals.keys()].map((file) => `man/${file}`),
      dependencies: outside(dependencies),
      // Without the Nodes of the checkout: whoever installs a package has one.
      optionalDependencies: outside(optionalDependencies),
    },
    null,
    2,
  )}\n`,
);
for (const file of ['README.md', 'LICENSE', 'NOTICE', 'CHANGELOG.md']) await cp(file, `dist/${file}`);
await cp('docs', 'dist/docs', { recursive: true });
