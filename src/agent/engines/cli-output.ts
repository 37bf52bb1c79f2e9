import type { Usage } from '../engine.ts';

/** What one answer, or one line of it, says. */
export interface CliAnswer {
  readonly text: string;
  readonly sessionId?: string;
  readonly usage?: Usage;
  /** The CLI reports a failure in its output, whatever its exit code says. */
  readonly isError: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const MAX_DEPTH = 6;

/** The whole output of a `json` backend. Output that is no JSON is the answer itself. */
export function parseJsonAnswer(stdout: string, sessionIdFields: readonly string[]): CliAnswer {
  const trimmed = stdout.trim();
  const value = tryParse(trimmed);
  if (value === undefined) return { text: trimmed, isError: false };
  const answer: Json = Array.isArray(value) ? lastRecord(value) : isRecord(value) ? value : {};
  return withDetails(
    answer,
    sessionIdFields,
    textIn(answer === value || Array.isArray(value) ? answer : value),
  );
}

/**
 * One line of a `jsonl` backend, already trimmed. `undefined` for lines that are no JSON object.
 * The text is that of `item` (when it is a message), of an assistant `message`, or none.
 */
export function parseJsonLine(line: string, sessionIdFields: readonly string[]): CliAnswer | undefined {
  const value = tryParse(line);
  return isRecord(value) ? withDetails(value, [...sessionIdFields, 'thread_id'], lineText(value)) : undefined;
}

/** The closing text of a `result` line; used only when no message line came before it. */
export function resultText(line: string): string {
  const value = tryParse(line);
  return isRecord(value) && value['type'] === 'result' ? textIn(value['result']) : '';
}

function lineText(value: Json): string {
  const item = value['item'];
  if (isRecord(item)) {
    const type = typeof item['type'] === 'string' ? item['type'] : 'message';
    return type.includes('message') && typeof item['text'] === 'string' ? item['text'] : '';
  }
  return value['type'] === 'assistant' ? textIn(value['message']) : '';
}

function withDetails(value: Json, fields: readonly string[], text: string): CliAnswer {
  const sessionId = fields
    .map((field) => value[field])
    .find((entry) => typeof entry === 'string' && entry !== '');
  const usage = usageIn(value['usage']);
  const isError = saysError(value);
  return {
    text: isError && text === '' ? errorText(value) : text,
    isError,
    ...(typeof sessionId === 'string' ? { sessionId } : {}),
    ...(usage === undefined ? {} : { usage }),
  };
}

function saysError(value: Json): boolean {
  if (value['is_error'] === true || value['isError'] === true) return true;
  const type = value['type'];
  return type === 'error' || type === 'turn.failed';
}

function errorText(value: Json): string {
  const error = value['error'];
  if (typeof error === 'string') return error;
  if (isRecord(error) && typeof error['message'] === 'string') return error['message'];
  return typeof value['message'] === 'string' ? value['message'] : '';
}

/** Strings, arrays of parts, and objects nested under `message`, `content`, `result` or `text`. */
function textIn(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (depth > MAX_DEPTH) return '';
  if (Array.isArray(value)) {
    return value
      .map((part) => textIn(part, depth + 1))
      .filter((text) => text !== '')
      .join('');
  }
  if (!isRecord(value)) return '';
  for (const field of ['text', 'message', 'content', 'result', 'response', 'output']) {
    const text = textIn(value[field], depth + 1);
    if (text !== '') return text;
  }
  return '';
}

function usageIn(value: unknown): Usage | undefined {
  if (!isRecord(value)) return undefined;
  const count = (...names: string[]): number | undefined =>
    names
      .map((name) => value[name])
      .find((entry): entry is number => typeof entry === 'number' && entry >= 0);
  const input = count('input_tokens', 'inputTokens');
  const output = count('output_tokens', 'outputTokens');
  if (input === undefined && output === undefined) return undefined;
  const cacheRead = count('cache_read_input_tokens', 'cached_input_tokens', 'cacheRead') ?? 0;
  const cacheWrite = count('cache_creation_input_tokens', 'cache_write_input_tokens', 'cacheWrite') ?? 0;
  const total = count('total_tokens', 'total') ?? (input ?? 0) + (output ?? 0);
  return { input: input ?? 0, output: output ?? 0, cacheRead, cacheWrite, total };
}

function tryParse(text: string): unknown {
  if (!/^[[{]/u.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON after all: the caller treats the text as the answer itself.
    return undefined;
  }
}

/** Some CLIs print their event list as one array; the last object is the result. */
const lastRecord = (values: readonly unknown[]): Json => values.findLast(isRecord) ?? {};

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
