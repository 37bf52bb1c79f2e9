import type { ConfigEditor, ConfigPort } from '../../api/config-port.ts';
import { listBackups } from '../../config/backups.ts';
import { editorHints, wholeSchema } from '../../config/editor-schema.ts';
import { followLink } from '../../config/file-state.ts';
import { parseJson5 } from '../../config/json5.ts';
import { loadConfig } from '../../config/load.ts';
import type { LoadedConfig } from '../../config/load.ts';
import { reloadModeOf } from '../../config/reload-plan.ts';
import { isRecord } from '../../config/validate.ts';
import { patchConfig, replaceConfig } from '../../config/write.ts';
import type { ConfigWriteOptions, ConfigWritten } from '../../config/write.ts';
import { ConfigWriteRefused } from '../../config/write-refused.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Env } from '../../platform/env.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Paths } from '../../platform/paths.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import type {
  ConfigApplyParams,
  ConfigApplyResult,
  ConfigSetResult,
  ReloadReport,
  RunningConfig,
} from '../../protocol/generated/types.ts';
import type { OfferReload } from '../../protocol/reload-request.ts';
import { readOps } from '../../store/ops-log.ts';
import type { Store } from '../../store/store.ts';
import { createConfigDeeds } from './config-deeds.ts';
import {
  baseHashRequired,
  baseHashUnavailable,
  failureOf,
  notInForce,
  notSettled,
  noWayBack,
  unconfirmed,
} from './config-failures.ts';
import { plannedChange } from './planned-change.ts';

export interface ConfigDeskOptions {
  readonly paths: Pick<Paths, 'configPath' | 'home'>;
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Logger;
  readonly store: Store;
  readonly version: string;
  readonly pid: number;
  /** What the gateway runs on. */
  readonly running: () => LoadedConfig;
  /** How that stands to the file. */
  readonly state: () => RunningConfig;
  readonly offer: OfferReload;
  /** False when nothing waits for a confirmation, or another file does. */
  readonly confirm: (hash?: string) => boolean;
  /** Until when a change waits for its confirmation (Unix epoch, ms); `undefined` when none does. */
  readonly probation: () => number | undefined;
  /** False while a file that is written would come into force without its time limit. */
  readonly takesProbation: () => boolean;
  /** Why a gateway would not start on this; `undefined` when it would. */
  readonly obstacle: (loaded: LoadedConfig) => string | undefined;
}

const DEEDS_SHOWN = 50;

/** Changes of the configuration file on behalf of clients. */
export function createConfigDesk(options: ConfigDeskOptions): ConfigPort {
  const { paths, env, clock, log, store, running, state, offer, obstacle } = options;
  const generatedAt = new Date(clock.now()).toISOString();
  const deeds = createConfigDeeds({ store, clock, log, path: paths.configPath });
  const load = (instead?: Uint8Array): Promise<LoadedConfig> =>
    loadConfig({ paths, env, ...(instead === undefined ? {} : { instead }) });

  /** Writers of this process wait here and not at the lock, where waiting means looking again and again. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    // The next one's turn comes whether or not this one was refused, which its own caller is told.
    last = Promise.allSettled([mine]);
    return mine;
  };

  /** @throws Failure when the file exists and the caller does not say which one it has seen */
  const guard = async (baseHash: string | undefined): Promise<void> => {
    if (baseHash !== undefined) return;
    const { exists, snapshot } = await load();
    if (!exists) return;
    throw snapshot.hash === undefined ? baseHashUnavailable() : baseHashRequired();
  };

  const check = (loaded: LoadedConfig): void => {
    const why = obstacle(loaded);
    if (why === undefined) return;
    throw new ConfigWriteRefused('result', `a gateway would not start with this: ${why}`, {
      fix: 'nothing was written; correct the values',
    });
  };

  const checkOnProbation = (loaded: LoadedConfig): void => {
    check(loaded);
    if (reloadModeOf(loaded.config) === reloadModeOf(running().config)) return;
    throw new ConfigWriteRefused(
      'result',
      'gateway.reload.mode cannot be changed with a time limit: it decides whether a change can be taken back',
      { fix: 'change it on its own, without the limit' },
    );
  };

  /** What is to come back must be of use. @throws Failure */
  const refuseNoWayBack = async (): Promise<void> => {
    const { valid, exists } = await load();
    if (!exists || !valid) throw noWayBack();
  };

  /** The file is written by now: whatever goes wrong from here on must not look like a refusal. */
  const offered = async (
    written: ConfigWritten,
    reason: string,
    params: Partial<ConfigApplyParams>,
    from: ConfigEditor['from'],
  ): Promise<ReloadReport> => {
    const { sessionKey, note, restartDelayMs, confirmWithinMs } = params;
    const { hash, previous } = written;
    try {
      return await offer({
        reason,
        hash,
        previous,
        ...(sessionKey === undefined ? {} : { sessionKey }),
        ...(from === undefined ? {} : { from }),
        ...(note === undefined ? {} : { note }),
        ...(restartDelayMs === undefined ? {} : { restartDelayMs }),
        ...(confirmWithinMs === undefined ? {} : { confirmWithinMs }),
      });
    } catch (error) {
      log.error('a changed configuration could not be taken over', { reason, err: error });
      const why = error instanceof Error ? error.message : String(error);
      return {
        at: clock.now(),
        result: 'deferred',
        reason: `the file is written, the gateway did not take it over: ${why}`,
        changes: [],
        hash,
      };
    }
  };

  const change = async (
    action: 'config.set' | 'config.apply' | 'config.patch' | 'config.rollback',
    params: Partial<ConfigApplyParams>,
    editor: ConfigEditor,
    write: (how: ConfigWriteOptions) => Promise<ConfigWritten>,
  ): Promise<ConfigSetResult> => {
    const { baseHash, confirmWithinMs } = params;
    await guard(baseHash);
    if (confirmWithinMs !== undefined) await refuseNoWayBack();
    const how = {
      paths,
      env,
      clock,
      check: confirmWithinMs === undefined ? check : checkOnProbation,
      ...(baseHash === undefined ? {} : { baseHash }),
    };
    const writeNow = async (): Promise<ConfigWritten> => {
      const until = options.probation();
      if (until !== undefined) throw unconfirmed(until);
      if (confirmWithinMs !== undefined && !options.takesProbation()) throw notSettled();
      return write(how).catch((error: unknown): never => {
        throw failureOf(error);
      });
    };
    const takeOver = async (written: ConfigWritten): Promise<ConfigSetResult> => {
      const { path, hash, changed, loaded } = written;
      const config = loaded.snapshot.config;
      if (!changed) return { ok: true, path, config, hash, changed };
      await deeds.wrote(action, editor, written);
      const report = await offered(written, action, params, editor.from);
      return { ok: true, path, config, hash, changed, report };
    };
    // One change is taken over before the next is written: otherwise what is read for the first would be the file of the second.
    return inTurn(async () => takeOver(await writeNow()));
  };

  const withRestart = (action: string, result: ConfigSetResult): ConfigApplyResult => {
    const { report } = result;
    const restarts = report?.result === 'restarting';
    const delayMs = report?.delayMs ?? 0;
    return {
      ...result,
      restart: restarts
        ? { ok: true, pid: options.pid, signal: 'SIGUSR1', delayMs, reason: action, mode: 'emit' }
        : null,
      sentinel: report?.sentinel ?? null,
    };
  };

  return {
    current: () => running().config,
    async snapshot() {
      const { snapshot } = await load();
      return { ...snapshot, running: state() };
    },
    schema: () => ({
      schema: wholeSchema(),
      uiHints: editorHints(),
      version: options.version,
      generatedAt,
    }),
    set: (params, editor) =>
      change('config.set', params, editor, (how) =>
        replaceConfig({ ...how, bytes: Buffer.from(params.raw) }),
      ),
    async apply(params, editor) {
      const result = await change('config.apply', params, editor, (how) =>
        replaceConfig({ ...how, bytes: Buffer.from(params.raw) }),
      );
      return withRestart('config.apply', result);
    },
    async patch(params, editor) {
      const patch = patchOf(params.raw);
      const result = await change('config.patch', params, editor, (how) => patchConfig({ ...how, patch }));
      return withRestart('config.patch', result);
    },
    async rollback(params, editor) {
      const backup = listBackups(followLink(paths.configPath)).find(({ to }) => to === params.to);
      if (backup === undefined) {
        throw invalidRequest(`there is no backup ${params.to}; config.history shows those that exist`);
      }
      const result = await change('config.rollback', params, editor, (how) =>
        replaceConfig({ ...how, bytes: backup.bytes }),
      );
      return withRestart('config.rollback', result);
    },
    async plan(params) {
      const loaded = await load(params.raw === undefined ? undefined : Buffer.from(params.raw));
      return plannedChange(loaded, running(), obstacle(loaded));
    },
    async confirm({ hash }, editor) {
      const current = state().hash;
      if (!options.confirm(hash)) {
        if (options.probation() !== undefined && hash === undefined) throw notInForce();
        throw invalidRequest(
          hash === undefined
            ? 'no change of the configuration waits for a confirmation'
            : 'no change with this hash waits for a confirmation; it was confirmed, taken back or replaced',
        );
      }
      await deeds.confirmed(editor, hash ?? current);
      return { ok: true, hash: hash ?? current };
    },
    async history() {
      const { snapshot } = await load();
      const path = followLink(paths.configPath);
      return {
        path,
        ...(snapshot.hash === undefined ? {} : { hash: snapshot.hash }),
        backups: listBackups(path).map(({ bytes, ...backup }) => ({ ...backup, bytes: bytes.length })),
        deeds: store
          .read((db) => readOps(db, DEEDS_SHOWN, 'config'))
          .map(({ at, actor, action, detail }) => ({ at, actor, action, detail }))
          .toReversed(),
      };
    },
  };
}

function patchOf(raw: string): Readonly<Record<string, unknown>> {
  let patch: unknown;
  try {
    patch = parseJson5(raw);
  } catch (error) {
    throw invalidRequest((error as Error).message);
  }
  if (!isRecord(patch)) throw invalidRequest('config.patch raw must be an object');
  return patch;
}
