/**
 * Preloaded into every test process: an event sent to a stopped actor is a defect, not a warning, and so is a file whose tests
 * are over and which does not end.
 */
import { after } from 'node:test';

const deadLetter = /was sent to (a )?stopped actor|dead letter/i;
const warn = console.warn.bind(console);

console.warn = (...parts: unknown[]) => {
  const text = parts.map(String).join(' ');
  if (deadLetter.test(text)) {
    process.exitCode = 1;
    throw new Error(`dead letter: ${text}`);
  }
  warn(...parts);
};

const PATIENCE_MS = 20_000;

// The runner would wait for the process for ever and say nothing.
if (process.env['NODE_TEST_CONTEXT'] === 'child-v8')
  after(() => {
    setTimeout(() => {
      const open = process.getActiveResourcesInfo().join(', ');
      console.error(`${process.argv[1]}: the tests are over and something is still open: ${open}`);
      process.exit(1);
    }, PATIENCE_MS).unref();
  });
