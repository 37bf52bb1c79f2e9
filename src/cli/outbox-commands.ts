import { Option } from 'commander';
import type { Command } from 'commander';
import type { Settle } from './merged.ts';
import type { CliIo } from './io.ts';
import { count, withRpc } from './options.ts';
import type { OutboxFlags, OutboxListFlags } from './verbs/outbox.ts';

const STATES = ['accepted', 'sending', 'sent', 'unknown', 'dead'];

export function addOutbox(program: Command, io: CliIo, settle: Settle): void {
  const outbox = program.command('outbox').description('messages on their way out');
  withRpc(outbox.command('list'))
    .description('what waits, what may have gone out, and what was given up')
    .addOption(new Option('--state <state>', 'only those in this state').choices(STATES))
    .option('--channel <name>', 'only those of one channel')
    .addOption(new Option('--limit <count>', 'at most this many').argParser(count))
    .action(async (flags: OutboxListFlags) => {
      const { outboxList } = await import('./verbs/outbox.ts');
      await settle(outboxList(io, flags));
    });
  withRpc(outbox.command('retry').argument('<id>', 'number of the entry', count))
    .description('send an unknown or dead message again')
    .action(async (id: number, flags: OutboxFlags) => {
      const { outboxRetry } = await import('./verbs/outbox.ts');
      await settle(outboxRetry(io, id, flags));
    });
  withRpc(outbox.command('drop').argument('<id>', 'number of the entry', count))
    .description('give a message up')
    .action(async (id: number, flags: OutboxFlags) => {
      const { outboxDrop } = await import('./verbs/outbox.ts');
      await settle(outboxDrop(io, id, flags));
    });
}
