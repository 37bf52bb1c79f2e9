import type { QueueDrop, QueueSettings } from '../../agent/commands/outcome.ts';
import { RUN_BOUNDS } from './bounds.ts';

/** What happens to a message that finds its session busy. Steering needs an engine that listens; none does, so it waits. */
export type EffectiveMode = 'followup' | 'collect' | 'interrupt';

export interface QueueRule {
  readonly mode: EffectiveMode;
  /** Quiet time before collected messages are answered, in milliseconds. */
  readonly debounceMs: number;
  readonly cap: number;
  readonly drop: QueueDrop;
}

const MODES: ReadonlyMap<string, EffectiveMode> = new Map([
  ['collect', 'collect'],
  ['interrupt', 'interrupt'],
  ['followup', 'followup'],
  ['steer', 'followup'],
  ['steer-backlog', 'followup'],
  ['steer+backlog', 'followup'],
  ['queue', 'followup'],
]);

const DROPS: ReadonlyMap<string, QueueDrop> = new Map([
  ['summarize', 'summarize'],
  ['old', 'old'],
  ['new', 'new'],
]);

/** `agent` callers each wait for their own answer: strictly one after the other, nothing dropped. */
export const AGENT_QUEUE: QueueRule = {
  mode: 'followup',
  debounceMs: 0,
  cap: RUN_BOUNDS.maxWaitingPerSession,
  drop: 'new',
};

/** The first source that names a field wins; unknown words count as unset. */
export function queueRule(...sources: readonly (Loose | undefined)[]): QueueRule {
  const mode = firstOf(sources, (source) => MODES.get(source.queueMode?.toLowerCase() ?? ''));
  const drop = firstOf(sources, (source) => DROPS.get(source.queueDrop?.toLowerCase() ?? ''));
  const cap = firstOf(sources, (source) => source.queueCap) ?? 20;
  const debounceMs = firstOf(sources, (source) => source.queueDebounceMs) ?? 1000;
  return {
    mode: mode ?? 'collect',
    drop: drop ?? 'summarize',
    cap: Math.min(Math.max(1, cap), RUN_BOUNDS.maxWaitingPerSession),
    debounceMs: Math.min(Math.max(0, debounceMs), 60_000),
  };
}

type Loose = {
  readonly [K in keyof QueueSettings]?:
    | QueueSettings[K]
    | (K extends 'queueMode' | 'queueDrop' ? string : number)
    | undefined;
};

function firstOf<T>(
  sources: readonly (Loose | undefined)[],
  pick: (source: Loose) => T | undefined,
): T | undefined {
  for (const source of sources) {
    const value = source && pick(source);
    if (value !== undefined) return value;
  }
  return undefined;
}

export type Arrival = 'wait' | 'interrupt' | 'dropOldest' | 'refuse';

/** What a newcomer does to the runs before it. */
export function arrival(rule: QueueRule, waiting: number, busy: boolean): Arrival {
  if (!busy && waiting === 0) return 'wait';
  if (rule.mode === 'interrupt') return 'interrupt';
  if (waiting < rule.cap) return 'wait';
  return rule.drop === 'new' ? 'refuse' : 'dropOldest';
}

const DROPPED_CHARS = 160;

/** A dropped message as one line of the next prompt. */
export const shorten = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= DROPPED_CHARS ? line : `${line.slice(0, DROPPED_CHARS - 1)}…`;
};

/** One prompt for everything that waited; a single message without losses stays as it was written. */
export function collectPrompt(messages: readonly string[], dropped: readonly string[]): string {
  const [only] = messages;
  if (messages.length === 1 && only !== undefined && dropped.length === 0) return only;
  const losses =
    dropped.length === 0
      ? []
      : [
          `Dropped because too many were waiting (${dropped.length}):\n${dropped.map((line) => `- ${line}`).join('\n')}`,
        ];
  const blocks = messages.map((message, index) => `---\nQueued #${index + 1}\n${message}`);
  return ['[Queued messages while agent was busy]', ...losses, ...blocks].join('\n\n');
}
