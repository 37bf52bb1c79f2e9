import type { SnapshotFrom } from 'xstate';
import type { GatewayLogic } from '../../machines/gateway.ts';
import type { Clock } from '../../platform/clock.ts';
import type { LagReader } from '../../platform/lag.ts';
import type { Logger } from '../../platform/logger.ts';
import { moreTime, reloadStamp, statusLine, type Notifier } from '../../platform/notify.ts';
import type { ActorNode } from '../../protocol/generated/types.ts';

type RootSnapshot = SnapshotFrom<GatewayLogic>;

/** What is needed of the root actor. */
export interface SupervisedRoot {
  getSnapshot(): RootSnapshot;
  subscribe(observer: { next(snapshot: RootSnapshot): void; error(error: unknown): void }): {
    unsubscribe(): void;
  };
  send(event: { readonly type: 'pulse.asked' }): void;
}

export interface SupervisorOptions {
  readonly root: SupervisedRoot;
  readonly notify: Notifier;
  readonly clock: Clock;
  readonly log: Logger;
  /** A reader of its own, for nobody else. */
  readonly lag: LagReader;
  /** How long the supervisor waits for a sign of life, milliseconds; `undefined`: it does not wait for any. */
  readonly watchdogMs: number | undefined;
  /** The links as the tree shows them; see {@link summarise}. */
  readonly summary: () => string;
  /** Calls back when `summary` may have changed. @returns how to end it */
  readonly onChange: (listener: () => void) => () => void;
}

export interface Supervisor {
  /** The root's answer to `pulse.asked`. */
  answered(): void;
  stop(): void;
}

/** The event loop was too late for clients to call this alive. */
const LAG_LIMIT_MS = 1000;
/** A little sooner than half of what the supervisor waits, which is what it asks for. */
const BEAT_SHARE = 0.45;
/** A beat that was withheld is tried again sooner: one long moment is no reason to be killed. */
const RETRY_MS = 1000;
/** Behind the drain budget: letting go of the lock, the last lines of the log, the end of the process. */
const LAST_STEPS_MS = 2000;

type Phase = 'booting' | 'serving' | 'reloading' | 'restarting' | 'stopping' | 'ended';

const CHANGING = new Set(['applying', 'gating', 'restoring']);

function phaseOf(snapshot: RootSnapshot): Phase {
  const { value, context } = snapshot;
  if (snapshot.status !== 'active') return 'ended';
  if (snapshot.hasTag('draining')) return context.mode === 'restart' ? 'restarting' : 'stopping';
  if (typeof value === 'string' || !('running' in value)) return 'booting';
  const inside: unknown = value.running;
  if (typeof inside !== 'object' || inside === null || !('reloading' in inside)) return 'serving';
  return CHANGING.has(String(inside.reloading)) ? 'reloading' : 'serving';
}

/** Tells the supervisor where the gateway is in its life, and that it lives. Does nothing when nobody asked to be told. */
export function attachSupervisor(options: SupervisorOptions): Supervisor {
  const { root, notify, clock, log, lag, watchdogMs, summary } = options;
  if (!notify.active) return { answered: () => {}, stop: () => {} };

  /** What the supervisor believes. */
  let told: 'nothing' | 'ready' | 'reloading' | 'stopping' = 'nothing';
  let status = '';
  let timer: unknown;
  let answered = false;
  let withheld = false;

  const statusOf = (text: string) => {
    status = text;
    return statusLine(text);
  };
  const beat = (): void => {
    const { maxMs } = lag.read();
    answered = false;
    root.send({ type: 'pulse.asked' });
    const well = answered && maxMs < LAG_LIMIT_MS;
    if (well) notify.tell('WATCHDOG=1');
    else if (!withheld)
      log.warn('no sign of life for the supervisor', { answered, lagMs: Math.round(maxMs) });
    withheld = !well;
    arm(well);
  };
  const arm = (well: boolean): void => {
    if (watchdogMs === undefined) return;
    const period = watchdogMs * BEAT_SHARE;
    timer = clock.setTimeout(beat, well ? period : Math.min(period, RETRY_MS));
    (timer as { unref?: () => void }).unref?.();
  };

  const follow = (snapshot: RootSnapshot): void => {
    const phase = phaseOf(snapshot);
    const { reason, budgetMs } = snapshot.context;
    if (phase === 'serving' && told !== 'ready') {
      const first = told === 'nothing';
      told = 'ready';
      notify.tell('READY=1', statusOf(summary()));
      if (first) {
        lag.read();
        arm(true);
      }
    } else if (phase === 'reloading' && told === 'ready') {
      told = 'reloading';
      notify.tell('RELOADING=1', reloadStamp(), statusOf('taking over a changed configuration'));
    } else if (phase === 'restarting' && told !== 'stopping' && told !== 'nothing') {
      // Out of a reload it is still the same one to the supervisor.
      const text = statusOf(`restarting: ${reason}`);
      if (told === 'ready')
        notify.tell('RELOADING=1', reloadStamp(), moreTime(budgetMs + LAST_STEPS_MS), text);
      told = 'reloading';
    } else if (phase === 'stopping' && told !== 'stopping') {
      told = 'stopping';
      notify.tell('STOPPING=1', moreTime(budgetMs + LAST_STEPS_MS), statusOf(`stopping: ${reason}`));
    }
  };

  const subscription = root.subscribe({ next: follow, error: () => {} });
  const offChange = options.onChange(() => {
    if (told !== 'ready') return;
    const now = summary();
    if (now !== status) notify.tell(statusOf(now));
  });
  follow(root.getSnapshot());

  return {
    answered() {
      answered = true;
    },
    stop() {
      subscription.unsubscribe();
      offChange();
      clock.clearTimeout(timer);
    },
  };
}

const LINKS = 'gateway/channels';
/** The one state of a link in which messages come in and go out. */
const HEARING = 'up.online.hearing';

/** The links in one line: how many are online, and which are not. */
export function summarise(tree: readonly ActorNode[], safe: string | undefined): string {
  if (safe !== undefined) return `safe mode: ${safe}`;
  const links = tree.filter(({ parent }) => parent === LINKS);
  if (links.length === 0) return 'running, no links';
  const down = links.filter(({ state }) => state !== HEARING);
  // `up.connecting` → `connecting`: the last word is what an operator knows the state by.
  const list = down
    .map(({ id, state }) => `${id.slice(LINKS.length + 1)} ${state.split('.').at(-1)}`)
    .join(', ');
  return `running, ${links.length - down.length} of ${links.length} links online${list === '' ? '' : `: ${list}`}`;
}
