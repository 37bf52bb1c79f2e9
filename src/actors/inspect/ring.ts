/** Keeps the newest `size` items. */
export interface Ring<T> {
  push(item: T): void;
  /** Oldest first. */
  items(): T[];
  /** The same, and leaves none behind. */
  take(): T[];
}

export function createRing<T>(size: number): Ring<T> {
  const slots: T[] = [];
  let next = 0;
  const items = (): T[] =>
    slots.length < size ? [...slots] : [...slots.slice(next), ...slots.slice(0, next)];
  return {
    push(item) {
      slots[next] = item;
      next = (next + 1) % size;
    },
    items,
    take() {
      const taken = items();
      slots.length = 0;
      next = 0;
      return taken;
    },
  };
}
