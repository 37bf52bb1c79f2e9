import type { ServiceState } from '../../service/port.ts';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { carryOut, openService, refuseOtherPlace, refuseWithoutRoot } from '../supervised.ts';
import { serviceReport } from '../supervised-lines.ts';

export interface UninstallFlags {
  readonly system?: boolean;
  readonly json?: boolean;
}

/** `moltbot gateway uninstall`: stops it, removes the definition and its secrets, and looks whether it is gone. */
export async function gatewayUninstall(io: CliIo, flags: UninstallFlags): Promise<number> {
  const out = createOutput(io);
  const service = await openService(io, flags.system === true ? 'system' : 'user');
  const installed = service.definition() !== undefined;
  const before = await service.state();
  const tell = (result: 'not-installed' | 'uninstalled', state: ServiceState, message: string): number => {
    if (flags.json === true)
      out.json({ ok: true, action: 'uninstall', result, message, service: serviceReport(service, state) });
    else out.line(message);
    return 0;
  };
  if (!installed && !before.loaded) return tell('not-installed', before, `${service.name} is not installed.`);
  refuseWithoutRoot(io, service, 'uninstall --system');
  refuseOtherPlace(io, service, `uninstall${service.scope === 'system' ? ' --system' : ''}`);
  const { StepFailed } = await import('../../service/execute.ts');
  try {
    await carryOut(io, service, service.uninstall());
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    throw new CliError('supervisor', `${service.name} was not removed: ${error.message}`, {
      fix: `by hand: ${service.byHand('stop')}, then remove ${service.definitionPath}`,
      cause: error,
    });
  }
  const state = await service.state();
  if (state.loaded)
    throw new CliError('supervisor', `${service.kind} still knows ${service.name} after it was removed`, {
      fix: `by hand: ${service.byHand('stop')}, then remove ${service.definitionPath}`,
    });
  return tell(
    'uninstalled',
    state,
    `Removed ${service.definitionPath}. The state in ${io.paths.stateDir} was left alone.`,
  );
}
