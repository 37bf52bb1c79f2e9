import type { Command } from 'commander';
import { usageError } from './cli-error.ts';
import type { CliIo, GatewayRunFlags } from './io.ts';
import { jsonObject, withRpc } from './options.ts';
import { withRun } from './run-options.ts';
import type { CallFlags } from './verbs/gateway-call.ts';
import type { GatewayStatusFlags } from './verbs/gateway-status.ts';
import type { ResumeFlags } from './verbs/gateway-resume.ts';
import type { HealthFlags } from './verbs/health.ts';

/** Runs a verb and keeps its exit code. */
export type Settle = (code: Promise<number>) => Promise<void>;

const EXAMPLES = `
Examples:
  moltbot gateway --port 18789             run the gateway here
  moltbot gateway --allow-unconfigured     … on a machine without a config
  moltbot gateway status --deep            what runs, and what is wrong with it
  moltbot gateway health --json
  moltbot gateway call sessions.list --params '{"limit": 5}'`;

/** Options written before the subcommand (`gateway --token x status`) belong to it as much as those after it. */
function merged<T>(command: Command): T {
  const shared = command.parent?.opts() ?? {};
  return { ...shared, ...command.opts() } as T;
}

export function addGateway(program: Command, io: CliIo, settle: Settle): void {
  const gateway = withRun(program.command('gateway'))
    .description('run the gateway, or ask a running one')
    .enablePositionalOptions()
    .allowExcessArguments()
    .addHelpText('after', EXAMPLES);
  gateway.action(async (flags: GatewayRunFlags, command: Command) => {
    const [word] = command.args;
    if (word !== undefined) {
      const known = command.commands.map((sub) => sub.name()).join(', ');
      throw usageError(`unknown command "gateway ${word}"; known: ${known}`);
    }
    await settle(io.runGateway(flags));
  });

  withRun(gateway.command('run'))
    .allowExcessArguments(false)
    .description('run the gateway in the foreground (the same as "gateway")')
    .action(async (_flags, command: Command) => settle(io.runGateway(merged<GatewayRunFlags>(command))));

  withRpc(gateway.command('call <method>'))
    .allowExcessArguments(false)
    .description('call any method and print its payload')
    .option('--params <json>', 'params as a JSON object', jsonObject, {})
    .option('--expect-final', 'wait for the second answer of two-phase methods')
    .action(async (method: string, _flags, command: Command) => {
      const { gatewayCall } = await import('./verbs/gateway-call.ts');
      await settle(gatewayCall(io, method, merged<CallFlags>(command)));
    });

  withRpc(gateway.command('health'))
    .allowExcessArguments(false)
    .description('health of the running gateway')
    .option('--verbose', 'ask the networks instead of the live snapshot')
    .action(async (_flags, command: Command) => {
      const { health } = await import('./verbs/health.ts');
      const flags = merged<HealthFlags & { verbose?: boolean }>(command);
      await settle(health(io, { ...flags, probe: flags.verbose === true }));
    });

  withRpc(gateway.command('status'))
    .allowExcessArguments(false)
    .description('supervisor, port, handshake and RPC, each with its last error')
    .option('--deep', 'also the tree of actors')
    .option('--no-probe', 'do not connect')
    .action(async (_flags, command: Command) => {
      const { gatewayStatus } = await import('./verbs/gateway-status.ts');
      await settle(gatewayStatus(io, merged<GatewayStatusFlags>(command)));
    });

  withRpc(gateway.command('resume <part>'))
    .allowExcessArguments(false)
    .description('start a part again that is parked, e.g. pulse')
    .action(async (part: string, _flags, command: Command) => {
      const { gatewayResume } = await import('./verbs/gateway-resume.ts');
      await settle(gatewayResume(io, part, merged<ResumeFlags>(command)));
    });
}
