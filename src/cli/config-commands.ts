import { Option } from 'commander';
import type { Command } from 'commander';
import type { Settle } from './merged.ts';
import type { CliIo } from './io.ts';
import { count, span, withJson, withRpc, withTimeout } from './options.ts';
import type { SaveFlags } from './config-save.ts';
import * as manual from './manual/config.ts';
import { explain } from './manual/manual.ts';
import type { SessionFlags } from './session.ts';
import type { ConfigSetFlags } from './verbs/config-edit-keys.ts';

/** For commands that change the file. */
const withSaving = (command: Command): Command =>
  withJson(withTimeout(command)).addOption(
    new Option(
      '--confirm-within <time>',
      'take it back unless "config confirm" comes in time, e.g. 5m; needs a running gateway',
    ).argParser(span),
  );

export function addConfig(program: Command, io: CliIo, settle: Settle): void {
  const config = explain(program.command('config'), manual.CONFIG);
  withJson(explain(config.command('get'), manual.GET).argument('[path]', 'which key; everything if absent'))
    .option('--reveal', 'show secrets')
    .action(async (path: string | undefined, flags: { reveal?: boolean; json?: boolean }) => {
      const { configGet } = await import('./verbs/config-show.ts');
      await settle(configGet(io, path, flags));
    });
  withSaving(
    explain(config.command('set'), manual.SET)
      .argument('<path>', 'which key')
      .argument('<value>', 'JSON5 or a text'),
  )
    .option('--string', 'the value is a text, whatever it looks like')
    .action(async (path: string, value: string, flags: ConfigSetFlags) => {
      const { configSet } = await import('./verbs/config-edit-keys.ts');
      await settle(configSet(io, path, value, flags));
    });
  withSaving(explain(config.command('unset'), manual.UNSET).argument('<path>', 'which key')).action(
    async (path: string, flags: SaveFlags) => {
      const { configUnset } = await import('./verbs/config-edit-keys.ts');
      await settle(configUnset(io, path, flags));
    },
  );
  withSaving(explain(config.command('edit'), manual.EDIT)).action(async (flags: SaveFlags) => {
    const { configEdit } = await import('./verbs/config-edit.ts');
    await settle(configEdit(io, flags));
  });
  withJson(
    explain(config.command('validate'), manual.VALIDATE).argument(
      '[file]',
      'another file than the configuration',
    ),
  ).action(async (file: string | undefined, flags: { json?: boolean }) => {
    const { configValidate } = await import('./verbs/config-show.ts');
    await settle(configValidate(io, file, flags));
  });
  withRpc(
    explain(config.command('plan'), manual.PLAN).argument(
      '[file]',
      'a file to be put in its place; - reads standard input',
    ),
  ).action(async (file: string | undefined, flags: SessionFlags & { json?: boolean }) => {
    const { configPlan } = await import('./verbs/config-plan.ts');
    await settle(configPlan(io, file, flags));
  });
  addPast(config, io, settle);
}

function addPast(config: Command, io: CliIo, settle: Settle): void {
  withJson(withTimeout(explain(config.command('history'), manual.HISTORY))).action(
    async (flags: { json?: boolean; timeout: number }) => {
      const { configHistory } = await import('./verbs/config-history.ts');
      await settle(configHistory(io, flags));
    },
  );
  withSaving(
    explain(config.command('rollback'), manual.ROLLBACK).argument(
      '[number]',
      'which backup; 1 is the newest',
      count,
      1,
    ),
  ).action(async (to: number, flags: SaveFlags) => {
    const { configRollback } = await import('./verbs/config-show.ts');
    await settle(configRollback(io, to, flags));
  });
  withRpc(explain(config.command('confirm'), manual.CONFIRM)).action(
    async (flags: SessionFlags & { json?: boolean }) => {
      const { configConfirm } = await import('./verbs/config-show.ts');
      await settle(configConfirm(io, flags));
    },
  );
}
