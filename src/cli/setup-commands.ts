import { Option, type Command } from 'commander';
import type { CliIo } from './io.ts';
import * as manual from './manual/setup.ts';
import { explain } from './manual/manual.ts';
import type { Settle } from './merged.ts';
import { directory, port, secret, withJson, withTimeout } from './options.ts';
import type { ConfigureFlags } from './verbs/configure.ts';
import type { DoctorFlags } from './verbs/doctor.ts';
import type { OnboardFlags } from './verbs/onboard.ts';
import type { SetupFlags } from './verbs/setup.ts';

/** Installing a service may take a while. */
const ONBOARD_TIMEOUT_MS = 60_000;

export function addSetup(program: Command, io: CliIo, settle: Settle): void {
  withJson(withTimeout(explain(program.command('setup'), manual.SETUP)))
    .addOption(new Option('--workspace <dir>', 'where agents work').argParser(directory))
    .action(async (flags: SetupFlags) => {
      const { setup } = await import('./verbs/setup.ts');
      await settle(setup(io, flags));
    });

  withJson(withTimeout(explain(program.command('onboard'), manual.ONBOARD), ONBOARD_TIMEOUT_MS))
    .option('--non-interactive', 'ask nothing; what is not given keeps its present or usual value')
    .option('--accept-risk', 'an agent will answer and may use tools')
    .addOption(new Option('--mode <mode>', 'where the gateway runs').choices(['local', 'remote']))
    .addOption(new Option('--workspace <dir>', 'where agents work').argParser(directory))
    .addOption(new Option('--gateway-port <port>', 'port to listen on').argParser(port))
    .addOption(
      new Option('--gateway-bind <mode>', 'interfaces to listen on').choices([
        'loopback',
        'lan',
        'tailnet',
        'auto',
      ]),
    )
    .addOption(
      new Option('--gateway-auth <mode>', 'what clients have to present').choices(['token', 'password']),
    )
    .addOption(
      new Option(
        '--gateway-token <token>',
        'secret of the gateway; one is made when there is none',
      ).argParser(secret),
    )
    .addOption(new Option('--gateway-password <password>', 'for --gateway-auth password').argParser(secret))
    .option('--remote-url <url>', 'with --mode remote: its address')
    .addOption(new Option('--remote-token <token>', 'with --mode remote: its token').argParser(secret))
    .option('--install-daemon', 'keep it running as a service of this system')
    .option('--no-install-daemon', 'do not ask about that')
    .option('--skip-channels', 'do not ask about chat networks')
    .option('--skip-health', 'do not talk to the gateway at the end')
    .action(async (flags: OnboardFlags) => {
      const { onboard } = await import('./verbs/onboard.ts');
      await settle(onboard(io, flags));
    });

  withTimeout(explain(program.command('configure'), manual.CONFIGURE), ONBOARD_TIMEOUT_MS)
    .addOption(
      new Option('--section <names...>', 'go through these and no others').choices([
        'gateway',
        'model',
        'channels',
        'workspace',
        'service',
        'health',
      ]),
    )
    .action(async (flags: ConfigureFlags) => {
      const { configure } = await import('./verbs/configure.ts');
      await settle(configure(io, flags));
    });

  withJson(explain(program.command('doctor'), manual.DOCTOR))
    .option('--fix', 'do what is listed as mendable, and nothing else')
    .option('--repair', 'the same')
    .option('--yes', 'with --fix: do not ask')
    .option('--non-interactive', 'never ask')
    .action(async (flags: DoctorFlags & { repair?: boolean }) => {
      const { doctor } = await import('./verbs/doctor.ts');
      const fix = flags.fix === true || flags.repair === true;
      await settle(doctor(io, { ...flags, ...(fix ? { fix } : {}) }));
    });
}
