import { Option } from 'commander';
import type { Command } from 'commander';
import { CHANNELS } from './channel-config.ts';
import type { Settle } from './merged.ts';
import type { CliIo } from './io.ts';
import { withJson, withRpc, withTarget, withTimeout } from './options.ts';
import type { ChannelsAddFlags, ChannelsRemoveFlags } from './verbs/channels-config.ts';
import type { ChannelLinkFlags } from './verbs/channels-link.ts';
import type { ChannelsListFlags } from './verbs/channels-list.ts';
import type { ChannelsLoginFlags } from './verbs/channels-login.ts';
import type { ChannelsStatusFlags } from './verbs/channels-status.ts';

/** How long a QR code is worth waiting for. */
const LOGIN_TIMEOUT_MS = 180_000;

const ADD_EXAMPLES = `
Examples:
  moltbot channels add --channel telegram --token 123456:ABC-def
  moltbot channels add --channel telegram --account work --token - < token.txt
  moltbot channels add --channel telegram --use-env
  moltbot channels add --channel whatsapp`;

const LOGIN_EXAMPLES = `
Examples:
  moltbot channels login
  moltbot channels login --account work --code --phone "+43 660 1234567"`;

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
  const channels = program.command('channels').description('chat networks and their accounts');
  withJson(channels.command('list'))
    .description('what the configuration says; asks no gateway')
    .action(async (flags: ChannelsListFlags) => {
      const { channelsList } = await import('./verbs/channels-list.ts');
      await settle(channelsList(io, flags));
    });
  withRpc(channels.command('status'))
    .description('the links as the gateway sees them')
    .option('--probe', 'also ask the networks')
    .action(async (flags: ChannelsStatusFlags) => {
      const { channelsStatus } = await import('./verbs/channels-status.ts');
      await settle(channelsStatus(io, flags));
    });
  withChange(channels.command('add'))
    .description('add an account to the configuration, or change one')
    .option('--name <name>', 'what to call it')
    .option('--token <token>', 'Telegram: the token of the bot; - reads it from standard input')
    .option('--token-file <path>', 'Telegram: a file that holds the token')
    .option('--use-env', 'Telegram: take the token from TELEGRAM_BOT_TOKEN')
    .addHelpText('after', ADD_EXAMPLES)
    .action(async (flags: ChannelsAddFlags) => {
      const { channelsAdd } = await import('./verbs/channels-config.ts');
      await settle(channelsAdd(io, flags));
    });
  withChange(channels.command('remove'))
    .description('disable an account')
    .option('--delete', 'take it out of the configuration')
    .action(async (flags: ChannelsRemoveFlags) => {
      const { channelsRemove } = await import('./verbs/channels-config.ts');
      await settle(channelsRemove(io, flags));
    });
  addLinks(channels, io, settle);
}

function addLinks(channels: Command, io: CliIo, settle: Settle): void {
  withAccount(withJson(withTimeout(withTarget(channels.command('login')), LOGIN_TIMEOUT_MS)))
    .description('link WhatsApp: scan a QR code, or type a pairing code on the phone')
    .addOption(new Option('--channel <name>', 'which network').default('whatsapp'))
    .option('--code', 'show a pairing code instead of a QR code')
    .option('--phone <number>', 'with --code: the number to link, with its country code')
    .option('--force', 'link anew although it is linked')
    .addHelpText('after', LOGIN_EXAMPLES)
    .action(async (flags: ChannelsLoginFlags) => {
      const { channelsLogin } = await import('./verbs/channels-login.ts');
      await settle(channelsLogin(io, flags));
    });
  withAccount(withRpc(channels.command('logout')))
    .description('end the credentials of an account, here and on the network')
    .addOption(new Option('--channel <name>', 'which network').default('whatsapp'))
    .action(async (flags: ChannelLinkFlags) => {
      const { channelsLogout } = await import('./verbs/channels-link.ts');
      await settle(channelsLogout(io, flags));
    });
  withAccount(withRpc(channels.command('start')))
    .description('connect an account that is stopped, in conflict or parked')
    .requiredOption('--channel <name>', 'which network')
    .action(async (flags: ChannelLinkFlags) => {
      const { channelsStart } = await import('./verbs/channels-link.ts');
      await settle(channelsStart(io, flags));
    });
  withAccount(withRpc(channels.command('stop')))
    .description('disconnect an account until it is started, or the gateway is')
    .requiredOption('--channel <name>', 'which network')
    .action(async (flags: ChannelLinkFlags) => {
      const { channelsStop } = await import('./verbs/channels-link.ts');
      await settle(channelsStop(io, flags));
    });
}
