import type { Reader } from '../../store/store.ts';
import type { RunMessage } from '../../store/transcripts.ts';
import { settledMessages } from '../../store/transcripts.ts';
import type { TranscriptMessage } from '../messages.ts';

export interface HistoryBounds {
  readonly maxMessages: number;
  /** Characters of JSON, all messages together. */
  readonly maxChars: number;
  /** The run being prepared: its own question is not history yet. */
  readonly excludeRunId?: string;
}

/** Questions asked while a run was busy come before its answer in time; for a model each answer must follow its question. */
function byRun(rows: readonly RunMessage[]): TranscriptMessage[] {
  const groups = new Map<string | RunMessage, RunMessage[]>();
  for (const row of rows) {
    const group = row.runId ?? row;
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [row]);
    else known.push(row);
  }
  return [...groups.values()].flat().map(({ message }) => message as TranscriptMessage);
}

/** Drops from the front while the rest is too long, `size` being the length of one message's JSON. */
export function newestWithin<T>(messages: readonly T[], limit: number, size: (json: string) => number): T[] {
  let total = 2;
  let start = messages.length;
  while (start > 0) {
    const json = JSON.stringify(messages[start - 1]);
    total += size(json) + 1;
    if (total - 1 > limit) break;
    start -= 1;
  }
  return messages.slice(start);
}

/** What a model is shown of a conversation: whole turns only, beginning with a question. */
export function modelHistory(db: Reader, sessionId: string, bounds: HistoryBounds): TranscriptMessage[] {
  const rows = settledMessages(db, sessionId, bounds.maxMessages, bounds.excludeRunId);
  const kept = newestWithin(byRun(rows), bounds.maxChars, (json) => json.length);
  const first = kept.findIndex((message) => message.role === 'user');
  return first === -1 ? [] : kept.slice(first);
}
