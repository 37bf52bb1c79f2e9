import { tokensInUse } from '../../channels/telegram/token.ts';
import type { Config } from '../../config/generated/types.ts';
import { formatIssue, sentence } from '../../config/issue.ts';
import { loadConfig, type LoadedConfig } from '../../config/load.ts';
import { planGateway, type GatewayFlags, type GatewayPlan } from '../../config/plan.ts';
import type { Env } from '../../platform/env.ts';
import { EXIT, type ExitCode } from '../../platform/exit.ts';
import { ensureDir } from '../../platform/files.ts';
import { localAddresses } from '../../platform/host.ts';
import { createLogging, type LogConsole, type Logging } from '../../platform/logging.ts';
import type { Paths } from '../../platform/paths.ts';
import { ensureSecretFile } from '../../platform/secret-file.ts';
import { createPatternMask } from '../../platform/secret-patterns.ts';
import { createSecretRegistry, type SecretRegistry } from '../../platform/secrets.ts';

/** The gateway does not start, for a reason the operator can mend. The message says what and how. */
export class BootRefused extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BootRefused';
    this.exitCode = exitCode;
  }
}

/** What one boot found out before anything was started. */
export interface BootPlan {
  readonly plan: GatewayPlan;
  readonly config: Config;
  readonly loaded: LoadedConfig;
  readonly env: Env;
  readonly secrets: SecretRegistry;
  readonly logging: Logging;
  readonly warnings: readonly string[];
}

export interface BootOptions {
  readonly paths: Paths;
  readonly env: Env;
  readonly flags: GatewayFlags;
  readonly terminal: boolean;
  readonly console: LogConsole;
}

/** Reads the configuration, settles every setting and opens the log. @throws BootRefused */
export async function planBoot(options: BootOptions): Promise<BootPlan> {
  const { paths, env, flags, terminal } = options;
  const loaded = await loadConfig({ paths, env });
  if (!loaded.valid) {
    throw new BootRefused(
      EXIT.config,
      [
        `Invalid config at ${paths.configPath}.`,
        ...loaded.issues.map((issue) => `  ${formatIssue(issue)}`),
      ].join('\n'),
    );
  }
  const outcome = planGateway({
    config: loaded.config,
    configExists: loaded.exists,
    env: loaded.env,
    flags,
    paths,
    secretFiles: loaded.secretFiles,
    addresses: localAddresses(),
    terminal,
    generatedToken: () => ensureSecretFile(paths.gatewayTokenPath),
  });
  if (!outcome.ok) {
    const [first] = outcome.refusals;
    throw new BootRefused(first.exitCode, outcome.refusals.map(sentence).join('\n'));
  }
  const { plan } = outcome;
  const { patterns } = plan.logging.redact;
  const mask =
    patterns === 'off'
      ? createPatternMask([])
      : createPatternMask(patterns === 'builtin' ? undefined : patterns);
  const secrets = createSecretRegistry(mask);
  for (const { value, provenance } of loaded.secrets) secrets.register(value, provenance);
  if (plan.auth.token !== undefined) secrets.register(plan.auth.token.value, 'gateway token');
  if (plan.auth.password !== undefined) secrets.register(plan.auth.password.value, 'gateway password');
  for (const { accountId, token } of tokensInUse(loaded.config, loaded.env))
    secrets.register(token, `Telegram bot token of ${accountId}`);
  ensureDir(paths.stateDir);
  const colours = terminal && plan.logging.style === 'pretty' && env.foreign('NO_COLOR') === undefined;
  const logging = createLogging({ ...plan.logging, colours, console: options.console }, secrets);
  return {
    plan,
    config: loaded.config,
    loaded,
    env: loaded.env,
    secrets,
    logging,
    warnings: [...loaded.warnings.map(formatIssue), ...outcome.warnings],
  };
}
