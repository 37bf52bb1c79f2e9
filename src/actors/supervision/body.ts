import type { ActorLogic, ActorScope, AnyActorRef, AnyEventObject, Snapshot } from 'xstate';
import { STOP_EVENT } from './xstate-events.ts';

/** What a running body gives back: how to end it, and optionally how to talk to it. */
export interface BodyHandle {
  /** Releases everything the body holds. Called exactly once. Its promise is awaited on a polite shutdown. */
  stop(): void | Promise<void>;
  /** Events sent to the actor, other than `shutdown`. A throw counts as a crash of the body. */
  receive?(event: AnyEventObject): void;
}

export interface BodyTools<TInput> {
  readonly input: TInput;
  readonly self: AnyActorRef;
  /** Aborts when the body is told to end before `start` resolved, and at every later end. */
  readonly signal: AbortSignal;
  /** Every callback handed to a timer, socket or emitter goes through this: a throw or rejection becomes `child.failed`. */
  wrap<A extends readonly unknown[]>(callback: (...args: A) => unknown): (...args: A) => void;
  /** Reports a crash. Only the first counts. */
  fail(error: unknown): void;
  tellParent(event: AnyEventObject): void;
}

export type BodyStart<TInput> = (tools: BodyTools<TInput>) => BodyHandle | Promise<BodyHandle>;

export type BodyPhase = 'starting' | 'ready' | 'stopping' | 'stopped' | 'failed';

export type BodySnapshot<TInput> = Snapshot<undefined> & {
  readonly input: TInput;
  readonly phase: BodyPhase;
};

export type BodyLogic<TInput> = ActorLogic<BodySnapshot<TInput>, AnyEventObject, TInput> & {
  readonly bodyName: string;
};

interface Cell {
  readonly abort: AbortController;
  readonly scope: ActorScope<BodySnapshot<never>, AnyEventObject>;
  handle: BodyHandle | undefined;
  started: Promise<BodyHandle | undefined>;
  closing: Promise<void> | undefined;
  /** `closing` with its error logged. */
  released: Promise<void> | undefined;
  phase: BodyPhase;
  /** False once XState has stopped the actor: nothing may be sent to or from it any more. */
  live: boolean;
}

/**
 * Actor logic for one supervised piece of the outside world. Speaks the child protocol of `machines/keeper.ts`:
 * `child.ready` once `start` resolved, `child.stopped` once a `shutdown` is complete, `child.failed {error}` when `start`,
 * `receive` or a wrapped callback threw. Stopped without `shutdown`, it calls `stop()` once and logs what that throws.
 */
export function createBody<TInput>(name: string, start: BodyStart<TInput>): BodyLogic<TInput> {
  const cells = new WeakMap<AnyActorRef, Cell>();
  // By parent: the next incarnation must not start while the last one still holds the port, file or lock.
  const releases = new WeakMap<AnyActorRef, Promise<void>>();

  const cellOf = (self: AnyActorRef): Cell => {
    const cell = cells.get(self);
    if (cell === undefined) throw new Error(`${name}: received an event before it was started`);
    return cell;
  };

  const close = (cell: Cell): Promise<void> => {
    cell.closing ??= release(cell);
    return cell.closing;
  };

  const release = async (cell: Cell): Promise<void> => {
    cell.abort.abort();
    const handle = cell.handle ?? (await cell.started);
    await handle?.stop();
  };

  const releaseQuietly = (cell: Cell): void => {
    const parent = cell.scope.self._parent;
    cell.released ??= close(cell).catch((error: unknown) => {
      cell.scope.logger(`${name}: stop failed`, { actor: cell.scope.id, error });
    });
    // An acquired resource holds the next start back; a start that ignores its signal must not do so for ever.
    if (parent !== undefined && cell.handle !== undefined) releases.set(parent, cell.released);
  };

  const fail = (cell: Cell, error: unknown): void => {
    if (!cell.live || cell.phase === 'stopping' || cell.phase === 'stopped' || cell.phase === 'failed') {
      // Too late to be a crash of this life; the log is the only place left that can know.
      cell.scope.logger(`${name}: failed while ${cell.phase}`, { actor: cell.scope.id, error });
      return;
    }
    cell.phase = 'failed';
    releaseQuietly(cell);
    cell.scope.self.send({ type: 'body.failed', error });
  };

  const guarded = (cell: Cell, run: () => unknown): void => {
    try {
      const result = run();
      if (result instanceof Promise) result.catch((error: unknown) => fail(cell, error));
    } catch (error) {
      fail(cell, error);
    }
  };

  const open = async (cell: Cell, tools: BodyTools<TInput>): Promise<BodyHandle | undefined> => {
    const parent = cell.scope.self._parent;
    if (parent !== undefined) await releases.get(parent);
    if (cell.abort.signal.aborted) return undefined;
    const handle = await start(tools);
    cell.handle = handle;
    if (cell.phase === 'starting' && cell.live) {
      cell.phase = 'ready';
      cell.scope.self.send({ type: 'body.ready' });
    }
    return handle;
  };

  const begin = (scope: Cell['scope'], input: TInput): void => {
    const cell: Cell = {
      abort: new AbortController(),
      scope,
      handle: undefined,
      started: Promise.resolve(undefined),
      closing: undefined,
      released: undefined,
      phase: 'starting',
      live: true,
    };
    cells.set(scope.self, cell);
    const tools: BodyTools<TInput> = {
      input,
      self: scope.self,
      signal: cell.abort.signal,
      wrap:
        (callback) =>
        (...args) =>
          guarded(cell, () => callback(...args)),
      fail: (error) => fail(cell, error),
      tellParent: (event) => {
        if (cell.live) scope.self._parent?.send(event);
      },
    };
    cell.started = open(cell, tools).catch((error: unknown) => {
      // A start that gave up because it was told to end is not a crash.
      if (!cell.abort.signal.aborted) fail(cell, error);
      return undefined;
    });
  };

  const shutDown = (cell: Cell): void => {
    if (cell.phase !== 'starting' && cell.phase !== 'ready') return;
    cell.phase = 'stopping';
    const report = (event: AnyEventObject): void => {
      if (cell.live) cell.scope.self.send(event);
    };
    close(cell).then(
      () => report({ type: 'body.closed' }),
      (error: unknown) => report({ type: 'body.failed', error }),
    );
  };

  const kill = (cell: Cell): void => {
    cell.live = false;
    if (cell.phase !== 'stopped' && cell.phase !== 'failed') {
      cell.scope.logger(`${name}: stopped without shutdown`, { actor: cell.scope.id, phase: cell.phase });
    }
    releaseQuietly(cell);
  };

  const react = (cell: Cell, snapshot: BodySnapshot<TInput>, event: AnyEventObject): BodySnapshot<TInput> => {
    const { scope } = cell;
    const parent = scope.self._parent;
    switch (event.type) {
      case STOP_EVENT:
        kill(cell);
        return { ...snapshot, status: 'stopped', output: undefined, error: undefined };
      case 'shutdown':
        shutDown(cell);
        return { ...snapshot, phase: cell.phase };
      case 'body.ready':
        parent?.send({ type: 'child.ready' });
        return { ...snapshot, phase: cell.phase };
      case 'body.closed':
        cell.phase = 'stopped';
        parent?.send({ type: 'child.stopped' });
        return { ...snapshot, phase: cell.phase };
      case 'body.failed':
        cell.phase = 'failed';
        parent?.send({ type: 'child.failed', error: event['error'] });
        return { ...snapshot, phase: cell.phase };
      default: {
        const handle = cell.handle;
        if (handle?.receive === undefined || cell.phase !== 'ready') {
          scope.logger(`${name}: event dropped`, { actor: scope.id, event: event.type, phase: cell.phase });
          return snapshot;
        }
        guarded(cell, () => handle.receive?.(event));
        return snapshot;
      }
    }
  };

  return {
    bodyName: name,
    getInitialSnapshot: (_scope, input) => ({
      status: 'active',
      output: undefined,
      error: undefined,
      input,
      phase: 'starting',
    }),
    start: (snapshot, scope) => begin(scope as Cell['scope'], snapshot.input),
    transition: (snapshot, event, scope) => {
      const cell = cellOf(scope.self);
      try {
        return react(cell, snapshot, event);
      } catch (error) {
        // XState sends a crashed actor no stop, and nobody else could release what it holds.
        cell.live = false;
        releaseQuietly(cell);
        throw error;
      }
    },
    getPersistedSnapshot: (snapshot) => snapshot,
  };
}
