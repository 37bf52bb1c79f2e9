import type { TranscriptMessage } from '../messages.ts';
import { textOf } from '../messages.ts';

/**
 * `[WhatsApp Ann +5m 2026-01-28 12:00 UTC] ` or `[Wed 2026-01-28 12:00 UTC] `: who and when, put there for the model. A
 * bracket that begins with the date itself was typed by a person.
 */
const ENVELOPE = /^\[[A-Za-z][^\]\n]*\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}[^\]\n]*\]\s*/u;
const MESSAGE_ID_LINE = /^\[message_id: [^\]\n]*\]\s*$/gmu;

/** Ends what others said in a group before the message. */
const CURRENT_MESSAGE = '\n[Current message - respond to this]\n';

/** What the person wrote, without the lines added for the model. */
export function withoutEnvelope(whole: string): string {
  const seam = whole.startsWith('[Chat messages since ') ? whole.indexOf(CURRENT_MESSAGE) : -1;
  const text = seam < 0 ? whole : whole.slice(seam + CURRENT_MESSAGE.length);
  return ENVELOPE.test(text) || text.includes('[message_id: ')
    ? text.replace(ENVELOPE, '').replace(MESSAGE_ID_LINE, '').trimEnd()
    : text;
}

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

const BEFORE_CHARS = 60;

/** The part of a text in which the first of the searched words stands, on one line. */
export function excerpt(text: string, query: string, limit: number): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const lower = line.toLowerCase();
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const found = Math.min(...words.map((word) => lower.indexOf(word)).filter((at) => at >= 0));
  const before = found - Math.min(BEFORE_CHARS, Math.floor(limit / 4));
  if (line.length <= limit || !(before > 0) || before === Infinity) return clip(line, limit);
  const blank = line.indexOf(' ', before);
  const start = blank >= 0 && blank < found ? blank + 1 : before;
  const isHalf = /^[\uDC00-\uDFFF]/u.test(line.slice(start, start + 1));
  return clip(`…${line.slice(isHalf ? start + 1 : start)}`, limit);
}

/** At most `limit` characters, never half of a surrogate pair. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  return `${/[\uD800-\uDBFF]$/u.test(cut) ? cut.slice(0, -1) : cut}…`;
}
