import type { OpenedSession } from '../../agent/sessions/sessions.ts';
import { agentIds, normalizeAgentId } from '../../agent/agent-list.ts';
import { decodeAttachments } from '../../agent/attachments.ts';
import { sendAllowed } from '../../agent/sessions/send-policy.ts';
import type { CommandOutcome } from '../../agent/commands/outcome.ts';
import type { Attachment } from '../../agent/engine.ts';
import type { RunRequest } from '../../api/ports.ts';
import { invalidRequest, unavailable } from '../../protocol/failure.ts';
import { RUN_BOUNDS } from './bounds.ts';
import type { RunsOptions } from './needs.ts';
import { AGENT_QUEUE, queueRule } from './queue-modes.ts';
import type { QueueRule } from './queue-modes.ts';

/** A request that passed every check, with its session resolved; nothing is durable yet. */
export interface Admitted {
  readonly request: RunRequest;
  readonly session: OpenedSession;
  readonly command: CommandOutcome;
  readonly attachments: readonly Attachment[];
  readonly queue: QueueRule;
  readonly acceptedAt: number;
}

export interface AdmissionState {
  /** A run of the session is queued or running. */
  busy(canonicalKey: string): boolean;
  waiting(canonicalKey: string): number;
}

/**
 * Attachments, session, send policy, commands, queue: everything that can refuse a message before it becomes a run.
 * @throws Failure INVALID_REQUEST | UNAVAILABLE
 */
export async function admit(
  options: RunsOptions,
  state: AdmissionState,
  request: RunRequest,
): Promise<Admitted> {
  const { attachments, warnings } = decodeAttachments(request.attachments ?? []);
  for (const warning of warnings) options.log.warn('attachment left out', { runId: request.runId, warning });
  if (request.message.trim() === '' && attachments.length === 0)
    throw invalidRequest('message or attachment required');
  refuseUnknownAgent(options, request.agentId);
  const acceptedAt = options.clock.now();
  const session = await open(options, request, acceptedAt);
  const command = await options.commands.handle(request.message, {
    sessionKey: session.canonicalKey,
    agentId: session.agentId,
    runActive: state.busy(session.canonicalKey),
    requester: request.requester,
    surface: request.source === 'chat' ? 'webchat' : 'cli',
    authorized: true,
  });
  const queue = ruleFor(options, request, session, command);
  refuseWhenFull(state, session, queue, command);
  return {
    request,
    // A command may have reset the session: the run belongs to the one that exists now.
    session:
      command.kind === 'none' || command.kind === 'abort'
        ? session
        : await open(options, request, acceptedAt),
    command,
    attachments,
    queue,
    acceptedAt,
  };
}

function refuseUnknownAgent(options: RunsOptions, agentId: string | undefined): void {
  if (agentId === undefined || agentIds(options.config()).includes(normalizeAgentId(agentId))) return;
  throw invalidRequest(`unknown agent id "${agentId}"`);
}

const open = (options: RunsOptions, request: RunRequest, now: number): Promise<OpenedSession> =>
  options.sessions.openForRun({
    now,
    check: ({ key, entry }) => {
      if (!sendAllowed(entry, options.config(), key)) throw invalidRequest('send blocked by session policy');
    },
    ...(request.sessionKey === undefined ? {} : { sessionKey: request.sessionKey }),
    ...(request.sessionId === undefined ? {} : { sessionId: request.sessionId }),
    ...(request.to === undefined ? {} : { to: request.to }),
    ...(request.agentId === undefined ? {} : { agentId: request.agentId }),
  });

function ruleFor(
  options: RunsOptions,
  request: RunRequest,
  session: OpenedSession,
  command: CommandOutcome,
): QueueRule {
  const configured = options.config().messages?.queue;
  const channel = request.source === 'chat' ? 'webchat' : request.channel;
  const ofChannel = channel === undefined ? undefined : configured?.byChannel?.[channel];
  // An `agent` caller waits for its own answer, unless the operator decided otherwise for the channel it speaks for.
  if (request.source === 'agent' && ofChannel === undefined) return AGENT_QUEUE;
  return queueRule(command.kind === 'rewrite' ? command.turn?.queue : undefined, session.entry, {
    queueMode: ofChannel ?? configured?.mode,
    queueDebounceMs: configured?.debounceMs,
    queueCap: configured?.cap,
    queueDrop: configured?.drop,
  });
}

/** Where the rule says to refuse newcomers, it is said before anything becomes durable. */
function refuseWhenFull(
  state: AdmissionState,
  session: OpenedSession,
  queue: QueueRule,
  command: CommandOutcome,
): void {
  if (command.kind === 'reply' || command.kind === 'abort' || queue.mode === 'interrupt') return;
  const waiting = state.waiting(session.canonicalKey);
  const full = queue.drop === 'new' && waiting >= queue.cap;
  if (!full && waiting < RUN_BOUNDS.maxWaitingPerSession) return;
  throw unavailable(
    `${waiting} messages are already waiting in session ${session.echoKey}; wait for an answer, or stop the run with /stop`,
    { retryAfterMs: 5000 },
  );
}

/** Milliseconds the engine may take; zero, negative or absent means the configured default, never "no limit". */
export function deadlineOf(options: RunsOptions, timeoutMs: number | undefined): number {
  const configured = (options.config().agents?.defaults?.timeoutSeconds ?? 0) * 1000;
  const fallback = configured > 0 ? configured : RUN_BOUNDS.defaultTimeoutMs;
  const asked = timeoutMs !== undefined && timeoutMs > 0 ? timeoutMs : fallback;
  return Math.min(asked, RUN_BOUNDS.maxTimeoutMs);
}
