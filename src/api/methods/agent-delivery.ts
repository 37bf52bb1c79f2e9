import type { AgentParams } from '../../protocol/generated/types.ts';
import { Failure, invalidRequest } from '../../protocol/failure.ts';
import type { Ports, RunOutcome } from '../ports.ts';

/** Where the reply of a run goes when `deliver` is set. */
export interface Route {
  readonly channel?: string;
  readonly accountId?: string;
  readonly to: string;
}

/**
 * The route of `agent {deliver: true}`, or `undefined` when the reply stays with the requester.
 * @throws Failure INVALID_REQUEST when there is nobody to deliver to
 */
export function deliveryRoute(params: AgentParams): Route | undefined {
  if (params.deliver !== true) return undefined;
  const channel = (params.replyChannel ?? params.channel)?.trim().toLowerCase();
  if (channel === 'webchat') return undefined;
  const to = (params.replyTo ?? params.to)?.trim();
  if (!to) throw invalidRequest('invalid agent params: deliver needs replyTo or to');
  const accountId = params.replyAccountId ?? params.accountId;
  return {
    to,
    ...(channel && channel !== 'last' ? { channel } : {}),
    ...(accountId === undefined ? {} : { accountId }),
  };
}

const textOf = (outcome: RunOutcome): string =>
  (outcome.result?.payloads ?? [])
    .map((payload) => payload.text?.trim() ?? '')
    .filter((text) => text !== '')
    .join('\n\n');

/**
 * Sends the reply out and says in `meta.delivery` how that went: the run is done either way and its answer must
 * not be lost to a channel that is down.
 */
export async function deliverReply(
  outcome: RunOutcome,
  route: Route,
  ports: Ports,
): Promise<Record<string, unknown>> {
  const message = textOf(outcome);
  if (message === '')
    return { ok: false, code: 'INVALID_REQUEST', message: 'the reply has no text to deliver' };
  try {
    const sent = await ports.channels.send({
      ...route,
      message,
      idempotencyKey: `${outcome.runId}:reply`,
      sessionKey: outcome.sessionKey,
    });
    return { ok: true, ...sent };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ok: false, code: error.code, message: error.message };
  }
}
