import type {
  PairingApproveResult,
  PairingListResult,
  PairingRejectResult,
  PairingRequest,
} from '../../protocol/generated/types.ts';
import { usageError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { createOutput, plain } from '../output.ts';
import { withGateway } from '../session.ts';
import type { Session, SessionFlags } from '../session.ts';
import { ago, columns, duration } from '../words.ts';

export interface PairingFlags extends SessionFlags {
  readonly channel?: string;
  readonly account?: string;
  readonly json?: boolean;
}

export interface PairingApproveFlags extends PairingFlags {
  readonly notify?: boolean;
}

const facts = (meta: PairingRequest['meta']): string =>
  Object.entries(meta ?? {})
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([key, value]) => `${key}=${shortened(String(value))}`)
    .join(' ');

const LONGEST_FACT = 60;

/** Strangers choose their names: long or spread out ones would push what matters out of sight. */
function shortened(text: string): string {
  const chars = Array.from(plain(text).replaceAll(/\s+/g, ' '));
  return chars.length <= LONGEST_FACT ? chars.join('') : `${chars.slice(0, LONGEST_FACT).join('')}…`;
}

/** `moltbot pairing list [channel]`: strangers who wait to be let in. */
export async function pairingList(io: CliIo, word: string | undefined, flags: PairingFlags): Promise<number> {
  const out = createOutput(io);
  const channel = word ?? flags.channel;
  const result = await withGateway(io, flags, (session) =>
    session.call<PairingListResult>('pairing.list', channel === undefined ? {} : { channel }),
  );
  if (flags.json === true) {
    out.json({ ...(channel === undefined ? {} : { channel }), ...result });
    return 0;
  }
  if (result.requests.length === 0) {
    out.line(`No pending ${channel === undefined ? '' : `${channel} `}pairing requests.`);
    return 0;
  }
  const now = io.clock.now();
  const rows = result.requests.map((request) => [
    out.tone('strong', request.code),
    `${request.channel} ${request.accountId}`,
    request.id,
    facts(request.meta),
    ago(Math.max(0, now - request.createdAt)),
    `${duration(Math.max(0, request.expiresAt - now))} left`,
  ]);
  for (const line of columns([['Code', 'Channel', 'Who', 'Meta', 'Requested', ''], ...rows])) out.line(line);
  return 0;
}

/** `<channel> <code>`, `--channel <channel> <code>`, or the code alone when only one channel waits for it. */
async function named(
  { command }: Pick<CliIo, 'command'>,
  session: Session,
  words: readonly string[],
  flags: PairingFlags,
): Promise<{ readonly channel: string; readonly code: string; readonly accountId?: string }> {
  const account = flags.account === undefined ? {} : { accountId: flags.account };
  const [first, second] = words;
  if (first === undefined) throw usageError('name the pairing code: pairing approve <channel> <code>');
  if (second !== undefined) {
    if (flags.channel !== undefined) throw usageError('name the channel once: as a word or with --channel');
    return { channel: first, code: second, ...account };
  }
  if (flags.channel !== undefined) return { channel: flags.channel, code: first, ...account };
  const { requests } = await session.call<PairingListResult>('pairing.list');
  const channels = new Set(
    requests.filter(({ code }) => code === first.trim().toUpperCase()).map(({ channel }) => channel),
  );
  const [channel] = channels;
  if (channels.size > 1)
    throw usageError(`several channels wait with this code (${[...channels].join(', ')}): name one`);
  if (channel === undefined)
    throw usageError(`nobody waits with the code ${first}; see: ${command} pairing list`);
  return { channel, code: first, ...account };
}

/** `moltbot pairing approve`: lets somebody write to the agent. */
export async function pairingApprove(
  io: CliIo,
  words: readonly string[],
  flags: PairingApproveFlags,
): Promise<number> {
  const out = createOutput(io);
  const result = await withGateway(io, flags, async (session) =>
    session.call<PairingApproveResult>('pairing.approve', {
      ...(await named(io, session, words, flags)),
      ...(flags.notify === true ? { notify: true } : {}),
    }),
  );
  if (flags.json === true) {
    out.json(result);
    return 0;
  }
  out.line(`${out.tone('good', 'Approved')} ${result.channel} sender ${result.id}.`);
  if (flags.notify === true)
    out.line(result.notified === true ? 'They are told.' : 'They could not be told; write to them yourself.');
  return 0;
}

/** `moltbot pairing reject`: forgets a request. */
export async function pairingReject(
  io: CliIo,
  words: readonly string[],
  flags: PairingFlags,
): Promise<number> {
  const out = createOutput(io);
  const result = await withGateway(io, flags, async (session) =>
    session.call<PairingRejectResult>('pairing.reject', await named(io, session, words, flags)),
  );
  if (flags.json === true) out.json(result);
  else out.line(`Rejected ${result.channel} sender ${result.id}.`);
  return 0;
}
