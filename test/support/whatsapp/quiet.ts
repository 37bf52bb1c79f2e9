/** What the Signal library prints on standard output and error, whole session records included. */
const CHATTER =
  /^(Closing session|Opening session|Session already|Closing open session|Removing old closed session|Failed to decrypt message with any|Session error:|Decrypted message with closed session|Migrating session)/;

const METHODS = ['info', 'warn', 'error', 'log'] as const;

/** Keeps the Signal library from filling the test output; returns the way back. */
export function hushSignalLibrary(): () => void {
  const undo = METHODS.map((method) => {
    const original = console[method];
    const filtered = (...parts: unknown[]): void => {
      if (typeof parts[0] !== 'string' || !CHATTER.test(parts[0])) original(...parts);
    };
    console[method] = filtered;
    return () => {
      if (console[method] === filtered) console[method] = original;
    };
  });
  return () => {
    for (const restore of undo) restore();
  };
}
