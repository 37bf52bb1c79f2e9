import { createCivilTime } from '../../platform/civil-time.ts';
import { oneWordLine } from './disarm.ts';
import { withoutPendingHistory } from './pending-history.ts';

export interface EnvelopeSender {
  /** E.164, user id or LID. */
  readonly id: string;
  readonly name?: string;
}

export interface EnvelopeOptions {
  readonly timestamp?: 'on' | 'off';
  readonly elapsed?: 'on' | 'off';
}

export interface Envelope {
  /** E.g. `WhatsApp`. */
  readonly channelLabel: string;
  /** The person, or the group. */
  readonly from: string;
  /** Epoch ms. */
  readonly sentAt: number;
  /** Epoch ms of the message before it in this conversation. */
  readonly previousAt?: number;
  /** IANA name, where one the runtime does not know counts as UTC; or how times are written. */
  readonly timeZone: string | ((atMs: number) => string);
  readonly body: string;
  /** In groups: who of them wrote it. */
  readonly sender?: EnvelopeSender;
  /** Adds a line by which the agent can quote the message. */
  readonly messageId?: string;
  readonly options?: EnvelopeOptions;
}

/** `[WhatsApp Ann +5m 2026-01-28 12:00 UTC] hello`: what the agent is given. Both options are on by default. */
export function formatEnvelope(envelope: Envelope): string {
  const { options = {}, sentAt, previousAt, sender, messageId } = envelope;
  const head = [oneWordLine(envelope.channelLabel), oneWordLine(envelope.from)];
  if (options.elapsed !== 'off' && previousAt !== undefined && sentAt >= previousAt) {
    head.push(`+${formatElapsed(sentAt - previousAt)}`);
  }
  if (options.timestamp !== 'off') head.push(timeOf(envelope));
  const said = sender === undefined ? envelope.body : `${formatSender(sender)}: ${envelope.body}`;
  const hint = messageId === undefined ? '' : `\n[message_id: ${oneWordLine(messageId)}]`;
  return `[${head.filter((part) => part !== '').join(' ')}] ${said}${hint}`;
}

/** `Ann (+4917…)`, or the id alone. */
export function formatSender({ id, name }: EnvelopeSender): string {
  const shown = oneWordLine(name ?? '');
  return shown === '' || shown === id ? oneWordLine(id) : `${shown} (${oneWordLine(id)})`;
}

const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
];

function formatElapsed(ms: number): string {
  const [unit, size] = UNITS.find(([, length]) => ms >= length) ?? ['s', 1_000];
  return `${Math.floor(ms / size)}${unit}`;
}

const timeOf = ({ sentAt, timeZone }: Envelope): string =>
  typeof timeZone === 'string' ? formatTime(sentAt, timeZone) : timeZone(sentAt);

/** `2026-01-28 12:00 UTC`. */
export const formatTime = (atMs: number, timeZone: string): string => createTimeFormat(timeZone)(atMs);

/** As `formatTime`, for many times of one zone: loading the zone costs more than what is formatted with it. */
export function createTimeFormat(timeZone: string): (atMs: number) => string {
  const civil = createCivilTime(timeZone);
  return (atMs) => {
    const { date, time, zone } = civil(atMs);
    return `${date} ${time} ${zone}`;
  };
}

/**
 * The time zone of envelopes.
 *
 * @param setting `utc`, `user`, an IANA name, or `local`, the default
 * @param userTimeZone the person's own, where it is known
 */
export function envelopeTimeZone(setting: string | undefined, userTimeZone: string | undefined): string {
  const local = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const asked = setting?.trim() ?? 'local';
  if (asked === '' || asked.toLowerCase() === 'local') return local;
  if (asked.toLowerCase() === 'user') return userTimeZone ?? local;
  return asked.toLowerCase() === 'utc' ? 'UTC' : asked;
}

/** Kept equal to what clients strip when they show a transcript; a test compares them. */
const ENVELOPE = /^\[[A-Za-z][^\]\n]*\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}[^\]\n]*\]\s*/u;
const MESSAGE_ID_LINE = /^\[message_id: [^\]\n]*\]\s*$/gmu;

/** What was said, without the lines added for the agent. An envelope without its time cannot be told from a person's brackets and stays. */
export function stripEnvelope(text: string): string {
  const message = withoutPendingHistory(text);
  if (!ENVELOPE.test(message) && !message.includes('[message_id: ')) return message;
  return message.replace(ENVELOPE, '').replace(MESSAGE_ID_LINE, '').trimEnd();
}
