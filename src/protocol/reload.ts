/** How a running gateway takes a changed configuration file: `gateway.reload.mode`. */
export const RELOAD_MODES = ['off', 'hot', 'restart', 'hybrid'] as const;
export type ReloadMode = (typeof RELOAD_MODES)[number];

export const DEFAULT_RELOAD_MODE: ReloadMode = 'hybrid';
/** Quiet time after the last sign of a change before the file is read: `gateway.reload.debounceMs`. */
export const DEFAULT_RELOAD_DEBOUNCE_MS = 300;

/** What a change asks for at most: nothing at all, effects in the running process, or a restart. */
export type ReloadNeeds = 'nothing' | 'hot' | 'restart';

export type ReloadDecision = 'ignore' | 'apply' | 'restart' | 'refuse';

/**
 * What becomes of a change. Refused means: the file stays as it is, the gateway goes on with what it has, and says so until
 * the file, the mode or the process changes. A change that needs nothing is taken over in every mode.
 */
export function decideReload(needs: ReloadNeeds, mode: ReloadMode): ReloadDecision {
  if (needs === 'nothing') return 'ignore';
  if (mode === 'off') return 'refuse';
  if (mode === 'restart') return 'restart';
  if (needs === 'hot') return 'apply';
  return mode === 'hot' ? 'refuse' : 'restart';
}
