/** Preloaded into every test process: an event sent to a stopped actor is a defect, not a warning. */
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
