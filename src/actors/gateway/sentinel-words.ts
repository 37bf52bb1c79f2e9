import type { ConfigFacts } from '../../api/lifecycle-facts.ts';
import type { ReloadReport } from '../../protocol/generated/types.ts';
import type { SentinelPayload } from './sentinel-file.ts';

/** What the boot that tells of a restart knows of itself. */
export interface BootFacts {
  /** How the configuration that runs stands to the file. */
  readonly config: ConfigFacts;
  /** From the closing of the door to its opening, where that is known. */
  readonly downMs?: number;
  /** Why the channels are parked. */
  readonly safe?: string;
}

const MOST_CHANGES = 5;

/** Without its full stop, for a sentence that goes on. */
const clause = (text: string): string => text.trim().replace(/[.\s]+$/u, '');

function lasted(ms: number): string {
  const seconds = Math.max(0, ms) / 1_000;
  if (seconds < 10) return `${(Math.round(seconds * 10) / 10).toString()} s`;
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

const withReason = (words: string, reason: string | null | undefined): string =>
  reason == null || reason.trim() === '' ? `${words}.` : `${words}: ${clause(reason)}.`;

/** The config runs that was there before, or at least not the one that was asked for. */
const isPutBack = ({ state }: ConfigFacts): boolean =>
  state === 'lastGood' || state === 'restored' || state === 'invalid' || state === 'refused';

function firstLine(payload: SentinelPayload, boot: BootFacts): string {
  const { kind, status, message, stats } = payload;
  const reason = stats?.reason;
  if (status === 'error') return withReason('The restart failed', reason ?? message);
  if (status === 'skipped') return withReason('Nothing was restarted', reason ?? message);
  if (kind === 'config-apply' && isPutBack(boot.config))
    return withReason('The new configuration was put back', boot.config.reason);
  const down = boot.downMs ?? stats?.durationMs;
  const time = down === undefined ? '' : ` Down for ${lasted(down)}.`;
  const done = {
    'config-apply': 'Restarted with the new configuration',
    update: 'Updated',
    restart: 'Restarted',
  };
  return `${withReason(done[kind], reason)}${time}`;
}

/** One plain line, then what else there is to know. */
export function restartText(payload: SentinelPayload, boot: BootFacts): string {
  const { kind, message, doctorHint, status } = payload;
  const said = firstLine(payload, boot);
  // The line has it already where there was nothing else to say.
  const isNew = message != null && !(status !== 'ok' && said.includes(clause(message)));
  return [
    said,
    ...(isNew ? [message] : []),
    ...(kind !== 'config-apply' && isPutBack(boot.config)
      ? [withReason('The configuration that runs is not the one of the file', boot.config.reason)]
      : []),
    ...(boot.safe === undefined ? [] : [withReason('The channels are parked, in safe mode', boot.safe)]),
    ...(doctorHint == null ? [] : [doctorHint]),
  ]
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** What a session is told of a change that needed no restart; `undefined` when the boot after the restart tells it. */
export function reloadText({ result, reason, changes }: ReloadReport, note?: string): string | undefined {
  if (result === 'restarting') return undefined;
  const keys = changes.slice(0, MOST_CHANGES).join(', ');
  const more = changes.length > MOST_CHANGES ? ` and ${changes.length - MOST_CHANGES} more` : '';
  const words = {
    nothing: 'The configuration is saved; it changes nothing in the running gateway.',
    applied: `The new configuration is in effect, without a restart${keys === '' ? '' : ` (${keys}${more})`}.`,
    deferred: withReason('The new configuration is saved and waits', reason),
    refused: withReason('The new configuration is saved and not in effect', reason),
    invalid: withReason('The new configuration cannot be used, and what ran before goes on', reason),
    restored: withReason('The new configuration was put back', reason),
  }[result];
  return note === undefined || note.trim() === '' ? words : `${words}\n${note.trim()}`;
}
