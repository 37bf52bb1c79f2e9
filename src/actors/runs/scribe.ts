import type { Candidate } from '../../agent/candidate.ts';
import type { Usage } from '../../agent/engine.ts';
import type { ContentPart, TranscriptMessage } from '../../agent/messages.ts';
import type { Clock } from '../../platform/clock.ts';
import { RUN_BOUNDS } from './bounds.ts';

const TEXT_CUT = '\n\n[The answer was cut here: it reached the length limit of one run.]';

export interface ScribeOptions {
  readonly clock: Clock;
  /** Which model is speaking now. */
  readonly speaker: () => Candidate | undefined;
  readonly maxTextChars?: number;
}

/** Turns what an engine says into transcript messages, within bounds. */
export interface Scribe {
  /** Returns what may be shown of `delta`: all of it, less at the length limit, nothing beyond. */
  text(delta: string): string;
  thinking(delta: string): void;
  toolCall(id: string, name: string, args: unknown): void;
  toolResult(id: string, name: string, result: unknown, isError: boolean): void;
  usage(usage: Usage): void;
  /** The messages completed since the last call; none while a tool call waits for its result. */
  take(): readonly TranscriptMessage[];
  /** Closes the open answer, and calls that got no result, and returns everything not yet taken. */
  finish(stopReason: string): readonly TranscriptMessage[];
  /** Answer texts so far, one per stretch between tool calls. */
  segments(): readonly string[];
  totals(): Usage | undefined;
  /** Tokens the last call of the model had in its context, answer included; `undefined` when nobody counted. */
  context(): number | undefined;
  /** Text was cut at the length limit; nothing more is taken in. */
  full(): boolean;
}

export function createScribe(options: ScribeOptions): Scribe {
  const { clock, speaker } = options;
  const maxChars = options.maxTextChars ?? RUN_BOUNDS.maxTextChars;
  const done: TranscriptMessage[] = [];
  const closedSegments: string[] = [];
  let said = '';
  let thought = '';
  let calls: ContentPart[] = [];
  /** Calls without a result: models refuse a history that has one. */
  const unanswered = new Map<string, string>();
  let chars = 0;
  let total: Usage | undefined;
  let context: number | undefined;
  /** Reported since the last closed message. */
  let recent: Usage | undefined;

  function closeAnswer(stopReason: string): void {
    const text = said.trim();
    const content: ContentPart[] = [
      ...(thought === '' ? [] : [{ type: 'thinking', thinking: thought } as const]),
      ...(text === '' ? [] : [{ type: 'text', text } as const]),
      ...calls,
    ];
    if (text !== '') closedSegments.push(text);
    said = '';
    thought = '';
    calls = [];
    if (content.length === 0) return;
    const model = speaker();
    done.push({
      role: 'assistant',
      content,
      timestamp: clock.now(),
      stopReason,
      ...(model ? { provider: model.provider, model: model.model } : {}),
      ...(recent ? { usage: { ...recent } } : {}),
    });
    recent = undefined;
  }

  function addResult(id: string, name: string, text: string, isError: boolean): void {
    closeAnswer('toolUse');
    unanswered.delete(id);
    done.push({
      role: 'toolResult',
      toolCallId: id,
      toolName: name,
      isError,
      content: [{ type: 'text', text }],
      timestamp: clock.now(),
    });
  }

  return {
    text(delta) {
      if (chars > maxChars) return '';
      const left = maxChars - chars;
      const shown = delta.length <= left ? delta : wholeCharacters(delta, left) + TEXT_CUT;
      chars += delta.length;
      said += shown;
      return shown;
    },
    thinking(delta) {
      thought += wholeCharacters(delta, Math.max(0, maxChars - thought.length));
    },
    toolCall(id, name, args) {
      unanswered.set(id, name);
      calls = [...calls, { type: 'toolCall', id, name, arguments: bounded(args) }];
    },
    toolResult(id, name, result, isError) {
      addResult(id, name, boundedText(result), isError);
    },
    usage(usage) {
      total = addUsage(total, usage);
      recent = addUsage(recent, usage);
      if (usage.total > 0) context = usage.total;
    },
    take: () => (unanswered.size > 0 ? [] : done.splice(0)),
    finish(stopReason) {
      for (const [id, name] of unanswered) addResult(id, name, 'no result: the run ended first', true);
      closeAnswer(stopReason);
      return done.splice(0);
    },
    segments: () => (said.trim() === '' ? [...closedSegments] : [...closedSegments, said.trim()]),
    totals: () => total,
    context: () => context,
    full: () => chars > maxChars,
  };
}

const addUsage = (sum: Usage | undefined, more: Usage): Usage => ({
  input: (sum?.input ?? 0) + more.input,
  output: (sum?.output ?? 0) + more.output,
  cacheRead: (sum?.cacheRead ?? 0) + more.cacheRead,
  cacheWrite: (sum?.cacheWrite ?? 0) + more.cacheWrite,
  total: (sum?.total ?? 0) + more.total,
});

/** Cuts before a surrogate pair rather than through it. */
function wholeCharacters(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd8_00 && last <= 0xdb_ff ? length - 1 : length);
}

function boundedText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  if (text.length <= RUN_BOUNDS.maxToolChars) return text;
  return `${wholeCharacters(text, RUN_BOUNDS.maxToolChars)}\n[cut: ${text.length} characters in all]`;
}

function bounded(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text === undefined || text.length <= RUN_BOUNDS.maxToolChars ? value : { cut: boundedText(text) };
}
