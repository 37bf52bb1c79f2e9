import type { ChannelsStatusResult, SendResult } from '../protocol/generated/types.ts';
import { CliError, usageError } from './cli-error.ts';
import type { CliIo } from './io.ts';
import { createOutput } from './output.ts';
import { withGateway } from './session.ts';
import type { Session, SessionFlags } from './session.ts';

/** What every command that says something on a channel takes. */
export interface MessageFlags extends SessionFlags {
  readonly target: string;
  readonly channel?: string;
  readonly account?: string;
  readonly idempotencyKey?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export type MessageAction = 'send' | 'poll' | 'react';

type Params = Readonly<Record<string, unknown>>;
/** `send`, `poll` and `react` agree in these. */
export type MessageResult = Pick<SendResult, 'channel' | 'messageId' | 'state' | 'outboxId' | 'cached'>;

export interface MessageOutcome {
  readonly channel: string | undefined;
  readonly params: Params;
  /** Absent after a dry run. */
  readonly result?: MessageResult;
}

/** A telephone number: no other network takes one as an address. */
const NUMBER = /^\+\d[\d ()-]*$/;

/**
 * The channel meant when none is named: the only one configured, else WhatsApp for a number. Without any, the gateway says
 * what is missing.
 */
async function impliedChannel(session: Session, target: string): Promise<string | undefined> {
  const { channelOrder } = await session.call<ChannelsStatusResult>('channels.status');
  if (NUMBER.test(target.trim()) && channelOrder.includes('whatsapp')) return 'whatsapp';
  if (channelOrder.length > 1) {
    throw usageError(`several channels are configured (${channelOrder.join(', ')}): name one with --channel`);
  }
  return channelOrder[0];
}

/** When the answer is lost the message may be under way: only the same key keeps a second try from sending it again. */
async function asked(session: Session, action: MessageAction, params: Params): Promise<MessageResult> {
  try {
    return await session.call<MessageResult>(action, params);
  } catch (error) {
    if (!(error instanceof CliError) || (error.kind !== 'closed' && error.kind !== 'timeout')) throw error;
    const fix = `the message may be under way; try again with: --idempotency-key ${String(params['idempotencyKey'])}`;
    throw new CliError(error.kind, error.message, { ...error.options, fix });
  }
}

/**
 * Calls the method, through the gateway only, and at most once however often the network repeats it.
 * @param own the params that only this method has; called once connected
 */
export async function say(
  io: CliIo,
  flags: MessageFlags,
  action: MessageAction,
  own: (session: Pick<Session, 'remainingMs'>) => Params,
): Promise<MessageOutcome> {
  const complete = (channel: string | undefined, extra: Params): Params => ({
    to: flags.target,
    idempotencyKey: flags.idempotencyKey ?? io.random.uuid(),
    ...(channel === undefined ? {} : { channel }),
    ...(flags.account === undefined ? {} : { accountId: flags.account }),
    ...extra,
  });
  if (flags.dryRun === true && flags.channel !== undefined) {
    const params = complete(flags.channel, own({ remainingMs: () => flags.timeout }));
    return { channel: flags.channel, params };
  }
  return withGateway(io, flags, async (session) => {
    const channel = flags.channel ?? (await impliedChannel(session, flags.target));
    const params = complete(channel, own(session));
    if (flags.dryRun === true) return { channel, params };
    return { channel, params, result: await asked(session, action, params) };
  });
}

/** Prints a dry run, or the JSON document of all three commands; false when there is a result to be put in words. */
export function toldAsData(
  io: CliIo,
  action: MessageAction,
  { channel, params, result }: MessageOutcome,
  json: boolean | undefined,
): boolean {
  const out = createOutput(io);
  const dryRun = result === undefined;
  if (json === true) {
    const named = result?.channel ?? channel;
    out.json({
      action,
      channel: named,
      dryRun,
      handledBy: dryRun ? 'dry-run' : 'core',
      payload: result ?? params,
    });
    return true;
  }
  if (dryRun) out.line(`[dry-run] would run ${action} via ${channel ?? 'the default channel'}`);
  return dryRun;
}
