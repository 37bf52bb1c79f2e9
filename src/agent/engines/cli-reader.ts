import type { Usage } from '../engine.ts';
import type { CliBackend } from './cli-backends.ts';
import { parseJsonAnswer, parseJsonLine, resultText, type CliAnswer } from './cli-output.ts';

export interface CliReaderOptions {
  readonly output: CliBackend['output'];
  readonly sessionIdFields: readonly string[];
  readonly maxBytes: number;
  /** Called while the program is still running, as far as its format allows. */
  onText(delta: string): void;
  /** Called once, when the program has written more than `maxBytes`. */
  onOverflow(): void;
}

export interface CliReader {
  readonly add: (chunk: string) => void;
  overflowed(): boolean;
  /** After the last chunk. `rest` is text that was not handed to `onText`. */
  finish(): { text: string; rest: string; isError: boolean; sessionId?: string; usage?: Usage };
}

/** Reads a CLI's standard output: text and JSON lines as they come, a JSON document at the end. */
export function createCliReader(options: CliReaderOptions): CliReader {
  const lines = createLineAnswers(options);
  const whole: string[] = [];
  let size = 0;
  let tooMuch = false;
  return {
    add(chunk) {
      if (tooMuch) return;
      size += chunk.length;
      if (size > options.maxBytes) {
        tooMuch = true;
        whole.length = 0;
        options.onOverflow();
        return;
      }
      if (options.output === 'jsonl') lines.add(chunk);
      else whole.push(chunk);
    },
    overflowed: () => tooMuch,
    finish() {
      if (options.output === 'jsonl') return lines.finish();
      const stdout = whole.join('');
      if (options.output === 'text') {
        const text = stdout.trim();
        return { text, rest: text, isError: false };
      }
      const answer = parseJsonAnswer(stdout, options.sessionIdFields);
      return { ...answer, rest: answer.text };
    },
  };
}

function createLineAnswers(options: CliReaderOptions) {
  let pending = '';
  let said = '';
  let closing = '';
  let plain = '';
  let error: string | undefined;
  let details: Pick<CliAnswer, 'sessionId' | 'usage'> = {};
  const take = (raw: string): void => {
    const line = raw.trim();
    if (line === '') return;
    const answer = parseJsonLine(line, options.sessionIdFields);
    if (!answer) {
      plain += plain === '' ? line : `\n${line}`;
      return;
    }
    const { sessionId = details.sessionId, usage = details.usage } = answer;
    details = {
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(usage === undefined ? {} : { usage }),
    };
    closing = resultText(line) || closing;
    if (answer.isError) {
      error = answer.text || closing;
      return;
    }
    if (answer.text === '') return;
    const delta = said === '' ? answer.text : `\n${answer.text}`;
    said += delta;
    options.onText(delta);
  };
  return {
    add(chunk: string): void {
      const parts = (pending + chunk).split('\n');
      pending = parts.pop() ?? '';
      for (const part of parts) take(part);
    },
    finish() {
      take(pending);
      pending = '';
      if (error !== undefined) return { text: error, rest: '', isError: true, ...details };
      // Without a single message the closing summary, or output that was no JSON at all, is the answer.
      const rest = said === '' ? closing || plain : '';
      return { text: said || rest, rest, isError: false, ...details };
    },
  };
}
