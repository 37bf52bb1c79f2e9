import type {
  ChannelAccountHealth,
  ChannelHealth,
  HealthSummary,
  HealthWarning,
} from '../protocol/generated/types.ts';
import type { Output, Tone } from './output.ts';
import { ago, duration, plural } from './words.ts';

/** How the link is, where the gateway knows; the age of the credentials comes with it. */
function linkState(account: ChannelAccountHealth): readonly [Tone, string] | undefined {
  const { verdict, state, linked, authAgeMs } = account;
  if (verdict === undefined || state === undefined) return undefined;
  const age = linked === true && authAgeMs != null ? ` (auth age ${duration(authAgeMs)})` : '';
  if (verdict.ok) return ['good', `${linked === true ? 'linked, ' : ''}online${age}`];
  const word = linked === false ? 'not linked' : state;
  const reason = verdict.reason ?? verdict.code ?? 'no reason given';
  const tone: Tone = linked === false ? 'warn' : 'bad';
  // The reason of an account that nobody has linked is just that.
  return [tone, reason.endsWith(`is ${word}`) ? word : `${word}${age} - ${reason}`];
}

function accountState(account: ChannelAccountHealth): readonly [Tone, string] {
  const { probe, linked, authAgeMs } = account;
  const known = linkState(account);
  if (known !== undefined && probe?.ok !== false) return known;
  if (linked === true)
    return ['good', authAgeMs == null ? 'linked' : `linked (auth age ${duration(authAgeMs)})`];
  if (probe?.ok === false)
    return ['bad', `failed (${probe.status ?? 'unknown'}) - ${probe.error ?? 'no reason given'}`];
  if (linked === false) return ['warn', 'not linked'];
  if (probe?.ok === true)
    return ['good', probe.elapsedMs === undefined ? 'ok' : `ok (${duration(probe.elapsedMs)})`];
  if (account.configured === false) return ['dim', 'not configured'];
  return account.configured === true ? ['warn', 'configured'] : ['dim', 'unknown'];
}

/** The default account by the name of its channel, the others with their own. */
function channelLines(label: string, channel: ChannelHealth | undefined, out: Output): string[] {
  if (channel === undefined) return [`${label}: ${out.tone('dim', 'not configured')}`];
  const others = Object.values(channel.accounts ?? {}).filter(
    ({ accountId }) => accountId !== channel.accountId,
  );
  const line = (name: string, account: ChannelAccountHealth): string => {
    const [tone, text] = accountState(account);
    return `${name}: ${out.tone(tone, text)}`;
  };
  return [line(label, channel), ...others.map((account) => line(`${label} ${account.accountId}`, account))];
}

/** What `health` prints for people. */
export function healthLines(health: HealthSummary, out: Output): string[] {
  const channels = health.channelOrder.flatMap((id) =>
    channelLines(health.channelLabels[id] ?? id, health.channels[id], out),
  );
  const agents = health.agents.map((agent) => `${agent.agentId}${agent.isDefault ? ' (default)' : ''}`);
  const { path, count, recent } = health.sessions;
  return [
    ...(channels.length === 0 ? [`Channels: ${out.tone('dim', 'none configured')}`] : channels),
    `Agents: ${agents.join(', ')}`,
    `Heartbeat interval: ${health.heartbeatSeconds === 0 ? 'off' : duration(health.heartbeatSeconds * 1000)}`,
    `Session store (${health.defaultAgentId}): ${path} (${plural(count, 'session')})`,
    ...recent.map((session) => `- ${session.key} (${ago(session.age)})`),
    ...warningLines(health, health.ts, out),
  ];
}

type Warned = { readonly warnings?: readonly HealthWarning[] };

/** A warning about the link of an account: what helps depends on the network, and the channels say it. */
export const isOfLink = ({ code, message }: Pick<HealthWarning, 'code' | 'message'>): boolean =>
  code.startsWith('link_') || message.startsWith('gateway/channels/');

export const linkHint = ({ warnings = [] }: Warned, command: string, out: Output): string[] =>
  warnings.some(isOfLink) ? [out.tone('dim', `What to do about a link: ${command} channels status`)] : [];

/** What stops the gateway from doing its work as it was told; the others are for when there is time. */
const SERIOUS: ReadonlySet<string> = new Set([
  'safe_mode',
  'config_invalid',
  'config_last_good',
  'store_trouble',
]);

/** `now`: Unix epoch, milliseconds. */
export function warningLines({ warnings = [] }: Warned, now: number, out: Output): string[] {
  return warnings.map(
    ({ code, message, since }) =>
      `${out.tone(SERIOUS.has(code) ? 'bad' : 'warn', 'Warning')} ${code}: ${message} (for ${duration(Math.max(0, now - since))})`,
  );
}
