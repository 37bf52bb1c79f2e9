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
import { describeError, errorShape, failureText, refusal, success } from './responses.ts';
import type { Exchange, TrafficLog } from './traffic-log.ts';

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
  readonly traffic: TrafficLog;
  /** Takes secrets out of what went wrong, which may quote them. */
  readonly mask?: ((text: string) => string) | undefined;
}): Dispatch {
  const { log, methods, refusals, textOf, traffic, mask = (text) => text } = options;

  const refuse = (connection: OpenConnection, id: string, message: string): void => {
    refusals.note('invalidRequest', { connId: connection.caller.connId, message });
    offerReply(
      connection.outbox,
      refusal(id, errorShape('INVALID_REQUEST', mask(message), { retryable: false })),
    );
  };

  const decline = (connection: OpenConnection, exchange: Exchange, message: string): void => {
    refuse(connection, exchange.frame.id, message);
    traffic.refused(exchange, message);
  };

  const answer = (connection: OpenConnection, exchange: Exchange, payload: unknown): void => {
    offerReply(connection.outbox, success(exchange.frame.id, payload, textOf));
    traffic.response(exchange, { ok: true, payload });
  };

  const settle = (connection: OpenConnection, exchange: Exchange, thrown: unknown): void => {
    const { id, method } = exchange.frame;
    if (!(thrown instanceof Failure)) {
      log.error('method failed', { method, connId: connection.caller.connId, error: thrown });
    }
    offerReply(connection.outbox, failureText(id, thrown, mask));
    const error = thrown instanceof Failure ? `${thrown.code}: ${thrown.message}` : describeError(thrown);
    traffic.response(exchange, { ok: false, error });
  };

  const callFor = (connection: OpenConnection, exchange: Exchange): Call => ({
    caller: connection.caller,
    ports: options.ports(),
    method: exchange.frame.method as MethodName,
    accept: (payload) => answer(connection, exchange, payload),
    get signal() {
      connection.abort ??= new AbortController();
      // Asked for only after the client had gone.
      if (connection.outbox.sealed) connection.abort.abort();
      return connection.abort.signal;
    },
  });

  const finish = async (
    connection: OpenConnection,
    exchange: Exchange,
    work: Promise<unknown>,
  ): Promise<void> => {
    try {
      answer(connection, exchange, await work);
    } catch (error) {
      settle(connection, exchange, error);
    } finally {
      connection.inFlight -= 1;
    }
  };

  const run = (
    connection: OpenConnection,
    exchange: Exchange,
    handler: MethodHandler,
    params: unknown,
  ): void => {
    try {
      const result = handler.handle(params as never, callFor(connection, exchange));
      if (result instanceof Promise) {
        connection.inFlight += 1;
        void finish(connection, exchange, result);
        return;
      }
      answer(connection, exchange, result);
    } catch (error) {
      settle(connection, exchange, error);
    }
  };

  const handle = (connection: OpenConnection, frame: RequestFrame): void => {
    const { caller } = connection;
    const exchange = traffic.request(caller.connId, frame);
    const denied = authorize(caller.role, caller.scopes, frame.method);
    if (denied !== undefined) return decline(connection, exchange, denied);
    const handler = methods.get(frame.method);
    if (handler === undefined) {
      return decline(connection, exchange, `unknown method: ${frame.method.slice(0, SHOWN_METHOD)}`);
    }
    const params: unknown = frame.params ?? {};
    const validate = PARAM_VALIDATORS.get(frame.method);
    if (validate !== undefined && !validate(params)) {
      return decline(
        connection,
        exchange,
        `invalid ${frame.method} params: ${formatErrors(validate.errors)}`,
      );
    }
    if (connection.inFlight >= MAX_IN_FLIGHT) {
      return settle(
        connection,
        exchange,
        new Failure('UNAVAILABLE', `more than ${MAX_IN_FLIGHT} requests in flight on this connection`, {
          retryable: true,
          retryAfterMs: 1_000,
        }),
      );
    }
    run(connection, exchange, handler, params);
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
      handle(connection, parsed.frame);
      return true;
    },
  };
}
