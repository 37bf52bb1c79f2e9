import { replaceConfig } from '../config/write.ts';
import { ConfigWriteRefused } from '../config/write-refused.ts';
import type { ConfigApplyResult, ReloadReport } from '../protocol/generated/types.ts';
import { CliError } from './cli-error.ts';
import type { CliIo } from './io.ts';
import { withGateway } from './session.ts';
import { loadClientSettings } from './settings.ts';

export interface SaveFlags {
  readonly timeout: number;
  readonly json?: boolean;
  /** Milliseconds within which `config confirm` must come, else the running gateway takes the change back. */
  readonly confirmWithin?: number;
}

export interface Saved {
  readonly path: string;
  readonly changed: boolean;
  readonly hash: string;
  /** Who wrote it: the running gateway, or this command because none runs or none would have it. */
  readonly by: 'gateway' | 'command';
  /** Why the gateway that answers here would not have this command. */
  readonly refused?: string;
  /** The gateway in use is elsewhere and has a configuration of its own. */
  readonly remote?: true;
  readonly report?: ReloadReport;
}

/** A refusal of the file's own as a failure of the command. */
export function refusedWrite(io: CliIo, error: unknown): unknown {
  if (!(error instanceof ConfigWriteRefused)) return error;
  const retry = error.fault === 'changed' || error.fault === 'busy';
  return new CliError(retry ? 'conflict' : 'config', error.message, {
    fix: error.fix,
    where: [`Config: ${io.paths.configPath}`],
    cause: error,
  });
}

/**
 * Puts a whole file in the place of the configuration, if that is still the one of `baseHash`. A running gateway of this
 * machine does it and says what it makes of it; without one, or when it does not let the command in, the file is written here.
 * @throws CliError conflict (changed meanwhile), config, rpc
 */
export async function saveConfig(
  io: CliIo,
  { bytes, baseHash }: { readonly bytes: Uint8Array; readonly baseHash: string },
  flags: SaveFlags,
): Promise<Saved> {
  const settings = await loadClientSettings(io);
  let refused: string | undefined;
  if (settings.mode !== 'remote') {
    const params = {
      raw: Buffer.from(bytes).toString('utf8'),
      baseHash,
      restartDelayMs: 0,
      ...(flags.confirmWithin === undefined ? {} : { confirmWithinMs: flags.confirmWithin }),
    };
    try {
      const { path, changed, hash, report } = await withGateway(io, { timeout: flags.timeout }, (session) =>
        session.call<ConfigApplyResult>('config.apply', params),
      );
      return { path, changed, hash, by: 'gateway', ...(report === undefined ? {} : { report }) };
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      if (error.kind === 'rpc' && error.message.includes('config changed since last load'))
        throw new CliError('conflict', 'the file was changed by somebody else meanwhile', {
          fix: 'try again',
          cause: error,
        });
      if (error.kind === 'rpc' && reasonOf(error) === 'unconfirmed')
        throw new CliError('conflict', error.message, {
          fix: `keep that change first: ${io.command} config confirm`,
          cause: error,
        });
      // It may be the gateway of somebody else. If it is the own one after all, it sees the file change.
      if (keptOut(error)) refused = error.message;
      else if (error.kind !== 'unreachable') throw error;
    }
  }
  if (flags.confirmWithin !== undefined)
    throw new CliError(
      'unreachable',
      refused === undefined
        ? 'no gateway runs here that could take the change back; nothing was written'
        : `the gateway that answers here would not take the change (${refused}); nothing was written`,
      {
        fix:
          refused === undefined
            ? 'start the gateway first, or leave --confirm-within out'
            : 'run the command as the user the gateway runs as, or leave --confirm-within out',
      },
    );
  const { paths, env, clock } = io;
  const { path, changed, hash } = await replaceConfig({ paths, env, clock, bytes, baseHash }).catch(
    (error: unknown): never => {
      throw refusedWrite(io, error);
    },
  );
  return {
    path,
    changed,
    hash,
    by: 'command',
    ...(settings.mode === 'remote' ? { remote: true } : {}),
    ...(refused === undefined ? {} : { refused }),
  };
}

/** Not let in for good, e.g. for a wrong secret; who is only busy is to be asked again. */
export const keptOut = ({ kind, options }: CliError): boolean =>
  kind === 'refused' && options.code !== 'UNAVAILABLE';

const reasonOf = ({ options: { details } }: CliError): unknown =>
  typeof details === 'object' && details !== null && 'reason' in details ? details.reason : undefined;

/** What became of it, in a sentence. */
export function savedLine({ changed, by, remote, refused, report }: Saved): string {
  if (!changed) return 'The configuration said so already; nothing was changed.';
  if (remote === true)
    return 'gateway.mode is remote: the gateway elsewhere has a configuration of its own and does not know of this.';
  if (refused !== undefined)
    return `The gateway that answers here did not let the command in (${refused}). The file is written; a gateway that uses it looks for itself.`;
  if (by === 'command') return 'No gateway runs here; it counts from the next start.';
  if (report === undefined) return 'The running gateway has been told.';
  const words: Readonly<Record<ReloadReport['result'], string>> = {
    nothing: 'The running gateway has nothing to do for it',
    applied: 'The running gateway has applied it',
    restarting: 'The gateway restarts for it now',
    deferred: 'The running gateway takes it over later',
    refused: 'The running gateway goes on without it',
    invalid: 'The running gateway cannot use it',
    restored: 'The running gateway took it back',
  };
  const probation =
    report.confirmUntil === undefined
      ? ''
      : ` It is taken back at ${new Date(report.confirmUntil).toISOString()} unless you keep it: config confirm.`;
  return `${words[report.result]}${report.reason === '' ? '' : `: ${report.reason}`}.${probation}`;
}
