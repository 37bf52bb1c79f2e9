import { connect, type Socket } from 'node:net';
import type { ErrorShape, EventName, HelloOk } from '../protocol/generated/types.ts';
import type { Clock } from '../platform/clock.ts';
import { LIMITS } from '../protocol/limits.ts';
import { CliError } from './cli-error.ts';
import { openTls } from './client-tls.ts';
import { connectParams } from './connect-params.ts';
import type { ClientIdentity } from './connect-params.ts';
import { httpRefusal } from './http-refusal.ts';
import type { Target } from './target.ts';

const PROTOCOL_MAX_BYTES = 25 * 1024 * 1024;

export interface RequestOptions {
  /** Milliseconds until the answer is given up. */
  readonly timeoutMs: number;
  /** Skips an answer whose status is `accepted`: the final one follows on the same id. */
  readonly expectFinal?: boolean;
  readonly onAccepted?: (payload: unknown) => void;
}

export interface GatewayEvent {
  readonly event: EventName;
  readonly payload: unknown;
}

export interface GatewayClient {
  readonly hello: HelloOk;
  /** @throws CliError rpc, timeout or closed */
  request(method: string, params: unknown, options: RequestOptions): Promise<unknown>;
  /** Returns the unsubscribe. */
  onEvent(listener: (event: GatewayEvent) => void): () => void;
  /** Resolves when the connection has ended, whoever ended it. */
  readonly closed: Promise<CliError>;
  close(): Promise<void>;
}

export interface ClientOptions extends ClientIdentity {
  readonly target: Target;
  readonly clock: Clock;
  /** Milliseconds from the first byte to the accepted hello. */
  readonly timeoutMs: number;
}

interface Waiting {
  readonly resolve: (payload: unknown) => void;
  readonly reject: (error: CliError) => void;
  readonly options: RequestOptions;
}

interface Frame {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly ok?: unknown;
  readonly payload?: unknown;
  readonly error?: ErrorShape;
  readonly event?: unknown;
}

const CLOSE_HINTS: Readonly<Record<number, string>> = {
  1000: ' normal closure',
  1006: ' abnormal closure (no close frame)',
  1012: ' service restart',
};

const closedError = (code: number, reason: string): CliError =>
  new CliError(
    'closed',
    `gateway closed (${code}${CLOSE_HINTS[code] ?? ''}): ${reason || 'no close reason'}`,
  );

function unreachable(error: NodeJS.ErrnoException, url: string): CliError {
  const { code } = error;
  if (code?.startsWith('HPE_') === true) {
    const fix = `when it speaks TLS, use ${url.replace(/^ws:/, 'wss:')}`;
    return new CliError('refused', `what answers at ${url} does not speak HTTP`, { code, fix, cause: error });
  }
  // A name that resolves to several addresses fails with one error per address and an empty message.
  const message =
    error.message || (error instanceof AggregateError ? String(error.errors[0]) : 'connection failed');
  return new CliError('unreachable', `gateway not reachable: ${message}`, {
    cause: error,
    ...(code === undefined ? {} : { code }),
  });
}

const parse = (data: string): Frame | undefined => {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    // Not a gateway, or a broken one: the caller reports it as such.
    return undefined;
  }
};

/**
 * Opens the protocol and says hello.
 * @throws CliError unreachable, refused, timeout or closed
 */
export async function openClient(options: ClientOptions): Promise<GatewayClient> {
  const { target, clock } = options;
  const { WebSocket } = await import('ws');
  const { socketPath } = target;
  const begunMs = clock.monotonic();
  // The certificate is judged before WebSocket says a word.
  const tls =
    target.trust === undefined
      ? undefined
      : await openTls({ url: target.url, trust: target.trust, clock, timeoutMs: options.timeoutMs });
  const leftMs = Math.max(1, options.timeoutMs - Math.round(clock.monotonic() - begunMs));
  // The path goes to the system as it is: in an address blanks, letters beyond ASCII, `:`, `?` and `#` would lead elsewhere.
  const dial = (): Socket => tls ?? connect({ path: socketPath ?? '' });
  const socket = new WebSocket(socketPath === undefined ? target.url : 'ws://localhost/', {
    perMessageDeflate: false,
    maxPayload: PROTOCOL_MAX_BYTES,
    ...(socketPath === undefined && tls === undefined ? {} : { createConnection: dial }),
  });
  const waiting = new Map<string, Waiting>();
  const listeners = new Set<(event: GatewayEvent) => void>();
  const ended = Promise.withResolvers<CliError>();
  const challenge = Promise.withResolvers<string>();
  let failure: CliError | undefined;
  let nextId = 0;

  const end = (error: CliError): void => {
    if (failure !== undefined) return;
    failure = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    ended.resolve(error);
  };

  const settle = (frame: Frame): void => {
    const id = String(frame.id);
    const waiter = waiting.get(id);
    if (waiter === undefined) return;
    if (frame.ok !== true) {
      waiting.delete(id);
      const {
        code = 'UNAVAILABLE',
        message = 'the gateway gave no reason',
        details,
        retryAfterMs,
      } = frame.error ?? {};
      const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
      waiter.reject(new CliError('rpc', message, { code, details, payload: frame.payload, ...wait }));
      return;
    }
    const status = (frame.payload as { status?: unknown } | null | undefined)?.status;
    if (waiter.options.expectFinal === true && status === 'accepted') {
      waiter.options.onAccepted?.(frame.payload);
      return;
    }
    waiting.delete(id);
    waiter.resolve(frame.payload);
  };

  const receive = (text: string): void => {
    const frame = parse(text);
    if (frame === undefined) {
      end(new CliError('refused', `what answers at ${target.url} does not speak the gateway protocol`));
      socket.terminate();
      return;
    }
    if (frame.type === 'res') settle(frame);
    if (frame.type !== 'event') return;
    if (frame.event === 'connect.challenge') challenge.resolve((frame.payload as { nonce: string }).nonce);
    for (const listener of listeners) listener({ event: frame.event as EventName, payload: frame.payload });
  };

  const request = (method: string, params: unknown, requestOptions: RequestOptions): Promise<unknown> => {
    if (failure !== undefined) return Promise.reject(failure);
    const id = String(++nextId);
    const frame = JSON.stringify({ type: 'req', id, method, params });
    const bytes = Buffer.byteLength(frame);
    if (bytes > LIMITS.maxPayloadBytes) {
      const said = `${method} would be ${bytes} bytes; a gateway takes at most ${LIMITS.maxPayloadBytes} in one request`;
      return Promise.reject(new CliError('usage', said));
    }
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    waiting.set(id, { resolve, reject, options: requestOptions });
    const timer = clock.setTimeout(() => {
      waiting.delete(id);
      reject(
        new CliError('timeout', `gateway timeout after ${requestOptions.timeoutMs} ms waiting for ${method}`),
      );
    }, requestOptions.timeoutMs);
    socket.send(frame);
    return promise.finally(() => clock.clearTimeout(timer));
  };

  const opened = new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    void ended.promise.then(reject);
  });
  socket.on('message', (data: Buffer) => receive(String(data)));
  socket.on('error', (error) => end(unreachable(error, target.url)));
  socket.on('close', (code, reason) => end(closedError(code, String(reason))));
  socket.on('unexpected-response', (_request, response) => {
    const refuse = async (): Promise<void> => {
      end(await httpRefusal(response, target.url));
      socket.terminate();
    };
    void refuse();
  });

  const close = async (): Promise<void> => {
    if (failure === undefined) socket.close(1000, 'bye');
    const grace = clock.setTimeout(() => socket.terminate(), 500);
    await ended.promise;
    clock.clearTimeout(grace);
  };

  const deadline = clock.setTimeout(() => {
    end(new CliError('timeout', `gateway timeout after ${options.timeoutMs} ms waiting for hello`));
    socket.terminate();
  }, leftMs);
  try {
    await opened;
    const nonce = (): Promise<string> =>
      Promise.race([challenge.promise, ended.promise.then((error) => Promise.reject(error))]);
    const params = await connectParams(options, nonce);
    const hello = (await request('connect', params, { timeoutMs: options.timeoutMs })) as HelloOk;
    return {
      hello,
      request,
      close,
      closed: ended.promise,
      onEvent(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
  } catch (error) {
    await close();
    if (error instanceof CliError && error.kind === 'rpc')
      throw new CliError('refused', error.message, error.options);
    throw error;
  } finally {
    clock.clearTimeout(deadline);
  }
}
