/** The lines we add for the agent, by how they begin. */
const OWN_MARKS =
  /^([^\S\n]*)\[(?=message_id:|media attached:|media not available:|Forwarded from |Replying to |\/Replying\]|Chat messages since your last reply|Current message - |(?:WhatsApp|Telegram) [^\]\n]*\d{4}-\d{2}-\d{2} \d{2}:\d{2})/gimu;

/** What somebody wrote, so that none of its lines can pass for one of ours: `[` becomes `(` where it would. */
export const disarmed = (text: string): string => text.replaceAll(OWN_MARKS, '$1(');

const LONGEST_NAME = 200;

/** A name on one line, at most 200 characters: brackets, line breaks and invisible characters would end the mark it stands in, or forge one. */
export const oneWordLine = (text: string): string =>
  text
    .replaceAll(/[\s\p{Cc}\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu, ' ')
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .trim()
    .slice(0, LONGEST_NAME)
    .toWellFormed();

/** The words of somebody else: an invisible word joiner before a slash keeps it from being a command of ours. */
export const withoutCommands = (text: string): string =>
  text.replaceAll(/(?<=^|\s)\/(?=[a-z])/giu, '\u2060/');
