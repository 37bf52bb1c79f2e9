import type { Clock } from '../../platform/clock.ts';
import type { LinkStanding } from '../channels/link-standing.ts';

/** Links that were given new settings have this long to show that they cannot live with them, in milliseconds. */
export const GATE_MS = 5_000;

export interface LinkGateNeeds {
  readonly clock: Clock;
  /** `undefined` for an account that is not there. */
  readonly standing: (key: string) => LinkStanding | undefined;
  /** Calls back at each transition of the link; returns how to stop that. */
  readonly watch: (key: string, changed: () => void) => () => void;
}

/**
 * Where a link that was online before cannot get by an outage of its network: only its new settings explain it. A conflict
 * is somebody else's doing, and a link that was not online before had its trouble already.
 */
const BY_SETTINGS: ReadonlySet<string> = new Set(['loggedOut', 'unconfigured']);
/** Nothing more will come by itself. */
const AT_REST: ReadonlySet<string> = new Set(['online', 'disabled', 'stopped', 'conflict', ...BY_SETTINGS]);

/**
 * Resolves with what is wrong at once when a link shows that it cannot live with its new settings; with `undefined` as soon
 * as all are where they can stay, and at the latest after `GATE_MS`: a network that is away is no fault of the settings.
 */
export function watchLinks(
  needs: LinkGateNeeds,
  links: readonly { readonly key: string; readonly wasOnline: boolean }[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const { clock, standing, watch } = needs;
  const { promise, resolve } = Promise.withResolvers<string | undefined>();

  const wrongWith = ({ key, wasOnline }: (typeof links)[number]): string | undefined => {
    const found = standing(key);
    if (found === undefined) return undefined;
    const { state, reason, fix, down, held } = found;
    const why = reason === undefined ? '' : `: ${reason}`;
    const help = fix === undefined ? '' : `; ${fix}`;
    if (down) return `the link ${key} does not run (${state})${why}`;
    if (!wasOnline || held || !BY_SETTINGS.has(state)) return undefined;
    return `the link ${key} was online and is ${state} with the new settings${why}${help}`;
  };
  const atRest = ({ key }: (typeof links)[number]): boolean => {
    const found = standing(key);
    return found === undefined || AT_REST.has(found.state);
  };

  const done = (reason: string | undefined): void => {
    clock.clearTimeout(timer);
    for (const unwatch of watched) unwatch();
    signal.removeEventListener('abort', giveUp);
    resolve(reason);
  };
  const giveUp = (): void => done(undefined);
  const look = (): void => {
    const wrong = links.map(wrongWith).find((reason) => reason !== undefined);
    if (wrong !== undefined || links.every(atRest)) done(wrong);
  };

  const timer = clock.setTimeout(giveUp, GATE_MS);
  const watched = links.map(({ key }) => watch(key, look));
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  else look();
  return promise;
}
