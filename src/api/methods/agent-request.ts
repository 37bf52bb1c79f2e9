import { normalizeAgentId } from '../../protocol/agent-ids.ts';
import type { AgentParams } from '../../protocol/generated/types.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import type { Call } from '../method.ts';
import type { Ports, RunRequest } from '../ports.ts';

/** Reply routes that are no network of their own: this gateway's own chat, and wherever the session spoke last. */
const INTERNAL_ROUTES: ReadonlySet<string> = new Set(['webchat', 'last']);

/** The agent a fully written session key names: `agent:<id>:<rest>`. */
export function agentOfSessionKey(sessionKey: string | undefined): string | undefined {
  const match = /^agent:([^:]+):/i.exec(sessionKey?.trim() ?? '');
  return match?.[1] === undefined ? undefined : normalizeAgentId(match[1]);
}

/** The channel the message came over; `last` says where the answer goes, not where the message is from. */
function channelOf(params: AgentParams, ports: Ports): string | undefined {
  const channel = params.channel?.trim().toLowerCase();
  if (!channel || channel === 'last') return undefined;
  return ports.channels.canonicalId(channel) ?? channel;
}

function checkChannels(params: AgentParams, ports: Ports): void {
  for (const name of [params.channel, params.replyChannel]) {
    const channel = name?.trim().toLowerCase();
    if (!channel || INTERNAL_ROUTES.has(channel)) continue;
    if (ports.channels.canonicalId(channel) === undefined) {
      throw invalidRequest(`invalid agent params: unknown channel: ${name}`);
    }
  }
}

function checkAgent(params: AgentParams, ports: Ports): void {
  if (!params.agentId?.trim()) return;
  const agentId = normalizeAgentId(params.agentId);
  if (!ports.agents.list().agents.some((row) => row.id === agentId)) {
    throw invalidRequest(`invalid agent params: unknown agent id "${params.agentId}"`);
  }
  const named = agentOfSessionKey(params.sessionKey);
  if (named !== undefined && named !== agentId) {
    throw invalidRequest(
      `invalid agent params: agent "${params.agentId}" does not match session key agent "${named}"`,
    );
  }
}

const OPTIONAL = ['sessionKey', 'sessionId', 'to', 'agentId', 'thinking', 'extraSystemPrompt'] as const;

/**
 * What `agent` asks of the runs.
 * @throws Failure INVALID_REQUEST with the texts clients know
 */
export function toRunRequest(params: AgentParams, call: Call<'agent'>): RunRequest {
  const message = params.message.trim();
  if (message === '') throw invalidRequest('invalid agent params: message required');
  checkChannels(params, call.ports);
  checkAgent(params, call.ports);
  const client = call.caller.client;
  const stated: Partial<Record<(typeof OPTIONAL)[number], string>> = {};
  for (const field of OPTIONAL) {
    const value = params[field]?.trim();
    if (value) stated[field] = value;
  }
  const channel = channelOf(params, call.ports);
  return {
    runId: params.idempotencyKey,
    source: 'agent',
    message,
    attachments: params.attachments ?? [],
    timeoutMs: (params.timeout ?? 0) * 1000,
    requester: client.displayName ?? client.id,
    ...(channel === undefined ? {} : { channel }),
    ...stated,
  };
}
