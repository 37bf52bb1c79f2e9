import { findChannelName } from '../../channels/names.ts';
import type { ChannelName } from '../../channels/names.ts';
import { invalidRequest, notLinked, unavailable } from '../../protocol/failure.ts';
import type { Failure } from '../../protocol/failure.ts';
import { accountKey } from './live-account.ts';
import type { LiveAccount, LiveAccounts } from './live-account.ts';
import { inOwnWords } from './own-words.ts';
import { noLinkTo } from './status.ts';

/** The networks `channels add` knows, and what it needs to know of each. */
const ADDABLE: ReadonlyMap<string, string> = new Map([
  ['telegram', ' --token <token>'],
  ['whatsapp', ''],
]);

/** Said in full by the message itself. */
const ONLY_UNLINKED = /(?:not linked|linked again)$/;

const DEFAULT_CHANNEL = 'whatsapp';

/** The network whose link is a scanned code; its absence has an error code of its own. */
const LINKED_BY_CODE = 'whatsapp';

export interface AccountPick {
  readonly channel?: string | undefined;
  readonly accountId?: string | undefined;
}

/** @throws Failure INVALID_REQUEST for a name that is no channel */
export function channelNamed(channel: string | undefined): ChannelName {
  const asked = channel?.trim() || DEFAULT_CHANNEL;
  const name = findChannelName(asked);
  if (name === undefined) throw invalidRequest(`unsupported channel: ${asked}`);
  return name;
}

/**
 * The account a caller means: the named one, else the channel's first.
 * @throws Failure INVALID_REQUEST (no such account) | NOT_LINKED | UNAVAILABLE (no such channel here)
 */
export function pickAccount(accounts: LiveAccounts, pick: AccountPick): LiveAccount {
  const name = channelNamed(pick.channel);
  const own = accounts.all().filter((live) => live.channel === name.id);
  const [first] = own;
  if (first === undefined) throw missingChannel(name, accounts);
  if (pick.accountId === undefined || pick.accountId.trim() === '') return first;
  const live = accounts.find(accountKey(name.id, pick.accountId.trim()));
  if (live !== undefined) return live;
  const known = own.map(({ accountId }) => accountId).join(', ');
  throw invalidRequest(`${name.label} has no account "${pick.accountId}"; there is: ${known}`);
}

function missingChannel(name: ChannelName, accounts: LiveAccounts): Failure {
  const { id, label } = name;
  const absent = accounts.absent(id);
  if (absent !== undefined) {
    const details = { channel: id, configured: true };
    return unavailable(`${label} is not available: ${absent}`, { details, retryable: false });
  }
  if (!ADDABLE.has(id)) {
    const details = { channel: id, configured: false };
    return unavailable(`${label} is not available: ${noLinkTo(label)}`, { details, retryable: false });
  }
  const fix = `add it with: ${accounts.command} channels add --channel ${id}${ADDABLE.get(id) ?? ''}`;
  const details = { channel: id, configured: false, fix };
  const why = `channels.${id} is not configured; ${fix}`;
  if (id === LINKED_BY_CODE) return notLinked(`${label} is not linked: ${why}`, details);
  return unavailable(`${label} is not available: ${why}`, { details, retryable: false });
}

/** Why nothing can be sent now, or `undefined`. `state` is that of the link, `command` reaches this gateway. */
export function refusalToSend(live: LiveAccount, state: string, command: string): Failure | undefined {
  const { readiness, channel, accountId } = live;
  const details = { channel, accountId, state };
  if (channel === LINKED_BY_CODE && live.account.summary()['linked'] !== true) {
    // Its session may be there and unusable: then linking is not always what helps.
    if (readiness.state === 'unconfigured' && !ONLY_UNLINKED.test(readiness.reason)) {
      const { reason, fix } = readiness;
      return notLinked(`WhatsApp is not linked (account ${accountId}): ${reason}; ${fix}`, {
        ...details,
        fix,
      });
    }
    const fix = inOwnWords('moltbot channels login --channel whatsapp', command, accountId);
    return notLinked(`WhatsApp is not linked (account ${accountId}); link it with: ${fix}`, {
      ...details,
      fix,
    });
  }
  if (readiness.state === 'disabled') {
    return unavailable(`${channel} account ${accountId} is disabled: ${readiness.reason}`, {
      details,
      retryable: false,
    });
  }
  if (readiness.state === 'unconfigured') {
    return unavailable(
      `${channel} account ${accountId} is not configured: ${readiness.reason}; ${readiness.fix}`,
      {
        details: { ...details, fix: readiness.fix },
        retryable: false,
      },
    );
  }
  return undefined;
}

/** The link is configured but not up: fail fast rather than promise. */
export function offline(live: LiveAccount, state: string, command: string): Failure {
  const { channel, accountId } = live;
  const start = inOwnWords(`moltbot channels start --channel ${channel}`, command, accountId);
  const last = live.held
    ? { message: 'the operator stopped it', hint: `start it with: ${start}` }
    : live.lastDisconnect;
  const why = last === undefined ? '' : `: ${last.message}`;
  const hint = last?.hint === undefined ? '' : `; ${last.hint}`;
  return unavailable(
    `${channel} account ${accountId} is not online (${state})${why}${hint}; ` +
      'with --wait accepted (wait: "accepted") the message waits in the outbox until it is',
    { details: { channel, accountId, state }, retryAfterMs: 5_000 },
  );
}
