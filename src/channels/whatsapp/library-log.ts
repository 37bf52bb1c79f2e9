import type { Logger } from '../../platform/logger.ts';

interface LibraryLogger {
  level: string;
  child(fields: Record<string, unknown>): LibraryLogger;
  trace(fields: unknown, text?: string): void;
  debug(fields: unknown, text?: string): void;
  info(fields: unknown, text?: string): void;
  warn(fields: unknown, text?: string): void;
  error(fields: unknown, text?: string): void;
}

/**
 * The library's log as lines of ours at debug level. Only its words and the message of an error pass: the objects it logs
 * contain keys and what people wrote.
 */
export function createLibraryLog(log: Logger): LibraryLogger {
  const write = (level: string) => (fields: unknown, text?: string) => {
    const words = text ?? (typeof fields === 'string' ? fields : 'no text');
    const error = errorIn(fields);
    log.debug('library', { level, words, ...(error === undefined ? {} : { error }) });
  };
  const logger: LibraryLogger = {
    level: 'debug',
    child: () => logger,
    trace: () => {},
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
  return logger;
}

function errorIn(fields: unknown): string | undefined {
  if (typeof fields !== 'object' || fields === null) return undefined;
  const { err, error, trace }: { err?: unknown; error?: unknown; trace?: unknown } = fields;
  const found = [err, error, trace].find((value) => value !== undefined);
  if (found instanceof Error) return found.message;
  return typeof found === 'string' ? (found.split('\n', 1)[0] ?? '') : undefined;
}

/** How every console line of libsignal begins; several are followed by an object with private keys. */
const SIGNAL_LINES =
  /^(?:Closing (?:session|open session)|Opening session|Removing old closed session|Session (?:already|error)|Migrating session|V1 session|Failed to decrypt message with any|Decrypted message with closed|WARNING: Expected pubkey|Unhandled bucket type)/;

const QUIET = Symbol.for('moltbot.libsignal.quiet');
const METHODS = ['log', 'info', 'warn', 'error'] as const;

/**
 * libsignal writes to the console, private keys included, and offers no switch. Its lines become debug lines without their
 * objects; everything else on the console passes. Once per process, whatever the number of links.
 */
export function quietLibsignal(target: Console, log: Logger): void {
  if (QUIET in target) return;
  Object.defineProperty(target, QUIET, { value: true });
  for (const method of METHODS) {
    const write = target[method].bind(target);
    target[method] = (...line: unknown[]) => {
      const [first] = line;
      if (typeof first === 'string' && SIGNAL_LINES.test(first))
        log.debug('libsignal', { words: first.split('\n', 1)[0] });
      else write(...line);
    };
  }
}
