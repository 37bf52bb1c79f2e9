import type { Config } from '../config/generated/types.ts';
import type { ReloadAsker } from '../protocol/reload-request.ts';
import type {
  ConfigApplyParams,
  ConfigApplyResult,
  ConfigConfirmParams,
  ConfigConfirmResult,
  ConfigHistoryResult,
  ConfigPatchParams,
  ConfigPlanParams,
  ConfigPlanResult,
  ConfigRollbackParams,
  ConfigSchemaResult,
  ConfigSetParams,
  ConfigSetResult,
  ConfigSnapshot,
} from '../protocol/generated/types.ts';

/** Who changes the configuration, as the ops log names them. */
export interface ConfigEditor {
  readonly actor: string;
  /** Where they are told what came of it; absent: the session of the parameters, if any. */
  readonly from?: ReloadAsker;
}

/**
 * The configuration file, and what the gateway runs on. Everything that writes does so only while the file is still the
 * one of `baseHash`, tells the running gateway, and leaves a line in the ops log.
 */
export interface ConfigPort {
  /** What runs. */
  current(): Config;
  /** The payload of `config.get`: the file as it is on disk. Secrets are masked in `raw`, `parsed` and `config`. */
  snapshot(): Promise<ConfigSnapshot>;
  schema(): ConfigSchemaResult;
  /** @throws Failure INVALID_REQUEST (guard, damage, problems, placeholders), UNAVAILABLE (the file system refuses) */
  set(params: ConfigSetParams, editor: ConfigEditor): Promise<ConfigSetResult>;
  /** @throws Failure as `set` */
  apply(params: ConfigApplyParams, editor: ConfigEditor): Promise<ConfigApplyResult>;
  /** @throws Failure as `set`, and INVALID_REQUEST for what stands in an included file */
  patch(params: ConfigPatchParams, editor: ConfigEditor): Promise<ConfigApplyResult>;
  plan(params: ConfigPlanParams): Promise<ConfigPlanResult>;
  /** @throws Failure INVALID_REQUEST when nothing waits for a confirmation, or something else does */
  confirm(params: ConfigConfirmParams, editor: ConfigEditor): Promise<ConfigConfirmResult>;
  history(): Promise<ConfigHistoryResult>;
  /** @throws Failure as `set`, and INVALID_REQUEST when there is no such backup */
  rollback(params: ConfigRollbackParams, editor: ConfigEditor): Promise<ConfigApplyResult>;
}
