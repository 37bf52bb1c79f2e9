/** A socket that has not earned its place yet. */
export interface SilentSocket {
  /** Makes room: close it, politely if it can still be told. */
  evict(): void;
}

/** How many of them may exist at once. */
export const MAX_SILENT = 2_048;

export interface SilentSockets {
  add(socket: SilentSocket): void;
  /** It spoke up, said hello, or is gone. */
  remove(socket: SilentSocket): void;
  readonly size: number;
  readonly evicted: number;
}

/**
 * The sockets that hold a place without having said anything, oldest first. Counted in all and not per address, because
 * loopback and tunnels share one; when there are too many the oldest goes, so a newcomer always gets in.
 */
export function createSilentSockets(limit: number): SilentSockets {
  const sockets = new Set<SilentSocket>();
  let evicted = 0;
  return {
    get size() {
      return sockets.size;
    },
    get evicted() {
      return evicted;
    },
    add(socket) {
      sockets.add(socket);
      if (sockets.size <= limit) return;
      const oldest = sockets.values().next();
      if (oldest.done === true) return;
      sockets.delete(oldest.value);
      evicted += 1;
      oldest.value.evict();
    },
    remove(socket) {
      sockets.delete(socket);
    },
  };
}
