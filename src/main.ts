// First, before anything can await: until a handler exists, SIGUSR1 opens Node's inspector.
import { onSignal, restoreDefaultSignals } from './platform/signals.ts';
import { runMain } from './cli/main.ts';

await runMain({ onSignal, restoreDefaultSignals });
