import {
  decideReload,
  DEFAULT_RELOAD_DEBOUNCE_MS,
  DEFAULT_RELOAD_MODE,
  type ReloadDecision,
  type ReloadMode,
  type ReloadNeeds,
} from '../protocol/reload.ts';
import { diffConfig, stepsText, type ConfigChange, type Step } from './diff.ts';
import type { Config } from './generated/types.ts';
import { linkChanges, type LinkChange } from './reload-links.ts';
import { ruleOf, ruleOfSection } from './reload-rules.ts';
import type { ReloadClass, ReloadRule } from './reload-table.ts';

export type { ReloadClass };

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
  /**
   * One account's connection; `key` is `channel:account`. `start`: added, or switched on. `stop`: removed, or switched off.
   * What an account is made of beside its connection may have changed as well, so it is made anew by `start` and `restart`.
   */
  | { readonly kind: 'link'; readonly key: string; readonly how: 'start' | 'stop' | 'restart' };

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
  /** Without doubles, in the order of application. With `needs` restart: what could be done without one. */
  readonly effects: readonly HotEffect[];
}

export const reloadModeOf = (config: Config): ReloadMode =>
  config.gateway?.reload?.mode ?? DEFAULT_RELOAD_MODE;

/** Milliseconds. */
export const debounceOf = (config: Config): number =>
  config.gateway?.reload?.debounceMs ?? DEFAULT_RELOAD_DEBOUNCE_MS;

/** Pure. Both are valid and have their defaults; contents of files they name are outside of it. */
export function planReload(before: Config, after: Config): ReloadPlan {
  const links = linkChanges(before, after);
  const changes = diffConfig(before, after).map((change) => planned(change, links));
  const effects = ordered([...changes.flatMap(({ effect }) => effect ?? []), ...links.map(effectOf)]);
  return { changes, effects, needs: needsOf(changes, effects) };
}

function needsOf(changes: readonly PlannedChange[], effects: readonly HotEffect[]): ReloadNeeds {
  if (changes.some(({ reload }) => reload === 'restart')) return 'restart';
  return effects.length > 0 ? 'hot' : 'nothing';
}

/** Every key of the schema has a rule; others stand in sections that let foreign keys pass. */
const FOREIGN: ReloadRule = {
  reload: 'none',
  reason: 'The gateway does not know this key and passes it over.',
};

function planned({ steps, kind, hollow }: ConfigChange, links: readonly LinkChange[]): PlannedChange {
  const keys = steps.map(keyOf);
  const rule = hollow ? hollowRule(keys) : (ruleOf(keys) ?? ruleOfSection(keys) ?? FOREIGN);
  const base = { path: stepsText(steps), kind };
  const link = linkOf(keys, rule, links);
  if (link !== undefined) {
    const reason = link.came ? CAME[link.how] : rule.reason;
    return { ...base, reload: 'hot', reason, effect: effectOf(link) };
  }
  if (rule.effect === 'link') return { ...base, reload: 'none', reason: NO_USER };
  const { reload, reason, effect } = rule;
  return effect === undefined
    ? { ...base, reload, reason }
    : { ...base, reload, reason, effect: { kind: effect } };
}

const NO_USER = 'No account that is switched on uses this value.';

const CAME = {
  start: 'The account is added or switched on.',
  stop: 'The account is removed or switched off.',
  restart: 'The account is made anew.',
} as const;

const keyOf = (step: Step): string => (typeof step === 'object' ? step.value : String(step));

/** An entry without a value can only mean something by being there. */
function hollowRule(keys: readonly string[]): ReloadRule {
  const rule = ruleOf(keys) ?? ruleOfSection(keys);
  return rule === undefined || rule.reload === 'restart' ? HOLLOW : rule;
}

const HOLLOW: ReloadRule = { reload: 'none', reason: 'A section without a value says nothing.' };

/** The connection a change has a part in. */
function linkOf(
  keys: readonly string[],
  rule: ReloadRule,
  links: readonly LinkChange[],
): LinkChange | undefined {
  const [section, name, accounts, id] = keys;
  const channel = section === 'web' ? 'whatsapp' : section === 'channels' ? name : undefined;
  const ofChannel = links.filter((link) => link.channel === channel);
  if (accounts !== 'accounts' || id === undefined)
    return ofChannel.find(({ whole }) => rule.effect === 'link' || (whole && section === 'channels'));
  const own = ofChannel.find(({ key }) => key === `${channel}:${id}`);
  return own?.came === true || rule.effect === 'link' ? own : undefined;
}

const effectOf = ({ key, how }: LinkChange): HotEffect => ({ kind: 'link', key, how });

const LINK_ORDER = { stop: 4, restart: 5, start: 6 } as const;
const ORDER = { logging: 0, restartAuthority: 1, lanes: 2, read: 3 } as const;

const rank = (effect: HotEffect): number =>
  effect.kind === 'link' ? LINK_ORDER[effect.how] : ORDER[effect.kind];

function ordered(effects: readonly HotEffect[]): readonly HotEffect[] {
  const byName = new Map(effects.map((effect) => [effectText(effect), effect]));
  return [...byName.values()].toSorted((a, b) => rank(a) - rank(b));
}

/** For people, e.g. `reconnects telegram:work`. */
export function effectText(effect: HotEffect): string {
  return effect.kind === 'link' ? `${LINK_WORDS[effect.how]} ${effect.key}` : WORDS[effect.kind];
}

const LINK_WORDS = { start: 'connects', stop: 'disconnects', restart: 'reconnects' } as const;
const WORDS = {
  read: 'holds from the next use on',
  logging: 'sets up the log anew',
  lanes: 'changes how many runs go on at a time',
  restartAuthority: 'changes who may restart the gateway',
} as const;

/** A change as it is told, its effect in words. */
export interface ToldChange extends Omit<PlannedChange, 'effect'> {
  readonly effect?: string;
}

/** One line for each change, then what becomes of them in this mode. Values are never shown. */
export const describePlan = (plan: ReloadPlan, mode: ReloadMode): readonly string[] =>
  explainPlan({
    changes: plan.changes.map(toldChange),
    effects: plan.effects.map(effectText),
    decision: decideReload(plan.needs, mode),
    mode,
  });

export const toldChange = ({ effect, ...change }: PlannedChange): ToldChange =>
  effect === undefined ? change : { ...change, effect: effectText(effect) };

export interface ToldPlan {
  readonly changes: readonly ToldChange[];
  readonly effects: readonly string[];
  readonly decision: ReloadDecision;
  readonly mode: ReloadMode;
}

export function explainPlan(plan: ToldPlan): readonly string[] {
  if (plan.changes.length === 0) return ['Nothing differs from what is in use.'];
  return [...plan.changes.map(changeText), verdict(plan)];
}

function changeText({ path, kind, reload, reason, effect = 'taken over' }: ToldChange): string {
  const does = { none: 'nothing to do', hot: effect, restart: 'needs a restart' };
  return `${path} ${kind}: ${does[reload]}. ${reason}`;
}

function verdict({ changes, effects, decision, mode }: ToldPlan): string {
  const switched = `gateway.reload.mode is "${mode}"`;
  const needing = changes.filter(({ reload }) => reload === 'restart').map(({ path }) => path);
  switch (decision) {
    case 'ignore':
      return 'A running gateway has nothing to do for it.';
    case 'apply':
      return `A running gateway applies it without a restart: ${effects.join(', ')}.`;
    case 'restart':
      return mode === 'restart'
        ? `${switched}: the gateway restarts to apply it.`
        : `The gateway restarts to apply it, because of ${some(needing)}.`;
    default:
      return mode === 'off'
        ? `${switched}: nothing is applied until the gateway is restarted.`
        : `${switched} and a restart is needed for ${some(needing)}: nothing is applied until the gateway is restarted.`;
  }
}

const NAMED = 5;

const some = (paths: readonly string[]): string =>
  paths.length <= NAMED
    ? paths.join(', ')
    : `${paths.slice(0, NAMED).join(', ')} and ${paths.length - NAMED} more`;
