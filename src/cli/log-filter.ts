import { parseLogLine } from './log-format.ts';

/** From the most talkative to the gravest. */
export const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type Level = (typeof LEVELS)[number];

export interface LogFilterFlags {
  /** This level and graver ones. */
  readonly level?: Level;
  /** A subsystem and what is below it, e.g. `gateway` or `channels/telegram`. */
  readonly subsystem?: string;
  /** Text that occurs in the line, whatever its case. */
  readonly grep?: string;
}

export const filters = ({ level, subsystem, grep }: LogFilterFlags): boolean =>
  level !== undefined || subsystem !== undefined || grep !== undefined;

/** Whether a line is wanted. One that is not of the gateway's form has no level and no subsystem: only `grep` can find it. */
export function createLogFilter({ level, subsystem, grep }: LogFilterFlags): (raw: string) => boolean {
  const least = level === undefined ? 0 : LEVELS.indexOf(level);
  const wanted = subsystem?.replace(/\/+$/, '');
  const text = grep?.toLowerCase();
  return (raw) => {
    if (text !== undefined && !raw.toLowerCase().includes(text)) return false;
    if (level === undefined && wanted === undefined) return true;
    const line = parseLogLine(raw);
    if (line === undefined) return false;
    if (level !== undefined && LEVELS.indexOf(line.level as Level) < least) return false;
    return wanted === undefined || `${line.subsystem ?? ''}/`.startsWith(`${wanted}/`);
  };
}
