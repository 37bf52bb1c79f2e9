import { effectText, planReload, reloadModeOf } from '../../config/reload-plan.ts';
import type { LoadedConfig } from '../../config/load.ts';
import type { ConfigPlanResult } from '../../protocol/generated/types.ts';
import { decideReload } from '../../protocol/reload.ts';
import { wireIssue } from './config-failures.ts';

/** What the gateway would do with a file, for `config.plan`. `obstacle`: why it would not start on it. */
export function plannedChange(
  loaded: LoadedConfig,
  running: LoadedConfig,
  obstacle: string | undefined,
): ConfigPlanResult {
  const mode = reloadModeOf(loaded.config);
  const hash = loaded.snapshot.hash;
  const base = { ok: true as const, path: loaded.path, hash: hash ?? 'unreadable', mode };
  const issues = [
    ...loaded.issues.map(wireIssue),
    ...(obstacle === undefined || !loaded.valid ? [] : [{ path: '', message: obstacle }]),
  ];
  if (issues.length > 0)
    return { ...base, valid: false, issues, needs: 'nothing', decision: 'refuse', changes: [] };
  const { changes, needs } = planReload(running.config, loaded.config);
  return {
    ...base,
    valid: true,
    issues,
    needs,
    decision: decideReload(needs, mode),
    changes: changes.map(({ effect, ...plain }) =>
      effect === undefined ? plain : { ...plain, effect: effectText(effect) },
    ),
  };
}
