import type { SessionPreview, SessionsPreviewParams } from '../../protocol/generated/types.ts';
import type { Reader } from '../../store/store.ts';
import { lastMessages } from '../../store/transcripts.ts';
import type { TranscriptMessage } from '../messages.ts';
import { textOf } from '../messages.ts';
import { clip, displayed } from './readable.ts';

type Item = SessionPreview['items'][number];

export const PREVIEW_LIMITS = {
  keys: 64,
  items: 12,
  maxItems: 50,
  chars: 240,
  minChars: 20,
  maxChars: 2_000,
} as const;

/** A role as clients are shown it. */
export const SHOWN_ROLES: Readonly<Record<string, Item['role']>> = {
  user: 'user',
  assistant: 'assistant',
  toolResult: 'tool',
  system: 'system',
};

const calls = (message: TranscriptMessage): string => {
  if (typeof message.content === 'string') return '';
  const names = message.content.filter((part) => part.type === 'toolCall').map((part) => part.name);
  return names.length === 0 ? '' : `call ${names.join(', ')}`;
};

function item(message: TranscriptMessage, maxChars: number): Item | undefined {
  const said = textOf(displayed(message).content).trim();
  if (said !== '') return { role: SHOWN_ROLES[message.role] ?? 'other', text: clip(said, maxChars) };
  const called = calls(message);
  return called === '' ? undefined : { role: 'tool', text: clip(called, maxChars) };
}

const bounded = (value: number | undefined, fallback: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value ?? fallback));

/** The last few things said in one session. */
export function previewItems(
  db: Reader,
  sessionId: string,
  params: Pick<SessionsPreviewParams, 'limit' | 'maxChars'>,
): Item[] {
  const limit = bounded(params.limit, PREVIEW_LIMITS.items, 1, PREVIEW_LIMITS.maxItems);
  const maxChars = bounded(
    params.maxChars,
    PREVIEW_LIMITS.chars,
    PREVIEW_LIMITS.minChars,
    PREVIEW_LIMITS.maxChars,
  );
  const messages = lastMessages(db, sessionId, limit) as TranscriptMessage[];
  return messages.flatMap((message) => item(message, maxChars) ?? []);
}
