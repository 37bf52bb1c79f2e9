import type { ReloadNeeds } from '../protocol/reload.ts';

/** What the running process does about a change, besides taking over the new configuration. */
export type HotEffect =
  /** The value is read at each use. */
  | { readonly kind: 'read' }
  /** The log is set up anew: levels, form, file, masks. */
  | { readonly kind: 'logging' }
  /** The number of runs at a time. */
  | { readonly kind: 'lanes' }
  /** Whether a restart may be asked for from outside. */
  | { readonly kind: 'restartAuthority' }
  /** One account's connection; `key` is `channel:account`. */
  | { readonly kind: 'link'; readonly key: string; readonly how: 'start' | 'stop' | 'restart' };

export type ReloadClass = 'none' | 'hot' | 'restart';

export interface PlannedChange {
  /** Dotted; an element of a list is named by its id, e.g. `agents.list[id=main].model`. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly reload: ReloadClass;
  /** One sentence. */
  readonly reason: string;
  /** Of several, which a key inherited by several accounts has, the first; `effects` of the plan has them all. */
  readonly effect?: HotEffect;
}

/** What a change of the configuration asks for. Nothing in it says whether the mode permits it. */
export interface ReloadPlan {
  readonly changes: readonly PlannedChange[];
  readonly needs: ReloadNeeds;
  /** Without doubles, in the order of application. With `needs` restart: what would remain to do without one. */
  readonly effects: readonly HotEffect[];
}
