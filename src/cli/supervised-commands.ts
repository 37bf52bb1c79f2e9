import { Option, type Command } from 'commander';
import { port, secret, withJson, withTimeout } from './options.ts';
import type { CliIo } from './io.ts';
import * as supervised from './manual/gateway-supervised.ts';
import { explain } from './manual/manual.ts';
import { merged, type Settle } from './merged.ts';
import type { InstallFlags } from './verbs/gateway-install.ts';
import type { StartServiceFlags } from './verbs/gateway-start.ts';
import type { UninstallFlags } from './verbs/gateway-uninstall.ts';

/** A start may wait for a store to be repaired, and a service manager for its own. */
const START_TIMEOUT_MS = 60_000;

/** What makes the gateway a service of the operating system. */
export function addService(gateway: Command, io: CliIo, settle: Settle): void {
  withJson(withTimeout(explain(gateway.command('install'), supervised.INSTALL), START_TIMEOUT_MS))
    .allowExcessArguments(false)
    .addOption(new Option('--port <port>', 'listen there whatever the configuration says').argParser(port))
    .addOption(
      new Option(
        '--token <token>',
        'secret of the gateway, kept in a file only its owner can read',
      ).argParser(secret),
    )
    .addOption(new Option('--runtime <name>', 'what runs it').choices(['node']).default('node'))
    .option('--force', 'install it anew, e.g. after an update or with other variables')
    .option('--system', 'as a service of the whole machine (root, systemd only)')
    .option('--user <name>', 'with --system: who runs it; without it, who called sudo')
    .option('--no-linger', "do not see to it that the user's services outlive the last logout (systemd)")
    .option('--dry-run', 'print what would be done')
    .action(async (_flags, command: Command) => {
      const { gatewayInstall } = await import('./verbs/gateway-install.ts');
      await settle(gatewayInstall(io, merged<InstallFlags>(command)));
    });

  withJson(explain(gateway.command('uninstall'), supervised.UNINSTALL))
    .allowExcessArguments(false)
    .option('--system', 'that of the whole machine')
    .action(async (_flags, command: Command) => {
      const { gatewayUninstall } = await import('./verbs/gateway-uninstall.ts');
      await settle(gatewayUninstall(io, merged<UninstallFlags>(command)));
    });

  withJson(withTimeout(explain(gateway.command('start'), supervised.START), START_TIMEOUT_MS))
    .allowExcessArguments(false)
    .action(async (_flags, command: Command) => {
      const { gatewayStart } = await import('./verbs/gateway-start.ts');
      await settle(gatewayStart(io, merged<StartServiceFlags>(command)));
    });
}
