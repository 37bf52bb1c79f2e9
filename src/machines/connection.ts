import { assign, fromPromise, setup } from 'xstate';
import type { CloseReason } from '../protocol/close-reasons.ts';
import type { ConnectParams } from '../protocol/generated/types.ts';
import type { Refusal } from '../protocol/refusals.ts';

/** How pairing ended. */
export type PairVerdict =
  | { readonly kind: 'granted' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** How the look at who somebody claims to be ended. `unpaired`: it is true, and the device comes next. */
export type IdentityVerdict = PairVerdict | { readonly kind: 'unpaired' };

export interface ConnectionInput {
  readonly connId: string;
  /** The words for the ends that the gateway itself decides on. */
  readonly endings: {
    readonly timeout: CloseReason;
    readonly evicted: CloseReason;
    readonly restart: CloseReason;
    readonly crashed: Refusal;
  };
}

export interface ConnectionContext extends ConnectionInput {
  /** Set once, by whatever ended the conversation; the close frame carries it. */
  readonly close: CloseReason | null;
  readonly refusal: Refusal | null;
}

export type ConnectionEvent =
  | { readonly type: 'connect.received'; readonly params: ConnectParams }
  /** Every rule of `connect` holds. */
  | { readonly type: 'connect.granted' }
  /** As above, but the device has to be looked up, and perhaps paired, first. */
  | { readonly type: 'device.unpaired' }
  /** Somebody else vouches for the client, and has to be asked. */
  | { readonly type: 'identity.claimed' }
  | { readonly type: 'handshake.refused'; readonly refusal: Refusal }
  | { readonly type: 'handshake.crashed'; readonly error: unknown }
  | { readonly type: 'connection.evicted' }
  | { readonly type: 'consumer.slow'; readonly close: CloseReason }
  | { readonly type: 'frame.rejected'; readonly close: CloseReason }
  | { readonly type: 'outbox.drained' }
  /** The peer said goodbye or broke the framing, and our half of the socket has ended; its own half may stay open. */
  | { readonly type: 'peer.left' }
  | { readonly type: 'socket.closed' }
  | { readonly type: 'shutdown' };

const refusalOf = (verdict: IdentityVerdict): { readonly refusal: Refusal } => {
  if (verdict.kind !== 'refused') throw new Error(`a verdict "${verdict.kind}" carries no refusal`);
  return { refusal: verdict.refusal };
};

/**
 * One client, from the upgrade to the end of its socket. Grants and sockets stay with the bodies; the machine knows only
 * the verdicts. `draining`: nothing new is queued, the close frame waits behind what the client has not read yet.
 * `closing`: everything is written, the peer's own close is awaited.
 */
export const connectionMachine = setup({
  types: {
    context: {} as ConnectionContext,
    input: {} as ConnectionInput,
    events: {} as ConnectionEvent,
  },
  actors: {
    identify: fromPromise<IdentityVerdict, { readonly connId: string }>(() =>
      Promise.reject(new Error('identify is not provided')),
    ),
    pair: fromPromise<PairVerdict, { readonly connId: string }>(() =>
      Promise.reject(new Error('pair is not provided')),
    ),
  },
  actions: {
    sendChallenge: () => {},
    judge: (_, _params: { readonly params: ConnectParams }) => {},
    keepRefusal: assign({
      refusal: (_, params: { readonly refusal: Refusal }) => params.refusal,
      close: (_, params: { readonly refusal: Refusal }) => params.refusal.close,
    }),
    keepClose: assign({ close: (_, params: { readonly close: CloseReason }) => params.close }),
    reportCrash: (_, _params: { readonly error: unknown }) => {},
    admit: () => {},
    sendRefusal: () => {},
    sealOutbox: () => {},
    sendClose: () => {},
    destroySocket: () => {},
  },
  guards: {
    isGranted: (_, params: { readonly verdict: IdentityVerdict }) => params.verdict.kind === 'granted',
    isUnpaired: (_, params: { readonly verdict: IdentityVerdict }) => params.verdict.kind === 'unpaired',
  },
  delays: { handshakeTimeout: 10_000, drainDeadline: 30_000, closeDeadline: 5_000 },
}).createMachine({
  id: 'connection',
  context: ({ input }) => ({ ...input, close: null, refusal: null }),
  initial: 'handshake',
  on: { 'socket.closed': '.closed' },
  states: {
    handshake: {
      initial: 'challenged',
      entry: 'sendChallenge',
      after: {
        handshakeTimeout: {
          target: 'closing',
          actions: { type: 'keepClose', params: ({ context }) => ({ close: context.endings.timeout }) },
        },
      },
      on: {
        'handshake.refused': {
          target: 'closing',
          actions: [
            { type: 'keepRefusal', params: ({ event }) => ({ refusal: event.refusal }) },
            'sendRefusal',
          ],
        },
        'handshake.crashed': {
          target: 'closing',
          actions: [
            { type: 'reportCrash', params: ({ event }) => ({ error: event.error }) },
            { type: 'keepRefusal', params: ({ context }) => ({ refusal: context.endings.crashed }) },
            'sendRefusal',
          ],
        },
        'peer.left': 'closing',
        'connection.evicted': {
          target: 'closing',
          actions: { type: 'keepClose', params: ({ context }) => ({ close: context.endings.evicted }) },
        },
        shutdown: {
          target: 'closing',
          actions: { type: 'keepClose', params: ({ context }) => ({ close: context.endings.restart }) },
        },
      },
      states: {
        challenged: {
          on: { 'connect.received': 'authorizing' },
        },
        // The rules need no waiting, so they are an action; a promise actor here would cost more than all of them.
        authorizing: {
          entry: {
            type: 'judge',
            params: ({ event }) => {
              if (event.type !== 'connect.received') throw new Error(`authorizing entered by ${event.type}`);
              return { params: event.params };
            },
          },
          on: {
            'connect.granted': '#connection.connected',
            'device.unpaired': 'pairing',
            'identity.claimed': 'identifying',
          },
        },
        identifying: {
          invoke: {
            src: 'identify',
            input: ({ context }) => ({ connId: context.connId }),
            onDone: [
              {
                guard: { type: 'isGranted', params: ({ event }) => ({ verdict: event.output }) },
                target: '#connection.connected',
              },
              {
                guard: { type: 'isUnpaired', params: ({ event }) => ({ verdict: event.output }) },
                target: 'pairing',
              },
              {
                target: '#connection.closing',
                actions: [
                  { type: 'keepRefusal', params: ({ event }) => refusalOf(event.output) },
                  'sendRefusal',
                ],
              },
            ],
            onError: {
              target: '#connection.closing',
              actions: [
                { type: 'reportCrash', params: ({ event }) => ({ error: event.error }) },
                { type: 'keepRefusal', params: ({ context }) => ({ refusal: context.endings.crashed }) },
                'sendRefusal',
              ],
            },
          },
        },
        pairing: {
          invoke: {
            src: 'pair',
            input: ({ context }) => ({ connId: context.connId }),
            onDone: [
              {
                guard: { type: 'isGranted', params: ({ event }) => ({ verdict: event.output }) },
                target: '#connection.connected',
              },
              {
                target: '#connection.closing',
                actions: [
                  { type: 'keepRefusal', params: ({ event }) => refusalOf(event.output) },
                  'sendRefusal',
                ],
              },
            ],
            onError: {
              target: '#connection.closing',
              actions: [
                { type: 'reportCrash', params: ({ event }) => ({ error: event.error }) },
                { type: 'keepRefusal', params: ({ context }) => ({ refusal: context.endings.crashed }) },
                'sendRefusal',
              ],
            },
          },
        },
      },
    },
    connected: {
      entry: 'admit',
      on: {
        'peer.left': 'closing',
        'consumer.slow': {
          target: 'draining',
          actions: { type: 'keepClose', params: ({ event }) => ({ close: event.close }) },
        },
        'frame.rejected': {
          target: 'draining',
          actions: { type: 'keepClose', params: ({ event }) => ({ close: event.close }) },
        },
        shutdown: {
          target: 'draining',
          actions: { type: 'keepClose', params: ({ context }) => ({ close: context.endings.restart }) },
        },
      },
    },
    draining: {
      entry: ['sealOutbox', 'sendClose'],
      on: { 'outbox.drained': 'closing', 'peer.left': 'closing' },
      after: { drainDeadline: { target: 'closed', actions: 'destroySocket' } },
    },
    closing: {
      entry: ['sealOutbox', 'sendClose'],
      after: { closeDeadline: { target: 'closed', actions: 'destroySocket' } },
    },
    closed: { type: 'final' },
  },
});
