import type { ApiMethods, InputFile, Opts } from 'grammy/types';
import type { Clock } from '../../platform/clock.ts';
import { toTransportError } from './transport.ts';
import type { Transport, TransportError } from './transport.ts';

export type Method = keyof ApiMethods;
export type Answer<M extends Method> = ReturnType<ApiMethods[M]>;

/** The server's refusal. */
export interface Refusal {
  readonly code: number;
  readonly description: string;
  readonly retryAfterMs: number | undefined;
  /** The group's new id, when it became a supergroup. */
  readonly migratedTo: number | undefined;
}

/** Any failure of a call: the server refused it, or there was no proper answer. The message is safe to show. */
export class CallError extends Error {
  readonly method: string;
  readonly refusal: Refusal | undefined;
  /** Set when there is no refusal. */
  readonly transport: TransportError | undefined;
  /** Our own deadline ended it. */
  readonly timedOut: boolean;

  constructor(
    method: string,
    message: string,
    facts: { readonly refusal?: Refusal; readonly transport?: TransportError; readonly timedOut?: boolean },
  ) {
    super(message);
    this.name = 'CallError';
    this.method = method;
    this.refusal = facts.refusal;
    this.transport = facts.transport;
    this.timedOut = facts.timedOut ?? false;
  }
}

export interface CallOptions {
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

/** The Bot API of one bot over one set of connections. */
export interface BotApi {
  /** @throws CallError */
  call<M extends Method>(method: M, payload: Opts<M>, options: CallOptions): Promise<Answer<M>>;
  /** A file on its way up; read when the request is made. Good for one call. */
  file(path: string, name: string): InputFile;
}

export interface BotApiOptions {
  readonly token: string;
  readonly apiRoot: string;
  readonly transport: Transport;
  readonly clock: Clock;
}

type RawMethod = (...args: readonly unknown[]) => Promise<unknown>;

/** grammY has its own timer besides ours; it must never be the first. */
const LIBRARY_TIMEOUT_S = 3600;
/** These two take no payload, only a signal. */
const BARE: ReadonlySet<Method> = new Set(['getMe', 'getWebhookInfo']);

export async function createBotApi({ token, apiRoot, transport, clock }: BotApiOptions): Promise<BotApi> {
  const { Api, GrammyError, HttpError, InputFile } = await import('grammy');
  const { raw } = new Api(token, {
    apiRoot,
    timeoutSeconds: LIBRARY_TIMEOUT_S,
    fetch: transport.fetch as never,
  });
  const methods = raw as unknown as Readonly<Record<string, RawMethod>>;

  const toCallError = (method: string, error: unknown, timedOut: boolean): CallError => {
    if (error instanceof GrammyError) {
      const { retry_after: seconds, migrate_to_chat_id: migratedTo } = error.parameters;
      const description = mask(error.description, token);
      return new CallError(method, `${method}: ${error.error_code} ${description}`, {
        refusal: {
          code: error.error_code,
          description,
          retryAfterMs: seconds === undefined ? undefined : seconds * 1000,
          migratedTo,
        },
      });
    }
    const cause = error instanceof HttpError ? error.error : error;
    const transportError = toTransportError(cause, true);
    const reason = timedOut ? 'no answer in time' : transportError.message;
    return new CallError(method, `${method}: ${reason}`, { transport: transportError, timedOut });
  };

  return {
    async call<M extends Method>(method: M, payload: Opts<M>, { deadlineMs, signal }: CallOptions) {
      const controller = new AbortController();
      let timedOut = false;
      const abort = (): void => controller.abort();
      const timer = clock.setTimeout(() => {
        timedOut = true;
        abort();
      }, deadlineMs);
      if (signal?.aborted === true) abort();
      signal?.addEventListener('abort', abort);
      try {
        const args = BARE.has(method) ? [controller.signal] : [payload, controller.signal];
        return (await methods[method]?.(...args)) as Answer<M>;
      } catch (error) {
        throw toCallError(method, error, timedOut);
      } finally {
        clock.clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      }
    },
    file: (path, name) => new InputFile(path, name),
  };
}

/** Takes the token out of a text that came from outside, also where its colon was escaped. */
export function mask(text: string, token: string): string {
  const secret = token.slice(token.indexOf(':') + 1);
  return secret === '' ? text : text.replaceAll(token, '<token>').replaceAll(secret, '<token>');
}
