import type { OpenedSession } from '../../agent/sessions/sessions.ts';
import { agentIds, normalizeAgentId } from '../../agent/agent-list.ts';
import { decodeAttachments } from '../../agent/attachments.ts';
import { sendAllowed } from '../../agent/sessions/send-policy.ts';
import type { CommandContext, CommandOutcome } from '../../agent/commands/outcome.ts';
import { isCommandText, parseCommand } from '../../agent/commands/parse.ts';
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
  refuseForeignCommand(options, request);
  const acceptedAt = options.clock.now();
  const session = await open(options, request, acceptedAt);
  const command = await options.commands.handle(request.message, {
    sessionKey: session.canonicalKey,
    agentId: session.agentId,
    runActive: state.busy(session.canonicalKey),
    requester: request.requester,
    ...standing(request),
  });
  const queue = ruleFor(options, request, session, command);
  refuseWhenFull(state, session, queue, command);
  return {
    request,
    // A command may have reset the session: the run belongs to the one that exists now.
    session:
      command.kind === 'none' || command.kind === 'abort'
        ? session
        : await open(options, request, acceptedAt, command),
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

/** Commands of people who may not give any are no messages either: nothing is kept of them. */
function refuseForeignCommand(options: RunsOptions, { chat, message }: RunRequest): void {
  if (chat === undefined || chat.authorized || options.config().commands?.text === false) return;
  if (isCommandText(message))
    throw invalidRequest('this sender may not give commands', { reason: 'command_not_authorized' });
}

type Standing = Omit<CommandContext, 'sessionKey' | 'agentId' | 'runActive' | 'requester'>;

/** Who asks, from where: the web chat and the command line belong to the operator. */
function standing({ chat, source, origin }: RunRequest): Standing {
  if (chat === undefined) {
    const surface = source === 'chat' ? 'webchat' : 'cli';
    return { surface, authorized: true, owner: true, chatKind: 'none' };
  }
  const { channel, accountId, kind, senderId, owner, authorized } = chat;
  return {
    surface: channel,
    authorized,
    owner,
    chatKind: kind,
    channel,
    accountId,
    senderId,
    ...(origin === undefined ? {} : { origin }),
  };
}

/** Commands come before the send policy: `/send on` must be able to lift it. */
function answersAnyway(options: RunsOptions, { chat, message }: RunRequest): boolean {
  if (options.config().commands?.text === false) return false;
  const parsed = parseCommand(message);
  return parsed.kind === 'alone' && (chat !== undefined || parsed.command.spec.name === 'send');
}

const open = (
  options: RunsOptions,
  request: RunRequest,
  now: number,
  command?: CommandOutcome,
): Promise<OpenedSession> =>
  options.sessions.openForRun({
    now,
    check: ({ key, entry }) => {
      if (command === undefined ? answersAnyway(options, request) : command.kind === 'reply') return;
      if (!sendAllowed(entry, options.config(), key)) throw invalidRequest('send blocked by session policy');
    },
    ...(request.sessionKey === undefined ? {} : { sessionKey: request.sessionKey }),
    ...(request.sessionId === undefined ? {} : { sessionId: request.sessionId }),
    ...(request.to === undefined ? {} : { to: request.to }),
    ...(request.agentId === undefined ? {} : { agentId: request.agentId }),
    ...(request.origin === undefined ? {} : { origin: request.origin }),
  });

function ruleFor(
  options: RunsOptions,
  request: RunRequest,
  session: OpenedSession,
  command: CommandOutcome,
): QueueRule {
  const configured = options.config().messages?.queue;
  const channel = request.chat?.channel ?? (request.source === 'chat' ? 'webchat' : request.channel);
  const ofDebounce = channel === undefined ? undefined : configured?.debounceMsByChannel?.[channel];
  const ofChannel = channel === undefined ? undefined : configured?.byChannel?.[channel];
  // An `agent` caller waits for its own answer, unless the operator decided otherwise for the channel it speaks for.
  if (request.source === 'agent' && request.chat === undefined && ofChannel === undefined) return AGENT_QUEUE;
  return queueRule(command.kind === 'rewrite' ? command.turn?.queue : undefined, session.entry, {
    queueMode: ofChannel ?? configured?.mode,
    queueDebounceMs: ofDebounce ?? configured?.debounceMs,
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
