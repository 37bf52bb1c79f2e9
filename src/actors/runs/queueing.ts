import type { AgentRunEvent } from '../../machines/agent-run.ts';
import { RUN_BOUNDS } from './bounds.ts';
import type { LaneChoice, Lanes, LanesOptions } from './lanes.ts';
import type { LiveRun } from './live-run.ts';
import type { RunsOptions } from './needs.ts';
import { arrival, collectPrompt, shorten } from './queue-modes.ts';
import type { RunRegistry } from './registry.ts';

const MAX_DROPPED_LINES = 50;

/** Applies queue modes: what a newcomer does to its session, and what a free session does next. */
export interface Queueing {
  readonly lanes: Omit<LanesOptions, 'clock'>;
  /** Lines up a run that its actor is already waiting in. */
  arrive(run: LiveRun, lanes: Lanes): void;
}

export function createQueueing(parts: {
  readonly options: RunsOptions;
  readonly registry: RunRegistry;
  readonly tell: (runId: string, event: AgentRunEvent) => void;
}): Queueing {
  const { options, registry, tell } = parts;
  const { clock } = options;
  /** Runs that found their session busy, and when: only those are worth a quiet moment. */
  const arrivedBehind = new Map<string, number>();
  /** Session → route → what its next answer is told of. */
  const dropped = new Map<string, Map<string | undefined, readonly string[]>>();

  /** The first run, or with `collect` every chat message at the head of the line: the newest leads. */
  function choose(waiting: readonly string[]): LaneChoice {
    const runs = waiting.map((runId) => registry.get(runId)).filter((run) => run !== undefined);
    const [head] = runs;
    // An ended run leaves its lane in the transition that ends it.
    if (head === undefined) throw new Error(`lane holds only ended runs: ${waiting.join(', ')}`);
    // A reset in between began another conversation, and one answer cannot go to two chats.
    const others = runs.findIndex(
      (run) =>
        run.queue.mode !== 'collect' || run.sessionId !== head.sessionId || run.routeKey !== head.routeKey,
    );
    const group = others === -1 ? runs : runs.slice(0, others);
    const lead = group.at(-1) ?? head;
    const since = arrivedBehind.get(lead.runId);
    const waitMs = since === undefined ? 0 : since + lead.queue.debounceMs - clock.now();
    if (waitMs > 0) return { waitMs };
    merge(lead, group);
    return { lead: lead.runId, absorbed: group.filter((run) => run !== lead).map((run) => run.runId) };
  }

  function merge(lead: LiveRun, group: readonly LiveRun[]): void {
    const losses = dropped.get(lead.canonicalKey)?.get(lead.routeKey) ?? [];
    dropped.get(lead.canonicalKey)?.delete(lead.routeKey);
    lead.prompt = collectPrompt(
      (group.length === 0 ? [lead] : group).map((run) => run.prompt),
      losses,
    );
    if (group.length < 2) return;
    lead.owner = group.every(({ owner }) => owner);
    lead.attachments = group.flatMap((run) => run.attachments);
    lead.absorbed = group.filter((run) => run !== lead).map((run) => run.runId);
  }

  function dropOldest(run: LiveRun, oldest: LiveRun | undefined): void {
    if (oldest === undefined) return;
    if (run.queue.drop === 'summarize') {
      const routes = dropped.get(run.canonicalKey) ?? new Map<string | undefined, readonly string[]>();
      const lines = routes.get(oldest.routeKey) ?? [];
      dropped.set(
        run.canonicalKey,
        routes.set(oldest.routeKey, [...lines, shorten(oldest.message)].slice(-MAX_DROPPED_LINES)),
      );
    }
    tell(oldest.runId, { type: 'drop' });
  }

  const isOfRoute = (runId: string, routeKey: string | undefined): boolean =>
    registry.get(runId)?.routeKey === routeKey;

  return {
    lanes: {
      cap: () =>
        Math.max(1, options.config().agents?.defaults?.maxConcurrent ?? RUN_BOUNDS.defaultConcurrent),
      choose,
      begin(runId) {
        arrivedBehind.delete(runId);
        tell(runId, { type: 'start' });
      },
    },
    arrive(run, lanes) {
      const session = run.canonicalKey;
      const active = lanes.active(session);
      const waiting = lanes.waiting(session);
      // Chats may share a session: what one of them does never costs another its answer.
      const own = waiting.filter((runId) => isOfRoute(runId, run.routeKey));
      const ownActive = active !== undefined && isOfRoute(active, run.routeKey) ? [active] : [];
      if (active === undefined && waiting.length === 0) dropped.delete(session);
      switch (arrival(run.queue, waiting.length, active !== undefined)) {
        case 'interrupt':
          for (const other of [...own, ...ownActive]) tell(other, { type: 'abort', stopReason: 'stop' });
          break;
        case 'dropOldest':
          dropOldest(run, registry.get(own[0] ?? ''));
          break;
        case 'refuse':
          tell(run.runId, { type: 'drop' });
          return;
        case 'wait':
          break;
      }
      const behind = active !== undefined || waiting.length > 0;
      if (behind && run.queue.mode === 'collect') arrivedBehind.set(run.runId, clock.now());
      void run.ended.promise.then(() => arrivedBehind.delete(run.runId));
      lanes.enqueue(run.runId, session);
    },
  };
}
