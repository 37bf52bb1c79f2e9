import { normalizeAgentId } from '../../protocol/agent-ids.ts';
import type { AgentResult } from '../../protocol/generated/types.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import { method } from '../method.ts';
import type { Ports, RunOutcome } from '../ports.ts';
import { whileConnected } from '../while-connected.ts';
import { deliverReply, deliveryRoute } from './agent-delivery.ts';
import type { Route } from './agent-delivery.ts';
import { agentOfSessionKey, toRunRequest } from './agent-request.ts';
import { failureOf, hasFailed } from './outcomes.ts';

const WAIT_TIMEOUT_MS = 30_000;

/** Shown for an agent that has neither a configured identity nor an IDENTITY.md. */
const NAMELESS = { name: 'Assistant', avatar: 'A' } as const;

const SUMMARIES: Partial<Record<RunOutcome['status'], string>> = { ok: 'completed', aborted: 'aborted' };

async function finalAnswer(
  outcome: RunOutcome,
  route: Route | undefined,
  ports: Ports,
): Promise<AgentResult> {
  if (hasFailed(outcome)) throw failureOf(outcome);
  const meta = { ...outcome.result?.meta };
  const delivered = route && outcome.status === 'ok' ? await deliverReply(outcome, route, ports) : undefined;
  return {
    runId: outcome.runId,
    status: 'ok',
    summary: SUMMARIES[outcome.status] ?? outcome.summary,
    result: {
      payloads: [...(outcome.result?.payloads ?? [])],
      meta: delivered ? { ...meta, delivery: delivered } : meta,
    },
  };
}

/** Two responses on one id: accepted at once, the outcome at the end. A repeated key gets one of them only. */
const agent = method('agent', async (params, call) => {
  const { ports } = call;
  const route = deliveryRoute(params);
  const ticket = await ports.runs.submit(toRunRequest(params, call));
  const accepted = { runId: ticket.runId, status: 'accepted', acceptedAt: ticket.acceptedAt } as const;
  if (ticket.status === 'running') return accepted;
  if (ticket.status === 'accepted') call.accept(accepted);
  // A reply meant for somebody else still goes out after the requester has hung up.
  const outcome = await (route ? ticket.outcome : whileConnected(ticket.outcome, call.signal));
  return finalAnswer(outcome, route, ports);
});

const wait = method('agent.wait', async ({ runId, timeoutMs }, { ports, signal }) => {
  const waiting = ports.runs.wait(runId, timeoutMs ?? WAIT_TIMEOUT_MS, signal);
  const outcome = await whileConnected(waiting, signal);
  if (outcome === undefined) return { runId, status: 'timeout' };
  const { startedAt, endedAt } = outcome;
  if (!hasFailed(outcome)) return { runId, status: 'ok', startedAt, endedAt };
  return { runId, status: 'error', startedAt, endedAt, error: outcome.summary };
});

const identity = method('agent.identity.get', (params, { ports }) => {
  const asked = params.agentId?.trim() ? normalizeAgentId(params.agentId) : undefined;
  const named = agentOfSessionKey(params.sessionKey);
  if (asked && named && asked !== named) {
    throw invalidRequest(
      `invalid agent.identity.get params: agent "${params.agentId}" does not match session key agent "${named}"`,
    );
  }
  const agentId = asked || named || ports.agents.list().defaultId;
  return ports.agents.identity(agentId) ?? { agentId, ...NAMELESS };
});

export const agentMethods = [agent, wait, identity];
