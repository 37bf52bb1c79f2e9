import { Option } from 'commander';
import type { Command } from 'commander';
import { CHANNELS } from './channel-config.ts';
import type { Settle } from './merged.ts';
import type { CliIo } from './io.ts';
import * as manual from './manual/channels.ts';
import { explain } from './manual/manual.ts';
import { withJson, withRpc, withTarget, withTimeout } from './options.ts';
import type { ChannelsAddFlags, ChannelsRemoveFlags } from './verbs/channels-config.ts';
import type { ChannelLinkFlags } from './verbs/channels-link.ts';
import type { ChannelsListFlags } from './verbs/channels-list.ts';
import type { ChannelsLoginFlags } from './verbs/channels-login.ts';
import type { ChannelsStatusFlags } from './verbs/channels-status.ts';

/** How long a QR code is worth waiting for. */
const LOGIN_TIMEOUT_MS = 180_000;

const ownChannel = (): Option =>
  new Option('--channel <name>', 'which network').choices(CHANNELS).makeOptionMandatory();

const withAccount = (command: Command): Command =>
  command.option('--account <id>', 'which account of the channel; the default one if absent');

/** Commands that change the configuration file. */
const withChange = (command: Command): Command =>
  withJson(withTimeout(withAccount(command.addOption(ownChannel())))).addOption(
    new Option('--no-restart', 'without effect: nothing restarts').hideHelp(),
  );

export function addChannels(program: Command, io: CliIo, settle: Settle): void {
  const channels = explain(program.command('channels'), manual.CHANNELS);
  withJson(explain(channels.command('list'), manual.LIST)).action(async (flags: ChannelsListFlags) => {
    const { channelsList } = await import('./verbs/channels-list.ts');
    await settle(channelsList(io, flags));
  });
  withRpc(explain(channels.command('status'), manual.STATUS))
    .option('--probe', 'also ask the networks')
    .action(async (flags: ChannelsStatusFlags) => {
      const { channelsStatus } = await import('./verbs/channels-status.ts');
      await settle(channelsStatus(io, flags));
    });
  withChange(explain(channels.command('add'), manual.ADD))
    .option('--name <name>', 'what to call it')
    .option('--token <token>', 'Telegram: the token of the bot; - reads it from standard input')
    .option('--token-file <path>', 'Telegram: a file that holds the token')
    .option('--use-env', 'Telegram: take the token from TELEGRAM_BOT_TOKEN')
    .action(async (flags: ChannelsAddFlags) => {
      const { channelsAdd } = await import('./verbs/channels-config.ts');
      await settle(channelsAdd(io, flags));
    });
  withChange(explain(channels.command('remove'), manual.REMOVE))
    .option('--delete', 'take it out of the configuration')
    .action(async (flags: ChannelsRemoveFlags) => {
      const { channelsRemove } = await import('./verbs/channels-config.ts');
      await settle(channelsRemove(io, flags));
    });
  addLinks(channels, io, settle);
}

function addLinks(channels: Command, io: CliIo, settle: Settle): void {
  withAccount(
    withJson(withTimeout(withTarget(explain(channels.command('login'), manual.LOGIN)), LOGIN_TIMEOUT_MS)),
  )
    .addOption(new Option('--channel <name>', 'which network').default('whatsapp'))
    .option('--code', 'show a pairing code instead of a QR code')
    .option('--phone <number>', 'with --code: the number to link, with its country code')
    .option('--force', 'link anew although it is linked')
    .action(async (flags: ChannelsLoginFlags) => {
      const { channelsLogin } = await import('./verbs/channels-login.ts');
      await settle(channelsLogin(io, flags));
    });
  withAccount(withRpc(explain(channels.command('logout'), manual.LOGOUT)))
    .addOption(new Option('--channel <name>', 'which network').default('whatsapp'))
    .action(async (flags: ChannelLinkFlags) => {
      const { channelsLogout } = await import('./verbs/channels-link.ts');
      await settle(channelsLogout(io, flags));
    });
  withAccount(withRpc(explain(channels.command('start'), manual.START)))
    .requiredOption('--channel <name>', 'which network')
    .action(async (flags: ChannelLinkFlags) => {
      const { channelsStart } = await import('./verbs/channels-link.ts');
      await settle(channelsStart(io, flags));
    });
  withAccount(withRpc(explain(channels.command('stop'), manual.STOP)))
    .requiredOption('--channel <name>', 'which network')
    .action(async (flags: ChannelLinkFlags) => {
      const { channelsStop } = await import('./verbs/channels-link.ts');
      await settle(channelsStop(io, flags));
    });
}
