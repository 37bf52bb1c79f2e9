import { pino } from 'pino';
import { systemClock, type Clock } from './clock.ts';
import { escapeControls } from './control-chars.ts';
import { diskFault } from './disk-faults.ts';
import { formatRecord, type ConsoleStyle, type LogRecord } from './log-console.ts';
import { createLogFile, type LogFile } from './log-file.ts';
import { createLogLimit } from './log-limit.ts';
import type { LogFields, Logger, LogLevel } from './logger.ts';
import type { SecretRegistry } from './secrets.ts';

export type LogThreshold = LogLevel | 'silent';

export interface LogConsole {
  out(line: string): void;
  error(line: string): void;
}

/** What may change while the log is written. */
export interface LogSettings {
  /** Path, in which `YYYY-MM-DD` stands for the local date. Absent: no file. */
  readonly file?: string;
  readonly level: LogThreshold;
  readonly consoleLevel: LogThreshold;
  readonly style: ConsoleStyle;
  readonly colours: boolean;
  readonly rotate: { readonly maxBytes: number; readonly files: number };
}

export interface LoggingOptions extends LogSettings {
  readonly clock?: Clock;
  /** Where console lines go; `error` takes levels error and fatal. Default: stdout and stderr. */
  readonly console?: LogConsole;
  /** Lines of one kind let through in ten seconds; the rest is counted. */
  readonly burst?: number;
}

/** Why the file cannot be written now. */
export interface LogTrouble {
  readonly file: string;
  /** Of the system's error, e.g. `ENOSPC`. */
  readonly code: string;
  readonly since: number;
  /** Lines lost since then. */
  readonly lost: number;
}

export interface Logging {
  readonly logger: Logger;
  /** The file written now; `undefined` without one. */
  file(): string | undefined;
  /** What its names are made from: the path with `YYYY-MM-DD` for the date; `undefined` without one. */
  pattern(): string | undefined;
  /** Writes everything logged so far before returning. */
  flush(): void;
  /** Writes everything left, counts of repeated lines included. Afterwards lines go to the console only. */
  close(): void;
  /** For SIGHUP: continues in a new file when the old one was moved away. */
  reopen(): void;
  /**
   * From the next line on. What was logged before is in the file it was logged for.
   * @throws Error naming the file that cannot be written; then nothing has changed
   */
  reconfigure(next: LogSettings): void;
  /** Lines lost so far, and why the file cannot be written now. */
  status(): { readonly dropped: number; readonly trouble: LogTrouble | undefined };
}

const ORDER: readonly LogThreshold[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const atLeast = (level: string, threshold: LogThreshold): boolean =>
  ORDER.indexOf(level as LogThreshold) >= ORDER.indexOf(threshold);

/** Longer texts in a line are cut: one bad client must not fill the disk with one line. */
const MAX_TEXT = 8192;
/** Of a line that is longer all the same, only the names of its fields are kept. */
const MAX_LINE = 65_536;

/** The one sink: every line is masked before it reaches the file or the console. */
export function createLogging(options: LoggingOptions, secrets: SecretRegistry): Logging {
  const clock = options.clock ?? systemClock;
  const out = options.console ?? standardStreams();
  let settings: LogSettings = options;
  let trouble: (Omit<LogTrouble, 'lost'> & { readonly droppedBefore: number }) | undefined;
  let lostBefore = 0;
  let closed = false;

  const openFile = ({ file: path, rotate }: LogSettings): LogFile | undefined => {
    if (path === undefined) return undefined;
    const opened: LogFile = createLogFile({
      path,
      ...rotate,
      clock,
      onTrouble: ({ state, code, dropped }) => {
        const failing = state === 'failing';
        const at = { file: opened.path(), code };
        if (file === opened) {
          trouble = failing
            ? { ...at, since: clock.now(), droppedBefore: opened.dropped() - dropped }
            : undefined;
        }
        if (failing) tell('error', 'log file cannot be written', { ...at, dropped, reason: diskFault(code) });
        else tell('warn', 'log file is written again', { ...at, dropped });
      },
      onRoomMade: (deleted) =>
        tell('warn', 'the disk is full: older log files were deleted to make room', { deleted }),
    });
    return opened;
  };
  let file = openFile(settings);

  /** The old file takes what was logged for it before the new one takes the next line. */
  const changeFile = (next: LogSettings): void => {
    file?.flush();
    const successor = openFile(next);
    try {
      successor?.check();
    } catch (error) {
      successor?.close();
      throw new Error(`the log file ${next.file} cannot be written (${(error as Error).message})`, {
        cause: error,
      });
    }
    const former = file;
    file = successor;
    trouble = undefined;
    lostBefore += former?.dropped() ?? 0;
    try {
      former?.close();
    } catch (error) {
      tell('warn', 'the former log file could not be closed properly', { error });
    }
  };

  const toConsole = (level: string, line: string): void => {
    const text = formatRecord(parseLine(line, level), settings);
    if (atLeast(level, 'error')) out.error(text);
    else out.out(text);
  };

  const sink = {
    write(line: string): void {
      const masked = secrets.mask(bounded(line.trimEnd()));
      const level = /"level":"(\w+)"/.exec(masked)?.[1] ?? 'info';
      if (atLeast(level, settings.level)) file?.append(escapeControls(masked));
      if (atLeast(level, settings.consoleLevel)) toConsole(level, masked);
    },
  };

  let lowest = lowestOf(settings);
  const root = pino(
    {
      level: lowest,
      base: null,
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: errorFields, err: errorFields },
      depthLimit: 6,
      edgeLimit: 100,
    },
    sink,
  );

  const limit = createLogLimit({
    clock,
    ...(options.burst === undefined ? {} : { burst: options.burst }),
    report: ({ level, subsystem, message, repeated }) =>
      root[level](
        { ...(subsystem === undefined ? {} : { subsystem }), repeated },
        `repeated ${repeated}×: ${message}`,
      ),
  });

  function tell(level: 'warn' | 'error', message: string, fields: LogFields): void {
    root[level]({ subsystem: 'log', ...fields }, message);
  }

  const make = (subsystem: string | undefined): Logger => {
    const at =
      (level: LogLevel) =>
      (message: string, fields?: LogFields): void => {
        if (!atLeast(level, lowest)) return;
        const text = cut(message);
        if (!limit.admit(level, subsystem, text)) return;
        root[level]({ ...(subsystem === undefined ? {} : { subsystem }), ...shortened(fields) }, text);
      };
    return {
      trace: at('trace'),
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      fatal: at('fatal'),
      child: (name) => make(name),
    };
  };

  const status: Logging['status'] = () => {
    const dropped = file?.dropped() ?? 0;
    if (trouble === undefined) return { dropped: lostBefore + dropped, trouble };
    const { droppedBefore, ...at } = trouble;
    return { dropped: lostBefore + dropped, trouble: { ...at, lost: dropped - droppedBefore } };
  };

  return {
    logger: make(undefined),
    file: () => file?.path(),
    pattern: () => settings.file,
    flush: () => file?.flush(),
    close() {
      closed = true;
      limit.settle();
      file?.close();
      const left = status().trouble;
      file = undefined;
      trouble = undefined;
      // Only the console is left to hear of them.
      if (left !== undefined)
        tell('error', 'log file was closed before it could be written again', {
          file: left.file,
          code: left.code,
          dropped: left.lost,
        });
    },
    reopen: () => file?.reopen(),
    reconfigure(next) {
      if (closed) throw new Error('the log is closed');
      if (!isSameFile(settings, next)) changeFile(next);
      settings = next;
      lowest = lowestOf(next);
      root.level = lowest;
    },
    status,
  };
}

const lowestOf = ({ level, consoleLevel }: LogSettings): LogThreshold =>
  ORDER.find((known) => known === level || known === consoleLevel) ?? 'info';

const isSameFile = (a: LogSettings, b: LogSettings): boolean =>
  a.file === b.file && a.rotate.maxBytes === b.rotate.maxBytes && a.rotate.files === b.rotate.files;

/** A mask of the operator's own making may have cut through the syntax; the text is still worth showing. */
function parseLine(line: string, level: string): LogRecord {
  try {
    return JSON.parse(line) as LogRecord;
  } catch {
    return { time: '', level, msg: line };
  }
}

function bounded(line: string): string {
  if (line.length <= MAX_LINE) return line;
  const { level, time, subsystem, msg, ...fields } = parseLine(line, 'info');
  const leftOut = Object.keys(fields).join(', ');
  return JSON.stringify({ level, time, subsystem, leftOut: cut(leftOut), length: line.length, msg });
}

const cut = (text: string): string =>
  text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}… (${text.length - MAX_TEXT} more characters)` : text;

/** Own fields of a line cannot be overwritten, and no text is longer than the cap. */
function shortened(fields: LogFields | undefined): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields ?? {})) {
    const name = key === 'time' || key === 'level' || key === 'msg' || key === 'subsystem' ? `${key}_` : key;
    kept[name] = typeof value === 'string' ? cut(value) : value;
  }
  return kept;
}

function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code;
  return {
    name: error.name,
    message: cut(error.message),
    ...(code === undefined ? {} : { code }),
    stack: cut(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: errorFields(error.cause) }),
  };
}

/** The console of this process. Listens on its streams from then on: one is enough for a process, whatever logs come and go. */
export function standardStreams(): LogConsole {
  const into = (stream: NodeJS.WriteStream) => {
    let gone = false;
    // The reader of a pipe went away: the file still has everything.
    stream.on('error', () => {
      gone = true;
    });
    return (line: string): void => {
      if (!gone) stream.write(`${line}\n`);
    };
  };
  return { out: into(process.stdout), error: into(process.stderr) };
}
