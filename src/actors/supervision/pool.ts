import { createActor } from 'xstate';
import type {
  ActorLogic,
  ActorRefFrom,
  ActorScope,
  AnyActorLogic,
  AnyActorRef,
  AnyEventObject,
  InputFrom,
  Snapshot,
} from 'xstate';
import { readActorEnd, STOP_EVENT } from './xstate-events.ts';

/** The data plane's grip on a running pool. Every member is O(1) except `ids` and `stopAll`. */
export interface PoolHandle<TLogic extends AnyActorLogic> {
  /** Starts a child. @throws Error when the id is taken or the pool is shutting down */
  spawn(id: string, input: InputFrom<TLogic>): ActorRefFrom<TLogic>;
  get(id: string): ActorRefFrom<TLogic> | undefined;
  /** Stops one child at once, without its shutdown protocol. False when it is not there. */
  stop(id: string): boolean;
  readonly size: number;
  ids(): string[];
  /** Stops every child at once. */
  stopAll(): void;
}

export interface PoolInput<TLogic extends AnyActorLogic> {
  /** Called with the handle when the pool starts and with `undefined` when it ends, however it ends. */
  expose(handle: PoolHandle<TLogic> | undefined): void;
  /** Milliseconds the children get to finish after `shutdown`; then they are stopped. */
  readonly stopDeadlineMs: number;
}

export interface PoolStats {
  spawned: number;
  ended: number;
  failed: number;
  killed: number;
}

export type PoolPhase = 'serving' | 'stopping' | 'stopped';

export type PoolSnapshot<TLogic extends AnyActorLogic> = Snapshot<undefined> & {
  readonly input: PoolInput<TLogic>;
  readonly phase: PoolPhase;
  /** Counters, updated in place: a copy per spawn is what this pool exists to avoid. */
  readonly stats: Readonly<PoolStats>;
};

export type PoolLogic<TLogic extends AnyActorLogic> = ActorLogic<
  PoolSnapshot<TLogic>,
  AnyEventObject,
  PoolInput<TLogic>
> & { readonly poolName: string };

interface Cell<TLogic extends AnyActorLogic> {
  readonly scope: ActorScope<PoolSnapshot<TLogic>, AnyEventObject>;
  readonly children: Map<string, ActorRefFrom<TLogic>>;
  readonly stats: PoolStats;
  phase: PoolPhase;
}

const DEADLINE = 'pool.deadline';

/**
 * Many temporary equals over one Map. A child that ends is forgotten; one that crashes is logged, counted and forgotten,
 * and its siblings do not notice. Speaks the child protocol to its keeper: `child.ready` at start; on `shutdown` tells
 * every child `shutdown`, waits for their ends up to the deadline, stops the rest and says `child.stopped`.
 */
export function createPool<TLogic extends AnyActorLogic>(options: {
  readonly name: string;
  readonly logic: TLogic;
}): PoolLogic<TLogic> {
  const { name, logic } = options;
  const cells = new WeakMap<AnyActorRef, Cell<TLogic>>();

  const stopChild = (cell: Cell<TLogic>, id: string): boolean => {
    const child = cell.children.get(id);
    if (child === undefined) return false;
    cell.children.delete(id);
    cell.scope.stopChild(child as AnyActorRef);
    return true;
  };

  const stopChildren = (cell: Cell<TLogic>): number => {
    const ids = [...cell.children.keys()];
    for (const id of ids) stopChild(cell, id);
    return ids.length;
  };

  const handleOf = (cell: Cell<TLogic>): PoolHandle<TLogic> => ({
    spawn(id, input) {
      if (cell.phase !== 'serving') throw new Error(`${name}: cannot start ${id}, the pool is ${cell.phase}`);
      if (cell.children.has(id)) throw new Error(`${name}: ${id} is already running; ids must be unique`);
      const child = createActor(logic, {
        id,
        parent: cell.scope.self,
        src: name,
        input,
      }) as unknown as ActorRefFrom<TLogic>;
      cell.children.set(id, child);
      cell.stats.spawned += 1;
      (child as AnyActorRef).start();
      return child;
    },
    get: (id) => cell.children.get(id),
    stop(id) {
      const stopped = stopChild(cell, id);
      if (stopped) cell.stats.killed += 1;
      return stopped;
    },
    get size() {
      return cell.children.size;
    },
    ids: () => [...cell.children.keys()],
    stopAll() {
      cell.stats.killed += stopChildren(cell);
    },
  });

  const retire = (cell: Cell<TLogic>): void => {
    if (cell.phase === 'stopped') return;
    cell.phase = 'stopped';
    cell.scope.self.getSnapshot().input.expose(undefined);
  };

  const finish = (cell: Cell<TLogic>): void => {
    retire(cell);
    cell.scope.system.scheduler.cancel(cell.scope.self, DEADLINE);
    cell.scope.self._parent?.send({ type: 'child.stopped' });
  };

  const shutDown = (cell: Cell<TLogic>, deadlineMs: number): void => {
    if (cell.phase !== 'serving') return;
    cell.phase = 'stopping';
    const { self, system } = cell.scope;
    for (const child of cell.children.values()) (child as AnyActorRef).send({ type: 'shutdown' });
    if (cell.children.size === 0) return finish(cell);
    system.scheduler.schedule(self, self, { type: DEADLINE }, deadlineMs, DEADLINE);
  };

  const forget = (cell: Cell<TLogic>, event: AnyEventObject): void => {
    const end = readActorEnd(event);
    if (end === undefined) {
      cell.scope.logger(`${name}: event dropped`, { actor: cell.scope.id, event: event.type });
      return;
    }
    if (end.how === 'error') {
      cell.stats.failed += 1;
      cell.scope.logger(`${name}: child crashed`, { actor: end.actorId, error: end.error });
    } else {
      cell.stats.ended += 1;
    }
    cell.children.delete(end.actorId);
    if (cell.phase === 'stopping' && cell.children.size === 0) finish(cell);
  };

  const cutOff = (cell: Cell<TLogic>): void => {
    if (cell.phase !== 'stopping') return;
    cell.stats.killed += stopChildren(cell);
    finish(cell);
  };

  const react = (
    cell: Cell<TLogic>,
    snapshot: PoolSnapshot<TLogic>,
    event: AnyEventObject,
  ): PoolSnapshot<TLogic> => {
    switch (event.type) {
      case STOP_EVENT:
        stopChildren(cell);
        retire(cell);
        return { ...snapshot, status: 'stopped', phase: 'stopped', output: undefined, error: undefined };
      case 'shutdown':
        shutDown(cell, snapshot.input.stopDeadlineMs);
        break;
      case DEADLINE:
        cutOff(cell);
        break;
      default:
        forget(cell, event);
    }
    return cell.phase === snapshot.phase ? snapshot : { ...snapshot, phase: cell.phase };
  };

  return {
    poolName: name,
    getInitialSnapshot: (_scope, input) => ({
      status: 'active',
      output: undefined,
      error: undefined,
      input,
      phase: 'serving',
      stats: { spawned: 0, ended: 0, failed: 0, killed: 0 },
    }),
    start: (snapshot, scope) => {
      const cell: Cell<TLogic> = {
        scope: scope,
        children: new Map(),
        stats: snapshot.stats,
        phase: 'serving',
      };
      cells.set(scope.self, cell);
      snapshot.input.expose(handleOf(cell));
      scope.self._parent?.send({ type: 'child.ready' });
    },
    transition: (snapshot, event, scope) => {
      const cell = cells.get(scope.self);
      if (cell === undefined) throw new Error(`${name}: received an event before it was started`);
      try {
        return react(cell, snapshot, event);
      } catch (error) {
        // Lineage stops the children of a crashed pool; nobody else would take the handle back.
        retire(cell);
        throw error;
      }
    },
    getPersistedSnapshot: (snapshot) => snapshot,
  };
}
