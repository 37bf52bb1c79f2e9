import type { Candidate } from '../../agent/candidate.ts';
import type { Usage } from '../../agent/engine.ts';
import type { ContentPart, TranscriptMessage } from '../../agent/messages.ts';
import type { Clock } from '../../platform/clock.ts';
import { RUN_BOUNDS } from './bounds.ts';

const TEXT_CUT = '\n\n[The answer was cut here: it reached the length limit of one run.]';

export interface ScribeOptions {
  readonly clock: Clock;
  /** Which model is speaking now. */
  speaker(): Candidate | undefined;
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
  /** The messages completed since the last call; the open answer stays open. */
  take(): readonly TranscriptMessage[];
  /** Closes the open answer and returns everything not yet taken. */
  finish(stopReason: string): readonly TranscriptMessage[];
  /** Answer texts so far, one per stretch between tool calls. */
  segments(): readonly string[];
  totals(): Usage | undefined;
  /** The length limit was reached; nothing more is taken in. */
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
  let chars = 0;
  let total: Usage | undefined;

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
      ...(total ? { usage: { ...total } } : {}),
    });
  }

  const room = (): number => Math.max(0, maxChars - chars);

  return {
    text(delta) {
      const left = room();
      if (left === 0) return '';
      const shown = delta.length <= left ? delta : wholeCharacters(delta, left) + TEXT_CUT;
      chars += delta.length;
      said += shown;
      return shown;
    },
    thinking(delta) {
      thought += wholeCharacters(delta, Math.max(0, maxChars - thought.length));
    },
    toolCall(id, name, args) {
      calls = [...calls, { type: 'toolCall', id, name, arguments: bounded(args) }];
    },
    toolResult(id, name, result, isError) {
      closeAnswer('toolUse');
      done.push({
        role: 'toolResult',
        toolCallId: id,
        toolName: name,
        isError,
        content: [{ type: 'text', text: boundedText(result) }],
        timestamp: clock.now(),
      });
    },
    usage(usage) {
      total = total === undefined ? usage : addUsage(total, usage);
    },
    take: () => done.splice(0),
    finish(stopReason) {
      closeAnswer(stopReason);
      return done.splice(0);
    },
    segments: () => (said.trim() === '' ? [...closedSegments] : [...closedSegments, said.trim()]),
    totals: () => total,
    full: () => room() === 0,
  };
}

const addUsage = (a: Usage, b: Usage): Usage => ({
  input: a.input + b.input,
  output: a.output + b.output,
  cacheRead: a.cacheRead + b.cacheRead,
  cacheWrite: a.cacheWrite + b.cacheWrite,
  total: a.total + b.total,
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
