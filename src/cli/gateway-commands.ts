import { nearest } from '../config/suggest.ts';
import { Option } from 'commander';
import type { Command } from 'commander';
import { usageError } from './cli-error.ts';
import type { CliIo, GatewayRunFlags } from './io.ts';
import * as runs from './manual/gateway.ts';
import * as reports from './manual/gateway-reports.ts';
import * as supervised from './manual/gateway-supervised.ts';
import { explain } from './manual/manual.ts';
import { jsonObject, port, span, withJson, withRpc, withTarget, withTimeout } from './options.ts';
import { merged, type Settle } from './merged.ts';
import { withRun } from './run-options.ts';
import { addService } from './supervised-commands.ts';
import type { ProbeFlags } from './probe-targets.ts';
import type { DiscoverFlags } from './verbs/gateway-discover.ts';
import type { CallFlags } from './verbs/gateway-call.ts';
import type { GatewayStatusFlags } from './verbs/gateway-status.ts';
import type { ResumeFlags } from './verbs/gateway-resume.ts';
import type { EndFlags } from './verbs/gateway-restart.ts';
import type { TunnelFlags } from './verbs/gateway-tunnel.ts';
import type { WatchFlags } from './verbs/gateway-watch.ts';
import type { WhyFlags } from './verbs/gateway-why.ts';
import type { HealthFlags } from './verbs/health.ts';

/** A drain with runs in flight takes its budget, and the way back a moment more. */
const END_TIMEOUT_MS = 60_000;
/** Who has not answered by then has lost the question. */
const DISCOVER_TIMEOUT_MS = 2_000;
const PROBE_TIMEOUT_MS = 3_000;

export function addGateway(program: Command, io: CliIo, settle: Settle): void {
  const gateway = withRun(explain(program.command('gateway'), runs.GATEWAY))
    .enablePositionalOptions()
    .allowExcessArguments();
  gateway.action(async (flags: GatewayRunFlags, command: Command) => {
    const [word] = command.args;
    if (word !== undefined) {
      const known = command.commands.map((sub) => sub.name());
      const near = nearest(word, known);
      const hint = near === undefined ? `known: ${known.join(', ')}` : `did you mean ${near}?`;
      throw usageError(`unknown command "gateway ${word}"; ${hint}`);
    }
    await settle(io.runGateway(flags));
  });

  withRun(explain(gateway.command('run'), runs.RUN))
    .allowExcessArguments(false)
    .action(async (_flags, command: Command) => settle(io.runGateway(merged<GatewayRunFlags>(command))));

  addService(gateway, io, settle);

  withRpc(explain(gateway.command('call <method>'), reports.CALL))
    .allowExcessArguments(false)
    .option('--params <json>', 'params as a JSON object', jsonObject, {})
    .option('--expect-final', 'wait for the second answer of two-phase methods')
    .action(async (method: string, _flags, command: Command) => {
      const { gatewayCall } = await import('./verbs/gateway-call.ts');
      await settle(gatewayCall(io, method, merged<CallFlags>(command)));
    });

  withRpc(explain(gateway.command('health'), reports.HEALTH))
    .allowExcessArguments(false)
    .option('--verbose', 'ask the networks instead of the live snapshot')
    .action(async (_flags, command: Command) => {
      const { health } = await import('./verbs/health.ts');
      const flags = merged<HealthFlags & { verbose?: boolean }>(command);
      await settle(health(io, { ...flags, probe: flags.verbose === true }));
    });

  withRpc(explain(gateway.command('status'), reports.STATUS))
    .allowExcessArguments(false)
    .option('--deep', 'also the tree of actors')
    .option('--no-probe', 'do not connect')
    .action(async (_flags, command: Command) => {
      const { gatewayStatus } = await import('./verbs/gateway-status.ts');
      await settle(gatewayStatus(io, merged<GatewayStatusFlags>(command)));
    });

  withJson(withTimeout(withTarget(explain(gateway.command('probe'), reports.PROBE)), PROBE_TIMEOUT_MS))
    .allowExcessArguments(false)
    .option(
      '--ssh <destination>',
      'user@host[:port] to reach one through (default: gateway.remote.sshTarget)',
    )
    .option('--ssh-identity <file>', 'key to log in with (default: gateway.remote.sshIdentity)')
    .option('--ssh-auto', 'through the first announced one that has an ssh server')
    .action(async (_flags, command: Command) => {
      const { gatewayProbe } = await import('./verbs/gateway-probe.ts');
      await settle(gatewayProbe(io, merged<ProbeFlags>(command)));
    });

  withJson(withTimeout(explain(gateway.command('discover'), reports.DISCOVER), DISCOVER_TIMEOUT_MS))
    .allowExcessArguments(false)
    .action(async (_flags, command: Command) => {
      const { gatewayDiscover } = await import('./verbs/gateway-discover.ts');
      await settle(gatewayDiscover(io, merged<DiscoverFlags>(command)));
    });

  withJson(withTimeout(explain(gateway.command('tunnel <destination>'), reports.TUNNEL)))
    .allowExcessArguments(false)
    .addOption(
      new Option('--remote-port <port>', 'of the gateway over there').default('18789').argParser(port),
    )
    .addOption(
      new Option('--local-port <port>', 'on this machine (default: the same, else any)').argParser(port),
    )
    .addOption(new Option('--ssh-port <port>', 'of the ssh server').argParser(port))
    .option('--identity <file>', 'key to log in with')
    .action(async (destination: string, _flags, command: Command) => {
      const { gatewayTunnel } = await import('./verbs/gateway-tunnel.ts');
      await settle(gatewayTunnel(io, destination, merged<TunnelFlags>(command)));
    });

  withRpc(explain(gateway.command('resume <part>'), reports.RESUME))
    .allowExcessArguments(false)
    .action(async (part: string, _flags, command: Command) => {
      const { gatewayResume } = await import('./verbs/gateway-resume.ts');
      await settle(gatewayResume(io, part, merged<ResumeFlags>(command)));
    });

  withRpc(explain(gateway.command('why <actor>'), reports.WHY))
    .allowExcessArguments(false)
    .action(async (actor: string, _flags, command: Command) => {
      const { gatewayWhy } = await import('./verbs/gateway-why.ts');
      await settle(gatewayWhy(io, actor, merged<WhyFlags>(command)));
    });

  withRpc(explain(gateway.command('watch'), reports.WATCH))
    .allowExcessArguments(false)
    .option('--actor <id>', 'only those of this actor and what is below it')
    .addOption(new Option('--since <time>', 'first those of the last 90s, 5m, 2h …').argParser(span))
    .action(async (_flags, command: Command) => {
      const { gatewayWatch } = await import('./verbs/gateway-watch.ts');
      await settle(gatewayWatch(io, merged<WatchFlags>(command)));
    });

  withJson(withTimeout(explain(gateway.command('restart'), supervised.RESTART), END_TIMEOUT_MS))
    .allowExcessArguments(false)
    .option('--reason <text>', 'for the log and its clients')
    .action(async (_flags, command: Command) => {
      const { gatewayRestart } = await import('./verbs/gateway-restart.ts');
      await settle(gatewayRestart(io, merged<EndFlags>(command)));
    });

  withJson(withTimeout(explain(gateway.command('stop'), supervised.STOP), END_TIMEOUT_MS))
    .allowExcessArguments(false)
    .option('--reason <text>', 'for the log')
    .action(async (_flags, command: Command) => {
      const { gatewayStop } = await import('./verbs/gateway-stop.ts');
      await settle(gatewayStop(io, merged<EndFlags>(command)));
    });
}
