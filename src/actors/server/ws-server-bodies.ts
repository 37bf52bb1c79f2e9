import { fromCallback, fromPromise } from 'xstate';
import { wsServerMachine, type BoundAddress, type WsServerEvent } from '../../machines/ws-server.ts';
import type { Listener } from './listener.ts';

export type WsServerLogic = typeof wsServerMachine;

/** The listener's machine with its effects. */
export function createWsServerLogic(options: {
  /** A fresh listener for each incarnation. */
  readonly listener: () => Listener;
  readonly onBound: (addresses: readonly BoundAddress[]) => void;
  readonly onClosed: () => void;
}): WsServerLogic {
  let held: Listener | undefined;

  const current = (): Listener => {
    held ??= options.listener();
    return held;
  };

  return wsServerMachine.provide({
    actors: {
      holdListeners: fromCallback(() => {
        const mine = options.listener();
        held = mine;
        return () => {
          mine.abandon();
          if (held === mine) held = undefined;
        };
      }),
      bind: fromPromise(async ({ signal }) => {
        const result = await current().bind(signal);
        if (result.kind === 'bound' && !signal.aborted) options.onBound(result.addresses);
        return result;
      }),
      watchListeners: fromCallback<WsServerEvent>(({ sendBack }) => {
        const unwatch = current().watch((error) => sendBack({ type: 'listener.failed', error }));
        return () => {
          unwatch();
          options.onClosed();
        };
      }),
      unbind: fromPromise(() => current().unbind()),
    },
    actions: {
      abandonListeners: () => current().abandon(),
    },
  });
}
