import { invalidRequest } from '../../protocol/failure.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { method } from '../method.ts';
import type { RunRequest } from '../ports.ts';
import { failureOf, hasFailed } from './outcomes.ts';

const HISTORY_LIMIT = 200;

const STOP_COMMAND = '/stop';
/** Whole messages that mean "stop" while something runs, whatever their case; else they are everyday words. */
const STOP_WORDS: ReadonlySet<string> = new Set(['stop', 'esc', 'abort', 'wait', 'exit', 'interrupt']);

const history = method('chat.history', ({ sessionKey, limit }, { ports }) => ({
  sessionKey,
  ...ports.sessions.history(sessionKey, limit ?? HISTORY_LIMIT, LIMITS.chatHistoryMaxBytes),
}));

const send = method('chat.send', async (params, { ports, caller }) => {
  const text = params.message.trim();
  const attachments = params.attachments ?? [];
  if (text === '' && attachments.length === 0) throw invalidRequest('message or attachment required');
  const word = text.toLowerCase();
  if (word === STOP_COMMAND || STOP_WORDS.has(word)) {
    const stopped = ports.runs.abort({ sessionKey: params.sessionKey, reason: 'stop' });
    if (stopped.aborted || word === STOP_COMMAND) return { ok: true, ...stopped };
  }
  const request: RunRequest = {
    runId: params.idempotencyKey,
    source: 'chat',
    sessionKey: params.sessionKey,
    message: params.message,
    attachments,
    requester: caller.client.displayName ?? caller.client.id,
    ...(params.thinking === undefined ? {} : { thinking: params.thinking }),
    ...(params.timeoutMs === undefined ? {} : { timeoutMs: params.timeoutMs }),
  };
  const ticket = await ports.runs.submit(request);
  if (ticket.status === 'accepted') return { runId: ticket.runId, status: 'started' };
  if (ticket.status === 'running') return { runId: ticket.runId, status: 'in_flight' };
  const outcome = await ticket.outcome;
  if (hasFailed(outcome)) throw failureOf(outcome);
  return { runId: ticket.runId, status: 'ok' };
});

const abort = method('chat.abort', ({ sessionKey, runId }, { ports }) => ({
  ok: true,
  ...ports.runs.abort({ sessionKey, reason: 'rpc', ...(runId === undefined ? {} : { runId }) }),
}));

const inject = method('chat.inject', async ({ sessionKey, message, label }, { ports }) => {
  const messageId = await ports.sessions.inject(sessionKey, message, label);
  if (messageId === undefined) throw invalidRequest('session not found');
  const text = label === undefined ? message : `[${label}]\n\n${message}`;
  ports.events.broadcast('chat', {
    runId: `inject-${messageId}`,
    sessionKey,
    seq: 0,
    state: 'final',
    message: { role: 'assistant', content: [{ type: 'text', text }], timestamp: ports.clock.now() },
  });
  return { ok: true, messageId };
});

export const chatMethods = [history, send, abort, inject];
