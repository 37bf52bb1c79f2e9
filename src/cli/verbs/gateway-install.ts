import { existsSync, realpathSync } from 'node:fs';
import { DEFAULT_STOP_BUDGET_MS } from '../../platform/stop-budget.ts';
import type { ServiceSpec } from '../../service/spec.ts';
import type { ServiceState } from '../../service/port.ts';
import { enableLinger } from '../../service/systemd/linger.ts';
import type { Budget } from '../await-gateway.ts';
import { CliError } from '../cli-error.ts';
import { loadValidConfig } from '../valid-config.ts';
import {
  findServices,
  refuseForeground,
  refuseForeignHome,
  refuseRivals,
  refuseTakenPort,
  refuseUnready,
} from '../install-checks.ts';
import type { CliIo } from '../io.ts';
import { lingeringOf, startByLingering, turnOnLingering, type Lingering } from '../lingering.ts';
import { createOutput } from '../output.ts';
import { createBudget } from '../own-gateway.ts';
import { carryOut, openService, refuseWithoutRoot, type OwnService } from '../supervised.ts';
import { serviceLine, serviceReport } from '../supervised-lines.ts';
import { awaitService } from '../supervised-start.ts';

export interface InstallFlags {
  readonly port?: string;
  readonly token?: string;
  readonly runtime: 'node';
  readonly force?: boolean;
  readonly system?: boolean;
  /** Whose gateway a system service is. */
  readonly user?: string;
  /** False with `--no-linger`: whether the user's services outlive the last logout is left as it is. */
  readonly linger?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly timeout: number;
}

interface Prepared {
  readonly service: OwnService;
  readonly spec: ServiceSpec;
  readonly warnings: readonly string[];
  /** Before anything is done about it. */
  readonly lingering: Lingering;
  /** The user's systemd is there because it was turned on by now. */
  readonly broughtUp: boolean;
}

/** Whether the gateway can speak to systemd on this machine. */
async function canNotify(): Promise<boolean> {
  const { openCLibrary } = await import('../../platform/c-library.ts');
  return openCLibrary().then(
    () => true,
    // The optional package was left out: the unit is then one without readiness.
    () => false,
  );
}

async function noReadiness(): Promise<string> {
  const { withoutCLibrary } = await import('../../platform/c-library.ts');
  const { reason, fix } = withoutCLibrary();
  return `${reason}: the unit does without readiness and watchdog; ${fix}, then install the service with --force`;
}

/** The program as it is found after the next update too: a link in a directory of commands stays, what it leads to moves. */
function entryOf(io: CliIo): string {
  const { script } = io.machine;
  if (script === '' || !existsSync(script))
    throw new CliError('supervisor', 'this program does not know where it is installed', {
      fix: 'install moltbot globally and try again: npm install -g moltbot',
    });
  if (/[\\/]_npx[\\/]/.test(realpathSync(script)))
    throw new CliError('supervisor', `${script} is a copy that npx throws away`, {
      fix: 'install moltbot globally and try again: npm install -g moltbot',
    });
  return script;
}

async function prepare(io: CliIo, flags: InstallFlags, budget: Budget): Promise<Prepared> {
  const { env, paths, machine, version } = io;
  const user = flags.user ?? env.foreign('SUDO_USER') ?? machine.userName;
  const scoped: CliIo = {
    ...io,
    machine: { ...machine, userName: flags.system === true ? user : machine.userName },
  };
  const service = await openService(scoped, flags.system === true ? 'system' : 'user');
  refuseWithoutRoot(
    io,
    service,
    `install --system${flags.user === undefined ? '' : ` --user ${flags.user}`}`,
  );
  const missing = await service.unavailable();
  const mayBringUp = missing?.noLogin === true && flags.linger !== false && flags.dryRun !== true;
  if (mayBringUp) await refuseUnready(io);
  const broughtUp = mayBringUp && (await startByLingering(io, service, budget));
  if (missing !== undefined && !broughtUp)
    throw new CliError('supervisor', `no service can be installed here: ${missing.reason}`, {
      fix: missing.fix,
    });
  if (flags.system === true) await refuseForeignHome(io, service, user);
  const { chooseNode } = await import('../../service/node-choice.ts');
  const { referencedIn, specFor } = await import('../../service/spec-for.ts');
  const { serviceNames } = await import('../../service/names.ts');
  const { ask } = service;
  const node =
    machine.node === undefined
      ? undefined
      : await chooseNode({
          execPath: machine.node,
          platform: machine.platform,
          ask,
          exists: existsSync,
        });
  const loaded = await loadValidConfig(io);
  const texts = [...loaded.sources.values()].map((bytes) => Buffer.from(bytes).toString('utf8'));
  const notifies = service.kind !== 'systemd' || (await canNotify());
  const stopMs = (loaded.config.gateway?.shutdown?.timeoutSeconds ?? DEFAULT_STOP_BUDGET_MS / 1000) * 1000;
  const spec = specFor({
    names: serviceNames(paths.profile, env),
    paths,
    env,
    version,
    platform: machine.platform,
    ...(node === undefined ? {} : { node: node.path }),
    entry: entryOf(io),
    ...(flags.port === undefined ? {} : { port: Number(flags.port) }),
    ...(flags.token === undefined ? {} : { token: flags.token }),
    referenced: texts.flatMap(referencedIn),
    stopSeconds: Math.ceil(stopMs / 1000),
    notifies,
    exists: existsSync,
  });
  refuseUnwritable(service, spec);
  const quiet = notifies ? [] : [await noReadiness()];
  return {
    service,
    spec,
    warnings: [
      ...(node?.warnings ?? []),
      ...quiet,
      ...(await neighbours(io, service, loaded.config.gateway?.port, flags)),
    ],
    lingering: await lingeringOf(io, service),
    broughtUp,
  };
}

/** Paths and values may hold what the format of a definition has no way to say. @throws CliError supervisor */
function refuseUnwritable(service: OwnService, spec: ServiceSpec): void {
  try {
    service.render(spec);
  } catch (error) {
    throw new CliError('supervisor', `no service can be installed here: ${(error as Error).message}`, {
      fix: 'give it another place or value, or run the gateway in the foreground',
      cause: error,
    });
  }
}

/** Another profile on the same port would keep one of the two from starting. */
async function neighbours(
  io: CliIo,
  service: OwnService,
  configured: number | undefined,
  flags: InstallFlags,
): Promise<readonly string[]> {
  const port = flags.port === undefined ? configured : Number(flags.port);
  const same = (await findServices(io, true)).filter(
    (one) =>
      one.kind === 'own' && one.path !== service.definitionPath && port !== undefined && one.port === port,
  );
  return same.map(({ name }) => `${name} listens on port ${port} too: give one of them another with --port`);
}

/** Whether what is installed is what would be installed. */
const isCurrent = (service: OwnService, spec: ServiceSpec): boolean =>
  service.definition()?.text === service.render(spec)[0]?.content;

/** `moltbot gateway install`: done only when the gateway says hello as a service. */
export async function gatewayInstall(io: CliIo, flags: InstallFlags): Promise<number> {
  const out = createOutput(io);
  const budget = createBudget(io, flags.timeout);
  const { service, spec, warnings, lingering, broughtUp } = await prepare(io, flags, budget);
  const turnsOn = lingering.state === 'off' && flags.linger !== false;
  const { stepInWords, StepFailed } = await import('../../service/execute.ts');
  if (flags.dryRun === true) {
    const steps = [...service.install(spec), ...(turnsOn ? [enableLinger(io.machine.userName)] : [])];
    if (flags.json === true)
      out.json({ ok: true, action: 'install', result: 'dry-run', steps: steps.map(stepInWords), warnings });
    else for (const step of steps) out.line(stepInWords(step));
    return 0;
  }
  const before = await service.state();
  const tell = async (
    result: 'installed' | 'already-installed',
    state: ServiceState,
    { message, linger }: { readonly message: string; readonly linger: Lingering },
  ): Promise<number> => {
    const report = serviceReport(service, state);
    const { trouble } = linger;
    const all = [...warnings, ...(trouble === undefined ? [] : [`${trouble.message}; run: ${trouble.fix}`])];
    if (flags.json === true)
      out.json({
        ok: true,
        action: 'install',
        result,
        message,
        warnings: all,
        linger: linger.state,
        service: report,
      });
    else {
      out.line(message);
      out.line(serviceLine(service, state));
      if (linger.state === 'on' && (broughtUp || lingering.state !== 'on'))
        out.line(
          `Turned on lingering for ${io.machine.userName}: the service outlives the last logout and comes up at boot.`,
        );
      for (const warning of all) out.line(`${out.tone('warn', 'Warning')} ${warning}`);
    }
    return 0;
  };
  if (before.loaded && flags.force !== true && service.definition() !== undefined) {
    const renewal = isCurrent(service, spec)
      ? 'nothing was changed'
      : 'it is not what would be installed now: --force installs it anew';
    const message = `${service.name} is installed already; ${renewal}.`;
    return tell('already-installed', before, { message, linger: lingering });
  }
  await refuseUnready(io);
  await refuseRivals(io, service);
  await refuseForeground(io, service);
  await refuseTakenPort(io, flags.port);
  try {
    await carryOut(io, service, service.install(spec));
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    const { serviceTrouble } = await import('../supervised-start.ts');
    if (error.step.do === 'run' && error.step.argv.includes('restart'))
      throw await serviceTrouble(io, service, 'was installed and does not start', await service.state());
    throw new CliError('supervisor', `${service.name} was not installed: ${error.message}`, {
      fix: 'mend that and try again; what was done already does no harm',
      cause: error,
    });
  }
  const { phase } = await awaitService(io, service, { budget, timeout: flags.timeout });
  return tell('installed', await service.state(), {
    message: `Installed ${service.definitionPath}; the gateway serves (pid ${phase.pid}).`,
    // Last, when there is something that is worth it.
    linger: turnsOn ? await turnOnLingering(io, service) : lingering,
  });
}
