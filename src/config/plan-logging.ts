import { expandHome, type Paths } from '../platform/paths.ts';
import type { Config } from './generated/types.ts';

export type LogThreshold = 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
export type ConsoleStyle = 'pretty' | 'compact' | 'json';

export interface LoggingPlan {
  /** May contain `YYYY-MM-DD` for the local date. */
  readonly file: string;
  readonly level: LogThreshold;
  readonly consoleLevel: LogThreshold;
  readonly style: ConsoleStyle;
  readonly rotate: { readonly maxBytes: number; readonly files: number };
  /** Which WebSocket frames are logged. */
  readonly traffic: 'notable' | 'merged' | 'full';
  readonly redact: { readonly patterns: 'builtin' | 'off' | readonly string[] };
}

export interface LoggingInput {
  readonly config: Config;
  readonly paths: Pick<Paths, 'logFile' | 'home'>;
  readonly verbose: boolean;
  /** `--ws-log` as typed; means nothing without `verbose`. */
  readonly wsLog: string | undefined;
  readonly terminal: boolean;
}

const MAX_FILE_BYTES = 20 * 1024 * 1024;
const MAX_FILES = 5;
const MOST_FIRST: readonly LogThreshold[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** `--verbose` mirrors what the file holds, and debug at least, to the console. */
export function planLogging(input: LoggingInput): LoggingPlan {
  const { paths, verbose, terminal } = input;
  const logging = input.config.logging ?? {};
  const level = logging.level ?? 'info';
  const consoleLevel = logging.consoleLevel ?? 'info';
  return {
    file: logging.file === undefined ? paths.logFile : expandHome(logging.file, paths.home),
    level: verbose ? lower(level, 'debug') : level,
    consoleLevel: verbose ? lower(consoleLevel, 'debug') : consoleLevel,
    style: logging.consoleStyle ?? (terminal ? 'pretty' : 'compact'),
    rotate: { maxBytes: logging.maxFileBytes ?? MAX_FILE_BYTES, files: logging.maxFiles ?? MAX_FILES },
    traffic: planTraffic(verbose, input.wsLog),
    redact: { patterns: logging.redactSensitive === 'off' ? 'off' : (logging.redactPatterns ?? 'builtin') },
  };
}

const planTraffic = (verbose: boolean, wsLog: string | undefined): LoggingPlan['traffic'] => {
  if (!verbose) return 'notable';
  return wsLog === 'full' ? 'full' : 'merged';
};

const lower = (a: LogThreshold, b: LogThreshold): LogThreshold =>
  MOST_FIRST.indexOf(a) <= MOST_FIRST.indexOf(b) ? a : b;
