import { tokensInUse } from '../../channels/telegram/token.ts';
import { formatIssue } from '../../config/issue.ts';
import type { LoadedConfig } from '../../config/load.ts';
import type { Certificate } from '../../platform/certificate.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Env } from '../../platform/env.ts';
import { ensureDir } from '../../platform/files.ts';
import { readHostFacts } from '../../platform/host.ts';
import { createLogging, type LogConsole, type Logging } from '../../platform/logging.ts';
import { createSecretRegistry, type SecretRegistry } from '../../platform/secrets.ts';
import { chooseConfig, type ConfigChoice, type ConfigChoiceOptions } from './config-choice.ts';
import { openCertificate } from './certificates.ts';
import { createLiveConfig, type LiveConfig } from './live-config.ts';
import { logSettings, patternMaskOf } from './log-settings.ts';

/** What one boot found out before anything was started. */
export interface BootPlan {
  readonly live: LiveConfig;
  readonly choice: ConfigChoice;
  /** With the variables the configuration sets. */
  readonly env: Env;
  readonly secrets: SecretRegistry;
  /** Absent: the gateway speaks plain. */
  readonly certificate?: Certificate;
  readonly logging: Logging;
  readonly warnings: readonly string[];
}

export interface BootOptions extends ConfigChoiceOptions {
  readonly console: LogConsole;
}

/** Reads the configuration, settles every setting and opens the log. @throws BootRefused */
export async function planBoot(options: BootOptions): Promise<BootPlan> {
  const { paths, env, terminal } = options;
  const choice = await chooseConfig(options);
  const { loaded, plan } = choice;
  const secrets = createSecretRegistry(patternMaskOf(plan.logging.redact));
  if (plan.auth.token !== undefined) secrets.register(plan.auth.token.value, 'gateway token');
  if (plan.auth.password !== undefined) secrets.register(plan.auth.password.value, 'gateway password');
  registerSecrets(secrets, loaded);
  ensureDir(paths.stateDir);
  const certificate =
    plan.tls === undefined
      ? undefined
      : await openCertificate(plan.tls, readHostFacts().hostname, systemClock.now());
  const settings = logSettings(plan.logging, { terminal, env });
  const logging = createLogging({ ...settings, console: options.console }, secrets);
  return {
    live: createLiveConfig({ loaded, plan, replan: choice.replan }),
    choice,
    env: loaded.env,
    secrets,
    ...(certificate === undefined ? {} : { certificate }),
    logging,
    warnings: [...loaded.warnings.map(formatIssue), ...choice.warnings],
  };
}

/** Every secret of a configuration is known to the log before anybody can write it there. */
export function registerSecrets(secrets: SecretRegistry, loaded: LoadedConfig): void {
  for (const { value, provenance } of loaded.secrets) secrets.register(value, provenance);
  for (const { accountId, token } of tokensInUse(loaded.config, loaded.env))
    secrets.register(token, `Telegram bot token of ${accountId}`);
}
