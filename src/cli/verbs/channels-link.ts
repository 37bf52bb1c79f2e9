import { EXIT } from '../../platform/exit.ts';
import type {
  ChannelsLogoutResult,
  ChannelsStartResult,
  ChannelsStopResult,
} from '../../protocol/generated/types.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { withGateway } from '../session.ts';
import type { SessionFlags } from '../session.ts';

export interface ChannelLinkFlags extends SessionFlags {
  readonly channel: string;
  readonly account?: string;
  readonly json?: boolean;
}

const target = ({ channel, account }: ChannelLinkFlags): object => ({
  channel,
  ...(account === undefined ? {} : { accountId: account }),
});

function logoutLine({ channel, accountId, cleared, loggedOut, envToken }: ChannelsLogoutResult): string {
  const account = `${channel} ${accountId}`;
  if (envToken === true)
    return `${account}: stopped, but its token comes from the environment or a file; remove it there`;
  if (!cleared) return `${account}: there was nothing to clear`;
  return loggedOut === false
    ? `${account}: credentials cleared; the network was not told, so unlink the device there too`
    : `${account}: logged out`;
}

/** `moltbot channels logout`: the gateway stops the account and ends its credentials. */
export async function channelsLogout(io: CliIo, flags: ChannelLinkFlags): Promise<number> {
  const out = createOutput(io);
  const result = await withGateway(io, flags, (session) =>
    session.call<ChannelsLogoutResult>('channels.logout', target(flags)),
  );
  if (flags.json === true) out.json(result);
  else out.line(logoutLine(result));
  return 0;
}

/** Where a started link rests until somebody acts; `backingOff` goes on by itself. */
const REFUSED: ReadonlySet<string> = new Set([
  'conflict',
  'loggedOut',
  'gaveUp',
  'parked',
  'unconfigured',
  'disabled',
]);

async function drive(
  io: CliIo,
  flags: ChannelLinkFlags,
  method: 'channels.start' | 'channels.stop',
): Promise<ChannelsStartResult | ChannelsStopResult> {
  const out = createOutput(io);
  const result = await withGateway(io, flags, (session) =>
    session.call<ChannelsStartResult | ChannelsStopResult>(method, target(flags)),
  );
  if (flags.json === true) out.json(result);
  else out.line(`${result.channel} ${result.accountId}: ${result.state}`);
  return result;
}

/** `moltbot channels start`: ends with 1 when the link did not come up and does not try again by itself. */
export async function channelsStart(io: CliIo, flags: ChannelLinkFlags): Promise<number> {
  const { state } = await drive(io, flags, 'channels.start');
  if (!REFUSED.has(state)) return EXIT.ok;
  createOutput(io).note(`It did not start; see why with: ${io.command} channels status`);
  return EXIT.crash;
}

/** `moltbot channels stop`: disconnects an account until it is started, or the gateway is. */
export async function channelsStop(io: CliIo, flags: ChannelLinkFlags): Promise<number> {
  const { state } = await drive(io, flags, 'channels.stop');
  if (state === 'stopped' && flags.json !== true) {
    const away = `${io.command} channels remove`;
    createOutput(io).note(`It comes back when the gateway starts again; to keep it away: ${away}`);
  }
  return EXIT.ok;
}
