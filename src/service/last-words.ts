/** Lines of the gateway that say why it did not stay, the most telling first in the list. */
const TELLING: readonly RegExp[] = [
  /gateway failed to start|invalid config at|missing config|gateway start blocked|refusing to bind/i,
  /already running|already listening|fatal/i,
  /\berror\b/i,
];
/** What the supervisor itself adds. */
const CHATTER =
  /^(systemd\[\d+\]: )?(Started|Starting|Stopped|Stopping|Failed to start|Scheduled restart job|Consumed|Reloading)\b|\.service: /;
const MAX_LENGTH = 400;

/** Of the end of a log: the line that says most about why the gateway is gone, with what belongs to it; the newest of its kind. */
export function lastWords(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !CHATTER.test(line));
  for (const pattern of TELLING) {
    const at = lines.findLastIndex((line) => pattern.test(line));
    const line = lines[at];
    if (line === undefined) continue;
    // What is indented below a line explains it.
    const rest = lines.slice(at + 1);
    const end = rest.findIndex((next) => !/^\s/.test(next));
    const more = rest.slice(0, end < 0 ? rest.length : end).map((next) => next.trim());
    return [line.trim(), ...more].join(' ').slice(0, MAX_LENGTH);
  }
  return lines.at(-1)?.trim().slice(0, MAX_LENGTH);
}
