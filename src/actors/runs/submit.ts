import type { RunOutcome, RunRequest, RunsPort, RunTicket } from '../../api/ports.ts';
import { INTERRUPTED } from '../../machines/agent-run.ts';
import { invalidRequest, unavailable } from '../../protocol/failure.ts';
import type { Slot } from '../slot.ts';
import { admit } from './admission.ts';
import { RUN_BOUNDS } from './bounds.ts';
import { answerCommand } from './command-reply.ts';
import { createDoor, doorOf } from './door.ts';
import type { Ending } from './ending.ts';
import type { Lanes } from './lanes.ts';
import { createLiveRun } from './live-run.ts';
import type { LiveRun } from './live-run.ts';
import type { RunsOptions } from './needs.ts';
import { payloadHash } from './payload-hash.ts';
import type { Queueing } from './queueing.ts';
import type { RunRegistry } from './registry.ts';
import { refuseOtherPayload, replay, storedOutcome } from './replay.ts';
import type { AgentRunRef, RunPool } from './run-pool.ts';
import type { Stops } from './stops.ts';

export interface Submit {
  readonly submit: RunsPort['submit'];
  readonly wait: RunsPort['wait'];
  /** Refuses new runs from now on; resolves when those on their way in have arrived. */
  readonly close: () => Promise<void>;
  readonly reopen: () => void;
}

export interface SubmitParts {
  readonly options: RunsOptions;
  readonly registry: RunRegistry;
  readonly lanes: Lanes;
  readonly queueing: Queueing;
  readonly ending: Ending;
  readonly stops: Stops;
  readonly pool: Slot<RunPool>;
}

export function createSubmit(parts: SubmitParts): Submit {
  const { options, registry, lanes, queueing, ending, stops, pool } = parts;
  const { store, clock } = options;
  /** Keys whose first request is still being accepted: a second one waits for it instead of racing it. */
  const arriving = new Map<string, { readonly hash: string; readonly ticket: Promise<RunTicket> }>();
  const door = createDoor();
  /** Let in, but not yet in the registry. */
  let entering = 0;
  let closed = false;

  const sources = { store, registry, now: () => clock.now() };
  const state = {
    busy: (key: string): boolean => registry.inSession(key).length > 0,
    waiting: (key: string): number => lanes.waiting(key).length,
  };

  async function accept(request: RunRequest, hash: string): Promise<RunTicket> {
    const earlier = await replay(sources, request.runId, hash);
    if (earlier !== undefined) return earlier;
    refuseWhenShut();
    entering += 1;
    try {
      return await door.enter(doorOf(options, request), (after) => enter(request, hash, after));
    } finally {
      entering -= 1;
    }
  }

  async function enter(
    request: RunRequest,
    hash: string,
    after: (rest: Promise<void>) => void,
  ): Promise<RunTicket> {
    const admitted = await admit(options, state, request);
    const run = createLiveRun(options, admitted, hash);
    const { created, adoptable, record } = await store.accept({
      runId: run.runId,
      source: run.source,
      payloadHash: hash,
      sessionKey: run.sessionKey,
      canonicalKey: run.canonicalKey,
      sessionId: run.sessionId,
      agentId: run.agentId,
      requester: request.requester,
      acceptedAt: run.acceptedAt,
      message: { role: 'user', content: asWritten(run), timestamp: run.acceptedAt },
    });
    if (!created && adoptable !== true) {
      refuseOtherPayload(run.runId, record.payloadHash, hash);
      throw unavailable(`run ${run.runId} is being closed; ask again`, { retryAfterMs: 200 });
    }
    registry.add(run);
    const { command } = admitted;
    if (command.kind === 'reply') void reply(run, () => command.text);
    else if (command.kind === 'abort') void reply(run, () => abortOthers(run));
    else after(launch(run));
    return { runId: run.runId, status: 'accepted', acceptedAt: run.acceptedAt, outcome: run.ended.promise };
  }

  function refuseWhenShut(): void {
    if (closed) throw unavailable('the gateway is stopping and accepts no new runs', { retryAfterMs: 1500 });
    const live = registry.size + entering;
    if (live >= RUN_BOUNDS.maxLive) {
      throw unavailable(`${live} runs are already waiting; try again later`, { retryAfterMs: 5000 });
    }
    pool.get();
  }

  /** The answer to the request goes out first: clients expect to know a run before they hear of it. */
  function launch(run: LiveRun): Promise<void> {
    const ref = pool.peek()?.spawn(run.runId, {
      runId: run.runId,
      deadlineMs: run.deadlineMs,
      graceMs: RUN_BOUNDS.abortGraceMs,
      settleMs: RUN_BOUNDS.settleMs,
    });
    if (ref === undefined) {
      ending.lost(run, INTERRUPTED);
      return Promise.resolve();
    }
    ref.subscribe({
      error: (error) => ending.lost(run, { status: 'error', summary: `the run crashed: ${String(error)}` }),
      complete: () => ending.lost(run, INTERRUPTED),
    });
    return lineUp(run, ref);
  }

  async function lineUp(run: LiveRun, ref: AgentRunRef): Promise<void> {
    await options.pause();
    if (registry.get(run.runId) !== run || !ref.getSnapshot().matches('queued')) return;
    try {
      queueing.arrive(run, lanes);
    } catch (error) {
      ending.lost(run, { status: 'error', summary: `the run could not be queued: ${String(error)}` });
      pool.peek()?.stop(run.runId);
    }
  }

  async function reply(run: LiveRun, text: () => string): Promise<void> {
    await options.pause();
    await answerCommand(options, registry, run, text());
  }

  function abortOthers(run: LiveRun): string {
    const stopped = stops.abortSession(run, 'stop').filter((runId) => runId !== run.runId);
    return stopped.length > 0 ? '⚙️ Agent was aborted.' : '⚙️ No run is active in this session.';
  }

  return {
    async submit(request) {
      if (request.runId.length > RUN_BOUNDS.maxKeyChars) {
        throw invalidRequest(`idempotencyKey is longer than ${RUN_BOUNDS.maxKeyChars} characters`);
      }
      const hash = payloadHash(request);
      const first = arriving.get(request.runId);
      if (first !== undefined) {
        refuseOtherPayload(request.runId, first.hash, hash);
        const ticket = await first.ticket;
        return ticket.status === 'accepted' ? { ...ticket, status: 'running' } : ticket;
      }
      const ticket = accept(request, hash);
      arriving.set(request.runId, { hash, ticket });
      try {
        return await ticket;
      } finally {
        arriving.delete(request.runId);
      }
    },
    wait(runId, timeoutMs, signal) {
      if (registry.get(runId) === undefined) {
        const outcome = endedEarlier(runId);
        if (outcome !== undefined) return Promise.resolve(outcome);
      }
      return registry.waitFor(runId, timeoutMs, signal);
    },
    async close() {
      closed = true;
      await Promise.allSettled([...arriving.values()].map(({ ticket }) => ticket));
    },
    reopen() {
      closed = false;
    },
  };

  function endedEarlier(runId: string): RunOutcome | undefined {
    const unsaved = registry.unsaved(runId)?.outcome;
    if (unsaved !== undefined) return unsaved;
    const record = store.find(runId);
    return record && storedOutcome(record);
  }
}

/** The message with a line for each picture: the bytes are for the engine, and models refuse empty messages. */
function asWritten({ message, attachments }: LiveRun): string {
  const lines = attachments.map(({ mimeType, fileName }) => `[attached: ${fileName ?? mimeType}]`);
  return [...(message.trim() === '' ? [] : [message]), ...lines].join('\n');
}
