import type { Refusal } from './bot-api.ts';

/** How a part is sent; each change is made at most once. */
export interface Attempt {
  readonly chatId: string;
  readonly markup: 'html' | 'none';
  readonly thread: 'kept' | 'dropped';
  readonly reply: 'kept' | 'dropped';
  readonly files: 'as planned' | 'voice as audio' | 'photo as document';
}

export const firstAttempt = (chatId: string): Attempt => ({
  chatId,
  markup: 'html',
  thread: 'kept',
  reply: 'kept',
  files: 'as planned',
});

interface Fallback {
  readonly when: RegExp;
  readonly change: Partial<Attempt>;
}

/** Refusals after which nothing was sent, and what can be left out so that the rest still arrives. */
const FALLBACKS: readonly Fallback[] = [
  // Markup is counted after it was read: a text that grew by it fits as it was written.
  {
    when: /parse entities|find end of the entity|message is too long|caption is too long|text must be non-empty|message text is empty/i,
    change: { markup: 'none' },
  },
  { when: /message thread not found/i, change: { thread: 'dropped' } },
  {
    when: /message to be replied not found|replied message not found|message to reply not found/i,
    change: { reply: 'dropped' },
  },
  { when: /VOICE_MESSAGES_FORBIDDEN/i, change: { files: 'voice as audio' } },
  {
    when: /PHOTO_INVALID_DIMENSIONS|IMAGE_PROCESS_FAILED|PHOTO_EXT_INVALID/i,
    change: { files: 'photo as document' },
  },
];

/** The next attempt, undefined when the refusal is final. */
export function nextAttempt(attempt: Attempt, refusal: Refusal): Attempt | undefined {
  if (refusal.code !== 400 && refusal.code !== 403) return undefined;
  const change =
    refusal.migratedTo === undefined
      ? FALLBACKS.find(({ when }) => when.test(refusal.description))?.change
      : { chatId: String(refusal.migratedTo) };
  if (change === undefined) return undefined;
  const next = { ...attempt, ...change };
  const changed = Object.entries(next).some(([key, value]) => attempt[key as keyof Attempt] !== value);
  return changed ? next : undefined;
}
