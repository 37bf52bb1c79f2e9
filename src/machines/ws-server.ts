import { assign, fromCallback, fromPromise, sendParent, setup } from 'xstate';

/** One place a listener can be reached at: `host:port` in URL form, or the path of the unix socket. */
export interface BoundAddress {
  readonly kind: 'tcp' | 'unix';
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** How binding ended: an address already in use is expected (a predecessor may still be letting go), the rest is not. */
export type BindResult =
  | { readonly kind: 'bound'; readonly addresses: readonly BoundAddress[] }
  | { readonly kind: 'inUse'; readonly error: Error }
  | { readonly kind: 'failed'; readonly error: Error };

export interface WsServerInput {
  /** How often an address in use is tried again before the listener gives up. */
  readonly bindRetries: number;
}

export interface WsServerContext {
  readonly retriesLeft: number;
  readonly addresses: readonly BoundAddress[];
  readonly error: Error | null;
}

export type WsServerEvent =
  | { readonly type: 'shutdown' }
  | { readonly type: 'listener.failed'; readonly error: Error };

const toError = (value: unknown): Error => (value instanceof Error ? value : new Error(String(value)));

/**
 * The listener's life. `binding` opens every address or none; `listening` lasts until `shutdown` or a failed listener.
 * Tells its parent `child.ready`, then `child.stopped` or `child.failed {error}`.
 */
export const wsServerMachine = setup({
  types: {
    context: {} as WsServerContext,
    input: {} as WsServerInput,
    events: {} as WsServerEvent,
  },
  actors: {
    bind: fromPromise<BindResult>(() => Promise.reject(new Error('bind is not provided'))),
    holdListeners: fromCallback(() => {}),
    watchListeners: fromCallback<WsServerEvent>(() => {}),
    unbind: fromPromise<void>(() => Promise.reject(new Error('unbind is not provided'))),
  },
  actions: {
    keepAddresses: assign({
      addresses: (_, result: BindResult) => (result.kind === 'bound' ? result.addresses : []),
    }),
    spendRetry: assign({ retriesLeft: ({ context }) => context.retriesLeft - 1 }),
    keepError: assign({ error: (_, cause: { readonly error: unknown }) => toError(cause.error) }),
    tellReady: sendParent({ type: 'child.ready' }),
    tellEnd: sendParent(({ context }) =>
      context.error === null ? { type: 'child.stopped' } : { type: 'child.failed', error: context.error },
    ),
    abandonListeners: () => {},
  },
  guards: {
    isBound: (_, result: BindResult) => result.kind === 'bound',
    mayRetry: ({ context }, result: BindResult) => result.kind === 'inUse' && context.retriesLeft > 0,
  },
  delays: { bindRetry: 100, unbindDeadline: 2_000 },
}).createMachine({
  id: 'ws-server',
  context: ({ input }) => ({ retriesLeft: input.bindRetries, addresses: [], error: null }),
  // Lives as long as the actor, so that a stop from above leaves no address open.
  invoke: { src: 'holdListeners' },
  initial: 'opening',
  states: {
    opening: {
      initial: 'binding',
      on: { shutdown: 'closing' },
      states: {
        binding: {
          invoke: {
            src: 'bind',
            onDone: [
              {
                guard: { type: 'isBound', params: ({ event }) => event.output },
                target: '#ws-server.listening',
                actions: { type: 'keepAddresses', params: ({ event }) => event.output },
              },
              {
                guard: { type: 'mayRetry', params: ({ event }) => event.output },
                target: 'retrying',
                actions: 'spendRetry',
              },
              {
                target: '#ws-server.closed',
                actions: {
                  type: 'keepError',
                  params: ({ event }) => ({
                    error: 'error' in event.output ? event.output.error : undefined,
                  }),
                },
              },
            ],
            onError: {
              target: '#ws-server.closed',
              actions: { type: 'keepError', params: ({ event }) => ({ error: event.error }) },
            },
          },
        },
        retrying: { after: { bindRetry: 'binding' } },
      },
    },
    listening: {
      entry: 'tellReady',
      invoke: { src: 'watchListeners' },
      on: {
        shutdown: 'closing',
        'listener.failed': {
          target: 'closing',
          actions: { type: 'keepError', params: ({ event }) => ({ error: event.error }) },
        },
      },
    },
    closing: {
      invoke: {
        src: 'unbind',
        onDone: 'closed',
        onError: {
          target: 'closed',
          actions: { type: 'keepError', params: ({ event }) => ({ error: event.error }) },
        },
      },
      after: { unbindDeadline: { target: 'closed', actions: 'abandonListeners' } },
    },
    // Not final: the keeper that hears the last word stops this actor, and a second "done" would only confuse it.
    closed: { entry: 'tellEnd' },
  },
});
