import { disarmed, oneWordLine } from './disarm.ts';

/** Said in a group without calling for an answer. */
export interface PendingRemark {
  /** As shown, e.g. `Ann (+4917…)`. */
  readonly sender: string;
  readonly text: string;
}

export const HISTORY_MARKER = '[Chat messages since your last reply - for context]';
export const CURRENT_MARKER = '[Current message - respond to this]';

/** One remark must not crowd out the question. */
const LONGEST_REMARK = 4_000;

/**
 * What the agent is given in a group: the newest `limit` remarks, oldest first, and then the message to answer. Without
 * remarks the message alone.
 */
export function withPendingHistory(
  remarks: readonly PendingRemark[],
  message: string,
  options: { readonly limit: number },
): string {
  const kept = options.limit > 0 ? remarks.slice(-Math.floor(options.limit)) : [];
  if (kept.length === 0) return message;
  return [HISTORY_MARKER, ...kept.map(lineOf), '', CURRENT_MARKER, message].join('\n');
}

/** The message to answer, without what was said before it. */
export function withoutPendingHistory(text: string): string {
  if (!text.startsWith(`${HISTORY_MARKER}\n`)) return text;
  const seam = `\n${CURRENT_MARKER}\n`;
  const at = text.indexOf(seam);
  return at < 0 ? text : text.slice(at + seam.length);
}

/** A remark must not be able to pose as the message to answer, nor one of its lines as what somebody else said. */
function lineOf({ sender, text }: PendingRemark): string {
  const said = text.length <= LONGEST_REMARK ? text : `${text.slice(0, LONGEST_REMARK).toWellFormed()}…`;
  return `${oneWordLine(sender)}: ${disarmed(said).replaceAll(/\r\n?|[\n\u2028\u2029]/gu, '\n  ')}`;
}
