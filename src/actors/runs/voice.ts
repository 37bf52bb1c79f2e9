import type { EventsPort, RunOutcome } from '../../api/ports.ts';
import { isSilentReply, mayBeSilent } from '../../agent/silent-reply.ts';
import type { StopReason } from '../../machines/agent-run.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { AgentEvent, EventMap } from '../../protocol/generated/types.ts';
import { RUN_BOUNDS } from './bounds.ts';

export type Verbosity = 'off' | 'on' | 'full';

export interface VoiceOptions {
  readonly events: EventsPort;
  readonly clock: Clock;
  readonly log: Logger;
  readonly runId: string;
  /** As the caller wrote it; clients compare it with `===`. */
  readonly sessionKey: string;
  readonly verbosity: Verbosity;
}

/** What clients hear of one run: `agent` and `chat` events. Silent after `ended`, which speaks once. */
export interface RunVoice {
  started(startedAt: number): void;
  text(delta: string): void;
  /** The next text is a new stretch of the answer, after a tool call. */
  newSegment(): void;
  toolStart(tool: { readonly id: string; readonly name: string; readonly args: unknown }): void;
  toolResult(tool: {
    readonly id: string;
    readonly name: string;
    readonly result: unknown;
    readonly isError: boolean;
  }): void;
  ended(outcome: RunOutcome, stopReason?: StopReason): void;
  /** The answer of a command: one `chat` final, and nothing else ever. */
  replied(reply: string): void;
  /** No further text: the run was told to stop. */
  hush(): void;
}

export function createVoice(options: VoiceOptions): RunVoice {
  const { events, clock, log, runId, sessionKey, verbosity } = options;
  let seq = 0;
  /** Everything shown, or about to be. */
  let text = '';
  let pendingDelta = '';
  /** The stretch being written, and where in `text` it begins. */
  let segment = '';
  let segmentAt = 0;
  /** What of the stretch is not shown yet: it may turn out to be an answer nobody is to see. */
  let heldBack = '';
  let agentAt = Number.NEGATIVE_INFINITY;
  let chatAt = Number.NEGATIVE_INFINITY;
  let chatBehind = false;
  let timer: unknown;
  let closed = false;

  /** A run never depends on anybody hearing it: the listener may be down, the outcome is stored either way. */
  function broadcast<E extends 'agent' | 'chat'>(event: E, payload: EventMap[E]): void {
    try {
      events.broadcast(event, payload);
    } catch (error) {
      log.warn('a run event reached nobody', { runId, event, error });
    }
  }

  const agent = (stream: 'lifecycle' | 'assistant' | 'tool', data: AgentEvent['data']): void => {
    seq += 1;
    broadcast('agent', { runId, seq, stream, ts: clock.now(), data, sessionKey });
  };

  const message = (
    shown: string,
  ): { role: 'assistant'; content: { type: 'text'; text: string }[]; timestamp: number } => ({
    role: 'assistant',
    content: [{ type: 'text', text: shown }],
    timestamp: clock.now(),
  });

  /** The whole text goes out each time: the longer it is, the rarer, so that the bytes per second stay bounded. */
  const restMs = (): number => text.length / RUN_BOUNDS.deltaCharsPerMs;

  function speakAgent(now: number): void {
    if (pendingDelta === '') return;
    agent('assistant', { text, delta: pendingDelta });
    pendingDelta = '';
    agentAt = now;
  }

  function speakChat(now: number): void {
    if (!chatBehind) return;
    chatBehind = false;
    chatAt = now;
    broadcast('chat', { runId, sessionKey, seq, state: 'delta', message: message(text) });
  }

  function flushDue(): void {
    const now = clock.monotonic();
    const agentDue = agentAt + restMs() - now;
    if (agentDue <= 0) speakAgent(now);
    const chatDue = chatAt + Math.max(RUN_BOUNDS.chatDeltaMs, restMs()) - now;
    if (chatDue <= 0) speakChat(now);
    const waits = [...(pendingDelta === '' ? [] : [agentDue]), ...(chatBehind ? [chatDue] : [])];
    if (waits.length > 0) arm(Math.max(1, Math.ceil(Math.min(...waits))));
  }

  function arm(delayMs: number): void {
    if (timer !== undefined) return;
    timer = clock.setTimeout(() => {
      timer = undefined;
      flushDue();
    }, delayMs);
  }

  function show(): void {
    if (heldBack === '') return;
    const added = segmentAt === text.length && text !== '' ? `\n\n${heldBack}` : heldBack;
    heldBack = '';
    text += added;
    pendingDelta += added;
    chatBehind = true;
  }

  /** The stretch is complete: what was held back is shown after all, or the stretch is taken out of the final text. */
  function closeSegment(): void {
    if (isSilentReply(segment)) {
      text = text.slice(0, segmentAt);
      pendingDelta = '';
      heldBack = '';
    }
    show();
    segment = '';
    segmentAt = text.length;
  }

  function quiet(): void {
    if (timer !== undefined) clock.clearTimeout(timer);
    timer = undefined;
  }

  function chatEnd(outcome: RunOutcome, stopReason: StopReason | undefined): void {
    const base = { runId, sessionKey };
    if (outcome.status === 'ok') {
      broadcast('chat', {
        ...base,
        seq,
        state: 'final',
        ...(text.trim() === '' ? {} : { message: message(text.trim()) }),
      });
    } else if (outcome.status === 'aborted') {
      broadcast('chat', { ...base, seq: seq + 1, state: 'aborted', stopReason: stopReason ?? 'stop' });
    } else {
      broadcast('chat', {
        ...base,
        seq: seq + 1,
        state: 'error',
        errorMessage: outcome.summary,
        ...(stopReason === undefined ? {} : { stopReason }),
      });
    }
  }

  return {
    started(startedAt) {
      if (!closed) agent('lifecycle', { phase: 'start', startedAt });
    },
    text(delta) {
      if (closed || delta === '') return;
      // The beginning decides: once a stretch is shown, nothing of it is held back any more.
      const shown = segment !== '' && heldBack === '';
      segment += delta;
      heldBack += delta;
      if (!shown && mayBeSilent(segment)) return;
      show();
      flushDue();
    },
    newSegment() {
      closeSegment();
      if (!closed) flushDue();
    },
    toolStart({ id, name, args }) {
      if (closed) return;
      speakAgent(clock.monotonic());
      if (verbosity === 'off') seq += 1;
      else agent('tool', { phase: 'start', name, toolCallId: id, args });
    },
    toolResult({ id, name, result, isError }) {
      if (closed) return;
      speakAgent(clock.monotonic());
      if (verbosity === 'off') seq += 1;
      else
        agent('tool', {
          phase: 'result',
          name,
          toolCallId: id,
          isError,
          ...(verbosity === 'full' ? { result } : {}),
        });
    },
    replied(reply) {
      closed = true;
      seq += 1;
      broadcast('chat', { runId, sessionKey, seq, state: 'final', message: message(reply) });
    },
    hush() {
      quiet();
      closed = true;
    },
    ended(outcome, stopReason) {
      quiet();
      const { status, startedAt, endedAt, summary } = outcome;
      if (status === 'ok') {
        closeSegment();
        speakAgent(clock.monotonic());
        agent('lifecycle', { phase: 'end', startedAt, endedAt });
      } else if (status === 'aborted')
        agent('lifecycle', { phase: 'end', startedAt, endedAt, aborted: true });
      else agent('lifecycle', { phase: 'error', error: summary, startedAt, endedAt });
      chatEnd(outcome, stopReason);
      closed = true;
    },
  };
}
