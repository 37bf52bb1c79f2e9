import { askedFrom, type AskedFrom } from '../../agent/asked-from.ts';
import type { Candidate } from '../../agent/candidate.ts';
import type { TurnOverrides } from '../../agent/commands/outcome.ts';
import type { Attachment } from '../../agent/engine.ts';
import { isSilentReply } from '../../agent/silent-reply.ts';
import type { RunObserver, RunOutcome } from '../../api/ports.ts';
import type { Verdict } from '../../machines/agent-run.ts';
import type { QueueRule } from './queue-modes.ts';
import type { Admitted } from './admission.ts';
import { deadlineOf } from './admission.ts';
import type { RunsOptions } from './needs.ts';
import { createScribe } from './scribe.ts';
import type { Scribe } from './scribe.ts';
import { createVoice } from './voice.ts';
import type { RunVoice, Verbosity } from './voice.ts';

/** An accepted run that has not ended. Written by the bodies of its own actor only. */
export interface LiveRun {
  readonly runId: string;
  readonly source: 'agent' | 'chat' | 'channel';
  readonly payloadHash: string;
  /** As the caller wrote it, else the canonical one; events carry it. */
  readonly sessionKey: string;
  /** The caller's own words; absent when the session followed from something else. */
  readonly namedKey: string | undefined;
  readonly canonicalKey: string;
  readonly sessionId: string;
  readonly agentId: string;
  readonly acceptedAt: number;
  readonly deadlineMs: number;
  readonly queue: QueueRule;
  /** Where the answer goes, if it goes somewhere: only runs of one route are answered together. */
  readonly routeKey: string | undefined;
  /** The chat network, or `webchat`; absent for callers that name none. */
  readonly channel: string | undefined;
  /** Where whoever asked can be told something later. */
  readonly from: AskedFrom;
  readonly turn: TurnOverrides;
  readonly extraSystemPrompt: string | undefined;
  /** What the user wrote, framed as the agent gets it. */
  readonly message: string;
  /** Answer of an inline command, said before the engine speaks. */
  readonly notice: string | undefined;
  readonly voice: RunVoice;
  readonly observer: RunObserver | undefined;
  readonly scribe: Scribe;
  readonly ended: PromiseWithResolvers<RunOutcome>;
  /** What the engine is asked: the message, or everything a leader answers for the messages behind it. */
  prompt: string;
  attachments: readonly Attachment[];
  /** Everybody whose words are in `prompt` is the operator or an owner. */
  owner: boolean;
  /** Messages of these runs are part of `prompt`. */
  absorbed: readonly string[];
  startedAt: number | undefined;
  /** Settles once the start is on record, or never will be. */
  begun: Promise<void> | undefined;
  candidate: Candidate | undefined;
  /** The candidate has begun to answer. */
  heard: boolean;
  stopReason: string | undefined;
  /** Backend id → its own session id, learnt during the run. */
  backendSessions: Readonly<Record<string, string>>;
  /** Built once by whoever settles first. */
  outcome: RunOutcome | undefined;
}

export function createLiveRun(options: RunsOptions, admitted: Admitted, payloadHash: string): LiveRun {
  const { request, session, command } = admitted;
  const rewrite = command.kind === 'rewrite' ? command : undefined;
  const turn = {
    ...(request.thinking === undefined ? {} : { thinkingLevel: request.thinking }),
    ...rewrite?.turn,
  };
  const { runId, source } = request;
  const frame = request.frame ?? ((words: string) => words);
  const sessionKey = request.sessionKey ?? session.echoKey;
  const verbosity = verbosityOf(turn.verboseLevel ?? session.entry.verboseLevel ?? defaultVerbosity(options));
  const run: LiveRun = {
    runId,
    source,
    payloadHash,
    sessionKey,
    namedKey: request.sessionKey,
    canonicalKey: session.canonicalKey,
    sessionId: session.sessionId,
    agentId: session.agentId,
    acceptedAt: admitted.acceptedAt,
    deadlineMs: deadlineOf(options, request.timeoutMs),
    queue: admitted.queue,
    routeKey: request.routeKey,
    channel: request.chat?.channel ?? (source === 'chat' ? 'webchat' : undefined),
    from: askedFrom(session.canonicalKey, request.chat === undefined ? undefined : request.origin),
    turn,
    extraSystemPrompt: request.extraSystemPrompt,
    message: frame(request.message),
    observer: request.observer,
    notice: rewrite?.notice,
    voice: createVoice({
      events: options.events,
      clock: options.clock,
      log: options.log,
      runId,
      sessionKey,
      verbosity,
    }),
    scribe: createScribe({ clock: options.clock, speaker: () => run.candidate }),
    ended: Promise.withResolvers<RunOutcome>(),
    prompt: frame(rewrite?.message ?? request.message),
    attachments: admitted.attachments,
    owner: request.chat?.owner ?? true,
    absorbed: [],
    startedAt: undefined,
    begun: undefined,
    candidate: undefined,
    heard: false,
    stopReason: undefined,
    backendSessions: {},
    outcome: undefined,
  };
  return run;
}

const defaultVerbosity = (options: RunsOptions): string | undefined =>
  options.config().agents?.defaults?.verboseDefault;

const verbosityOf = (level: string | undefined): Verbosity =>
  level === 'on' || level === 'full' ? level : 'off';

/** How the run ended, in the shape that is stored and answered. */
export function outcomeOf(run: LiveRun, verdict: Verdict, endedAt: number): RunOutcome {
  const startedAt = run.startedAt ?? run.acceptedAt;
  const spoken = run.scribe.segments().filter((text) => !isSilentReply(text));
  const payloads = spoken.map((text) => ({ text }));
  const usage = run.scribe.totals();
  const stopReason = verdict.stopReason ?? run.stopReason;
  const meta = {
    durationMs: endedAt - startedAt,
    agentMeta: {
      sessionId: run.sessionId,
      ...(run.candidate ? { provider: run.candidate.provider, model: run.candidate.model } : {}),
      ...(usage ? { usage } : {}),
    },
    ...(verdict.status === 'ok' ? {} : { aborted: true }),
    ...(stopReason === undefined ? {} : { stopReason }),
  };
  return {
    runId: run.runId,
    status: verdict.status,
    summary: verdict.summary,
    startedAt,
    endedAt,
    sessionKey: run.sessionKey,
    sessionId: run.sessionId,
    ...(verdict.status === 'error' ? {} : { result: { payloads, meta } }),
  };
}
