import { SendFailure } from '../port.ts';
import { CallError } from './bot-api.ts';
import type { Refusal } from './bot-api.ts';

const CHAT_NOT_FOUND =
  'Telegram does not know this chat: a person must first write to the bot or start it, a group must have it as member, and the id must be right';

/** Whether the part went out is never guessed: what may have reached the server is `unknown`. */
export function toSendFailure(error: unknown): SendFailure {
  if (error instanceof SendFailure) return error;
  if (!(error instanceof CallError)) {
    const message = error instanceof Error ? error.message : String(error);
    return new SendFailure('unknown', message, { cause: error });
  }
  const { refusal, transport, message } = error;
  if (refusal !== undefined) return refused(refusal, error);
  const kind = transport?.reached === false ? 'retry' : 'unknown';
  return new SendFailure(kind, message, { cause: error });
}

function refused({ code, description, retryAfterMs }: Refusal, error: CallError): SendFailure {
  if (code === 429) {
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    return new SendFailure('retry', error.message, { ...wait, cause: error });
  }
  if (code >= 500) return new SendFailure('unknown', error.message, { cause: error });
  // The link itself ends over a token that is refused; with a new one the part can go out.
  if (code === 401) return new SendFailure('retry', error.message, { cause: error });
  const message = /chat not found/i.test(description) ? `${error.message}. ${CHAT_NOT_FOUND}` : error.message;
  return new SendFailure('refused', message, { cause: error });
}
