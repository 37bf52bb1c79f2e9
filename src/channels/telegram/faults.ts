import type { LinkFault } from '../../protocol/link-faults.ts';
import { CallError } from './bot-api.ts';
import type { Refusal } from './bot-api.ts';

const TOKEN_HINT =
  'the token was revoked or mistyped: get the current one from @BotFather, then: moltbot channels add --channel telegram --token <token>';
const WEBHOOK_HINT =
  'a webhook is set for this bot by another program: stop that program, or give this gateway a bot of its own';
const POLLER_HINT =
  'another program polls this bot: stop it, or give this gateway a bot of its own (two gateways cannot share a token)';

/** What a failed call says about the link. `startup` calls and polls come here, sends do not. */
export function faultOf(error: unknown): LinkFault {
  if (!(error instanceof CallError)) {
    return { kind: 'transient', message: error instanceof Error ? error.message : String(error) };
  }
  const { refusal, transport, message } = error;
  if (refusal !== undefined) return refusalFault(refusal, message);
  if (error.timedOut) return { kind: 'transient', message, code: 'ETIMEDOUT' };
  const code = transport?.status ?? transport?.code ?? 'ERR_NETWORK';
  const hint = transport?.code === 'garbage' ? 'check apiRoot and what lies between it and here' : undefined;
  return { kind: 'transient', message, code, ...(hint === undefined ? {} : { hint }) };
}

function refusalFault({ code, description, retryAfterMs }: Refusal, message: string): LinkFault {
  if (code === 401 || code === 404) return { kind: 'loggedOut', message, code, hint: TOKEN_HINT };
  if (code === 403) {
    const hint = 'Telegram blocked this bot; ask @BotSupport, or use another bot';
    return { kind: 'forbidden', message, code, hint };
  }
  if (code === 409)
    return {
      kind: 'conflict',
      message,
      code,
      hint: /webhook/i.test(description) ? WEBHOOK_HINT : POLLER_HINT,
    };
  if (code === 429) return { kind: 'rateLimited', message, code, retryAfterMs: retryAfterMs ?? 1000 };
  return { kind: 'transient', message, code };
}
