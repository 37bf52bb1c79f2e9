import { fieldsText } from '../platform/log-console.ts';
import { cleanLine } from './clean.ts';
import type { Output, Tone } from './output.ts';

/** One line of the gateway's log file. */
export interface LogLine {
  readonly time: string | null;
  readonly level: string;
  readonly subsystem: string | null;
  readonly message: string;
}

const LEVEL_NAMES: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

const LEVEL_TONES: Readonly<Record<string, Tone>> = {
  trace: 'dim',
  debug: 'dim',
  warn: 'warn',
  error: 'bad',
  fatal: 'bad',
};

function isoTime(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** `undefined` for a line that is not one of the gateway's JSON lines. */
export function parseLogLine(raw: string): LogLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    // Half a line, or somebody else's: shown as it is.
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { time, level, subsystem, msg, message } = value as Record<string, unknown>;
  const text = msg ?? message;
  if (typeof text !== 'string') return undefined;
  return {
    time: isoTime(time),
    level:
      typeof level === 'number'
        ? (LEVEL_NAMES[level] ?? String(level))
        : typeof level === 'string'
          ? level
          : 'info',
    subsystem: typeof subsystem === 'string' ? subsystem : null,
    message: text,
  };
}

/** For people: `HH:MM:SS level subsystem message key=value …`, with the whole ISO time when `plain`. Unparsable lines verbatim. */
export function logText(raw: string, out: Output, options: { readonly plain: boolean }): string {
  const line = parseLogLine(raw);
  if (line === undefined) return cleanLine(raw);
  const time = options.plain ? line.time : (line.time?.slice(11, 19) ?? null);
  const tone = LEVEL_TONES[line.level];
  const level = tone === undefined || options.plain ? line.level : out.tone(tone, line.level);
  const said = fieldsText(JSON.parse(raw) as Record<string, unknown>);
  const fields = options.plain || said === '' ? said : out.tone('dim', said);
  return [time, level, line.subsystem, cleanLine(line.message), fields]
    .filter((part) => part !== null && part !== '')
    .join(' ');
}
