import { createCivilTime } from '../platform/civil-time.ts';

/** `[Sat 2026-01-31 09:05 CET]`, as clients and transcripts know it. */
const STAMPED = /^\[[A-Z][a-z]{2} \d{4}-\d{2}-\d{2} \d{2}:\d{2}[^\]]*\]/u;

/**
 * Prefixes a message with its time, so the model knows when it was said while the system prompt stays cacheable.
 * A message that already carries a stamp is left alone.
 */
export function stampMessage(message: string, atMs: number, timeZone: string): string {
  if (STAMPED.test(message.trimStart()) || message.includes('Current time: ')) return message;
  return `[${stampOf(atMs, timeZone)}] ${message}`;
}

/** The message without the stamp. */
export const withoutStamp = (message: string): string => message.replace(STAMPED, '').trimStart();

/** @param timeZone IANA name; one the runtime does not know counts as UTC */
export function stampOf(atMs: number, timeZone: string): string {
  const { weekday, date, time, zone } = createCivilTime(timeZone)(atMs);
  return `${weekday} ${date} ${time} ${zone}`;
}
