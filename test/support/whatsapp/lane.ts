/** Runs asynchronous pieces one after the other, in the order they were handed in. */
export interface Lane {
  run<T>(piece: () => Promise<T>): Promise<T>;
}

export function createLane(): Lane {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    run(piece) {
      const result = tail.then(piece);
      // The caller gets the failure; the next piece must not inherit it.
      tail = result.catch(() => undefined);
      return result;
    },
  };
}
