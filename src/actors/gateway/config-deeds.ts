import type { ConfigEditor } from '../../api/config-port.ts';
import { diffConfig, stepsText } from '../../config/diff.ts';
import { hashOf } from '../../config/file-state.ts';
import { parseSource } from '../../config/source.ts';
import type { ConfigWritten } from '../../config/write.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { recordOp } from '../../store/ops-log.ts';
import type { OpsAction } from '../../store/ops-log.ts';
import type { Store } from '../../store/store.ts';

/** More keys than this say no more of a change than their number does. */
const MAX_KEYS = 100;

/** Who changed the configuration through the gateway: which keys, never their values. */
export function createConfigDeeds(options: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly path: string;
}) {
  const { store, clock, log, path } = options;
  const record = async (
    action: OpsAction,
    { actor }: ConfigEditor,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void> => {
    log.info('the configuration was changed through the gateway', { action, actor, ...detail });
    try {
      await store.write((tx) => recordOp(tx, { at: clock.now(), actor, action, target: path, detail }));
    } catch (error) {
      // The file is written and stays so; that its record is missing is told beside the failure of the store itself.
      log.error('a change of the configuration could not be recorded', { action, actor, err: error });
    }
  };
  return {
    wrote: (
      action: OpsAction,
      editor: ConfigEditor,
      { previous, hash, loaded }: ConfigWritten,
    ): Promise<void> => {
      const keys = diffConfig(valueOf(previous), valueOf(loaded.sources.get(loaded.path))).map(({ steps }) =>
        stepsText(steps),
      );
      return record(action, editor, {
        keys: keys.slice(0, MAX_KEYS),
        ...(keys.length > MAX_KEYS ? { furtherKeys: keys.length - MAX_KEYS } : {}),
        from: previous === null ? null : hashOf(previous),
        to: hash,
      });
    },
    confirmed: (editor: ConfigEditor, hash: string): Promise<void> =>
      record('config.confirm', editor, { to: hash }),
  };
}

/** What was no JSON5 had no keys. */
function valueOf(bytes: Uint8Array | null | undefined): unknown {
  const parsed = bytes == null ? undefined : parseSource(bytes);
  return parsed?.ok === true ? parsed.value : {};
}
