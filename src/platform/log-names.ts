const DATE_MARK = 'YYYY-MM-DD';

/** The path with `YYYY-MM-DD` replaced by the local date. */
export function currentLogPath(pattern: string, nowMs: number): string {
  if (!pattern.includes(DATE_MARK)) return pattern;
  const now = new Date(nowMs);
  const month = String(now.getMonth() + 1).padStart(2, '0');
  const day = String(now.getDate()).padStart(2, '0');
  return pattern.replaceAll(DATE_MARK, `${now.getFullYear()}-${month}-${day}`);
}

export const isDated = (pattern: string): boolean => pattern.includes(DATE_MARK);

/** Whether a file name is a log of the same pattern: any date, rotated or not. */
export function isSiblingLog(pattern: string, name: string): boolean {
  return new RegExp(`^${namePattern(pattern)}(\\.\\d+)?$`).test(name);
}

/** Whether a file name is an unrotated log of the same pattern. */
export const isDailyLog = (pattern: string, name: string): boolean =>
  new RegExp(`^${namePattern(pattern)}$`).test(name);

const namePattern = (pattern: string): string =>
  pattern
    .split(DATE_MARK)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join(String.raw`\d{4}-\d{2}-\d{2}`);
