import { Option } from 'commander';
import type { Command } from 'commander';
import type { Settle } from './merged.ts';
import type { CliIo } from './io.ts';
import * as manual from './manual/messages.ts';
import { explain } from './manual/manual.ts';
import { count, withRpc } from './options.ts';
import type { OutboxFlags, OutboxListFlags } from './verbs/outbox.ts';

const STATES = ['accepted', 'sending', 'sent', 'unknown', 'dead'];

export function addOutbox(program: Command, io: CliIo, settle: Settle): void {
  const outbox = explain(program.command('outbox'), manual.OUTBOX);
  withRpc(explain(outbox.command('list'), manual.OUTBOX_LIST))
    .addOption(new Option('--state <state>', 'only those in this state').choices(STATES))
    .option('--channel <name>', 'only those of one channel')
    .addOption(new Option('--limit <count>', 'at most this many').argParser(count))
    .action(async (flags: OutboxListFlags) => {
      const { outboxList } = await import('./verbs/outbox.ts');
      await settle(outboxList(io, flags));
    });
  withRpc(
    explain(outbox.command('retry'), manual.OUTBOX_RETRY).argument('<id>', 'number of the entry', count),
  ).action(async (id: number, flags: OutboxFlags) => {
    const { outboxRetry } = await import('./verbs/outbox.ts');
    await settle(outboxRetry(io, id, flags));
  });
  withRpc(
    explain(outbox.command('drop'), manual.OUTBOX_DROP).argument('<id>', 'number of the entry', count),
  ).action(async (id: number, flags: OutboxFlags) => {
    const { outboxDrop } = await import('./verbs/outbox.ts');
    await settle(outboxDrop(io, id, flags));
  });
}
