/** The program of the single-file executable. It has no launcher: the Node it needs is around it. */
// First, before anything can await: until a handler exists, SIGUSR1 opens Node's inspector.
import { onSignal, restoreDefaultSignals } from '../../src/platform/signals.ts';
import { existsSync } from 'node:fs';
import { runMain } from '../../src/cli/main.ts';

const ENV_FILE = '--env-file-if-exists=';

/** A service definition gives this flag to the Node that runs a script; here nobody but us reads it. What is set already stays, as with Node. */
function readEnvFile(): void {
  const word = process.argv[2];
  if (word?.startsWith(ENV_FILE) !== true) return;
  process.argv.splice(2, 1);
  const path = word.slice(ENV_FILE.length);
  if (existsSync(path)) process.loadEnvFile(path);
}

async function start(): Promise<void> {
  readEnvFile();
  await runMain({ onSignal, restoreDefaultSignals });
}

start().catch((error: unknown) => {
  process.stderr.write(`moltbot: ${(error instanceof Error && error.stack) || String(error)}\n`);
  process.exit(70);
});
