import { cleanLine } from './clean.ts';
import { plain } from './output.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `850 ms`, `12s`, `5m`, `3h 20m`, `2d 4h`: the two largest units. */
export function duration(ms: number): string {
  if (ms < SECOND) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)}s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}m`;
  const [unit, part, names] =
    ms < DAY ? [HOUR, MINUTE, ['h', 'm'] as const] : [DAY, HOUR, ['d', 'h'] as const];
  const whole = Math.floor(ms / unit);
  const rest = Math.floor((ms % unit) / part);
  return rest === 0 ? `${whole}${names[0]}` : `${whole}${names[0]} ${rest}${names[1]}`;
}

export const ago = (ms: number | null): string => (ms === null ? 'never' : `${duration(ms)} ago`);

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/**
 * Columns padded to their widest cell, two spaces apart; the last one is not padded. A cell stays on its line, whatever it
 * contains: a name with a line break must not make a row of its own.
 */
export function columns(given: readonly (readonly string[])[]): string[] {
  const rows = given.map((row) => row.map(cleanLine));
  const widths = rows.reduce<number[]>((found, row) => {
    row.forEach((cell, at) => (found[at] = Math.max(found[at] ?? 0, plain(cell).length)));
    return found;
  }, []);
  return rows.map((row) =>
    row
      .map((cell, at) =>
        at === row.length - 1 ? cell : cell + ' '.repeat((widths[at] ?? 0) - plain(cell).length),
      )
      .join('  ')
      .trimEnd(),
  );
}
