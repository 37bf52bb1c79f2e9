import type { Command } from 'commander';
import type { Settle } from './merged.ts';
import type { CliIo } from './io.ts';
import * as manual from './manual/channels.ts';
import { explain } from './manual/manual.ts';
import { withRpc } from './options.ts';
import type { PairingApproveFlags, PairingFlags } from './verbs/pairing.ts';

const withCode = (command: Command): Command =>
  withRpc(command)
    .option('--channel <name>', 'which channel, instead of the first word')
    .option('--account <id>', 'which account, when two wait with the same code');

export function addPairing(program: Command, io: CliIo, settle: Settle): void {
  const pairing = explain(program.command('pairing'), manual.PAIRING);
  withRpc(explain(pairing.command('list [channel]'), manual.PAIRING_LIST))
    .option('--channel <name>', 'only those of one channel')
    .action(async (channel: string | undefined, flags: PairingFlags) => {
      const { pairingList } = await import('./verbs/pairing.ts');
      await settle(pairingList(io, channel, flags));
    });
  withCode(explain(pairing.command('approve <channel-or-code> [code]'), manual.APPROVE))
    .option('--notify', 'tell them')
    .action(async (first: string, second: string | undefined, flags: PairingApproveFlags) => {
      const { pairingApprove } = await import('./verbs/pairing.ts');
      await settle(pairingApprove(io, second === undefined ? [first] : [first, second], flags));
    });
  withCode(explain(pairing.command('reject <channel-or-code> [code]'), manual.REJECT)).action(
    async (first: string, second: string | undefined, flags: PairingFlags) => {
      const { pairingReject } = await import('./verbs/pairing.ts');
      await settle(pairingReject(io, second === undefined ? [first] : [first, second], flags));
    },
  );
}
