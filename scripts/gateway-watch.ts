/** `npm run gateway:watch`: the gateway on the dev profile, restarted when a source file changes. */
import { spawn } from 'node:child_process';

const extra = process.argv.slice(2);
const child = spawn(
  process.execPath,
  ['--watch', '--watch-preserve-output', 'src/main.ts', '--dev', 'gateway', '--allow-unconfigured', ...extra],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 0));
