import type { ChannelsStatusResult } from '../protocol/generated/types.ts';
import { CliError } from './cli-error.ts';
import type { CliIo } from './io.ts';
import { withGateway } from './session.ts';

/** What became of the link of an account that the running gateway has just taken over, in a sentence. */
export async function newLinkLine(
  io: CliIo,
  { channel, accountId, timeout }: { channel: string; accountId: string; timeout: number },
): Promise<string> {
  const look = `${io.command} channels status`;
  let result: ChannelsStatusResult;
  try {
    result = await withGateway(io, { timeout }, (session) =>
      session.call<ChannelsStatusResult>('channels.status', {}),
    );
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return `Whether it is online could not be asked (${error.message}); look with: ${look}`;
  }
  const account = result.channelAccounts[channel]?.find((one) => one.accountId === accountId);
  if (account === undefined) return `The gateway does not know the account yet; look with: ${look}`;
  const { verdict, connected, state, lastError } = account;
  if (connected === true && verdict?.ok !== false) return 'It is online.';
  const why = lastError ?? verdict?.reason;
  return `It is not online yet (${state ?? 'not running'}${why == null ? '' : `: ${why}`}); look with: ${look}`;
}
