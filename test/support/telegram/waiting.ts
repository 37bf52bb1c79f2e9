/** A growing list, of which each reader can await the next entry that fits. */
export interface Waiting<T> {
  readonly all: readonly T[];
  add(entry: T): void;
  /** The first entry that fits and was not given before, now or later. */
  take(fits: (entry: T) => boolean): Promise<T>;
  /** All that fit, once there are `count` of them. */
  atLeast(count: number, fits: (entry: T) => boolean): Promise<readonly T[]>;
}

export function createWaiting<T>(): Waiting<T> {
  const all: T[] = [];
  const taken = new Set<T>();
  const takers: { readonly fits: (entry: T) => boolean; readonly give: (entry: T) => void }[] = [];
  const counters: { readonly fits: (entry: T) => boolean; left: number; readonly done: () => void }[] = [];

  return {
    all,
    add(entry) {
      all.push(entry);
      const at = takers.findIndex(({ fits }) => fits(entry));
      const [taker] = at < 0 ? [] : takers.splice(at, 1);
      if (taker !== undefined) {
        taken.add(entry);
        taker.give(entry);
      }
      for (const counter of counters) {
        if (counter.left <= 0 || !counter.fits(entry)) continue;
        counter.left -= 1;
        if (counter.left === 0) counter.done();
      }
    },
    take(fits) {
      const found = all.find((entry) => !taken.has(entry) && fits(entry));
      if (found !== undefined) {
        taken.add(found);
        return Promise.resolve(found);
      }
      return new Promise((resolve) => takers.push({ fits, give: resolve }));
    },
    async atLeast(count, fits) {
      const missing = count - all.filter(fits).length;
      if (missing > 0)
        await new Promise<void>((resolve) => counters.push({ fits, left: missing, done: resolve }));
      return all.filter(fits);
    },
  };
}
