import type { ActorNode } from '../../protocol/generated/types.ts';
import { childrenOf, type Entry } from './entry.ts';
import { snapshotOf } from './extract.ts';

export interface DrawOptions {
  readonly limitPerPool: number;
  readonly describe: (error: unknown) => string;
}

interface KeeperFacts {
  readonly restarts: number;
  readonly lastError: unknown;
  readonly retryInMs: number;
}

const READY = 'alive.running';
const WAITING = 'backingOff';

const isKeeper = (entry: Entry): boolean => entry.machine === 'keeper';

const keeperFacts = (entry: Entry): KeeperFacts => snapshotOf(entry.ref).context as unknown as KeeperFacts;

const lastErrorOf = (entry: Entry, describe: DrawOptions['describe']): string | null => {
  const error = snapshotOf(entry.ref).context?.['lastError'];
  return error === undefined || error === null ? null : describe(error);
};

/** When a machine that backs off by itself tries again. */
const waitOf = (entry: Entry): number | undefined => {
  const delayMs = snapshotOf(entry.ref).context?.['delayMs'];
  return typeof delayMs === 'number' ? entry.since + delayMs : undefined;
};

/** A keeper and what it keeps are one node: the child's state while it is well, the keeper's as long as it is not. */
function drawKeeper(keeper: Entry, parent: string | null, describe: DrawOptions['describe']): ActorNode {
  const facts = keeperFacts(keeper);
  const [child] = childrenOf(keeper);
  const shown = keeper.state === READY && child !== undefined && child.state !== '' ? child : keeper;
  const waits = keeper.state === WAITING;
  const reconnects = shown === child && child.state === WAITING ? waitOf(child) : undefined;
  return {
    id: keeper.id,
    parent,
    machine: keeper.keeps ?? keeper.machine,
    state: shown.state,
    since: shown.since,
    restarts: facts.restarts,
    lastError: lastErrorOf(keeper, describe) ?? (child === undefined ? null : lastErrorOf(child, describe)),
    next: waits ? 'restart' : reconnects === undefined ? null : 'reconnect',
    nextAt: waits ? keeper.since + facts.retryInMs : (reconnects ?? null),
  };
}

function drawPlain(entry: Entry, parent: string | null, describe: DrawOptions['describe']): ActorNode {
  return {
    id: entry.id,
    parent,
    machine: entry.machine,
    state: entry.state,
    since: entry.since,
    restarts: 0,
    lastError: lastErrorOf(entry, describe),
    next: null,
    nextAt: null,
  };
}

/** Flat, parents before children. */
export function drawTree(root: Entry, options: DrawOptions): ActorNode[] {
  const nodes: ActorNode[] = [];
  const draw = (entry: Entry, parent: string | null): void => {
    const kept = isKeeper(entry) ? (childrenOf(entry)[0] ?? entry) : entry;
    const node = isKeeper(entry)
      ? drawKeeper(entry, parent, options.describe)
      : drawPlain(entry, parent, options.describe);
    const omitted = kept.kind === 'pool' ? Math.max(0, (kept.children?.size ?? 0) - options.limitPerPool) : 0;
    nodes.push(omitted > 0 ? { ...node, omitted } : node);
    if (kept === entry && isKeeper(entry)) return;
    let room = kept.kind === 'pool' ? options.limitPerPool : Infinity;
    for (const child of kept.children ?? []) {
      if (room <= 0) break;
      room -= 1;
      draw(child, node.id);
    }
  };
  draw(root, null);
  return nodes;
}
