/** What an agent answers when nothing needs to be said; the system prompt teaches it. */
export const SILENT_TOKEN = 'NO_REPLY';

const LEADING = new RegExp(`^\\s*${SILENT_TOKEN}(?![A-Za-z0-9_])`, 'u');
const TRAILING = new RegExp(`(?<![A-Za-z0-9_])${SILENT_TOKEN}[^A-Za-z0-9_]*$`, 'u');

/** True for an answer nobody is to see: the token alone, or at its very beginning or end. */
export const isSilentReply = (text: string): boolean =>
  LEADING.test(text) || (text.includes(SILENT_TOKEN) && TRAILING.test(text));

/** True while an answer that is still being written may yet turn out to be silent from its beginning. */
export function mayBeSilent(text: string): boolean {
  const begun = text.trimStart();
  return SILENT_TOKEN.startsWith(begun) || LEADING.test(begun);
}
