import { configuredAccounts } from '../channel-config.ts';
import { factLine } from '../channel-lines.ts';
import { loadValidConfig } from '../valid-config.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';

export interface ChannelsListFlags {
  readonly json?: boolean;
}

/** `moltbot channels list`: what the configuration says; no gateway is asked. */
export async function channelsList(io: CliIo, flags: ChannelsListFlags): Promise<number> {
  const out = createOutput(io);
  const { config, env } = await loadValidConfig(io);
  const accounts = configuredAccounts(config, (name) => env.foreign(name));
  if (flags.json === true) {
    const chat = Object.groupBy(accounts, ({ channel }) => channel);
    const ids = Object.entries(chat).map(([channel, list = []]) => [
      channel,
      list.map((one) => one.accountId),
    ]);
    out.json({ chat: Object.fromEntries(ids), accounts });
    return 0;
  }
  if (accounts.length === 0)
    out.line(`No channels. Add one with: ${io.command} channels add --channel telegram --token <token>`);
  for (const fact of accounts) out.line(factLine(fact, out));
  return 0;
}
