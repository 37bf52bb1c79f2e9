import type { ConfigHealth, HealthSummary } from '../protocol/generated/types.ts';
import type { Output, Tone } from './output.ts';
import { duration } from './words.ts';

interface Lifecycle {
  readonly mode?: HealthSummary['mode'];
  readonly config?: ConfigHealth;
}

const CONFIG_TONES: Readonly<Record<ConfigHealth['state'], Tone>> = {
  current: 'good',
  pending: 'warn',
  refused: 'warn',
  restored: 'warn',
  invalid: 'bad',
  lastGood: 'bad',
};

const CONFIG_WORDS: Readonly<Record<ConfigHealth['state'], string>> = {
  current: 'as in the file',
  pending: 'a change waits',
  refused: 'a change is not in effect',
  restored: 'a change was taken back',
  invalid: 'the file is broken, and what runs is older',
  lastGood: 'the file is broken, and the last good copy runs',
};

export const isSafe = ({ mode }: Lifecycle): boolean => mode === 'safe';

/** Rows of a report for what is not as usual: safe mode with the way out, and a config that is not the file's. */
export function lifecycleRows(
  facts: Lifecycle,
  context: { readonly now: number; readonly command: string; readonly out: Output; readonly colon?: true },
): readonly (readonly [string, string])[] {
  const { now, command, out } = context;
  const named = (name: string): string => (context.colon === true ? `${name}:` : name);
  const { config } = facts;
  const safe = `${out.tone('bad', 'safe')} - the channels are parked; to leave: ${command} gateway resume channels`;
  return [
    ...(isSafe(facts) ? [[named('Mode'), safe] as const] : []),
    ...(config === undefined || config.state === 'current'
      ? []
      : [[named('Running config'), configText(config, now, out)] as const]),
  ];
}

function configText({ state, reason, since }: ConfigHealth, now: number, out: Output): string {
  const why = reason === null ? '' : ` - ${reason}`;
  return `${out.tone(CONFIG_TONES[state], CONFIG_WORDS[state])} (for ${duration(Math.max(0, now - since))})${why}`;
}
