import type { AnyActorLogic } from 'xstate';
import { edgeMachine } from '../../machines/edge.ts';
import { POOL_POLICIES } from '../../machines/policies.ts';
import type { PartName } from '../../machines/tree.ts';
import { PULSE_INTERVALS } from '../pulse/pulse.ts';
import { keep } from '../supervision/keep.ts';
import type { Parts } from './parts.ts';
import { perBoot } from './per-boot.ts';

/** The keepers of the tree, each around the part of the current boot. */
export function createKeepers(parts: () => Parts) {
  const edges = new WeakMap<Parts, AnyActorLogic>();
  const edgeOf = (current: Parts): AnyActorLogic => {
    const known = edges.get(current);
    if (known !== undefined) return known;
    const made = edgeMachine.provide({
      actors: {
        connections: current.server.connectionsLogic as never,
        wsServer: keep(current.server.wsServerLogic),
      },
    });
    edges.set(current, made);
    return made;
  };
  return {
    store: keep(perBoot<AnyActorLogic>(() => parts().store.logic)),
    configWatcher: keep(perBoot<AnyActorLogic>(() => parts().configWatcher.logic)),
    runs: keep(perBoot<AnyActorLogic>(() => parts().runs.logic)),
    channels: keep(perBoot<AnyActorLogic>(() => parts().channels.logic)),
    pulse: keep(perBoot<AnyActorLogic>(() => parts().pulse.logic)),
    tailscale: keep(perBoot<AnyActorLogic>(() => parts().access.tailscale.logic)),
    discovery: keep(perBoot<AnyActorLogic>(() => parts().access.discovery.logic)),
    edge: keep(perBoot(() => edgeOf(parts()))),
  } satisfies Record<PartName, unknown>;
}

const exposureInput = (part: () => Parts['access']['tailscale']) => ({
  get wanted() {
    return part().input.wanted;
  },
  get retry() {
    return part().input.retry;
  },
});

/** What each part is started with. Given to the root once, so whatever differs per boot is looked up when it is used. */
export function createChildInputs(
  parts: () => Parts,
  random: () => number,
): Readonly<Partial<Record<PartName, unknown>>> {
  const { stopDeadlineMs } = POOL_POLICIES.connections;
  return {
    configWatcher: { debounceMs: () => parts().configWatcher.input.debounceMs() },
    runs: {
      stopDeadlineMs: POOL_POLICIES.runs.stopDeadlineMs,
      expose: (handle: Parameters<Parts['runs']['input']['expose']>[0]) => parts().runs.input.expose(handle),
    },
    channels: {
      random,
      get accounts() {
        return parts().channels.input.accounts;
      },
    },
    pulse: { intervals: PULSE_INTERVALS },
    tailscale: exposureInput(() => parts().access.tailscale),
    discovery: exposureInput(() => parts().access.discovery),
    edge: {
      random,
      connections: {
        stopDeadlineMs,
        expose: (handle: Parameters<ReturnType<Parts['server']['poolInput']>['expose']>[0]) =>
          parts().server.poolInput(stopDeadlineMs).expose(handle),
      },
      get listener() {
        return parts().server.wsServerInput;
      },
    },
  };
}
