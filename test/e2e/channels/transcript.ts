import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** What was said in all chats, in order, one line each: `#4 → Ann: text (quotes #3)`. */
export interface Transcript {
  /** A message of its own, with a number by which later lines name it. */
  said(id: string, line: string): void;
  /** Something done to a message. */
  noted(line: string): void;
  /** `#4`, or `#?` for a message nobody saw. */
  numberOf(id: string): string;
  /** Replaces what differs from run to run, from now on and before. */
  normalise(text: string, by: string): void;
  lines(): readonly string[];
}

const LONGEST = 400;

/** One line; of a long text the beginning, the end and the length. */
export function onOneLine(text: string): string {
  const line = text.replaceAll('\n', ' ⏎ ');
  if (line.length <= LONGEST) return line;
  return `${line.slice(0, 80)} … ${line.slice(-40)} (${text.length} characters)`;
}

export function createTranscript(): Transcript {
  const lines: string[] = [];
  const numbers = new Map<string, number>();
  const replaced = new Map([[hostname(), '<host>']]);
  const numberOf = (id: string): string => `#${numbers.get(id) ?? '?'}`;
  const clean = (line: string): string => {
    let text = line;
    for (const [from, to] of replaced) text = text.replaceAll(from, to);
    return text;
  };
  return {
    said(id, line) {
      if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
      lines.push(`${numberOf(id)} ${line}`);
    },
    noted: (line) => void lines.push(`   ${line}`),
    numberOf,
    normalise: (text, by) => void replaced.set(text, by),
    lines: () => lines.map(clean),
  };
}

/** Compares with the file; `UPDATE_TRANSCRIPTS=1` writes it instead. */
export function assertTranscript(file: URL, transcript: Transcript): void {
  const text = `${transcript.lines().join('\n')}\n`;
  if (process.env['UPDATE_TRANSCRIPTS'] === '1') writeFileSync(file, text);
  assert.ok(existsSync(file), `${file.pathname} is missing; write it with UPDATE_TRANSCRIPTS=1`);
  assert.equal(text, readFileSync(file, 'utf8'));
}
