import { Option } from 'commander';
import type { Command } from 'commander';
import type { Settle } from './merged.ts';
import type { CliIo } from './io.ts';
import { count, span, withJson, withRpc, withTimeout } from './options.ts';
import type { SaveFlags } from './config-save.ts';
import type { SessionFlags } from './session.ts';
import type { ConfigSetFlags } from './verbs/config-edit-keys.ts';

const EXAMPLES = `
Paths: agents.list[0].name, models.providers."my host".apiKey
A value is JSON5 when it can be read as such, else a text.`;

/** For commands that change the file. */
const withSaving = (command: Command): Command =>
  withJson(withTimeout(command)).addOption(
    new Option(
      '--confirm-within <time>',
      'take it back unless "config confirm" comes in time, e.g. 5m; needs a running gateway',
    ).argParser(span),
  );

export function addConfig(program: Command, io: CliIo, settle: Settle): void {
  const config = program
    .command('config')
    .description('the configuration file')
    .addHelpText('after', EXAMPLES);
  withJson(config.command('get').argument('[path]', 'which key; everything if absent'))
    .description('what the file comes to, defaults included; secrets are masked')
    .option('--reveal', 'show secrets')
    .action(async (path: string | undefined, flags: { reveal?: boolean; json?: boolean }) => {
      const { configGet } = await import('./verbs/config-show.ts');
      await settle(configGet(io, path, flags));
    });
  withSaving(config.command('set').argument('<path>', 'which key').argument('<value>', 'JSON5 or a text'))
    .description('set one key in place; comments and order stay')
    .option('--string', 'the value is a text, whatever it looks like')
    .action(async (path: string, value: string, flags: ConfigSetFlags) => {
      const { configSet } = await import('./verbs/config-edit-keys.ts');
      await settle(configSet(io, path, value, flags));
    });
  withSaving(config.command('unset').argument('<path>', 'which key'))
    .description('remove one key in place')
    .action(async (path: string, flags: SaveFlags) => {
      const { configUnset } = await import('./verbs/config-edit-keys.ts');
      await settle(configUnset(io, path, flags));
    });
  withSaving(config.command('edit'))
    .description('the whole file in your editor; saved only when it is valid')
    .action(async (flags: SaveFlags) => {
      const { configEdit } = await import('./verbs/config-edit.ts');
      await settle(configEdit(io, flags));
    });
  withJson(config.command('validate').argument('[file]', 'another file than the configuration'))
    .description('say what is wrong, with places; exit 78 when something is')
    .action(async (file: string | undefined, flags: { json?: boolean }) => {
      const { configValidate } = await import('./verbs/config-show.ts');
      await settle(configValidate(io, file, flags));
    });
  withRpc(config.command('plan').argument('[file]', 'a file to be put in its place; - reads standard input'))
    .description('what a running gateway would do with it; writes nothing')
    .action(async (file: string | undefined, flags: SessionFlags & { json?: boolean }) => {
      const { configPlan } = await import('./verbs/config-plan.ts');
      await settle(configPlan(io, file, flags));
    });
  addPast(config, io, settle);
}

function addPast(config: Command, io: CliIo, settle: Settle): void {
  withJson(withTimeout(config.command('history')))
    .description('the backups of the file, newest first, and who replaced them')
    .action(async (flags: { json?: boolean; timeout: number }) => {
      const { configHistory } = await import('./verbs/config-history.ts');
      await settle(configHistory(io, flags));
    });
  withSaving(config.command('rollback').argument('[number]', 'which backup; 1 is the newest', count, 1))
    .description('put a backup in the place of the file')
    .action(async (to: number, flags: SaveFlags) => {
      const { configRollback } = await import('./verbs/config-show.ts');
      await settle(configRollback(io, to, flags));
    });
  withRpc(config.command('confirm'))
    .description('keep a change that was made with a time limit')
    .action(async (flags: SessionFlags & { json?: boolean }) => {
      const { configConfirm } = await import('./verbs/config-show.ts');
      await settle(configConfirm(io, flags));
    });
}
