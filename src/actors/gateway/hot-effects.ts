import type { LoadedConfig } from '../../config/load.ts';
import type { HotEffect } from '../../config/reload-plan.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Env } from '../../platform/env.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Logging } from '../../platform/logging.ts';
import type { SecretRegistry } from '../../platform/secrets.ts';
import type { ChannelsPart } from '../channels/part.ts';
import type { RunsPart } from '../runs/part.ts';
import { registerSecrets } from './boot-plan.ts';
import { watchLinks } from './link-gate.ts';
import type { LiveConfig } from './live-config.ts';
import { logSettings, patternMaskOf } from './log-settings.ts';

export interface HotEffectsDeps {
  readonly live: LiveConfig;
  readonly secrets: SecretRegistry;
  readonly logging: Logging;
  readonly channels: Pick<ChannelsPart, 'change' | 'online' | 'standing' | 'watch'>;
  readonly runs: Pick<RunsPart, 'admit'>;
  /** `commands.restart` of the configuration that holds from now on. */
  readonly allowRestart: (allowed: boolean) => void;
  /** stdout is a terminal. */
  readonly terminal: boolean;
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What a running gateway does about a changed configuration. One reload at a time. */
export interface HotEffects {
  /**
   * Takes over `next`, then performs the effects in order.
   * @throws Error naming the effect that failed; `restore` puts everything back
   */
  apply(effects: readonly HotEffect[], next: LoadedConfig): Promise<void>;
  /**
   * Puts `previous` back and undoes the effects, last one first; those that a failed `apply` did not get to are left alone.
   * @throws Error naming everything that could not be undone; the rest was
   */
  restore(effects: readonly HotEffect[], previous: LoadedConfig): Promise<void>;
  /** After `apply`: resolves with why the new settings do not work, or with `undefined` within five seconds. */
  healthy(effects: readonly HotEffect[], signal: AbortSignal): Promise<string | undefined>;
  /** Links that are online now, for a boot that has to bring them back. */
  online(): readonly string[];
  /** The same question as `healthy`, of links that were online before. */
  linksHealthy(keys: readonly string[], signal: AbortSignal): Promise<string | undefined>;
}

type LinkEffect = Extract<HotEffect, { readonly kind: 'link' }>;

/** Neighbouring links are changed together: each has its own keeper, and closing them one by one would take minutes. */
type Step =
  | Exclude<HotEffect, LinkEffect>
  | { readonly kind: 'links'; readonly links: readonly LinkEffect[] };

const isLink = (effect: HotEffect): effect is LinkEffect => effect.kind === 'link';

function stepsOf(effects: readonly HotEffect[]): Step[] {
  const steps: Step[] = [];
  for (const effect of effects) {
    const last = steps.at(-1);
    if (!isLink(effect)) steps.push(effect);
    else if (last?.kind === 'links') steps.splice(-1, 1, { ...last, links: [...last.links, effect] });
    else steps.push({ kind: 'links', links: [effect] });
  }
  return steps;
}

const nameOf = (step: Step): string =>
  step.kind === 'links' ? step.links.map(({ key, how }) => `${how} ${key}`).join(', ') : step.kind;

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export function createHotEffects(deps: HotEffectsDeps): HotEffects {
  const { live, secrets, logging, channels, runs, clock, log } = deps;
  /** Steps a failed `apply` did not begin. */
  let unbegun: ReadonlySet<string> = new Set();
  /** Links that were online when the last `apply` began. */
  let online: ReadonlySet<string> = new Set();

  const setUpLog = (): void => {
    const plan = live.plan().logging;
    const mask = patternMaskOf(plan.redact);
    logging.reconfigure(logSettings(plan, deps));
    secrets.setPatterns(mask);
  };

  /** Each step brings its part in line with the configuration that holds, so it undoes itself as well. */
  const perform = async (step: Step): Promise<void> => {
    switch (step.kind) {
      case 'read':
        return;
      case 'logging':
        return setUpLog();
      case 'lanes':
        return runs.admit();
      case 'restartAuthority':
        return deps.allowRestart(live.plan().allowExternalRestart);
      case 'links':
        return channels.change(step.links.map(({ key }) => key));
    }
  };

  const takeOver = (next: LoadedConfig): void => {
    // Before anybody can write one of them into the log.
    registerSecrets(secrets, next);
    live.swap(next);
  };

  const watchFor = (links: Parameters<typeof watchLinks>[1], signal: AbortSignal) =>
    watchLinks({ clock, standing: channels.standing, watch: channels.watch }, links, signal);

  return {
    online: channels.online,
    linksHealthy: (keys, signal) =>
      watchFor(
        keys.map((key) => ({ key, wasOnline: true })),
        signal,
      ),
    async apply(effects, next) {
      const steps = stepsOf(effects);
      const keys = effects.filter(isLink).map(({ key }) => key);
      online = new Set(keys.filter((key) => channels.standing(key)?.online === true));
      unbegun = new Set(steps.map(nameOf));
      takeOver(next);
      for (const [index, step] of steps.entries()) {
        unbegun = new Set(steps.slice(index + 1).map(nameOf));
        try {
          await perform(step);
        } catch (error) {
          throw new Error(`${nameOf(step)}: ${wordsOf(error)}`, { cause: error });
        }
      }
    },

    async restore(effects, previous) {
      const steps = stepsOf(effects).filter((step) => !unbegun.has(nameOf(step)));
      unbegun = new Set();
      takeOver(previous);
      const failures: string[] = [];
      for (const step of steps.toReversed()) {
        try {
          await perform(step);
        } catch (error) {
          log.error('an effect of the new configuration could not be undone', {
            effect: nameOf(step),
            error,
          });
          failures.push(`${nameOf(step)}: ${wordsOf(error)}`);
        }
      }
      if (failures.length > 0) throw new Error(`not undone: ${failures.join('; ')}`);
    },

    healthy(effects, signal) {
      const links = effects.filter(isLink).filter(({ how }) => how !== 'stop');
      return watchFor(
        links.map(({ key }) => ({ key, wasOnline: online.has(key) })),
        signal,
      );
    },
  };
}
