import { el, type Node } from './nodes.ts';

/** Something on its way to a device, kept until the device has taken responsibility for it. */
export interface Waiting {
  readonly id: string;
  readonly kind: 'message' | 'receipt' | 'notification';
  readonly node: Node;
  /** Times sent so far, over all connections. */
  deliveries: number;
}

/** What one device has not settled yet, oldest first. */
export interface WaitingList {
  add(kind: Waiting['kind'], node: Node): Waiting;
  /** Oldest first. */
  all(): readonly Waiting[];
  has(id: string): boolean;
  /** Removes the oldest delivered one with this id; `from` narrows it where two chats use the same id. */
  settle(kind: Waiting['kind'], id: string, from?: string): Waiting | undefined;
}

export function createWaitingList(): WaitingList {
  const byId = new Map<string, Set<Waiting>>();
  const order = new Set<Waiting>();

  const remove = (entry: Waiting): void => {
    order.delete(entry);
    const same = byId.get(entry.id);
    same?.delete(entry);
    if (same?.size === 0) byId.delete(entry.id);
  };
  return {
    add(kind, node) {
      const id = node.attrs['id'] ?? '';
      const entry: Waiting = { id, kind, node, deliveries: 0 };
      order.add(entry);
      const same = byId.get(id) ?? new Set();
      byId.set(id, same);
      same.add(entry);
      return entry;
    },
    all: () => [...order],
    has: (id) => byId.has(id),
    settle(kind, id, from) {
      const candidates = [...(byId.get(id) ?? [])].filter(
        (entry) => entry.kind === kind && entry.deliveries > 0,
      );
      const found = candidates.find((entry) => entry.node.attrs['from'] === from) ?? candidates[0];
      if (found) remove(found);
      return found;
    },
  };
}

/** The stanza as it is sent to a device that was away. */
export const asOffline = (node: Node, position: number): Node =>
  el(node.tag, { ...node.attrs, offline: position }, node.content);
