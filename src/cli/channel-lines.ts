import type { AccountSnapshot, ChannelsStatusResult } from '../protocol/generated/types.ts';
import type { AccountFact } from './channel-config.ts';
import type { Output } from './output.ts';
import { ago, duration } from './words.ts';

/** States that say more than connected or not. */
const QUIET_STATES: ReadonlySet<string> = new Set(['online', 'disabled', 'unconfigured']);
const RED_STATES: ReadonlySet<string> = new Set(['conflict', 'loggedOut', 'parked']);

interface Probe {
  readonly ok?: boolean;
  readonly status?: number | null;
  readonly error?: string | null;
}

const text = (value: string | undefined, label: string): readonly string[] =>
  value === undefined || value === '' ? [] : [`${label}:${value}`];

const since = (label: string, at: number | null | undefined, now: number): readonly string[] =>
  at == null ? [] : [`${label}:${ago(Math.max(0, now - at))}`];

/** What an online link is known to hear by, each with its age. */
const PROOFS = [
  ['poll', 'lastPollAt'],
  ['frame', 'lastFrameAt'],
  ['round-trip', 'lastRoundTripAt'],
  ['decrypted', 'lastDecryptAt'],
] as const;

const proofBits = ({ connected, evidence }: AccountSnapshot, now: number): readonly string[] =>
  connected === true ? PROOFS.flatMap(([label, key]) => since(label, evidence?.[key], now)) : [];

function probeBits(probe: Probe | undefined, out: Output): readonly string[] {
  if (probe?.ok === true) return [out.tone('good', 'works')];
  return probe?.ok === false ? [out.tone('bad', 'probe failed')] : [];
}

function linkBits(account: AccountSnapshot, now: number, out: Output): readonly string[] {
  const { linked, running, connected, state, reconnectAttempts = 0, nextAttemptAt, enabled } = account;
  const flag = (value: boolean | undefined, yes: string, no: string): readonly string[] => {
    if (value === undefined) return [];
    return [value ? out.tone('good', yes) : out.tone(enabled === false ? 'dim' : 'warn', no)];
  };
  return [
    ...flag(linked, 'linked', 'not linked'),
    ...flag(running, 'running', 'stopped'),
    ...flag(connected, 'connected', 'disconnected'),
    ...(state === undefined || QUIET_STATES.has(state)
      ? []
      : [out.tone(RED_STATES.has(state) ? 'bad' : 'warn', `state:${state}`)]),
    ...(reconnectAttempts > 0 ? [`attempts:${reconnectAttempts}`] : []),
    ...(nextAttemptAt == null ? [] : [`next try in ${duration(Math.max(0, nextAttemptAt - now))}`]),
  ];
}

/** One account on one line: what it is, whether it works, and how one knows. */
export function accountLine(label: string, account: AccountSnapshot, now: number, out: Output): string {
  const name = account.name === undefined ? '' : ` (${account.name})`;
  const probe = account.probe as Probe | undefined;
  const bits = [
    account.enabled === false ? out.tone('dim', 'disabled') : 'enabled',
    ...(account.configured === undefined ? [] : [account.configured ? 'configured' : 'not configured']),
    ...linkBits(account, now, out),
    ...since('in', account.lastInboundAt, now),
    ...since('out', account.lastOutboundAt, now),
    ...proofBits(account, now),
    ...text(account.mode, 'mode'),
    ...text(account.dmPolicy, 'dm'),
    ...text(account.allowFrom?.slice(0, 2).join(','), 'allow'),
    ...text(account.tokenSource, 'token'),
    ...probeBits(probe, out),
    ...(account.lastError == null ? [] : [out.tone('bad', `error:${account.lastError}`)]),
  ];
  return `- ${label} ${account.accountId}${name}: ${bits.join(', ')}`;
}

const ONLY_UNLINKED = /(?:not linked|linked again)$/;

/** What keeps an account from doing its work, and what to do about it; the nearest cause only. */
function problem(
  account: AccountSnapshot,
  command: string,
): readonly [message: string, fix?: string] | undefined {
  const { accountId, verdict, lastDisconnect, linked, configured, connected, lastError } = account;
  const hint = connected === false ? lastDisconnect?.hint : undefined;
  const withHint = (message: string): readonly [string, string?] =>
    hint === undefined ? [message] : [message, hint];
  // A session that is there and unusable is not always mended by linking.
  if (verdict?.fix !== undefined && !(linked === false && ONLY_UNLINKED.test(verdict.reason ?? '')))
    return [verdict.reason ?? 'not configured', verdict.fix];
  // Where no link was started nobody has looked whether the account is linked.
  const unasked = configured === true && verdict?.code === 'stopped';
  if (linked === false && !unasked)
    return [
      'not linked',
      `run: ${command} channels login${accountId === 'default' ? '' : ` --account ${accountId}`}`,
    ];
  if (configured === false) return [verdict?.reason ?? lastError ?? 'not configured'];
  if (verdict?.ok === false)
    return withHint(`${verdict.code ?? 'not ok'}: ${verdict.reason ?? 'no reason given'}`);
  return hint === undefined ? undefined : withHint(lastDisconnect?.message ?? 'disconnected');
}

function warnings(label: string, account: AccountSnapshot, command: string): readonly string[] {
  if (account.enabled === false) return [];
  const found = problem(account, command);
  const probe = account.probe as Probe | undefined;
  const lines = found === undefined ? [] : [found.join('; ')];
  if (probe?.ok === false) lines.push(`probe failed: ${probe.error ?? probe.status ?? 'no reason given'}`);
  return lines.map((line) => `${label} ${account.accountId}: ${line}`);
}

/** What `channels status` prints for people. */
export function channelLines(result: ChannelsStatusResult, command: string, out: Output): readonly string[] {
  const accounts = result.channelOrder.flatMap((id) =>
    (result.channelAccounts[id] ?? []).map((account) => ({ label: result.channelLabels[id] ?? id, account })),
  );
  if (accounts.length === 0)
    return [
      out.tone('dim', 'No channels are configured.'),
      `Add one with: ${command} channels add --channel telegram --token <token>`,
    ];
  const problems = accounts.flatMap(({ label, account }) => warnings(label, account, command));
  return [
    ...accounts.map(({ label, account }) => accountLine(label, account, result.ts, out)),
    ...(problems.length === 0
      ? []
      : ['', out.tone('warn', 'Warnings:'), ...problems.map((line) => `- ${line}`)]),
  ];
}

/** What the configuration alone says of an account. */
export function factLine(fact: AccountFact, out: Output): string {
  const name = fact.name === undefined ? '' : ` (${fact.name})`;
  const bits = [fact.enabled ? 'enabled' : out.tone('dim', 'disabled'), ...text(fact.tokenSource, 'token')];
  return `- ${fact.label} ${fact.accountId}${name}: ${bits.join(', ')}`;
}
