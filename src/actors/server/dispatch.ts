import type { Call, MethodHandler } from '../../api/method.ts';
import type { Ports } from '../../api/ports.ts';
import type { Logger } from '../../platform/logger.ts';
import { Failure } from '../../protocol/failure.ts';
import { formatErrors } from '../../protocol/format-errors.ts';
import type { MethodName, RequestFrame } from '../../protocol/generated/types.ts';
import { PARAM_VALIDATORS } from '../../protocol/generated/validators.js';
import { LIMITS } from '../../protocol/limits.ts';
import { parseFrame } from '../../protocol/parse-frame.ts';
import { authorize } from '../../protocol/scopes.ts';
import { frameText, type RawFrame } from './frame-text.ts';
import type { JsonText } from './json-texts.ts';
import type { OpenConnection } from './live-socket.ts';
import { offerReply } from './outbox.ts';
import type { RefusalLog } from './refusal-log.ts';
import { errorShape, failureText, refusal, success } from './responses.ts';

/** Requests of one connection at work at the same time; the next one is refused and may be repeated. */
export const MAX_IN_FLIGHT = 256;
const SHOWN_METHOD = 120;

export interface Dispatch {
  /** One frame of a connection that has said hello. Returns false when it was not JSON: the caller closes the socket. */
  frame(connection: OpenConnection, data: RawFrame): boolean;
}

/** The data plane: parse, validate, authorise, look up, validate, handle, answer. Nothing here waits for an actor. */
export function createDispatch(options: {
  readonly ports: () => Ports;
  readonly methods: ReadonlyMap<string, MethodHandler>;
  readonly log: Logger;
  readonly refusals: RefusalLog;
  readonly textOf: JsonText;
  /** Log every request and response at debug level. */
  readonly trace: boolean;
}): Dispatch {
  const { log, methods, refusals, textOf, trace } = options;

  const refuse = (connection: OpenConnection, id: string, message: string): void => {
    refusals.note('invalidRequest', { connId: connection.caller.connId, message });
    offerReply(connection.outbox, refusal(id, errorShape('INVALID_REQUEST', message, { retryable: false })));
  };

  const answer = (connection: OpenConnection, frame: RequestFrame, text: string, ok: boolean): void => {
    offerReply(connection.outbox, text);
    if (trace) log.debug('res', { connId: connection.caller.connId, id: frame.id, method: frame.method, ok });
  };

  const settle = (connection: OpenConnection, frame: RequestFrame, thrown: unknown): void => {
    if (!(thrown instanceof Failure)) {
      log.error('method failed', { method: frame.method, connId: connection.caller.connId, error: thrown });
    }
    answer(connection, frame, failureText(frame.id, thrown), false);
  };

  const callFor = (connection: OpenConnection, frame: RequestFrame): Call => ({
    caller: connection.caller,
    ports: options.ports(),
    method: frame.method as MethodName,
    accept: (payload) => offerReply(connection.outbox, success(frame.id, payload, textOf)),
    get signal() {
      connection.abort ??= new AbortController();
      // Asked for only after the client had gone.
      if (connection.outbox.sealed) connection.abort.abort();
      return connection.abort.signal;
    },
  });

  const finish = async (
    connection: OpenConnection,
    frame: RequestFrame,
    work: Promise<unknown>,
  ): Promise<void> => {
    try {
      answer(connection, frame, success(frame.id, await work, textOf), true);
    } catch (error) {
      settle(connection, frame, error);
    } finally {
      connection.inFlight -= 1;
    }
  };

  const run = (
    connection: OpenConnection,
    frame: RequestFrame,
    handler: MethodHandler,
    params: unknown,
  ): void => {
    try {
      const result = handler.handle(params as never, callFor(connection, frame));
      if (result instanceof Promise) {
        connection.inFlight += 1;
        void finish(connection, frame, result);
        return;
      }
      answer(connection, frame, success(frame.id, result, textOf), true);
    } catch (error) {
      settle(connection, frame, error);
    }
  };

  const handle = (connection: OpenConnection, frame: RequestFrame): void => {
    const { caller } = connection;
    const denied = authorize(caller.role, caller.scopes, frame.method);
    if (denied !== undefined) return refuse(connection, frame.id, denied);
    const handler = methods.get(frame.method);
    if (handler === undefined) {
      return refuse(connection, frame.id, `unknown method: ${frame.method.slice(0, SHOWN_METHOD)}`);
    }
    const params: unknown = frame.params ?? {};
    const validate = PARAM_VALIDATORS.get(frame.method);
    if (validate !== undefined && !validate(params)) {
      return refuse(connection, frame.id, `invalid ${frame.method} params: ${formatErrors(validate.errors)}`);
    }
    if (connection.inFlight >= MAX_IN_FLIGHT) {
      return settle(
        connection,
        frame,
        new Failure('UNAVAILABLE', `more than ${MAX_IN_FLIGHT} requests in flight on this connection`, {
          retryable: true,
          retryAfterMs: 1_000,
        }),
      );
    }
    run(connection, frame, handler, params);
  };

  return {
    frame(connection, data) {
      const parsed = parseFrame(frameText(data));
      if (parsed.kind === 'notJson') return false;
      if (parsed.kind === 'tooDeep') {
        const problem = `nested deeper than ${LIMITS.maxFrameDepth} levels`;
        refuse(connection, parsed.id, `invalid request frame: ${problem}`);
        return true;
      }
      if (parsed.kind === 'invalid') {
        refuse(connection, parsed.id, `invalid request frame: ${parsed.problems}`);
        return true;
      }
      const { frame } = parsed;
      if (trace) log.debug('req', { connId: connection.caller.connId, id: frame.id, method: frame.method });
      handle(connection, frame);
      return true;
    },
  };
}
