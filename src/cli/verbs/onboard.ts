import type { ConfigEdit } from '../../config/edit.ts';
import { isPlaceholderSecret } from '../../config/plan-auth.ts';
import { canAsk, Cancelled, createTerminalAsker, type Asker } from '../asker.ts';
import { usageError } from '../cli-error.ts';
import { detect, foundLines } from '../detect.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { loadValidConfig } from '../valid-config.ts';
import { askChannels } from '../wizard/channels.ts';
import { askMode, checkAddress, newToken } from '../wizard/gateway.ts';
import { greet, linkPhone, wantsPhone } from '../wizard/greet.ts';
import { wantsService } from '../wizard/keep-running.ts';
import { askModel } from '../wizard/model.ts';
import { askPort } from '../wizard/port.ts';
import { differing, set, type Wizard } from '../wizard/wizard.ts';
import { setUp, setUpLines, workspaceOf } from './setup.ts';

export interface OnboardFlags {
  readonly nonInteractive?: boolean;
  readonly acceptRisk?: boolean;
  readonly mode?: 'local' | 'remote';
  readonly workspace?: string;
  readonly gatewayPort?: string;
  readonly gatewayBind?: 'loopback' | 'lan' | 'tailnet' | 'auto';
  readonly gatewayAuth?: 'token' | 'password';
  readonly gatewayToken?: string;
  readonly gatewayPassword?: string;
  readonly remoteUrl?: string;
  readonly remoteToken?: string;
  /** False with `--no-install-daemon`; absent: asked, or not done. */
  readonly installDaemon?: boolean;
  readonly skipHealth?: boolean;
  readonly skipChannels?: boolean;
  readonly timeout: number;
  readonly json?: boolean;
}

/** Everything the wizard has found out. */
interface Answers {
  readonly mode: 'local' | 'remote';
  readonly workspace: string;
  readonly edits: readonly ConfigEdit[];
  readonly auth: 'token' | 'password' | 'none';
  readonly install: boolean;
}

const RISK =
  'An agent answers whoever may write to you, and may use tools on this machine. Pairing keeps strangers out; say yes only if you want that.';

function remoteEdits({ remoteUrl, remoteToken }: OnboardFlags): readonly ConfigEdit[] {
  if (remoteUrl === undefined) throw usageError('Missing --remote-url for remote mode.');
  const wrong = checkAddress(remoteUrl);
  if (wrong !== undefined) throw usageError(`--remote-url: ${wrong}, e.g. wss://gateway.example:18789`);
  return [
    set('gateway.mode', 'remote'),
    set('gateway.remote.url', remoteUrl),
    ...(remoteToken === undefined ? [] : [set('gateway.remote.token', remoteToken)]),
  ];
}

/** The secret of the gateway: as given, as configured, or a new one. Even on loopback. */
function authEdits(
  flags: OnboardFlags,
  configured: {
    readonly token?: string;
    readonly password?: string;
    readonly tokenFile?: string;
    readonly passwordFile?: string;
  },
  ambient?: string,
): { readonly auth: Answers['auth']; readonly edits: readonly ConfigEdit[] } {
  const { gatewayAuth, gatewayToken, gatewayPassword } = flags;
  const has = configured.password !== undefined || configured.passwordFile !== undefined;
  const auth =
    gatewayAuth ??
    (gatewayPassword !== undefined || (has && gatewayToken === undefined) ? 'password' : 'token');
  if (auth === 'password') {
    if (gatewayPassword === undefined && !has)
      throw usageError('--gateway-auth password needs --gateway-password <password>');
    const edits = gatewayPassword === undefined ? [] : [set('gateway.auth.password', gatewayPassword)];
    return { auth, edits: [set('gateway.auth.mode', 'password'), ...edits] };
  }
  const known = configured.token !== undefined || configured.tokenFile !== undefined;
  if (gatewayToken === undefined && known) return { auth, edits: [] };
  // One of the shell that clients have already must not become a second one.
  const token = gatewayToken ?? ambient ?? newToken();
  return { auth, edits: [set('gateway.auth.token', token)] };
}

type Configured = Awaited<ReturnType<typeof loadValidConfig>>['config'];

function fromFlags(io: CliIo, flags: OnboardFlags, config: Configured): Answers {
  const mode = flags.mode ?? (config.gateway?.mode === 'remote' ? 'remote' : 'local');
  const workspace = workspaceOf(io, flags.workspace, config.agents?.defaults?.workspace);
  if (mode === 'remote')
    return {
      mode,
      workspace,
      edits: remoteEdits({ ...flags, ...keptRemote(flags, config) }),
      auth: flags.remoteToken === undefined ? 'none' : 'token',
      install: false,
    };
  const shell = io.env.get('gatewayToken');
  const ambient = shell === undefined || isPlaceholderSecret(shell) ? undefined : shell;
  const { auth, edits } = authEdits(flags, config.gateway?.auth ?? {}, ambient);
  return {
    mode,
    workspace,
    auth,
    install: flags.installDaemon === true,
    edits: [
      set('gateway.mode', 'local'),
      ...(flags.gatewayPort === undefined ? [] : [set('gateway.port', Number(flags.gatewayPort))]),
      ...(flags.gatewayBind === undefined ? [] : [set('gateway.bind', flags.gatewayBind)]),
      ...edits,
    ],
  };
}

const keptRemote = (flags: OnboardFlags, { gateway }: Configured): Partial<OnboardFlags> =>
  flags.remoteUrl === undefined && gateway?.remote?.url !== undefined
    ? { remoteUrl: gateway.remote.url }
    : {};

/** What the questions came to. */
interface Told {
  readonly flags: OnboardFlags;
  /** For what there is no option: the model and the chat networks. */
  readonly more: readonly ConfigEdit[];
}

/** The questions, each with what is so already as its answer. */
async function ask(wizard: Wizard, flags: OnboardFlags): Promise<Told> {
  const { io, asker, config } = wizard;
  if (flags.acceptRisk !== true && !(await asker.confirm({ message: `${RISK} Continue?`, initial: false })))
    throw new Cancelled();
  const { gateway } = config;
  const mode = flags.mode ?? (await askMode(wizard));
  if (mode === 'remote') {
    const remoteUrl =
      flags.remoteUrl ??
      (await asker.text({
        message: 'Its address',
        initial: gateway?.remote?.url ?? 'wss://',
        check: checkAddress,
      }));
    const remoteToken =
      flags.remoteToken ?? (await asker.secret({ message: 'Its token (empty: keep what is configured)' }));
    return {
      flags: { ...flags, mode, remoteUrl, ...(remoteToken === '' ? {} : { remoteToken }) },
      more: [],
    };
  }
  const workspace =
    flags.workspace ??
    (await asker.text({
      message: 'Where do agents work?',
      initial: workspaceOf(io, undefined, config.agents?.defaults?.workspace),
      check: (answer) => (answer.trim() === '' ? 'give a directory' : undefined),
    }));
  const gatewayPort = await askPort(wizard, flags.gatewayPort);
  const more = [
    ...(await askModel(wizard)),
    ...(flags.skipChannels === true ? [] : await askChannels(wizard)),
  ];
  const installDaemon = flags.installDaemon ?? (await wantsService(wizard));
  return { flags: { ...flags, mode, workspace, gatewayPort, installDaemon }, more };
}

/** `moltbot onboard`: from nothing to a gateway that answers. */
export async function onboard(
  io: CliIo,
  flags: OnboardFlags,
  createAsker: () => Promise<Asker> = createTerminalAsker,
): Promise<number> {
  const out = createOutput(io);
  if (flags.nonInteractive === true && flags.acceptRisk !== true)
    throw usageError(`--non-interactive needs --accept-risk. ${RISK}`);
  if (flags.nonInteractive !== true && !canAsk(io) && createAsker === createTerminalAsker)
    throw usageError(
      'there is no terminal to ask at: use --non-interactive --accept-risk with the options you need',
    );
  const { config } = await loadValidConfig(io);
  const found = await detect(io);
  let told: Told = { flags, more: [] };
  let asker: Asker | undefined;
  try {
    if (flags.nonInteractive !== true) {
      asker = await createAsker();
      told = await ask({ io, asker, config, found }, flags);
    }
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    out.line('Nothing was changed.');
    return 0;
  }
  const answers = fromFlags(io, told.flags, config);
  const done = await setUp(
    io,
    { workspace: answers.workspace, timeout: flags.timeout },
    differing(config, [...answers.edits, ...told.more]),
  );
  if (flags.json !== true) {
    for (const line of setUpLines(done)) out.line(line);
    if (flags.nonInteractive === true && answers.mode === 'local')
      for (const line of foundLines(found)) out.line(line);
  }
  const installWarnings = answers.install ? await installService(io, flags) : [];
  const answered = answers.mode === 'local' && flags.skipHealth !== true && (await greet(io, flags.timeout));
  if (flags.json === true) {
    out.json({
      ok: true,
      ...done,
      mode: answers.mode,
      auth: answers.auth,
      installDaemon: answers.install,
      installWarnings,
      found,
      answered,
    });
    return 0;
  }
  if (answered && asker !== undefined && wantsPhone(told.more)) await linkPhone({ io, asker });
  if (answers.mode === 'remote') out.line(`Next: ${io.command} status`);
  else if (answered)
    out.line(`The gateway answers. Talk to it: ${io.command} agent --message "hello" --stream`);
  else
    out.line(
      `Next: start it with ${io.command} gateway, or keep it running with ${io.command} gateway install`,
    );
  if (answers.mode === 'local') {
    out.line(`Connect Telegram or WhatsApp: ${io.command} channels add --help`);
    out.line(`Change any of this: ${io.command} configure`);
  }
  return 0;
}

/** Its own report would be a second document beside ours: of it there is then only what it warns of. */
async function installService(io: CliIo, { timeout, json }: OnboardFlags): Promise<readonly string[]> {
  const { gatewayInstall } = await import('./gateway-install.ts');
  const flags = { runtime: 'node' as const, timeout };
  if (json !== true) {
    await gatewayInstall(io, flags);
    return [];
  }
  const { PassThrough } = await import('node:stream');
  const { text } = await import('node:stream/consumers');
  const report = new PassThrough();
  const whole = text(report);
  await gatewayInstall({ ...io, stdout: report }, { ...flags, json: true });
  report.end();
  return (JSON.parse(await whole) as { readonly warnings: readonly string[] }).warnings;
}
