import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const PARAGRAPH = 'The quick brown fox jumps over the lazy dog, again and again, until the evening comes. '
  .repeat(8)
  .trim();

/** More than two of the longest messages hold. */
export const LONG = Array.from({ length: 13 }, (_, index) => `Part ${index + 1}. ${PARAGRAPH}`).join('\n\n');

/** What is long enough to be sent while the rest is still written. */
export const PARTS = [1, 2, 3].map(
  (number) => `Paragraph ${number} is long enough to stand alone in the chat.`,
);

/** A text without its blanks: what must survive being cut. */
export const inkOf = (text: string): string => text.replaceAll(/\s/g, '');

/** The bytes of the first attachment of this type that the agent was told of. */
export function attachedTo(question: string, type: string): Buffer {
  const file = new RegExp(`\\[media attached: (\\S+) \\(${type}[^)]*\\)\\]`).exec(question)?.[1];
  assert.ok(file !== undefined, question);
  return readFileSync(file);
}
