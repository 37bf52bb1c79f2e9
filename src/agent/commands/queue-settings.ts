import type { QueueDrop, QueueMode, QueueSettings } from './outcome.ts';

const MODES: ReadonlyMap<string, QueueMode> = new Map([
  ['steer', 'steer'],
  ['queue', 'steer'],
  ['followup', 'followup'],
  ['collect', 'collect'],
  ['steer-backlog', 'steer-backlog'],
  ['steer+backlog', 'steer-backlog'],
  ['interrupt', 'interrupt'],
]);
const DROPS: readonly QueueDrop[] = ['summarize', 'old', 'new'];
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const MAX_DEBOUNCE_MS = 3_600_000;
const MAX_CAP = 1000;

export type ParsedQueue =
  | { readonly ok: true; readonly reset: boolean; readonly settings: QueueSettings }
  | { readonly ok: false; readonly problem: string };

/** `<mode> debounce:2s cap:25 drop:summarize`, or `default`. */
export function parseQueueSettings(args: string): ParsedQueue {
  let settings: QueueSettings = {};
  for (const word of args.toLowerCase().split(/\s+/u).filter(Boolean)) {
    if (word === 'default' || word === 'reset') return { ok: true, reset: true, settings: {} };
    const option = optionOf(word);
    if (typeof option === 'string') return { ok: false, problem: option };
    settings = { ...settings, ...option };
  }
  return { ok: true, reset: false, settings };
}

function optionOf(word: string): QueueSettings | string {
  const [name = '', value] = word.split(':', 2);
  if (value === undefined) {
    const mode = MODES.get(name);
    return mode ? { queueMode: mode } : `unknown mode "${name}" (use ${[...MODES.keys()].join(', ')})`;
  }
  if (name === 'debounce') {
    const ms = durationMs(value);
    return ms === undefined ? `debounce must look like 500ms or 2s, up to 1h` : { queueDebounceMs: ms };
  }
  if (name === 'cap') {
    const cap = Number(value);
    const fits = Number.isInteger(cap) && cap >= 1 && cap <= MAX_CAP;
    return fits ? { queueCap: cap } : `cap must be a number from 1 to ${MAX_CAP}`;
  }
  if (name === 'drop') {
    const drop = DROPS.find((entry) => entry === value);
    return drop ? { queueDrop: drop } : `drop must be one of ${DROPS.join(', ')}`;
  }
  return `unknown option "${name}" (use debounce, cap or drop)`;
}

/** A bare number counts as milliseconds. */
function durationMs(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/u.exec(text);
  if (!match) return undefined;
  const ms = Math.round(Number(match[1]) * (UNIT_MS[match[2] ?? 'ms'] ?? 1));
  return ms <= MAX_DEBOUNCE_MS ? ms : undefined;
}
