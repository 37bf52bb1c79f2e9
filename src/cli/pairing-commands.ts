import type { Command } from 'commander';
import type { Settle } from './merged.ts';
import type { CliIo } from './io.ts';
import { withRpc } from './options.ts';
import type { PairingApproveFlags, PairingFlags } from './verbs/pairing.ts';

const APPROVE_EXAMPLES = `
Examples:
  moltbot pairing approve telegram ABCDEFGH --notify
  moltbot pairing approve ABCDEFGH`;

const withCode = (command: Command): Command =>
  withRpc(command)
    .option('--channel <name>', 'which channel, instead of the first word')
    .option('--account <id>', 'which account, when two wait with the same code');

export function addPairing(program: Command, io: CliIo, settle: Settle): void {
  const pairing = program.command('pairing').description('people who may write to the agent');
  withRpc(pairing.command('list [channel]'))
    .description('strangers who wait to be let in')
    .option('--channel <name>', 'only those of one channel')
    .action(async (channel: string | undefined, flags: PairingFlags) => {
      const { pairingList } = await import('./verbs/pairing.ts');
      await settle(pairingList(io, channel, flags));
    });
  withCode(pairing.command('approve <channel-or-code> [code]'))
    .description('let somebody in')
    .option('--notify', 'tell them')
    .addHelpText('after', APPROVE_EXAMPLES)
    .action(async (first: string, second: string | undefined, flags: PairingApproveFlags) => {
      const { pairingApprove } = await import('./verbs/pairing.ts');
      await settle(pairingApprove(io, second === undefined ? [first] : [first, second], flags));
    });
  withCode(pairing.command('reject <channel-or-code> [code]'))
    .description('forget a request')
    .action(async (first: string, second: string | undefined, flags: PairingFlags) => {
      const { pairingReject } = await import('./verbs/pairing.ts');
      await settle(pairingReject(io, second === undefined ? [first] : [first, second], flags));
    });
}
