const MS = { h: 3_600_000, min: 60_000, m: 60_000, s: 1000, ms: 1 } as const;

/** A time as an operator types it: `30` (seconds), `30s`, `1500ms`, `2m`. Milliseconds; `undefined` for anything else or nothing at all. */
export function parseTimeout(text: string): number | undefined {
  const match = /^ *(\d+(?:\.\d+)?) *(ms|s|m|h)? *$/.exec(text);
  if (match === null) return undefined;
  const ms = Math.round(Number(match[1]) * MS[(match[2] ?? 's') as keyof typeof MS]);
  return ms > 0 ? ms : undefined;
}

const SYSTEMD_UNITS: Readonly<Record<string, number>> = {
  y: 31_557_600_000,
  month: 2_629_800_000,
  w: 604_800_000,
  d: 86_400_000,
  h: MS.h,
  min: MS.min,
  s: MS.s,
  ms: MS.ms,
  us: 0.001,
};

/** A time as systemd prints it, e.g. `1min 30s`; `infinity`, zero and what is no time give `undefined`. Milliseconds. */
export function parseSystemdTime(text: string): number | undefined {
  let ms = 0;
  for (const word of text.trim().split(/\s+/)) {
    const match = /^(\d+(?:\.\d+)?)([a-z]+)$/.exec(word);
    const unit = match === null ? undefined : SYSTEMD_UNITS[match[2] ?? ''];
    if (match === null || unit === undefined) return undefined;
    ms += Number(match[1]) * unit;
  }
  return ms > 0 ? ms : undefined;
}
