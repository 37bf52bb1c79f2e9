import type { OutboxDropResult, OutboxEntry, OutboxListResult } from '../../protocol/generated/types.ts';
import type { CliIo } from '../io.ts';
import { createOutput, plain } from '../output.ts';
import type { Output, Tone } from '../output.ts';
import { withGateway } from '../session.ts';
import type { SessionFlags } from '../session.ts';
import { ago, columns, duration } from '../words.ts';

export interface OutboxFlags extends SessionFlags {
  readonly json?: boolean;
}

export interface OutboxListFlags extends OutboxFlags {
  readonly state?: string;
  readonly channel?: string;
  readonly limit?: number;
}

const TONES: Readonly<Record<OutboxEntry['state'], Tone>> = {
  accepted: 'dim',
  sending: 'dim',
  sent: 'good',
  unknown: 'warn',
  dead: 'bad',
};

function cells(entry: OutboxEntry, now: number, out: Output): readonly string[] {
  const { parts, nextAttemptAt, threadId } = entry;
  return [
    String(entry.id),
    out.tone(TONES[entry.state], entry.state),
    `${entry.channel} ${entry.accountId}`,
    threadId === undefined ? entry.to : `${entry.to}/${threadId}`,
    `${parts.sent}/${parts.total}`,
    ago(Math.max(0, now - entry.createdAt)),
    nextAttemptAt === undefined || nextAttemptAt <= now ? '' : `next in ${duration(nextAttemptAt - now)}`,
    // A message may have lines; a row has one.
    plain(entry.preview).replaceAll(/\s+/g, ' '),
  ];
}

/** `moltbot outbox list`: what waits, what may have gone out, and what was given up. */
export async function outboxList(io: CliIo, flags: OutboxListFlags): Promise<number> {
  const out = createOutput(io);
  const { state, channel, limit } = flags;
  const result = await withGateway(io, flags, (session) =>
    session.call<OutboxListResult>('outbox.list', {
      ...(state === undefined ? {} : { state }),
      ...(channel === undefined ? {} : { channel }),
      ...(limit === undefined ? {} : { limit }),
    }),
  );
  if (flags.json === true) {
    out.json(result);
    return 0;
  }
  const counts = Object.entries(result.counts).map(([name, count]) => `${name} ${count}`);
  out.line(out.tone('strong', counts.join('  ')));
  const now = io.clock.now();
  const lines = columns(result.entries.map((entry) => cells(entry, now, out)));
  for (const [at, line] of lines.entries()) {
    out.line(line);
    const error = result.entries[at]?.error;
    if (error !== undefined) out.line(`    ${out.tone('bad', error)}`);
  }
  if (result.entries.some((entry) => entry.state === 'dead' || entry.state === 'unknown'))
    out.line(
      `Send one again with: ${io.command} outbox retry <id>; give it up with: ${io.command} outbox drop <id>`,
    );
  return 0;
}

async function decide(
  io: CliIo,
  id: number,
  flags: OutboxFlags,
  method: 'outbox.retry' | 'outbox.drop',
): Promise<number> {
  const out = createOutput(io);
  const result = await withGateway(io, flags, (session) => session.call<OutboxDropResult>(method, { id }));
  const { channel, to, state } = result.entry;
  const done = method === 'outbox.retry' ? `Trying ${id} again` : `Dropped ${id}`;
  if (flags.json === true) out.json(result);
  else out.line(`${done}: ${channel} to ${to} (${state})`);
  return 0;
}

export const outboxRetry = (io: CliIo, id: number, flags: OutboxFlags): Promise<number> =>
  decide(io, id, flags, 'outbox.retry');

export const outboxDrop = (io: CliIo, id: number, flags: OutboxFlags): Promise<number> =>
  decide(io, id, flags, 'outbox.drop');
