/** `npm run build`: one bundle for the CLI and the daemon, split so that heavy parts stay out of the first read. */
import { build, type Plugin } from 'esbuild';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  name: string;
  version: string;
  dependencies: Record<string, string>;
};

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
  // Loaded on first use only; bundling them would make everybody parse them. Baileys must stay a package of its own: it
  // brings GPL-3.0 code, which is not ours to copy into a bundle.
  external: [
    'ai',
    '@ai-sdk/*',
    'execa',
    'ffi-rs',
    '@humanwhocodes/momoa',
    '@whiskeysockets/baileys',
    'chokidar',
    'grammy',
    'file-type',
    'marked',
    'pngjs',
    'qr',
  ],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});
await mkdir('dist/bin', { recursive: true });
await cp('bin/moltbot.cjs', 'dist/bin/moltbot.cjs');
await writeFile(
  'dist/package.json',
  `${JSON.stringify({ name: manifest.name, version: manifest.version, type: 'module' }, null, 2)}\n`,
);
