/** A moment as people of a time zone write it. */
export interface CivilTime {
  /** `Sat` */
  readonly weekday: string;
  /** `2026-01-31` */
  readonly date: string;
  /** `09:05`, of 24 hours */
  readonly time: string;
  /** `CET`, or `GMT+1` where English has no name for it */
  readonly zone: string;
}

/**
 * For many times of one zone: loading the zone costs more than what is formatted with it.
 *
 * @param timeZone IANA name; one the runtime does not know counts as UTC
 */
export function createCivilTime(timeZone: string): (atMs: number) => CivilTime {
  const format = formatIn(timeZone);
  return (atMs) => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
    return {
      weekday: part('weekday'),
      date: `${part('year')}-${part('month')}-${part('day')}`,
      time: `${part('hour')}:${part('minute')}`,
      zone: part('timeZoneName'),
    };
  };
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const fields = {
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { ...fields, timeZone });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Intl.DateTimeFormat('en-US', { ...fields, timeZone: 'UTC' });
  }
}
