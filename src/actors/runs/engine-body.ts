import { fromCallback } from 'xstate';
import type { CallbackActorLogic } from 'xstate';
import type { RunInput } from '../../agent/candidate.ts';
import type { EngineEvent } from '../../agent/engine.ts';
import type { AgentRunEvent, EngineInputRef } from '../../machines/agent-run.ts';
import { RUN_BOUNDS } from './bounds.ts';
import type { LiveRun } from './live-run.ts';
import type { RunsOptions } from './needs.ts';
import { prepareTurn } from './prepare.ts';
import type { RunRegistry } from './registry.ts';
import { mayBegin } from './starting.ts';

type Phase = 'engine.thinking' | 'engine.tooling' | 'engine.streaming';

const PHASES: Readonly<Partial<Record<EngineEvent['type'], Phase>>> = {
  text: 'engine.streaming',
  thinking: 'engine.thinking',
  toolStart: 'engine.tooling',
  toolResult: 'engine.thinking',
};

interface Turn {
  readonly options: RunsOptions;
  readonly run: LiveRun;
  readonly signal: AbortSignal;
  /** Tells the machine; mute once the actor has been left. */
  readonly tell: (event: AgentRunEvent) => void;
  /** False when the run ended without this engine: its actor crashed. */
  readonly alive: () => boolean;
}

/** The body of the machine's `engine`: reads the engine's events, writes text to the clients, reports phases. */
export function createEngineLogic(
  options: RunsOptions,
  registry: RunRegistry,
): CallbackActorLogic<{ type: 'cancel' }, EngineInputRef> {
  return fromCallback<{ type: 'cancel' }, EngineInputRef>(({ input, sendBack, receive }) => {
    const run = registry.get(input.runId);
    if (run === undefined) throw new Error(`run ${input.runId} was started without a record`);
    const controller = new AbortController();
    let open = true;
    const alive = (): boolean => registry.get(input.runId) === run;
    const cancel = (): void => {
      run.voice.hush();
      controller.abort();
    };
    const tell = (event: AgentRunEvent): void => {
      if (open && alive()) sendBack(event);
    };
    receive(cancel);
    void drive({ options, run, signal: controller.signal, tell, alive }).then(
      () => tell({ type: 'engine.ended' }),
      (error: unknown) => {
        options.log.debug('engine gave up', { runId: run.runId, error });
        const message = error instanceof Error ? error.message : String(error);
        tell({ type: 'engine.failed', message: options.mask(message) });
      },
    );
    return () => {
      open = false;
      controller.abort();
    };
  });
}

async function drive(turn: Turn): Promise<void> {
  const { options, run, signal } = turn;
  if (run.notice !== undefined) say(run, `${run.notice}\n\n`);
  const { candidates, input } = await prepareTurn(options, run);
  await mayBegin(run, signal);
  if (signal.aborted) return;
  [run.candidate] = candidates;
  const events = options.engines.run(candidates, withGuardedTools(input, run, signal), signal, (change) => {
    run.candidate = change.to;
    options.log.warn('another model took over', {
      runId: run.runId,
      from: change.from,
      to: change.to,
      reason: change.reason,
    });
  });
  await consume(turn, events);
}

async function consume(turn: Turn, events: AsyncIterable<EngineEvent>): Promise<void> {
  const { options, run, signal, tell } = turn;
  let phase: Phase = 'engine.thinking';
  let seen = 0;
  for await (const event of events) {
    if (signal.aborted || !turn.alive()) return;
    seen += 1;
    run.heard = true;
    if (seen > RUN_BOUNDS.maxEngineEvents) {
      throw new Error(`the engine was stopped after ${RUN_BOUNDS.maxEngineEvents} events without an end`);
    }
    const next = PHASES[event.type];
    if (next !== undefined && next !== phase) {
      phase = next;
      tell({ type: next });
    }
    await take(turn, event);
    if (run.scribe.full()) {
      run.stopReason = 'length';
      return;
    }
    // An engine that always has something ready would otherwise keep timers and sockets from ever being served.
    if (seen % RUN_BOUNDS.eventsPerTurn === 0) await options.pause();
  }
}

async function take({ options, run }: Turn, event: EngineEvent): Promise<void> {
  switch (event.type) {
    case 'text':
      say(run, event.delta);
      return;
    case 'thinking':
      run.scribe.thinking(event.delta);
      return;
    case 'toolStart':
      run.voice.toolStart(event);
      run.scribe.toolCall(event.id, event.name, event.args);
      return;
    case 'toolResult':
      run.voice.toolResult(event);
      run.voice.newSegment();
      run.observer?.segment();
      run.scribe.toolResult(event.id, event.name, event.result, event.isError);
      // What a tool did must outlive a crash: the next turn has to know about it.
      await keep(options, run, event.name);
      return;
    case 'usage':
      run.scribe.usage(event.usage);
      return;
    case 'backendSession':
      run.backendSessions = { ...run.backendSessions, [event.backend]: event.sessionId };
      return;
    case 'end':
      run.stopReason = event.stopReason;
  }
}

async function keep(options: RunsOptions, run: LiveRun, tool: string): Promise<void> {
  const messages = run.scribe.take();
  if (messages.length === 0 || (await options.store.append(run.runId, messages))) return;
  options.log.warn('a tool result came after the end of its run', { runId: run.runId, tool });
}

function say(run: LiveRun, delta: string): void {
  const shown = run.scribe.text(delta);
  run.voice.text(shown);
  run.observer?.text(shown);
}

/** After a cancel no tool may start any more, however late the engine notices. */
function withGuardedTools(input: RunInput, run: LiveRun, signal: AbortSignal): RunInput {
  const { tools } = input;
  return {
    ...input,
    tools: {
      tools: tools.tools,
      invoke: (name, args, context) =>
        signal.aborted
          ? Promise.resolve({ result: { error: `run ${run.runId} was cancelled` }, isError: true })
          : tools.invoke(name, args, context),
    },
  };
}
