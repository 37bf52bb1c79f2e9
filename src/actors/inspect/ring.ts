/** Keeps the newest `size` items. */
export interface Ring<T> {
  push(item: T): void;
  /** Oldest first. */
  items(): T[];
}

export function createRing<T>(size: number): Ring<T> {
  const slots: T[] = [];
  let next = 0;
  return {
    push(item) {
      slots[next] = item;
      next = (next + 1) % size;
    },
    items: () => (slots.length < size ? [...slots] : [...slots.slice(next), ...slots.slice(0, next)]),
  };
}
