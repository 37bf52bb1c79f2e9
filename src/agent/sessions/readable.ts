import type { TranscriptMessage } from '../messages.ts';
import { textOf } from '../messages.ts';

/**
 * `[WhatsApp Ann +5m 2026-01-28 12:00 UTC] ` or `[Wed 2026-01-28 12:00 UTC] `: who and when, put there for the model. A
 * bracket that begins with the date itself was typed by a person.
 */
const ENVELOPE = /^\[[A-Za-z][^\]\n]*\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}[^\]\n]*\]\s*/u;
const MESSAGE_ID_LINE = /^\[message_id: [^\]\n]*\]\s*$/gmu;

/** What the person wrote, without the lines added for the model. */
export const withoutEnvelope = (text: string): string =>
  ENVELOPE.test(text) || text.includes('[message_id: ')
    ? text.replace(ENVELOPE, '').replace(MESSAGE_ID_LINE, '').trimEnd()
    : text;

/** A message as clients show it: user messages lose their envelope, all else is passed on. */
export function displayed(message: TranscriptMessage): TranscriptMessage {
  if (message.role !== 'user') return message;
  const { content } = message;
  if (typeof content === 'string') return { ...message, content: withoutEnvelope(content) };
  return {
    ...message,
    content: content.map((part) =>
      part.type === 'text' ? { ...part, text: withoutEnvelope(part.text) } : part,
    ),
  };
}

/** One line of readable text. */
export const oneLine = (message: TranscriptMessage): string =>
  textOf(displayed(message).content).replace(/\s+/gu, ' ').trim();

/** At most `limit` characters, never half of a surrogate pair. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  return `${/[\uD800-\uDBFF]$/u.test(cut) ? cut.slice(0, -1) : cut}…`;
}
