import { loadConfig } from '../../config/load.ts';
import type { ChannelsStatusResult } from '../../protocol/generated/types.ts';
import { configuredAccounts } from '../channel-config.ts';
import { channelLines, factLine } from '../channel-lines.ts';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { withGateway } from '../session.ts';
import type { SessionFlags } from '../session.ts';

export interface ChannelsStatusFlags extends SessionFlags {
  readonly probe?: boolean;
  readonly json?: boolean;
}

/** The answer of a network must leave time for the answer of the gateway. */
const SLACK_MS = 500;

/** `moltbot channels status`: the links as the gateway sees them; without a gateway what the configuration says, and a failure. */
export async function channelsStatus(io: CliIo, flags: ChannelsStatusFlags): Promise<number> {
  const out = createOutput(io);
  let result: ChannelsStatusResult;
  try {
    result = await withGateway(io, flags, (session) =>
      session.call<ChannelsStatusResult>('channels.status', {
        probe: flags.probe === true,
        timeoutMs: Math.max(0, session.remainingMs() - SLACK_MS),
      }),
    );
  } catch (error) {
    if (!(error instanceof CliError) || error.kind === 'rpc' || error.kind === 'usage') throw error;
    return unreachable(io, flags, error);
  }
  if (flags.json === true) {
    out.json(result);
    return 0;
  }
  out.line(out.tone('good', 'Gateway reachable.'));
  for (const line of channelLines(result, io.command, out)) out.line(line);
  if (flags.probe !== true && result.channelOrder.length > 0)
    out.line(out.tone('dim', `Ask the networks themselves with: ${io.command} channels status --probe`));
  return 0;
}

async function unreachable(io: CliIo, flags: ChannelsStatusFlags, error: CliError): Promise<number> {
  const out = createOutput(io);
  const { config, env, exists, valid } = await loadConfig({ paths: io.paths, env: io.env });
  const accounts = configuredAccounts(config, (name) => env.foreign(name));
  if (flags.json === true) {
    const payload = { config: { path: io.paths.configPath, exists, valid }, accounts };
    throw new CliError(error.kind, error.message, { ...error.options, payload });
  }
  out.failure(error, { json: false });
  const why = error.kind === 'refused' ? 'The gateway refused the connection' : 'Gateway not reachable';
  out.line(`${why}; showing config-only status.`);
  out.line(`Config: ${io.paths.configPath}${valid ? '' : ' (invalid)'}`);
  out.line(`Mode: ${config.gateway?.mode ?? 'not set'}`);
  for (const fact of accounts) out.line(factLine(fact, out));
  return error.exitCode;
}
